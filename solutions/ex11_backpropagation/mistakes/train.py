"""Known wrong answers to `train`, each with its hint.

In which order the rows come is free, so only those calls tell a mistake on which that makes no
difference: one batch of all rows, rows that are all alike, steps that are tiny.
"""

from itertools import permutations, product

import numpy as np

from autograder.checking import mistake

from ._shared import gradients

TINY = 1e-3


def _calls(seen):
    """The calls of train whose result does not depend on the order of the rows."""
    found = []
    for call in seen.calls:
        if call.function == "train":
            _weights, x, y, rate, batch_size, *_rest = call.arguments
            alike = bool(np.all(x == x[0]) and np.all(y == y[0]))
            if batch_size >= len(x) or alike or rate < TINY:
                found.append(call)
    return found


def _same(one, other):
    return (
        isinstance(one, list | tuple)
        and len(one) == len(other)
        and all(
            np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-5, atol=2e-6)
            for a, b in zip(one, other, strict=True)
        )
    )


def _like(name):
    """Whether the answer does what the mistake of this name does, where order does not matter."""

    def says(seen):
        calls = _calls(seen)
        if len(calls) < 2 or any(call.failure is not None for call in calls):
            return False
        if all(_same(call.value, _right(*call.arguments)) for call in calls):
            return False
        wrong = globals()[name]
        return all(_same(call.value, wrong(*_copied(call.arguments))) for call in calls)

    return says


def _copied(arguments):
    weights, x, y, *rest = arguments
    return [[each.copy() for each in weights], x.copy(), y.copy(), *rest]


def _right(weights, x, y, learning_rate, batch_size, epochs, seed):
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            weights = [w - learning_rate * step for w, step in zip(weights, steps, strict=True)]
    return weights


def _pairs_are_split(seen):
    """Whether the steps go with other rows of x than of y, while alike rows are right."""
    calls = _calls(seen)
    if len(calls) < 2 or any(call.failure is not None for call in calls):
        return False
    of_few = [call for call in calls if len(call.arguments[1]) == 3 <= call.arguments[4]]
    alike = [call for call in calls if np.all(call.arguments[1] == call.arguments[1][0])]
    if not (of_few and alike and all(_same(c.value, _right(*c.arguments)) for c in alike)):
        return False
    return all(
        _with_other_rows(call) and not _same(call.value, _right(*call.arguments)) for call in of_few
    )


def _with_other_rows(call):
    """Whether a call with three rows in one batch did what it does with its rows in other pairs."""
    given, x, y, rate, _batch_size, epochs, _seed = call.arguments
    for orders in product(permutations(range(3)), repeat=epochs):
        weights = given
        for order in orders:
            steps = gradients(weights, x[list(order)], y)
            weights = [w - rate * step for w, step in zip(weights, steps, strict=True)]
        if _same(call.value, weights):
            return True
    return False


def _changes_weights(seen):
    """Whether the values are right, and the given weights are other ones afterwards."""
    calls = _calls(seen)
    return (
        len(calls) > 1
        and all(_same(call.value, _right(*call.arguments)) for call in calls)
        and any(call.changed and not _same(call.after[0], call.arguments[0]) for call in seen.calls)
    )


@mistake(when=_changes_weights, instead_of=("changes_its_argument",))
def train_changes_the_given_weights(weights, x, y, learning_rate, batch_size, epochs, seed):
    """The training is right, but the caller's weights are changed on the way, perhaps with -=, or in
    their list. Make new arrays, weight - learning_rate * step, and a new list of them."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            for weight, step in zip(weights, gradients(weights, x[rows], y[rows])):
                weight -= learning_rate * step
    return weights


@mistake(when=_like("train_uphill"))
def train_uphill(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Your steps go uphill. The step goes against the gradient: weight - learning_rate * step."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [weight + learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_drops_the_last_batch"))
def train_drops_the_last_batch(weights, x, y, learning_rate, batch_size, epochs, seed):
    """A batch that is smaller than the others is left out. Its rows count too: range(0, n,
    batch_size) begins a batch for them."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for batch in range(len(x) // batch_size):
            rows = order[batch * batch_size : (batch + 1) * batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_first_batch_only"))
def train_first_batch_only(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Each epoch makes one step only, with its first batch. Go on through the rows until every one
    has been used."""
    for _ in range(epochs):
        steps = gradients(weights, x[:batch_size], y[:batch_size])
        weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_one_epoch"))
def train_one_epoch(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Only one epoch counts, however many are asked for. Does the return stand inside the loop over
    the epochs, is that loop missing, or does each epoch begin anew at the weights that were given?"""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        rows = order[start : start + batch_size]
        steps = gradients(weights, x[rows], y[rows])
        weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_one_step"))
def train_one_step(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You stop after the first step. Does the return stand inside the loops? Move it to the left,
    below both of them."""
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            return [weight - learning_rate * step for weight, step in zip(weights, steps)]


@mistake(when=_like("train_all_rows_at_once"))
def train_all_rows_at_once(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Each of your steps takes all the rows. Cut them into batches of batch_size rows, and make a
    step after each."""
    for _ in range(epochs):
        steps = gradients(weights, x, y)
        weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_row_by_row"))
def train_row_by_row(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You make a step after every single row. Take batch_size rows together for each step."""
    for _ in range(epochs):
        for row in range(len(x)):
            steps = gradients(weights, x[row : row + 1], y[row : row + 1])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_batches_overlap"))
def train_batches_overlap(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Your batches overlap: a new one begins at every row. Let them begin at every batch_size-th
    row: range(0, n, batch_size)."""
    for _ in range(epochs):
        for start in range(len(x)):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_without_a_rate"))
def train_without_a_rate(weights, x, y, learning_rate, batch_size, epochs, seed):
    """The learning rate is missing. Each step is learning_rate times the gradient."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [weight - step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_not_divided"))
def train_not_divided(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Your steps are as many times too long as a batch has rows. The gradient is a mean already:
    leave it as gradients gives it."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                weight - learning_rate * len(rows) * step for weight, step in zip(weights, steps)
            ]
    return weights


@mistake(when=_like("train_divides_again"))
def train_divides_again(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You divide by the number of rows in the batch. The gradient is a mean already: leave it as
    gradients gives it."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                weight - learning_rate * step / len(rows) for weight, step in zip(weights, steps)
            ]
    return weights


@mistake(when=_like("train_divides_by_batch_size"))
def train_divides_by_batch_size(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You divide by batch_size. The gradient is a mean already: leave it as gradients gives it."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                weight - learning_rate * step / batch_size for weight, step in zip(weights, steps)
            ]
    return weights


@mistake(when=_like("train_mixes_old_and_new"))
def train_mixes_old_and_new(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Old and new weights are mixed: an array has taken its step before the gradients of the others
    are computed. First compute all four gradients, then take the four steps."""
    weights = [weight.copy() for weight in weights]
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            for place in range(4):
                step = gradients(weights, x[rows], y[rows])[place]
                weights[place] = weights[place] - learning_rate * step
    return weights


@mistake(when=_like("train_mixes_from_the_end"))
def train_mixes_from_the_end(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Old and new weights are mixed: the output layer has taken its step before the gradients of
    the hidden layer are computed. First compute all four gradients, then take the four steps."""
    weights = [weight.copy() for weight in weights]
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            for layer in ([2, 3], [0, 1]):
                steps = gradients(weights, x[rows], y[rows])
                for place in layer:
                    weights[place] = weights[place] - learning_rate * steps[place]
    return weights


@mistake(when=_like("train_output_layer_only"))
def train_output_layer_only(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Only the output layer learns. W1 and b1 take a step too: all four arrays, each with its own
    gradient."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                *weights[:2],
                weights[2] - learning_rate * steps[2],
                weights[3] - learning_rate * steps[3],
            ]
    return weights


@mistake(when=_like("train_weights_only"))
def train_weights_only(weights, x, y, learning_rate, batch_size, epochs, seed):
    """The biases never change. b1 and b2 take a step too: all four arrays, each with its own
    gradient."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(weights, x[rows], y[rows])
            weights = [
                weights[0] - learning_rate * steps[0],
                weights[1],
                weights[2] - learning_rate * steps[2],
                weights[3],
            ]
    return weights


@mistake(when=_like("train_begins_anew"))
def train_begins_anew(weights, x, y, learning_rate, batch_size, epochs, seed):
    """Every step begins at the weights that were given, so only the last one is left. Begin each
    step where the one before has ended."""
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            new = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return new


@mistake(when=_like("train_one_gradient_for_all"))
def train_one_gradient_for_all(weights, x, y, learning_rate, batch_size, epochs, seed):
    """The gradients are computed once for a whole epoch. After every step the network is another
    one: compute them anew for each batch."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        before = weights
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            steps = gradients(before, x[rows], y[rows])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_pairs_are_split)
def train_splits_the_pairs(weights, x, y, learning_rate, batch_size, epochs, seed):
    """x and y are shuffled in different ways, so a row no longer has its own target. Take one order
    for both: x[rows], y[rows]."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[order][rows], y[rows])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights


@mistake(when=_like("train_gives_gradients"))
def train_gives_gradients(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You give back the last gradients. Give back the weights after the last step."""
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            weights = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return steps


@mistake(when=_like("train_gives_the_start"))
def train_gives_the_start(weights, x, y, learning_rate, batch_size, epochs, seed):
    """You give back the weights that you were given. Do the steps get lost in another name? Return
    the trained ones."""
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            steps = gradients(weights, x[rows], y[rows])
            new = [weight - learning_rate * step for weight, step in zip(weights, steps)]
    return weights
