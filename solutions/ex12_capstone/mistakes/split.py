"""Known wrong answers to `split`, each with its hint.

Which pictures go where is free, so they are recognised by what the four parts have in common with
x and y.
"""

import numpy as np

from autograder.checking import mistake


def _each(shows):
    """A `when`: every call came to its end with four arrays, and shows the mistake, given the four
    parts and the arguments; `shows` is False where it cannot be told."""

    def when(seen):
        calls = [call for call in seen.calls if call.function == "split"]
        return bool(calls) and all(
            call.failure is None
            and isinstance(call.value, tuple | list)
            and len(call.value) == 4
            and bool(shows(*map(np.asarray, call.value), *call.arguments))
            for call in calls
        )

    return when


def _some_of(shows, but_each):
    """A `when`: each call shows the one, and some call the other."""

    def when(seen):
        calls = [call for call in seen.calls if call.function == "split"]
        return _each(but_each)(seen) and any(
            shows(*map(np.asarray, call.value), *call.arguments) for call in calls
        )

    return when


def _marks(pictures):
    return np.reshape(pictures, (len(pictures), -1))[:, 0]


def _sizes_fit(x_train, y_train, x_val, y_val, x, y, share, seed):
    wanted = round(share * len(x))
    sizes = len(x_train), len(y_train), len(x_val), len(y_val)
    return sizes == (len(x) - wanted, len(x) - wanted, wanted, wanted)


def _each_once(x_train, y_train, x_val, y_val, x, y, share, seed):
    found = np.sort(np.concatenate([_marks(x_train), _marks(x_val)]))
    return np.array_equal(found, np.sort(_marks(x)))


def _are_pairs(x_train, y_train, x_val, y_val, x, y, share, seed):
    label_of = dict(zip(_marks(x), y.tolist()))
    together = [*zip(_marks(x_train), y_train.tolist()), *zip(_marks(x_val), y_val.tolist())]
    return all(label_of.get(mark) == label for mark, label in together)


def _right_but_for_chance(*case):
    return _sizes_fit(*case) and _each_once(*case) and _are_pairs(*case)


def _in_a_row(x_train, y_train, x_val, y_val, x, *rest):
    n = len(x_val)
    return np.array_equal(x_val, x[:n]) or np.array_equal(x_val, x[len(x) - n :])


@mistake(
    when=_each(
        lambda x_train, y_train, x_val, y_val, x, y, *rest: (
            x_train.shape[1:] == x.shape[1:] == y_train.shape[1:]
            and x_val.shape[1:] == y.shape[1:] == y_val.shape[1:]
            and x.shape[1:] != y.shape[1:]
        )
    ),
    elsewhere="any",
)
def split_in_another_order(x, y, share, seed):
    """The four arrays stand in another order: after x_train you give the other pictures. The order
    is x_train, y_train, x_val, y_val."""
    order = np.random.default_rng(seed).permutation(len(x))
    n_val = round(share * len(x))
    held_back, rest = order[:n_val], order[n_val:]
    return x[rest], x[held_back], y[rest], y[held_back]


@mistake(
    when=_each(lambda a, b, c, d, x, y, share, seed: len(a) == len(x) and len(c) < len(x)),
    elsewhere="any",
)
def split_trains_on_everything(x, y, share, seed):
    """The pictures for validation are among those to train on, too: your first part holds all of
    them. Take them out, or the network knows what it is asked."""
    order = np.random.default_rng(seed).permutation(len(x))
    held_back = order[: round(share * len(x))]
    return x, y, x[held_back], y[held_back]


@mistake(
    when=_some_of(
        lambda a, b, c, d, x, y, share, seed: share != 0.5,
        lambda a, b, c, d, x, y, share, seed: (
            len(a) == len(b) == round(share * len(x))
            and len(c) == len(d) == len(x) - round(share * len(x))
        ),
    ),
    elsewhere="any",
)
def split_share_to_train_on(x, y, share, seed):
    """The two parts have changed places: share says how much is kept for validation, in the last
    two arrays. The rest is to train on."""
    order = np.random.default_rng(seed).permutation(len(x))
    n_rest = round(share * len(x))
    rest, held_back = order[:n_rest], order[n_rest:]
    return x[rest], y[rest], x[held_back], y[held_back]


@mistake(
    when=_some_of(
        lambda a, b, c, d, x, y, share, seed: int(share * len(x)) < round(share * len(x)),
        lambda a, b, c, d, x, y, share, seed: len(c) == len(d) == int(share * len(x)),
    ),
    elsewhere="any",
)
def split_rounds_down(x, y, share, seed):
    """Here 3.9 pictures become 3: int and floor cut off what stands behind the point. round makes 4
    of them."""
    order = np.random.default_rng(seed).permutation(len(x))
    n_val = int(share * len(x))
    held_back, rest = order[:n_val], order[n_val:]
    return x[rest], y[rest], x[held_back], y[held_back]


@mistake(
    when=_each(
        lambda a, b, c, d, x, *rest: a.dtype.kind in "iu" and c.dtype.kind in "iu" and len(a) > 0
    ),
    elsewhere="any",
)
def split_into_whole_numbers(x, y, share, seed):
    """The pixels have lost what stands behind the point: the new arrays are made for whole numbers.
    Leave out dtype=int, or take the pictures by their places: x[places]."""
    order = np.random.default_rng(seed).permutation(len(x))
    n_val = round(share * len(x))
    mixed = np.zeros(x.shape, dtype=int)
    mixed[:] = x[order]
    return mixed[n_val:], y[order][n_val:], mixed[:n_val], y[order][:n_val]


@mistake(
    when=_some_of(
        lambda *case: not _are_pairs(*case),
        lambda *case: _sizes_fit(*case) and _each_once(*case),
    ),
    elsewhere="any",
)
def split_shuffles_apart(x, y, share, seed):
    """Pictures and labels no longer belong together: they were not taken in the same order. Make
    one order, and take x and y by it."""
    rng = np.random.default_rng(seed)
    n_val = round(share * len(x))
    x, y = x[rng.permutation(len(x))], y[rng.permutation(len(y))]
    return x[n_val:], y[n_val:], x[:n_val], y[:n_val]


@mistake(
    when=_each(lambda *case: _right_but_for_chance(*case) and _in_a_row(*case)), elsewhere="any"
)
def split_without_shuffling(x, y, share, seed):
    """You cut without shuffling first. The file is sorted by class, so the part for validation
    would hold one or two classes only."""
    n_val = round(share * len(x))
    return x[n_val:], y[n_val:], x[:n_val], y[:n_val]


@mistake(
    when=_some_of(
        lambda a, b, c, d, *rest: len(np.unique(_marks(c))) < len(c),
        lambda *case: len(case[2]) == round(case[6] * len(case[4])),
    ),
    elsewhere="any",
)
def split_draws_some_twice(x, y, share, seed):
    """Some pictures are in the part for validation twice: what was drawn can be drawn again. A
    permutation has each place once."""
    rng = np.random.default_rng(seed)
    held_back = rng.choice(len(x), round(share * len(x)))
    rest = np.setdiff1d(np.arange(len(x)), held_back)
    return x[rest], y[rest], x[held_back], y[held_back]


@mistake(
    when=_some_of(
        lambda a, b, c, d, *rest: len(np.intersect1d(_marks(a), _marks(c))) > 0, _sizes_fit
    ),
    elsewhere="any",
)
def split_draws_each_part_anew(x, y, share, seed):
    """Some pictures are in both parts. Shuffle once, and cut this one order in two."""
    rng = np.random.default_rng(seed)
    n_val = round(share * len(x))
    rest = rng.permutation(len(x))[n_val:]
    held_back = rng.permutation(len(x))[:n_val]
    return x[rest], y[rest], x[held_back], y[held_back]


def _twice(same_seed, are_equal):
    """Whether right parts of the same x, y and share, with the same seed or another one, are all
    equal, or some of them are not."""

    def when(seen):
        calls = [call for call in seen.calls if call.function == "split"]
        if _each(_in_a_row)(seen) or not _each(_right_but_for_chance)(seen):
            return False
        equal = [
            np.array_equal(one.value[2], other.value[2])
            for i, one in enumerate(calls)
            for other in calls[:i]
            if np.array_equal(one.arguments[0], other.arguments[0])
            and one.arguments[2] == other.arguments[2]
            and (one.arguments[3] == other.arguments[3]) == same_seed
        ]
        return bool(equal) and all(equal) if are_equal else not all(equal)

    return when


@mistake(when=_twice(same_seed=True, are_equal=False), elsewhere="any")
def split_without_the_seed(x, y, share, seed):
    """The same seed gives other parts each time, so no two trials can be compared. Begin with
    np.random.default_rng(seed)."""
    order = np.random.default_rng().permutation(len(x))
    n_val = round(share * len(x))
    held_back, rest = order[:n_val], order[n_val:]
    return x[rest], y[rest], x[held_back], y[held_back]


@mistake(when=_twice(same_seed=False, are_equal=True), elsewhere="any")
def split_with_a_seed_written_in(x, y, share, seed):
    """Every seed gives the same parts: a number is written in where the argument seed belongs."""
    order = np.random.default_rng(0).permutation(len(x))
    n_val = round(share * len(x))
    held_back, rest = order[:n_val], order[n_val:]
    return x[rest], y[rest], x[held_back], y[held_back]
