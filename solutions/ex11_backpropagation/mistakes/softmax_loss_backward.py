"""Known wrong answers to `softmax_loss_backward`, each with its hint."""

import numpy as np

from autograder.checking import mistake, raises


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake
def loss_target_minus_answer(z, y):
    """All signs are the wrong way round. The gradient is answer minus target: p - y."""
    return (y - _softmax(z)) / len(z)


@mistake
def loss_not_divided(z, y):
    """The 1 / n is missing. The loss is a mean over the n rows, so divide p - y by n: len(z)."""
    return _softmax(z) - y


@mistake
def loss_divided_by_everything(z, y):
    """You divide by the number of all the numbers. The loss is a mean over the rows: divide by n,
    the number of rows."""
    return (_softmax(z) - y) / z.size


@mistake
def loss_divided_by_classes(z, y):
    """You divide by the number of classes. The loss is a mean over the rows: divide by len(z)."""
    return (_softmax(z) - y) / z.shape[1]


@mistake
def loss_divided_twice(z, y):
    """You divide by n twice. Once is enough: (p - y) / n."""
    return (_softmax(z) - y) / len(z) ** 2


@mistake
def loss_doubled(z, y):
    """There is a factor 2 too many. That belongs to the squared error; here it is (p - y) / n."""
    return 2 * (_softmax(z) - y) / len(z)


@mistake
def loss_softmax_of_everything(z, y):
    """Your softmax runs over the whole table. Each row is a softmax of its own: sum with axis=1,
    keepdims=True."""
    powers = np.exp(z - z.max())
    return (powers / powers.sum() - y) / len(z)


@mistake
def loss_softmax_of_columns(z, y):
    """Your softmax runs down the columns. Each row is a softmax of its own: axis=1."""
    powers = np.exp(z - z.max(axis=0, keepdims=True))
    return (powers / powers.sum(axis=0, keepdims=True) - y) / len(z)


@mistake
def loss_sums_of_columns(z, y):
    """The powers are divided by the sums of the columns. Each row is a softmax of its own: sum with
    axis=1, keepdims=True."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=0) - y) / len(z)


@mistake
def loss_by_p(z, y):
    """-y / p is how fast the loss changes with p. Asked for is how fast it changes with z, and with
    the softmax in between this becomes p - y."""
    return -y / _softmax(z) / len(z)


@mistake
def loss_without_target(z, y):
    """You give back the probabilities: y has not been taken off. The gradient is (p - y) / n."""
    return _softmax(z) / len(z)


@mistake
def loss_probabilities(z, y):
    """You give back the softmax alone. Take y off, and divide by n: (p - y) / n."""
    return _softmax(z)


@mistake
def loss_without_softmax(z, y):
    """The softmax is missing: you have taken y off the sums themselves. First p, the softmax of
    each row, then (p - y) / n."""
    return (z - y) / len(z)


@mistake
def loss_powers_not_shared(z, y):
    """You have not divided by the sum of the row. e to the power of z is no probability yet: divide
    by the sum over the row."""
    return (np.exp(z - z.max(axis=1, keepdims=True)) - y) / len(z)


@mistake
def loss_with_sigmoid(z, y):
    """You have used a sigmoid. The output layer has a softmax: all probabilities of a row together
    make 1."""
    return (1 / (1 + np.exp(-z)) - y) / len(z)


@mistake
def loss_with_a_slope(z, y):
    """You multiply by p * (1 - p) as well. In p - y the softmax has been gone through already."""
    p = _softmax(z)
    return (p - y) * p * (1 - p) / len(z)


@mistake
def loss_itself(z, y):
    """You give back the loss. Asked for is how fast it changes with each number of z: (p - y) /
    n."""
    return -np.mean(np.sum(y * np.log(_softmax(z)), axis=1))


@mistake
def loss_right_class_only(z, y):
    """You give back 0 for the wrong classes. They are pushed down, too: p - y is p there."""
    return (_softmax(z) - 1) * y / len(z)


@mistake
def loss_mean_row(z, y):
    """You take the mean of the rows. Each row keeps its own numbers: divide p - y by n, and the
    shape stays (n, k)."""
    return (_softmax(z) - y).mean(axis=0)


@mistake(explains=raises("ValueError", "broadcast", line=r"^(?!.*max).*sum"))
def loss_without_keepdims(z, y):
    """The sums of the rows lie in a plain row, and cannot be divided by. Sum with axis=1,
    keepdims=True."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return (powers / powers.sum(axis=1) - y) / len(z)


@mistake(explains=raises("ValueError", "broadcast", line=r"max"))
def loss_max_without_keepdims(z, y):
    """The largest numbers of the rows lie in a plain row, and cannot be taken off. Find them with
    axis=1, keepdims=True."""
    powers = np.exp(z - z.max(axis=1))
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


@mistake
def loss_overflows(z, y):
    """For large sums your result is nan: e to the power of 1000 is too large for a computer. Take
    the largest number of each row off before: np.exp(z - z.max(axis=1, keepdims=True))."""
    powers = np.exp(z)
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


@mistake
def loss_one_largest(z, y):
    """You take the largest number of the whole table off. Beside it the sums of another row may all
    become 0, and 0 / 0 is nan: take the largest number of each row off."""
    powers = np.exp(z - z.max())
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


@mistake(variants={"most": (100.0, 50.0, 500.0)})
def loss_clips_sums(z, y, *, most=700.0):
    """You cut large sums off, and so two different ones become equal. Take the largest number of
    each row off in its place."""
    powers = np.exp(np.clip(z, -most, most))
    return (powers / powers.sum(axis=1, keepdims=True) - y) / len(z)


@mistake
def loss_rounds(z, y):
    """You round the result. Return it as it is."""
    return np.round((_softmax(z) - y) / len(z), 2)
