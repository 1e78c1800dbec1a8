"""Known wrong answers to `mse_gradient`, each with its hint."""

import numpy as np

from autograder.checking import mistake, raises

from ._shared import calls_of, mse_gradient, one_constant


def _one_sided(seen):
    """Whether a gradient is too large by h times the mean square of the inputs, for one h."""
    rises = []
    for call in calls_of(seen, "mse_gradient"):
        w, x, y = call.arguments
        away = np.asarray(call.value, dtype=float) - mse_gradient(w, x, y)
        if away.shape != w.shape:
            return False
        rises.append(away / np.mean(x**2, axis=0))
    return one_constant(rises) and 1e-6 < np.abs(rises[0]).max() < 0.2


def _errors_beside_rows(call):
    """Whether a number for each example met the rows of x: the shapes (n,) and (n, d)."""
    n, d = call.arguments[1].shape
    shapes = (rf"\({n},\) \({n},{d}\)", rf"\({n},{d}\) \({n},\)")
    return raises("ValueError", f"could not be broadcast.* {'|'.join(shapes)}")(call)


def _leaves_weights_moved(seen):
    """Whether each derivative is taken with the weights before it moved back by the same h."""
    moves = []
    for call in calls_of(seen, "mse_gradient"):
        w, x, y = call.arguments
        away = np.asarray(call.value, dtype=float) - mse_gradient(w, x, y)
        if away.shape != w.shape or abs(away[0]) > 1e-6:
            return False
        bend = 2 * x.T @ x / len(y)
        moves.append(-away[1:] / np.tril(bend, -1).sum(axis=1)[1:])
    return one_constant(moves) and 1e-6 < np.concatenate(moves).max() < 0.2


@mistake
def gradient_signs_turned(w, x, y):
    """All signs are the wrong way round. The error is answer minus target: x @ w - y."""
    return 2 * x.T @ (y - x @ w) / len(y)


@mistake
def gradient_without_two(w, x, y):
    """Every number is half of what it should be. The derivative of a square brings a factor 2."""
    return x.T @ (x @ w - y) / len(y)


@mistake
def gradient_sums(w, x, y):
    """These are the sums over the examples. The mean squared error is a mean: divide by n, the
    number of examples."""
    return 2 * x.T @ (x @ w - y)


@mistake
def gradient_bare_sums(w, x, y):
    """These are the bare sums: the factor 2/n is missing. It is 1 for two examples, but not for
    another number of them."""
    return x.T @ (x @ w - y)


@mistake
def gradient_twice(w, x, y):
    """Every number is twice what it should be. Is the factor 2 there twice? Or do you divide a
    central difference by h instead of 2h?"""
    return 4 * x.T @ (x @ w - y) / len(y)


@mistake
def gradient_divides_by_weights(w, x, y):
    """You divide by the number of weights. The mean is taken over the examples: divide by
    len(y)."""
    return 2 * x.T @ (x @ w - y) / len(w)


@mistake
def gradient_divides_by_all(w, x, y):
    """You divide by the number of all elements of x. The mean is taken over its rows only: divide
    by len(y)."""
    return 2 * x.T @ (x @ w - y) / x.size


@mistake
def gradient_divides_by_one_less(w, x, y):
    """You divide by n - 1. The mean of n examples is their sum divided by n."""
    with np.errstate(all="ignore"):
        return 2 * x.T @ (x @ w - y) / np.float64(len(y) - 1)


@mistake
def gradient_one_mean(w, x, y):
    """You return one number, the mean over the whole table. Every weight has a derivative of its
    own: go down each column of x, with axis=0."""
    return np.mean(2 * x * (x @ w - y)[:, None])


@mistake
def gradient_one_mean_of_all(w, x, y):
    """You return one number, the mean over all weights. Every weight has a derivative of its own:
    leave the last mean out."""
    return np.mean(2 * x.T @ (x @ w - y))


@mistake
def gradient_added_up(w, x, y):
    """You return one number, the partial derivatives added up. Give them back one by one: an array
    with a number for each weight."""
    h = 0.001
    return (np.mean((x @ (w + h) - y) ** 2) - np.mean((x @ (w - h) - y) ** 2)) / (2 * h)


@mistake
def gradient_for_each_example(w, x, y):
    """You return a table with a row for each example. The gradient is the mean of its rows:
    axis=0."""
    return 2 * (x @ w - y)[:, None] * x


@mistake
def gradient_along_rows(w, x, y):
    """You return a number for each example. The gradient has a number for each weight: go down the
    columns of x, with axis=0."""
    return np.mean(2 * (x @ w - y)[:, None] * x, axis=1)


@mistake
def gradient_without_inputs(w, x, y):
    """You take the mean of the doubled errors, without the inputs. For weight j, multiply each
    error by the input x_ij of its example first."""
    return 2 * np.mean(x @ w - y)


@mistake
def gradient_doubled_errors(w, x, y):
    """These are the errors, doubled: a number for each example. Multiply them by the inputs and
    take the mean, for each weight."""
    return 2 * (x @ w - y)


@mistake
def gradient_is_errors(w, x, y):
    """These are the errors, a number for each example. The gradient has a number for each weight:
    multiply the errors by the inputs and take the mean."""
    return x @ w - y


@mistake
def gradient_is_loss(w, x, y):
    """You return the loss itself. The gradient says how it changes with each weight: a number for
    each of them."""
    return np.mean((x @ w - y) ** 2)


@mistake
def gradient_squares_errors(w, x, y):
    """You multiply the inputs by the squared errors. The derivative of a square is 2 times the
    error itself: leave the square out."""
    return 2 * x.T @ (x @ w - y) ** 2 / len(y)


@mistake
def gradient_of_absolute_error(w, x, y):
    """Of each error only the sign counts: that is the gradient of the mean absolute error. Here
    each error counts with its size, and twice."""
    return x.T @ np.sign(x @ w - y) / len(y)


@mistake
def gradient_of_root(w, x, y):
    """This is the gradient of the root of the mean squared error. Leave the root out."""
    errors = x @ w - y
    return x.T @ errors / len(y) / np.sqrt(np.mean(errors**2))


@mistake
def gradient_without_targets(w, x, y):
    """The targets play no part in your result. The error is answer minus target: subtract y."""
    return 2 * x.T @ (x @ w) / len(y)


@mistake
def gradient_without_weights(w, x, y):
    """The weights play no part in your result. The error is the answer x @ w minus the target."""
    return -2 * x.T @ y / len(y)


@mistake
def gradient_last_example(w, x, y):
    """Only the last example counts. In a loop, add up what each example gives, instead of replacing
    it; at the end divide by n."""
    for row, target in zip(x, y):
        result = 2 * (row @ w - target) * row
    return result


@mistake
def gradient_last_example_divided(w, x, y):
    """Only the last example counts, divided by n. In a loop, add up what each example gives,
    instead of replacing it."""
    for row, target in zip(x, y):
        result = 2 * (row @ w - target) * row
    return result / len(y)


@mistake
def gradient_first_example(w, x, y):
    """Only the first example counts. Add up over all examples, then divide by n; a return inside
    the loop ends it at once."""
    for row, target in zip(x, y):
        return 2 * (row @ w - target) * row


@mistake
def gradient_times_weights(w, x, y):
    """You multiply the errors by the weights. The partial derivative with respect to a weight
    has its input as the factor: x, not w."""
    return 2 * np.mean(x @ w - y) * w


@mistake
def gradient_makes_the_step(w, x, y):
    """You return the weights after a step. Return the gradient alone: descend takes the steps, with
    gradient_step."""
    return w - 2 * x.T @ (x @ w - y) / len(y)


@mistake
def gradient_without_signs(w, x, y):
    """The minus signs are lost. They say in which direction the loss falls: leave np.abs out."""
    return np.abs(2 * x.T @ (x @ w - y) / len(y))


@mistake
def gradient_of_length_one(w, x, y):
    """Your gradient always has length 1. Return it as it is: its length says how steep the slope
    is."""
    gradient = 2 * x.T @ (x @ w - y) / len(y)
    return gradient / np.linalg.norm(gradient)


@mistake(when=_one_sided)
def gradient_one_sided(w, x, y):
    """You go to one side only, so your difference is a little off. Take the loss at w + h and at w
    - h, and divide by 2h."""
    h = 0.001
    result = []
    for j in range(len(w)):
        moved = w.copy()
        moved[j] += h
        result.append((np.mean((x @ moved - y) ** 2) - np.mean((x @ w - y) ** 2)) / h)
    return np.array(result)


@mistake
def gradient_rounds(w, x, y):
    """You round the result to two decimals. Return it as it is."""
    return np.round(2 * x.T @ (x @ w - y) / len(y), 2)


@mistake
def gradient_as_column(w, x, y):
    """The numbers are right, but they stand in a column of shape (d, 1). Return a plain row of
    shape (d,), as w has."""
    return (2 * x.T @ (x @ w - y) / len(y)).reshape(-1, 1)


@mistake
def gradient_as_table(w, x, y):
    """The numbers are right, but they stand in a table of shape (1, d). Return a plain row of shape
    (d,), as w has."""
    return (2 * x.T @ (x @ w - y) / len(y)).reshape(1, -1)


@mistake(
    explains=raises("ValueError", "^matmul: .*mismatch in its core dimension|not aligned"),
    elsewhere="any",
)
def gradient_not_transposed(w, x, y):
    """In a product of arrays the shapes do not fit. The answers are x @ w. To add down the columns
    of x, write x.T @ errors: errors has a number for each row of x."""
    return 2 * x @ (x @ w - y) / len(y)


@mistake(explains=_errors_beside_rows, elsewhere="any")
def gradient_not_broadcast(w, x, y):
    """Two shapes do not fit together: errors has a number for each example, and x a row. To
    multiply them and add, write x.T @ errors."""
    return np.mean(2 * (x @ w - y) * x, axis=0)


@mistake
def gradient_two_weights_only(w, x, y):
    """Your function is right for two weights only. There may be one weight, or four: let NumPy or a
    loop go over all columns of x."""
    errors = x[:, 0] * w[0] + x[:, 1] * w[1] - y
    return np.array([2 * np.mean(errors * x[:, 0]), 2 * np.mean(errors * x[:, 1])])


@mistake
def gradient_changes_targets(w, x, y):
    """You change y itself, perhaps with -=, and so the caller's numbers too. Make a new array:
    errors = x @ w - y."""
    y -= x @ w
    return -2 * x.T @ y / len(y)


@mistake(when=_leaves_weights_moved, elsewhere="any", instead_of=("changes_its_argument",))
def gradient_changes_weights(w, x, y):
    """You change w itself and do not put it back. To try a moved weight, work on a copy:
    w.copy()."""
    h = 0.001
    result = []
    for j in range(len(w)):
        w[j] += h
        above = np.mean((x @ w - y) ** 2)
        w[j] -= 2 * h
        below = np.mean((x @ w - y) ** 2)
        result.append((above - below) / (2 * h))
    return np.array(result)
