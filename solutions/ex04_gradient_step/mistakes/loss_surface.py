"""Known wrong answers to `loss_surface`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def surface_transposed(w1_values, w2_values, x, y):
    """Rows and columns are swapped. A row belongs to a value of w2, a column to a value of w1."""
    return np.array(
        [[np.mean((x @ np.array([w1, w2]) - y) ** 2) for w2 in w2_values] for w1 in w1_values]
    )


@mistake
def surface_weights_swapped(w1_values, w2_values, x, y):
    """The two weights are swapped inside the loss. The first column of x belongs to w1, the second
    to w2."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w2, w1]) - y
            surface[i, j] = np.mean(errors**2)
    return surface


@mistake
def surface_sums(w1_values, w2_values, x, y):
    """These are the sums of the squared errors. Divide by n, the number of examples, or take
    np.mean."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sum(errors**2)
    return surface


@mistake
def surface_divides_by_two(w1_values, w2_values, x, y):
    """You divide the sum by 2, however many examples there are. Divide it by n, the number of
    examples."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sum(errors**2) / 2
    return surface


@mistake
def surface_half(w1_values, w2_values, x, y):
    """Every loss is half of what it should be. The mean squared error has no factor 1/2."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2) / 2
    return surface


@mistake
def surface_root(w1_values, w2_values, x, y):
    """You take a root at the end. The mean squared error is without it."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sqrt(np.mean(errors**2))
    return surface


@mistake
def surface_absolute(w1_values, w2_values, x, y):
    """This is the mean absolute error. Square the errors instead of taking np.abs."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(np.abs(errors))
    return surface


@mistake
def surface_no_square(w1_values, w2_values, x, y):
    """The square is missing, so errors above and below cancel out. Square each error before the
    mean."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors)
    return surface


@mistake
def surface_square_of_mean(w1_values, w2_values, x, y):
    """You take the mean first and square it then. Square each error, then take the mean."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors) ** 2
    return surface


@mistake
def surface_without_targets(w1_values, w2_values, x, y):
    """The targets play no part in your result. The error is answer minus target: subtract y."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean((errors + y) ** 2)
    return surface


@mistake
def surface_adds_targets(w1_values, w2_values, x, y):
    """You add the targets to the answers. The error is answer minus target."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean((errors + 2 * y) ** 2)
    return surface


@mistake
def surface_first_example(w1_values, w2_values, x, y):
    """Only the first example counts. Take the mean over all examples."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = errors[0] ** 2
    return surface


@mistake
def surface_last_example(w1_values, w2_values, x, y):
    """Only the last example counts. Take the mean over all examples."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = errors[-1] ** 2
    return surface


@mistake
def surface_pairs_only(w1_values, w2_values, x, y):
    """You pair the first w1 with the first w2, the second with the second, and so on. Every w1 must
    meet every w2: two loops, one inside the other."""
    return np.array(
        [np.mean((x @ np.array([w1, w2]) - y) ** 2) for w1, w2 in zip(w1_values, w2_values)]
    )


@mistake
def surface_one_long_row(w1_values, w2_values, x, y):
    """The losses stand in one long row. Give each value of w2 a row of its own."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface.ravel()


@mistake
def surface_upside_down(w1_values, w2_values, x, y):
    """Your table is upside down. Row 0 belongs to the first value of w2, as it is given."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface[::-1]


@mistake
def surface_first_row_only(w1_values, w2_values, x, y):
    """You stop after the first row. Is the return inside the loop? Move it to the left, below both
    loops."""
    for w2 in w2_values:
        row = []
        for w1 in w1_values:
            row.append(np.mean((x @ np.array([w1, w2]) - y) ** 2))
        return np.array(row)


@mistake
def surface_last_row_only(w1_values, w2_values, x, y):
    """You return one row, that of the last w2. Collect the rows of all values of w2 in a list, or
    write into a table."""
    for w2 in w2_values:
        row = []
        for w1 in w1_values:
            row.append(np.mean((x @ np.array([w1, w2]) - y) ** 2))
    return np.array(row)


@mistake
def surface_one_place_only(w1_values, w2_values, x, y):
    """Only the first place of your table is filled: return ends both loops at once. Move it to the
    left, below both loops."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            surface[i, j] = np.mean((x @ np.array([w1, w2]) - y) ** 2)
            return surface


@mistake
def surface_one_row_only(w1_values, w2_values, x, y):
    """Only the first row of your table is filled: return ends the loop over the rows. Move it to
    the left, below both loops."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            surface[i, j] = np.mean((x @ np.array([w1, w2]) - y) ** 2)
        return surface


@mistake
def surface_first_number_only(w1_values, w2_values, x, y):
    """You return one number only, the loss for the first pair of weights. A return inside the loops
    ends them at once: collect the losses and return them below."""
    for w2 in w2_values:
        for w1 in w1_values:
            return np.mean((x @ np.array([w1, w2]) - y) ** 2)


@mistake
def surface_minimum_only(w1_values, w2_values, x, y):
    """You return only the smallest loss. Return the whole table."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface.min()


@mistake
def surface_whole_numbers(w1_values, w2_values, x, y):
    """The digits after the decimal point are lost: your table holds whole numbers only. Make it
    with np.zeros(shape), without int."""
    surface = np.zeros((len(w2_values), len(w1_values)), dtype=int)
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            surface[i, j] = np.mean((x @ np.array([w1, w2]) - y) ** 2)
    return surface


@mistake
def surface_sum_goes_on(w1_values, w2_values, x, y):
    """Each loss contains those before it. Begin the sum at 0 again for every pair of weights."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    total = 0.0
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            for row, target in zip(x, y):
                total += (row[0] * w1 + row[1] * w2 - target) ** 2
            surface[i, j] = total / len(y)
    return surface


@mistake
def surface_with_weights(w1_values, w2_values, x, y):
    """You return three tables at once, weights and losses. Return the losses only."""
    w1, w2 = np.meshgrid(w1_values, w2_values)
    errors = w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1] - y
    return w1, w2, np.mean(errors**2, axis=-1)


@mistake
def surface_for_each_example(w1_values, w2_values, x, y):
    """Every example has a table of its own here. Take the mean over the examples, so that one
    number is left for each pair of weights."""
    w1, w2 = np.meshgrid(w1_values, w2_values)
    errors = w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1] - y
    return errors**2


@mistake
def surface_rounds(w1_values, w2_values, x, y):
    """You round the losses to two decimals. Return them as they are."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return np.round(surface, 2)


@mistake
def surface_wrong_index(w1_values, w2_values, x, y):
    """Your function stops with an index that does not fit. Row i belongs to w2_values[i] and column
    j to w1_values[j]; there need not be equally many of both."""
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[j, i] = np.mean(errors**2)
    return surface
