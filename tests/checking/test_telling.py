"""A check that passes can say how much was reached."""

from __future__ import annotations

import toy_course as toy
from toy_course import Examine

from autograder.checking.telling import tell
from autograder.results import Status

TELLS = toy.CHECKS.replace("import same,", "import same, tell,").replace(
    'same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))',
    'tell("The sum is 3.25.")\n    '
    'same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))',
)  # fmt: skip


def test_it_is_the_message_of_a_check_that_passes(examine: Examine) -> None:
    (check,) = examine("total", toy.ANSWERS["total"], checks=TELLS).checks
    assert (check.status, check.message) == (Status.PASSED, "The sum is 3.25.")


def test_a_check_that_fails_says_what_is_wrong(examine: Examine) -> None:
    (check,) = examine("total", "def total(x):\n    return 0.0", checks=TELLS).checks
    assert check.status is Status.FAILED
    assert check.message and "3.25." not in check.message.split(";")[0]


def test_outside_of_a_check_nobody_listens() -> None:
    tell("into the air")
