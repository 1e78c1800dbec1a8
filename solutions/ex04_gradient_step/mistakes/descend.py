"""Known wrong answers to `descend`, each with its hint."""

import numpy as np

from autograder.checking import mistake

from ._shared import calls_of, mse_gradient, one_constant


def gradient_step(weight, gradient, learning_rate):
    return weight - learning_rate * gradient


def _own_rate_on_a_path(seen):
    """Whether every path follows the gradient with the same learning rate, whatever is asked."""
    rates = []
    for call in calls_of(seen, "descend"):
        w, x, y, _rate, steps = call.arguments
        path = np.asarray(call.value, dtype=float)
        if path.shape != (steps + 1, len(w)) or steps == 0:
            return False
        gradients = np.array([mse_gradient(point, x, y) for point in path[:-1]])
        rates.append((path[:-1] - path[1:]) / gradients)
    return len(rates) > 1 and one_constant(rates) and 0 < rates[0].max() < 1


def _stops_without_steps(seen):
    """Whether the answer stops with an error where there are no steps, and only there."""
    calls = calls_of(seen, "descend")
    return any(call.failure for call in calls) and all(
        (call.arguments[4] == 0) == (call.failure is not None) for call in calls
    )


@mistake
def descend_only_end(w, x, y, learning_rate, steps):
    """You return only the last point. Collect all of them, the start too, and return the whole
    path."""
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return w


@mistake
def descend_without_start(w, x, y, learning_rate, steps):
    """The start is missing. Put w into the path before the first step."""
    path = []
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        path.append(w)
    return np.array(path)


@mistake
def descend_one_step_less(w, x, y, learning_rate, steps):
    """The last point is missing. Besides the start, the path holds a point for each step: the loop
    runs over range(steps), and each time the new point is kept, after the step."""
    path = [w]
    for _ in range(1, steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake
def descend_one_step_more(w, x, y, learning_rate, steps):
    """You take one step more than asked. The loop runs over range(steps), not over range(steps +
    1)."""
    path = [w]
    for _ in range(steps + 1):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake
def descend_start_twice(w, x, y, learning_rate, steps):
    """The start stands in the path twice, and the last point is missing. In the loop, take the step
    first, then append the new point."""
    path = [w]
    for _ in range(steps):
        path.append(w)
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return np.array(path)


@mistake
def descend_stale_gradient(w, x, y, learning_rate, steps):
    """All your steps follow the gradient of the start. The slope changes on the way: compute the
    gradient anew in each step, at the point where you stand."""
    gradient = mse_gradient(w, x, y)
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], gradient, learning_rate))
    return np.array(path)


@mistake
def descend_always_from_start(w, x, y, learning_rate, steps):
    """All your steps begin at the start, so every row after the first is the same. Begin each step
    where the last one ended."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(w, mse_gradient(w, x, y), learning_rate))
    return np.array(path)


@mistake
def descend_shares_one_array(w, x, y, learning_rate, steps):
    """All rows are equal to the last point. -= changes one and the same array, and the list holds
    it many times: write w = w - …, or append w.copy()."""
    w = w.copy()
    path = [w]
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w)
    return np.array(path)


@mistake
def descend_shares_all_but_start(w, x, y, learning_rate, steps):
    """All rows after the start are equal to the last point. -= changes one and the same array, and
    the list holds it many times: write w = w - …, or append w.copy()."""
    path = [w.copy()]
    w = w.copy()
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w)
    return np.array(path)


@mistake
def descend_uphill(w, x, y, learning_rate, steps):
    """Your path goes uphill. The step against the gradient has a minus sign: weight - learning rate
    * gradient."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] + learning_rate * mse_gradient(path[-1], x, y))
    return np.array(path)


@mistake
def descend_transposed(w, x, y, learning_rate, steps):
    """Rows and columns are swapped. Each point of the path is a row, each weight a column: shape
    (steps + 1, d)."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path).T


@mistake
def descend_one_long_row(w, x, y, learning_rate, steps):
    """The points stand one after another in one long row. Give each point a row of its own: append
    whole arrays to a list, then np.array(path)."""
    path = w
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        path = np.append(path, w)
    return path


@mistake
def descend_collects_losses(w, x, y, learning_rate, steps):
    """You collect the losses. Collect the weights: a row for the start and for each step."""
    losses = [np.mean((x @ w - y) ** 2)]
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        losses.append(np.mean((x @ w - y) ** 2))
    return np.array(losses)


@mistake
def descend_collects_gradients(w, x, y, learning_rate, steps):
    """You collect the gradients. Collect the weights: the start, and the point after each step."""
    path = []
    for _ in range(steps):
        gradient = mse_gradient(w, x, y)
        w = gradient_step(w, gradient, learning_rate)
        path.append(gradient)
    return np.array(path)


@mistake
def descend_returns_in_loop(w, x, y, learning_rate, steps):
    """You stop after the first step. Is the return inside the loop? Move it to the left, below the
    loop."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        return np.array(path)


@mistake
def descend_starts_at_zero(w, x, y, learning_rate, steps):
    """Your path begins at 0. Its first row is the start that is given, w."""
    path = np.zeros((steps + 1, len(w)))
    for i in range(steps):
        path[i + 1] = gradient_step(path[i], mse_gradient(path[i], x, y), learning_rate)
    return path


@mistake
def descend_one_example_a_step(w, x, y, learning_rate, steps):
    """Each of your steps looks at one example only. The gradient is the mean over all examples:
    give the whole x and y to mse_gradient."""
    path = [w]
    for i in range(steps):
        j = i % len(y)
        gradient = mse_gradient(path[-1], x[j : j + 1], y[j : j + 1])
        path.append(gradient_step(path[-1], gradient, learning_rate))
    return np.array(path)


@mistake
def descend_rate_shrinks(w, x, y, learning_rate, steps):
    """Your learning rate shrinks from step to step. Here it stays the same for all steps."""
    path = [w]
    for i in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate / (i + 1)))
    return np.array(path)


@mistake(when=_own_rate_on_a_path)
def descend_own_rate(w, x, y, learning_rate, steps):
    """All your paths have the same learning rate, whichever is given. Use learning_rate as it is,
    instead of a number of your own."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), 0.01))
    return np.array(path)


@mistake
def descend_backwards(w, x, y, learning_rate, steps):
    """The path is upside down. The start stands in the first row, the end in the last."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path[::-1])


@mistake
def descend_whole_numbers(w, x, y, learning_rate, steps):
    """The digits after the decimal point are lost: your table holds whole numbers only. Make it
    with np.zeros(shape), without int."""
    path = np.zeros((steps + 1, len(w)), dtype=int)
    path[0] = w
    for i in range(steps):
        path[i + 1] = gradient_step(path[i], mse_gradient(path[i], x, y), learning_rate)
    return path


@mistake
def descend_rounds(w, x, y, learning_rate, steps):
    """You round the points to two decimals. Return them as they are."""
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.round(path, 2)


@mistake
def descend_last_row_empty(w, x, y, learning_rate, steps):
    """The last row is never filled, it stays 0. Step i fills row i + 1, from row i."""
    path = np.zeros((steps + 1, len(w)))
    for i in range(steps):
        path[i] = w
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return path


@mistake
def descend_steps_twice(w, x, y, learning_rate, steps):
    """Each of your steps is twice as long as it should be. A step is learning rate times gradient,
    and the factor 2 is in the gradient already."""
    path = [w]
    for _ in range(steps):
        gradient = mse_gradient(path[-1], x, y)
        path.append(gradient_step(path[-1], 2 * gradient, learning_rate))
    return np.array(path)


@mistake
def descend_half_steps(w, x, y, learning_rate, steps):
    """Each of your steps is half as long as it should be. A step is learning rate times gradient,
    and the gradient has a factor 2: call your mse_gradient."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * x.T @ (x @ path[-1] - y) / len(y))
    return np.array(path)


@mistake
def descend_sums(w, x, y, learning_rate, steps):
    """Your steps are n times as long as they should be, n being the number of examples. The
    gradient is a mean, not a sum: call your mse_gradient."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * 2 * x.T @ (x @ path[-1] - y))
    return np.array(path)


@mistake
def descend_without_rate(w, x, y, learning_rate, steps):
    """The learning rate is missing on your path. Each step is learning rate times gradient."""
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - mse_gradient(path[-1], x, y))
    return np.array(path)


@mistake
def descend_at_least_one_step(w, x, y, learning_rate, steps):
    """With 0 steps your function takes one. Then the path is only the start: the loop must not run
    at all."""
    path = [w]
    while True:
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        if len(path) > steps:
            return np.array(path)


@mistake
def descend_no_steps_no_table(w, x, y, learning_rate, steps):
    """With 0 steps you give back w itself, a plain row. The path is a table then too, of one row:
    shape (1, d)."""
    if steps == 0:
        return w
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake
def descend_nothing_without_steps(w, x, y, learning_rate, steps):
    """With 0 steps your function gives nothing back. The path is only the start then: a table of
    one row."""
    path = [w]
    for i in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        if i == steps - 1:
            return np.array(path)


@mistake
def descend_empty_without_steps(w, x, y, learning_rate, steps):
    """With 0 steps you give back an empty path. The start belongs to it even then."""
    path = []
    for _ in range(steps):
        path.append(w)
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    if steps > 0:
        path.append(w)
    return np.array(path)


@mistake(when=_stops_without_steps)
def descend_stops_without_steps(w, x, y, learning_rate, steps):
    """With 0 steps your function stops with an error. Let the path begin with w, in a list of its
    own, and append to it in the loop: then nothing is missing when the loop does not run."""
    start, rest = w, []
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        rest.append(w)
    return np.vstack([[start], rest])


@mistake
def descend_changes_start(w, x, y, learning_rate, steps):
    """The path is right, but you change the caller's w on the way, perhaps with -=. Work on a copy:
    w = w.copy()."""
    path = [w.copy()]
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w.copy())
    return np.array(path)
