"""Known wrong answers to `one_hot`, each with its hint."""

import numpy as np

from autograder.checking import mistake, raises


def _same_numbers(seen):
    """Taken as numbers, all tables are right."""
    return all(
        np.array_equal(call.value, np.eye(call.arguments[1])[call.arguments[0]])
        for call in seen.calls
    )


@mistake(explains=raises("TypeError", "as a data type", line=r"\bzeros\("))
def one_hot_shape_without_brackets(labels, n_classes):
    """The shape of np.zeros needs brackets of its own: np.zeros((n, n_classes)). Without them the
    second number is taken for the type."""
    table = np.zeros(len(labels), n_classes)
    table[np.arange(len(labels)), labels] = 1
    return table


@mistake
def one_hot_gives_the_labels_back(labels, n_classes):
    """You give back the labels as they are. Each label becomes a row of n_classes numbers."""
    return labels


@mistake
def one_hot_a_column_of_labels(labels, n_classes):
    """Your table has a single column with the labels. It needs a column for each class, with a 1 in
    the column of the label."""
    return labels.reshape(-1, 1)


@mistake
def one_hot_the_identity_itself(labels, n_classes):
    """You give back the table np.eye(n_classes) itself, whatever the labels are. Pick rows from it,
    one for each label."""
    return np.eye(n_classes)


@mistake
def one_hot_a_diagonal(labels, n_classes):
    """The ones stand on a diagonal: row i has its 1 in column i. The column has to be the label of
    the row."""
    return np.eye(len(labels), n_classes)


@mistake
def one_hot_transposed(labels, n_classes):
    """Your table lies on its side: it has a column for each label. Each label gets a row, and each
    class a column."""
    return np.eye(n_classes)[:, labels]


@mistake
def one_hot_labels_from_one(labels, n_classes):
    """Every 1 stands one column too far to the left. Labels and columns are both counted from 0:
    nothing has to be subtracted."""
    return np.eye(n_classes)[labels - 1]


@mistake
def one_hot_one_column_too_many(labels, n_classes):
    """Your table has n_classes + 1 columns. The largest label is n_classes - 1, so n_classes
    columns are enough."""
    return np.eye(n_classes + 1)[labels]


@mistake
def one_hot_shifted_to_the_right(labels, n_classes):
    """Every 1 stands one column too far to the right. Labels and columns are both counted from 0:
    label 0 belongs into column 0."""
    return np.eye(n_classes + 1)[labels + 1]


@mistake
def one_hot_always_three_columns(labels, n_classes):
    """There are always three columns, whatever n_classes says. Take their number from n_classes."""
    return np.eye(3)[labels]


@mistake
def one_hot_columns_reversed(labels, n_classes):
    """Your columns run in the opposite order: label 0 has its 1 in the last one. Column 0 belongs
    to label 0."""
    return np.eye(n_classes)[labels][:, ::-1]


@mistake
def one_hot_turned_round(labels, n_classes):
    """Zeros and ones are swapped. The column of the label gets the 1, the others get 0."""
    return 1 - np.eye(n_classes)[labels]


@mistake
def one_hot_label_instead_of_one(labels, n_classes):
    """The right column holds the label itself, such as a 2. It must hold a 1, also for label 0."""
    return np.eye(n_classes)[labels] * labels[:, np.newaxis]


@mistake
def one_hot_ones_in_all_rows(labels, n_classes):
    """Every row holds the ones of all labels, but each row may use its own label only. table[:,
    labels] means all rows; in a loop, begin each row with new zeros."""
    table = np.zeros((len(labels), n_classes))
    table[:, labels] = 1
    return table


@mistake
def one_hot_whole_rows(labels, n_classes):
    """You fill whole rows with ones: table[labels] means rows. A label says the column; the row is
    its place among the labels."""
    table = np.zeros((len(labels), n_classes))
    table[labels] = 1
    return table


@mistake
def one_hot_ones_up_to_the_label(labels, n_classes):
    """All columns up to that of the label hold a 1. Only the column of the label itself may: every
    row has a single 1."""
    return np.where(np.arange(n_classes) <= labels[:, np.newaxis], 1, 0)


@mistake
def one_hot_zeros_only(labels, n_classes):
    """Your table holds zeros only. Each row needs a 1 in the column of its label."""
    return np.zeros((len(labels), n_classes))


@mistake
def one_hot_minus_one(labels, n_classes):
    """Instead of 0 the other columns hold -1. They must hold 0."""
    return 2 * np.eye(n_classes)[labels] - 1


@mistake
def one_hot_first_row_only(labels, n_classes):
    """You give back the row of the first label only. With a loop, return has to stand after it, not
    inside."""
    for label in labels:
        row = np.zeros(n_classes)
        row[label] = 1
        return row


@mistake
def one_hot_last_row_only(labels, n_classes):
    """You give back the row of the last label only. Collect the rows of all labels in a table."""
    for label in labels:
        row = np.zeros(n_classes)
        row[label] = 1
    return row


@mistake
def one_hot_rows_not_cleared(labels, n_classes):
    """In your rows the ones of earlier labels are still there. Begin a new row of zeros for each
    label."""
    table, row = [], np.zeros(n_classes)
    for label in labels:
        row[label] = 1
        table.append(row.copy())
    return np.array(table)


@mistake
def one_hot_counts(labels, n_classes):
    """You count how often each class occurs. Make a row for each label instead, with a 1 in its
    column."""
    return np.bincount(labels, minlength=n_classes)


@mistake
def one_hot_one_long_row(labels, n_classes):
    """All numbers stand in one long row. Make a table of them: a row for each label, shape (n,
    n_classes)."""
    return np.eye(n_classes)[labels].ravel()


@mistake(
    explains=raises(
        "ValueError", r"could not be broadcast .*\(\d+,\) \(\d+,\)", line=r"[^=!]==[^=]|\bequal\("
    )
)
def one_hot_compared_without_a_column(labels, n_classes):
    """NumPy compares n labels with n_classes columns one by one, and they do not fit. Set the
    labels up as a column first: labels[:, np.newaxis]."""
    return (labels == np.arange(n_classes)).astype(int)


@mistake
def one_hot_as_many_columns_as_different_labels(labels, n_classes):
    """Your table has too few columns where a class is missing from the labels. Its number of
    columns is n_classes, whatever the labels are."""
    return np.eye(len(set(labels.tolist())))[labels]


@mistake(explains=raises("IndexError", "is out of bounds for axis [01]", line=r"\]\s*=(?!=)"))
def one_hot_row_and_column_swapped(labels, n_classes):
    """Your function reaches for a place outside the table. The table has a row for each label in
    turn and n_classes columns; the label is the number of the column, counted from 0."""
    table = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        table[label, i] = 1
    return table


@mistake
def one_hot_ends_at_the_largest_label(labels, n_classes):
    """The columns of missing classes are gone: your table ends at the largest label. There are
    always n_classes columns."""
    return np.eye(labels.max() + 1)[labels]


@mistake
def one_hot_columns_of_present_classes(labels, n_classes):
    """You only make columns for labels that occur. There are always n_classes columns, and the
    label says which of them gets the 1."""
    return (labels[:, np.newaxis] == np.unique(labels)).astype(int)


@mistake
def one_hot_numbers_the_labels_anew(labels, n_classes):
    """You number the labels that occur anew, from 0. The column is the label itself, also when
    smaller labels are missing."""
    return np.eye(n_classes)[np.unique(labels, return_inverse=True)[1]]


@mistake
def one_hot_squeezed(labels, n_classes):
    """A single label must give a table with one row. squeeze takes this axis away: leave it out."""
    return np.squeeze(np.eye(n_classes)[labels])


@mistake(
    when=lambda seen: (
        any(np.asarray(call.value).dtype.kind == "b" for call in seen.calls) and _same_numbers(seen)
    )
)
def one_hot_true_and_false(labels, n_classes):
    """Your table holds True and False. The method astype(int) makes 1 and 0 of them."""
    return labels[:, np.newaxis] == np.arange(n_classes)
