"""Wrong answers for what any function can do wrong, made from the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.checking.derived import derived
from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.validation.answers import Answer
from autograder.validation.related import is_slow, on_the_setting

# What becomes of the right answer, of a function `first` with the arguments `given`.
WRONG = {
    "prints": "print(first(*given))",
    "gives_nothing_back": "result = first(*given)",
    "gives_text": "return str(first(*given))",
    "changes_its_argument": """arrays = [each for each in given if isinstance(each, np.ndarray)]
    kept = [np.copy(each) if isinstance(each, np.ndarray) else each for each in given]
    for each in arrays:
        each += 1
    return first(*kept)""",
}


def derived_answers(
    exercise: Exercise, solution: Solution, right: Mapping[str, str]
) -> Iterator[Answer]:
    """An answer for each derived mistake; `right` has the reference's answer cells.

    None where the setting of the device decides: it would train for half a minute, and print.
    """
    slow = is_slow(exercise)
    too_slow = on_the_setting(solution, exercise.file("checks.py")) if slow else frozenset()
    for question, each in derived(exercise, solution):
        asked = question.name
        if asked not in too_slow:
            wrong = f"def {asked}(*given):\n    {WRONG[each.name]}"
            source = f"import numpy as np\n\n{right[asked]}\n\n\nfirst = {asked}\n\n\n{wrong}"
            yield each.name, asked, source
