"""Known wrong answers to `by_hand`, each with its hint.

The right values are noted by the check; x1, w1 and so on are the numbers of the student.
"""

import numpy as np

from autograder.checking import mistake


def _near(seen, name, number, distance):
    """Whether the value that was seen is about this number."""
    value = seen.values.get(name)
    return isinstance(value, int | float | np.number) and abs(value - number) <= distance


@mistake(when=lambda seen: {tuple, str} <= {type(value) for value in seen.values.values()})
def comma_and_quotes():
    """Python reads 2,5 as two numbers, 2 and 5, and what stands in quotes as text. Write each number
    with a decimal point and without quotes: 2.5."""
    N1 = 2,154  # fmt: skip
    Y = "1.8263"


@mistake(when=lambda seen: any(isinstance(value, tuple) for value in seen.values.values()))
def decimal_comma():
    """A comma makes more than one number: Python reads 2,5 as the pair 2 and 5. Write a decimal
    point, 2.5, and add products with +."""
    Y = 1,8263  # fmt: skip


@mistake(when=lambda seen: any(isinstance(value, str) for value in seen.values.values()))
def number_in_quotes():
    """What stands in quotes is text, and Python does not compute with text. Write the number without
    quotes, with a decimal point: 2.5."""
    N1 = str(x1 * w1 + x2 * w2)
    N2 = str(x1 * w3 + x2 * w4)
    Y = str((x1 * w1 + x2 * w2) * w5 + (x1 * w3 + x2 * w4) * w6)


@mistake(
    when=lambda seen: any(
        isinstance(value, list | np.ndarray) and np.ndim(value) > 0
        for value in seen.values.values()
    )
)
def number_in_brackets():
    """There are brackets round the number, and [2.5] is a list. Take the brackets away: 2.5."""
    N1 = [x1 * w1 + x2 * w2]
    N2 = [x1 * w3 + x2 * w4]
    Y = [N1[0] * w5 + N2[0] * w6]


@mistake
def numbers_of_the_station():
    """These are the results of the station in the lesson. Compute with your own numbers: the cell
    below your id prints them."""
    N1 = 2.154
    N2 = -8.846
    Y = 1.8263


@mistake
def numbers_of_the_example_id():
    """You have computed with the numbers of the id "example". Put your own id in its place, and
    take the numbers that belong to it."""
    N1 = 2.185
    N2 = -7.745
    Y = 1.6895


@mistake
def swapped_w2_w3():
    """You have swapped w2 and w3. In the picture w2 leads from x2 to N1, and w3 leads from x1 to
    N2."""
    N1 = x1 * w1 + x2 * w3
    N2 = x1 * w2 + x2 * w4


@mistake
def lost_minus_of_x2():
    """The minus of x2 is lost: x2 is negative, so x2 * w2 and x2 * w4 are negative too."""
    N1 = x1 * w1 - x2 * w2
    N2 = x1 * w3 - x2 * w4


@mistake
def swapped_inputs():
    """You have swapped the inputs: w1 and w3 belong to x1, w2 and w4 belong to x2."""
    N1 = x2 * w1 + x1 * w2
    N2 = x2 * w3 + x1 * w4


@mistake
def swapped_neurons():
    """N1 and N2 have changed places. N1 is the upper neuron, with the weights w1 and w2; N2 is the
    lower one, with w3 and w4."""
    N1 = x1 * w3 + x2 * w4
    N2 = x1 * w1 + x2 * w2


@mistake
def lost_minus_of_w3():
    """The minus of w3 is lost: w3 is negative, so x1 * w3 is negative too."""
    N2 = -x1 * w3 + x2 * w4


@mistake
def output_from_the_inputs():
    """Y is computed from the inputs. It has to be computed from the hidden neurons N1 and N2."""
    Y = x1 * w5 + x2 * w6


@mistake
def swapped_w5_w6():
    """You have swapped w5 and w6: N1 is multiplied by w5, and N2 by w6."""
    Y = N1 * w6 + N2 * w5


@mistake
def output_without_weights():
    """Y is the plain sum of N1 and N2. Multiply N1 by w5 and N2 by w6 before you add."""
    Y = N1 + N2


@mistake(
    when=lambda seen: all(_near(seen, name, seen.notes[name], 0.051) for name in ("N1", "N2", "Y"))
)
def rounded_too_much():
    """Your numbers are close, but not exact enough. Keep all their decimals, up to four."""
    N1 = round(x1 * w1 + x2 * w2, 2)
    N2 = round(x1 * w3 + x2 * w4, 2)
    Y = round((x1 * w1 + x2 * w2) * w5 + (x1 * w3 + x2 * w4) * w6, 2)
