"""Known wrong answers to `chain_by_hand`, each with its hint.

The right values are noted by the check; Y, N1, w5 and so on are the numbers of the student.
"""

import numpy as np

from autograder.checking import mistake

NAMES = ("d_y", "d_w5", "d_w6", "d_n1", "d_w1", "d_w2")
CLOSE, ONE_DECIMAL = 0.03, 0.06


def _near(seen, name):
    """Whether a value is about right, as after rounding."""
    value, right = seen.values.get(name), seen.notes[name]
    is_number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return is_number and abs(value - right) <= CLOSE * abs(right) + ONE_DECIMAL


def _is_short(seen, name):
    """Whether a value was written with fewer decimals than four, and is not right."""
    value, right = float(seen.values[name]), seen.notes[name]
    return np.isclose(value, round(value, 3), rtol=0, atol=1e-9) and not np.isclose(value, right)


@mistake(when=lambda seen: any(isinstance(value, tuple) for value in seen.values.values()))
def decimal_comma():
    """A comma makes more than one number: Python reads 2,5 as the pair 2 and 5. Write a decimal
    point, 2.5."""
    d_y = 3,3264  # fmt: skip


@mistake(
    when=lambda seen: any(
        isinstance(value, list | np.ndarray) and np.ndim(value) > 0
        for value in seen.values.values()
    )
)
def number_in_brackets():
    """There are brackets round a number, and [2.5] is a list. Take the brackets away: 2.5."""
    d_y = [2 * (Y - target)]


@mistake
def numbers_of_the_station():
    """These are the numbers of the station in the lesson. Compute with your own: the cell below
    your id prints them."""
    d_y = 3.32644
    d_w5 = 7.16515
    d_w6 = 0.0
    d_n1 = 3.09359
    d_w1 = 22.27384
    d_w2 = -17.94282


@mistake
def numbers_of_the_example_id():
    """You have computed with the numbers of the id "example". Put your own id in its place, and
    take the numbers that belong to it."""
    d_y = 11.993
    d_w5 = 26.204705
    d_w6 = 0.0
    d_n1 = 34.7797
    d_w1 = 191.28835
    d_w2 = -139.1188


@mistake
def without_the_two():
    """The factor 2 is missing in d_y. A square changes 2 times the error as fast: 2 * (Y -
    target)."""
    d_y = Y - target
    d_w5 = d_y * N1
    d_n1 = d_y * w5
    d_w1 = d_n1 * x1
    d_w2 = d_n1 * x2


@mistake
def target_minus_answer():
    """The sign of d_y is the wrong way round: the error is answer minus target, Y - target. Your Y
    is above the target, so a larger Y makes the loss larger."""
    d_y = 2 * (target - Y)
    d_w5 = d_y * N1
    d_n1 = d_y * w5
    d_w1 = d_n1 * x1
    d_w2 = d_n1 * x2


@mistake
def the_loss_itself():
    """Your d_y is the loss itself, the square of the error. How fast a square changes is twice what
    is squared: 2 * (Y - target)."""
    d_y = (Y - target) ** 2
    d_w5 = d_y * N1
    d_n1 = d_y * w5
    d_w1 = d_n1 * x1
    d_w2 = d_n1 * x2


@mistake
def output_weights_times_themselves():
    """d_w5 and d_w6 are multiplied by the weights themselves. A weight's number is what came
    forward along its line, times what comes back: d_y * N1 and d_y * N2."""
    d_w5 = d_y * w5
    d_w6 = d_y * w6


@mistake
def output_weights_swapped():
    """d_w5 and d_w6 have changed places. N1 came along the line of w5, N2 along that of w6."""
    d_w5 = d_y * N2
    d_w6 = d_y * N1


@mistake
def silent_neuron_speaks():
    """d_w6 is computed with the sum of N2, which is negative. relu made 0 of it, and this 0 is what
    came along the line of w6."""
    d_w6 = d_y * (x1 * w3 + x2 * w4)


@mistake
def hidden_neuron_times_itself():
    """d_n1 is multiplied by N1. How fast Y changes with N1 is said by the weight between them: d_y
    * w5."""
    d_n1 = d_y * N1
    d_w1 = d_n1 * x1
    d_w2 = d_n1 * x2


@mistake
def hidden_neuron_from_its_weight():
    """d_n1 is computed from d_w5. What comes back to N1 comes from Y, so it starts from d_y: d_y *
    w5."""
    d_n1 = d_y * N1 * w5
    d_w1 = d_n1 * x1
    d_w2 = d_n1 * x2


@mistake
def hidden_weights_from_the_output():
    """d_w1 and d_w2 are computed from d_y. On the way back w5 lies between: start from d_n1."""
    d_w1 = d_y * x1
    d_w2 = d_y * x2


@mistake
def hidden_weights_times_themselves():
    """d_w1 and d_w2 are multiplied by the weights themselves. What came along their lines is x1 and
    x2: d_n1 * x1 and d_n1 * x2."""
    d_w1 = d_n1 * w1
    d_w2 = d_n1 * w2


@mistake
def hidden_weights_swapped():
    """d_w1 and d_w2 have changed places. x1 came along the line of w1, x2 along that of w2."""
    d_w1 = d_n1 * x2
    d_w2 = d_n1 * x1


@mistake(
    when=lambda seen: (
        np.isclose(seen.values["d_w2"], -seen.notes["d_w2"], rtol=1e-3)
        and np.isclose(seen.values["d_w1"], seen.notes["d_w1"], rtol=1e-3)
    )
)
def lost_minus_of_x2():
    """The minus of x2 is lost: x2 is negative, so d_w2 is negative, too."""
    d_w2 = -d_n1 * x2


@mistake
def hidden_weights_times_n1():
    """d_w1 and d_w2 are multiplied by N1. What came forward along their lines is x1 and x2."""
    d_w1 = d_n1 * N1
    d_w2 = d_n1 * N1


@mistake(
    when=lambda seen: (
        all(_near(seen, name) for name in NAMES) and any(_is_short(seen, name) for name in NAMES)
    )
)
def rounded_too_much():
    """Your numbers are close, but not exact enough. Keep at least four decimals."""
    d_y = round(2 * (Y - target), 1)
    d_w5 = round(d_y * N1, 1)
    d_n1 = round(d_y * w5, 1)
    d_w1 = round(d_n1 * x1, 1)
    d_w2 = round(d_n1 * x2, 1)
