"""Known wrong answers to `forward`, each with its hint."""

import math

import keras
import numpy as np

from autograder.checking import (
    float_of_an_array, math_on_an_array, max_of_arrays, mistake, neurons, stopped_with,
)  # fmt: skip


@mistake
def no_activation(x, weights, activation):
    """The sums come back as if the activation were linear. Apply the one that the argument
    activation names: to the hidden layer, and again to the output."""
    hidden, output = weights
    return x @ hidden @ output


@mistake
def activation_on_the_hidden_layer_only(x, weights, activation):
    """You apply the activation to the hidden layer only. The output layer needs it too."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    hidden, output = weights
    return functions[activation](x @ hidden) @ output


@mistake
def activation_on_the_output_only(x, weights, activation):
    """You apply the activation to the output only. The hidden layer needs it too, before output."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    hidden, output = weights
    return functions[activation](x @ hidden @ output)


@mistake
def activation_twice_on_the_output(x, weights, activation):
    """The output goes through the activation twice. Each layer applies it exactly once."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(f(x @ hidden) @ output))


@mistake
def activation_on_the_inputs(x, weights, activation):
    """You apply the activation to the inputs as well. They are handed on as they are; only the two
    layers apply it."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(f(x) @ hidden) @ output)


@mistake
def weights_before_x(x, weights, activation):
    """The table of weights stands on the wrong side. The order matters: first x, then the weights,
    x @ hidden."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(hidden @ x) @ output)


@mistake
def transposed_hidden_table(x, weights, activation):
    """Rows and columns of the hidden table are swapped. A neuron is a column already, so no
    transposing (.T) is needed: x @ hidden."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden.T) @ output)


@mistake
def always_sigmoid(x, weights, activation):
    """Your function always uses sigmoid. Look at the argument activation and choose by it."""
    hidden, output = weights
    neurons = 1 / (1 + np.exp(-(x @ hidden)))
    return 1 / (1 + np.exp(-(neurons @ output)))


@mistake
def always_relu(x, weights, activation):
    """Your function always uses relu. Look at the argument activation and choose by it."""
    hidden, output = weights
    return np.maximum(0.0, np.maximum(0.0, x @ hidden) @ output)


@mistake
def sigmoid_without_minus(x, weights, activation):
    """The sigmoid lacks a minus in the exponent: it is 1 / (1 + np.exp(-z))."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def bare_number(x, weights, activation):
    """The value is right, but an axis is lost, as with [0]. Return what @ and the activation give:
    shape (1,) for one example, and (n, 1) for a batch."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)[0]


@mistake(explains=float_of_an_array, elsewhere="any")
def made_a_float(x, weights, activation):
    """float makes a single number, and a batch has more than one. Leave float out: @ and the
    activation give an array of the right shape by themselves."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    y = f(f(x @ hidden) @ output)
    return float(y[0])


@mistake
def flattened_batch(x, weights, activation):
    """A batch comes back as a flat row of shape (n,). Keep the second axis, which ravel, flatten
    and [:, 0] take away: the shape must be (n, 1)."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return np.ravel(f(f(x @ hidden) @ output))


@mistake
def always_a_batch(x, weights, activation):
    """One example comes back as a batch of shape (1, 1). Leave its shape (2,) as it is, and the
    answer gets the shape (1,)."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.atleast_2d(x) @ hidden) @ output)


@mistake
def one_example_only(x, weights, activation):
    """Your function works for one example only: in a batch x[0] is the whole first example, not x1.
    Use x @ hidden, which fits both."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    n1 = f(x[0] * hidden[0, 0] + x[1] * hidden[1, 0])
    n2 = f(x[0] * hidden[0, 1] + x[1] * hidden[1, 1])
    return np.array([f(n1 * output[0, 0] + n2 * output[1, 0])])


@mistake
def first_example_of_the_batch(x, weights, activation):
    """Only the first example of the batch is answered. Return a row for each example: the shape is
    (n, 1)."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.atleast_2d(x)[0] @ hidden) @ output)


@mistake(explains=max_of_arrays, elsewhere="any")
def max_of_python(x, weights, activation):
    """Python's own max, and an if, compare single numbers and stop at an array. For relu use
    np.maximum(0.0, z), which looks at each number of the array."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: max(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(explains=math_on_an_array, elsewhere="any")
def functions_of_math(x, weights, activation):
    """The functions of math take one number only. For a whole array use np.exp, and np.tanh for
    tanh."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": lambda z: math.tanh(z),
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(
    when=lambda seen: any(
        call.failure is not None and call.failure.exception == "InvalidArgumentError"
        for call in seen.calls
    )
)
def tensor_times_table(x, weights, activation):
    """Keras has returned a tensor, and @ does not take a tensor of shape (2,). Make it a NumPy
    array after each activation: np.array(f(z))."""
    f = keras.activations.get(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(when=stopped_with("activation function identifier: activation"))
def activation_in_quotes(x, weights, activation):
    """The name in quotes, 'activation', is only a word. Pass on the argument without quotes:
    keras.activations.get(activation)."""
    f = keras.activations.get("activation")
    hidden, output = weights
    return np.array(f(np.array(f(x @ hidden)) @ output))


@mistake
def axis_always_added(x, weights, activation):
    """You always add an axis to x, so every answer has one axis too many. Use x as it comes: x @
    hidden fits one example and a batch."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.expand_dims(x, axis=0) @ hidden) @ output)


@mistake
def turned_table_before_x(x, weights, activation):
    """Your function works for one example, but not for a batch. Put x on the left and the table,
    without .T, on the right: x @ hidden."""
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(hidden.T @ x) @ output)
