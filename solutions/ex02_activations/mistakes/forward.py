"""Known wrong answers to `forward`, each with its hint."""

import math

import numpy as np

from autograder.checking import (
    float_of_an_array,
    math_on_an_array,
    max_of_arrays,
    mistake,
    raises,
    stopped_with,
)

SPELLED = (
    "One of the names does nothing: its sums come back as they are. Your function must know each"
    ' of them exactly as it is written: "relu", "sigmoid", "tanh".'
)


def _f(activation, **others):
    """The function of this name, or another one in its place."""
    functions = {
        "linear": lambda z: z,
        "relu": lambda z: np.maximum(0.0, z),
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
    }
    return (functions | others)[activation]


@mistake
def no_activation(x, weights, activation):
    """The sums come back as if the activation were linear. Apply the one that the argument
    activation names: to the hidden layer, and again to the output."""
    hidden, output = weights
    return x @ hidden @ output


@mistake
def activation_on_the_hidden_layer_only(x, weights, activation):
    """You apply the activation to the hidden layer only. The output layer needs it too."""
    hidden, output = weights
    return _f(activation)(x @ hidden) @ output


@mistake
def activation_on_the_output_only(x, weights, activation):
    """You apply the activation to the output only. The hidden layer needs it too, before output."""
    hidden, output = weights
    return _f(activation)(x @ hidden @ output)


@mistake
def activation_twice_on_the_output(x, weights, activation):
    """The output goes through the activation twice. Each layer applies it exactly once."""
    f = _f(activation)
    hidden, output = weights
    return f(f(f(x @ hidden) @ output))


@mistake
def activation_twice_on_the_hidden_layer(x, weights, activation):
    """The hidden layer goes through the activation twice. Each layer applies it exactly once."""
    f = _f(activation)
    hidden, output = weights
    return f(f(f(x @ hidden)) @ output)


@mistake
def activation_on_the_inputs(x, weights, activation):
    """You apply the activation to the inputs as well. They are handed on as they are; only the two
    layers apply it."""
    f = _f(activation)
    hidden, output = weights
    return f(f(f(x) @ hidden) @ output)


@mistake
def stops_at_the_hidden_layer(x, weights, activation):
    """You return the two hidden neurons. The output layer is still to come: multiply them by the
    second table, and apply the activation again."""
    hidden, output = weights
    return _f(activation)(x @ hidden)


@mistake
def output_from_the_inputs(x, weights, activation):
    """The output layer gets the inputs once more. It needs what the hidden layer passes on."""
    hidden, output = weights
    return _f(activation)(x @ output)


@mistake
def weights_before_x(x, weights, activation):
    """The table of weights stands on the wrong side. The order matters: first x, then the weights,
    x @ hidden."""
    f = _f(activation)
    hidden, output = weights
    return f(f(hidden @ x) @ output)


@mistake
def transposed_hidden_table(x, weights, activation):
    """Rows and columns of the hidden table are swapped. A neuron is a column already, so no
    transposing (.T) is needed: x @ hidden."""
    f = _f(activation)
    hidden, output = weights
    return f(f(x @ hidden.T) @ output)


@mistake(variants={"bias": (0.5, 0.1, -1.0)})
def adds_a_bias(x, weights, activation, *, bias=1.0):
    """Every neuron adds a number of its own, a bias. The neurons of this network have none: only
    multiply by the table, and apply the activation."""
    f = _f(activation)
    hidden, output = weights
    return f(f(x @ hidden + bias) @ output + bias)


@mistake
def always_relu(x, weights, activation):
    """Your function always uses relu. Look at the argument activation and choose by it."""
    f = _f("relu")
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def always_sigmoid(x, weights, activation):
    """Your function always uses sigmoid. Look at the argument activation and choose by it."""
    f = _f("sigmoid")
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def always_tanh(x, weights, activation):
    """Your function always uses tanh. Look at the argument activation and choose by it."""
    f = _f("tanh")
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def softmax_for_sigmoid(x, weights, activation):
    """For "sigmoid" you take softmax, which shares out 1 among the neurons of a row. The sigmoid
    looks at each number on its own."""

    def softmax(z):
        powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
        return powers / np.sum(powers, axis=-1, keepdims=True)

    f = _f(activation, sigmoid=softmax)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def sigmoid_and_tanh_swapped(x, weights, activation):
    """Two names have changed places: for "sigmoid" you take tanh, and for "tanh" the sigmoid."""
    f = _f({"sigmoid": "tanh", "tanh": "sigmoid"}.get(activation, activation))
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake
def sigmoid_without_minus(x, weights, activation):
    """The sigmoid lacks a minus in the exponent: it is 1 / (1 + np.exp(-z))."""
    f = _f(activation, sigmoid=lambda z: 1 / (1 + np.exp(z)))
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(hint=SPELLED)
def relu_misspelt(x, weights, activation):
    f = _f("linear") if activation == "relu" else _f(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(hint=SPELLED)
def sigmoid_misspelt(x, weights, activation):
    f = _f("linear") if activation == "sigmoid" else _f(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(hint=SPELLED)
def tanh_misspelt(x, weights, activation):
    f = _f("linear") if activation == "tanh" else _f(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(explains=raises("KeyError", "linear|relu|sigmoid|tanh"), elsewhere="any")
def not_in_the_dictionary(x, weights, activation):
    """Your dictionary is asked for a name that it does not have. It needs all four, in quotes and
    exactly as they are written: "linear", "relu", "sigmoid", "tanh"."""
    functions = {
        "Linear": _f("linear"),
        "ReLU": _f("relu"),
        "Sigmoid": _f("sigmoid"),
        "Tanh": _f("tanh"),
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(explains=raises("TypeError", "'str' object is not callable"), elsewhere="any")
def calls_the_name(x, weights, activation):
    """activation is only a name, a text such as "relu", and a text cannot be called. Look its
    function up in a dictionary first, and call that."""
    hidden, output = weights
    return activation(activation(x @ hidden) @ output)


@mistake
def bare_number(x, weights, activation):
    """The value is right, but an axis is lost, as with [0]. Return what @ and the activation give:
    shape (1,) for one example, and (n, 1) for a batch."""
    f = _f(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)[0]


@mistake(explains=float_of_an_array, elsewhere="any")
def made_a_float(x, weights, activation):
    """float makes a single number, and a batch has more than one. Leave float out: @ and the
    activation give an array of the right shape by themselves."""
    f = _f(activation)
    hidden, output = weights
    y = f(f(x @ hidden) @ output)
    return float(y[0])


@mistake
def flattened_batch(x, weights, activation):
    """A batch comes back as a flat row of shape (n,). Keep the second axis, which ravel, flatten
    and [:, 0] take away: the shape must be (n, 1)."""
    f = _f(activation)
    hidden, output = weights
    return np.ravel(f(f(x @ hidden) @ output))


@mistake
def always_a_batch(x, weights, activation):
    """One example comes back as a batch of shape (1, 1). Leave its shape (2,) as it is, and the
    answer gets the shape (1,)."""
    f = _f(activation)
    hidden, output = weights
    return f(f(np.atleast_2d(x) @ hidden) @ output)


@mistake
def axis_always_added(x, weights, activation):
    """You always add an axis to x, so every answer has one axis too many. Use x as it comes: x @
    hidden fits one example and a batch."""
    f = _f(activation)
    hidden, output = weights
    return f(f(np.expand_dims(x, axis=0) @ hidden) @ output)


@mistake
def one_example_only(x, weights, activation):
    """Your function works for one example only: in a batch x[0] is the whole first example, not x1.
    Use x @ hidden, which fits both."""
    f = _f(activation)
    hidden, output = weights
    n1 = f(x[0] * hidden[0, 0] + x[1] * hidden[1, 0])
    n2 = f(x[0] * hidden[0, 1] + x[1] * hidden[1, 1])
    return np.array([f(n1 * output[0, 0] + n2 * output[1, 0])])


@mistake
def first_example_of_the_batch(x, weights, activation):
    """Only the first example of the batch is answered. Return a row for each example: the shape is
    (n, 1)."""
    f = _f(activation)
    hidden, output = weights
    return f(f(np.atleast_2d(x)[0] @ hidden) @ output)


@mistake
def turned_table_before_x(x, weights, activation):
    """Your function works for one example, but not for a batch. Put x on the left and the table,
    without .T, on the right: x @ hidden."""
    f = _f(activation)
    hidden, output = weights
    return f(f(hidden.T @ x) @ output)


@mistake(explains=max_of_arrays, elsewhere="any")
def max_of_python(x, weights, activation):
    """Python's own max, and an if, compare single numbers and stop at an array. For relu call your
    relu, or np.maximum(0.0, z), which looks at each number of the array."""
    f = _f(activation, relu=lambda z: max(0.0, z))
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(explains=math_on_an_array, elsewhere="any")
def functions_of_math(x, weights, activation):
    """The functions of math take one number only. For a whole array call your sigmoid and your
    tanh, or np.exp and np.tanh."""
    f = _f(activation, sigmoid=lambda z: 1 / (1 + math.exp(-z)), tanh=lambda z: math.tanh(z))
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(when=stopped_with("InvalidArgumentError"))
def tensor_times_table(x, weights, activation):
    """An activation has returned a tensor of TensorFlow, and @ does not take one of shape (2,). Make
    it a NumPy array after each activation: np.array(f(z))."""
    import tensorflow as tf

    f = {"linear": tf.identity, "relu": tf.nn.relu, "sigmoid": tf.sigmoid, "tanh": tf.tanh}
    hidden, output = weights
    return f[activation](f[activation](x @ hidden) @ output)
