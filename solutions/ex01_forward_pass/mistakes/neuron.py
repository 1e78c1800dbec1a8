"""Known wrong answers to `neuron`, each with its hint."""

from autograder.checking import mistake


@mistake(
    when=lambda seen: (
        len(seen.calls) > 1
        and all(isinstance(call.value, int | float) for call in seen.calls)
        and len({call.value for call in seen.calls}) == 1
    )
)
def always_the_same_number(x1, x2, w1, w2):
    """The same number comes back whatever goes in. Compute it inside the function, from the four
    names in its brackets: x1, x2, w1 and w2."""
    return -6.5


@mistake
def weights_swapped(x1, x2, w1, w2):
    """The weights have changed places. w1 belongs to x1, and w2 belongs to x2."""
    return x1 * w2 + x2 * w1


@mistake
def inputs_multiplied_with_each_other(x1, x2, w1, w2):
    """The inputs meet each other, and so do the weights. Each input is multiplied by its own
    weight: x1 by w1, x2 by w2."""
    return x1 * x2 + w1 * w2


@mistake
def everything_multiplied(x1, x2, w1, w2):
    """All four numbers are multiplied together. There are two products, and between them stands
    a plus."""
    return x1 * w1 * x2 * w2


@mistake
def brackets_round_the_sums(x1, x2, w1, w2):
    """Inputs and weights are added first, then multiplied. It goes the other way round: first the
    two products, then their sum, without brackets."""
    return (x1 + x2) * (w1 + w2)


@mistake
def only_sums(x1, x2, w1, w2):
    """The four numbers are only added. Between an input and its weight stands *, which
    multiplies."""
    return x1 + w1 + x2 + w2


@mistake
def difference_of_products(x1, x2, w1, w2):
    """The second product is taken away from the first. Add it: a minus is there only if one of the
    numbers brings it along."""
    return x1 * w1 - x2 * w2


@mistake
def first_input_only(x1, x2, w1, w2):
    """The second input does not count yet. Add x2 * w2 to the first product."""
    return x1 * w1


@mistake
def second_input_only(x1, x2, w1, w2):
    """The first input does not count yet. Add x1 * w1 to the second product."""
    return x2 * w2


@mistake
def two_products(x1, x2, w1, w2):
    """Two products come back. A neuron passes on one number: put + between them, in place of the
    comma."""
    return x1 * w1, x2 * w2


@mistake
def number_in_brackets(x1, x2, w1, w2):
    """The number stands in square brackets, which make a list of it. Take them away."""
    return [x1 * w1 + x2 * w2]


@mistake(variants={"digits": (0, 1, 3, 4)})
def rounded(x1, x2, w1, w2, *, digits=2):
    """The number is rounded. Give it back with all its digits."""
    return round(x1 * w1 + x2 * w2, digits)
