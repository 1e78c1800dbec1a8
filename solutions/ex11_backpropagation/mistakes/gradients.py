"""Known wrong answers to `gradients`, each with its hint."""

import numpy as np

from autograder.checking import mistake

from ._shared import dense_backward, relu_backward, softmax_loss_backward


@mistake
def gradients_output_layer_only(weights, x, y):
    """The hidden layer has gradients of 0. Go on from d_hidden: through the relu, then through the
    first layer."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0.0, x @ w1 + b1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    return [np.zeros_like(w1), np.zeros_like(b1), d_w2, d_b2]


@mistake
def gradients_of_two(weights, x, y):
    """The hidden layer is missing in the list. Four gradients are wanted: W1, b1, W2, b2."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0.0, x @ w1 + b1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    return [d_w2, d_b2]


@mistake
def gradients_without_biases(weights, x, y):
    """The biases are missing in the list. Four gradients are wanted: W1, b1, W2, b2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_w2]


@mistake
def gradients_one_bias_missing(weights, x, y):
    """The gradient of b1 is 0. The biases of the hidden layer learn too: the last dense_backward
    gives it."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, np.zeros_like(b1), d_w2, d_b2]


@mistake
def gradients_of_three(weights, x, y):
    """One bias is missing in the list: there are three arrays. Four are wanted: W1, b1, W2, b2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_w2, d_b2]


@mistake
def gradients_back_to_front(weights, x, y):
    """The layers have changed places. On the way back the output layer comes first, but the list is
    in the order of the weights: W1, b1, W2, b2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w2, d_b2, d_w1, d_b1]


@mistake
def gradients_weights_then_biases(weights, x, y):
    """The list has the weights first and then the biases. Its order is W1, b1, W2, b2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_w2, d_b1, d_b2]


@mistake
def gradients_with_inputs(weights, x, y):
    """There are five arrays: d_x has no place in the list, as the inputs do not learn."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_x, d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_relu_forgotten_on_the_way_back(weights, x, y):
    """On the way back the relu is missing. Between the two layers goes relu_backward(z1,
    d_hidden)."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0.0, x @ w1 + b1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, d_hidden)
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_relu_the_wrong_way_round(weights, x, y):
    """The arguments of relu_backward have changed places. First z1, what went in on the way
    forward, then d_hidden, what comes back."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(d_hidden, z1))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_relu_of_what_comes_back(weights, x, y):
    """You apply relu to what comes back. relu_backward looks at z1: where it is above 0, all gets
    through, negative numbers too."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0.0, x @ w1 + b1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, np.maximum(0.0, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_sums_for_the_output_layer(weights, x, y):
    """The output layer gets z1 on the way back. Its inputs were the numbers after the relu:
    dense_backward(hidden, w2, …)."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(z1, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_without_relu_at_all(weights, x, y):
    """The relu is missing, forward and back. The hidden layer has relu: np.maximum(0, z1), and
    relu_backward on the way back."""
    w1, b1, w2, b2 = weights
    hidden = x @ w1 + b1
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, d_hidden)
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_without_relu_forward(weights, x, y):
    """On the way forward the relu is missing: hidden is np.maximum(0, z1)."""
    w1, b1, w2, b2 = weights
    hidden = x @ w1 + b1
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(hidden, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_relu_on_the_output(weights, x, y):
    """There is a relu on the output layer. Only the hidden layer has one: softmax gets the sums as
    they are."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    z2 = np.maximum(0.0, hidden @ w2 + b2)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(z2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_forward_without_biases(weights, x, y):
    """On the way forward the biases are missing: x @ w1 + b1, and hidden @ w2 + b2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_softmax_twice(weights, x, y):
    """The softmax is applied twice. softmax_loss_backward does it itself: give it the sums, z2."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    powers = np.exp(hidden @ w2 + b2)
    p = powers / powers.sum(axis=1, keepdims=True)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(p, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_with_the_slope_of_a_sigmoid(weights, x, y):
    """On the way back there is the slope of a sigmoid, hidden * (1 - hidden). The hidden layer has
    relu: relu_backward(z1, d_hidden)."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0.0, x @ w1 + b1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, d_hidden * hidden * (1 - hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_uphill(weights, x, y):
    """All signs are the wrong way round. A gradient points uphill; the minus belongs to the
    step."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, -softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_divided_twice(weights, x, y):
    """All four are divided by n once more. The 1 / n is in softmax_loss_backward already."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_z2 = softmax_loss_backward(hidden @ w2 + b2, y) / len(x)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, d_z2)
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_not_divided(weights, x, y):
    """All four are n times too large. The loss is a mean over the n examples: its gradient begins
    with (p - y) / n, as softmax_loss_backward gives it."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_z2 = softmax_loss_backward(hidden @ w2 + b2, y) * len(x)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, d_z2)
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_takes_the_step(weights, x, y):
    """You give back new weights. gradients only measures: the step comes in train."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [w1 - d_w1, b1 - d_b1, w2 - d_w2, b2 - d_b2]


@mistake
def gradients_unpacked_in_another_order(weights, x, y):
    """What dense_backward gives is taken in another order. It gives d_x first: d_hidden, d_w2, d_b2
    = dense_backward(…)."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_w2, d_hidden, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_w1, d_x, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [d_w1, d_b1, d_w2, d_b2]


@mistake
def gradients_rounds(weights, x, y):
    """You round the results. Return them as they are."""
    w1, b1, w2, b2 = weights
    z1 = x @ w1 + b1
    hidden = np.maximum(0.0, z1)
    d_hidden, d_w2, d_b2 = dense_backward(hidden, w2, softmax_loss_backward(hidden @ w2 + b2, y))
    d_x, d_w1, d_b1 = dense_backward(x, w1, relu_backward(z1, d_hidden))
    return [np.round(each, 2) for each in (d_w1, d_b1, d_w2, d_b2)]
