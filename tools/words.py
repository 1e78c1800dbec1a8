"""How much a student reads in each lesson of this course, beside the bars that it has to keep.

python -m tools.words             all lessons
python -m tools.words ex01 ex05   these; each stretch that is too long is named

The bars are those of the lesson in its source language; the others are counted for information.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from autograder.course import Exercise, load_course
from autograder.lessons.words import ASKED, Reading, Stretch, reading
from tools.house import ROOT

TO_A_CELL = 150  # words up to the next cell: about a minute
TO_A_QUESTION = 500  # up to the next answer, guess, recall question or answer in words
# Words of a lesson. It may become shorter; what is new pays for its place with what goes.
BUDGETS = {
    "ex01_forward_pass": 1900,
    "ex02_activations": 1767,
    "ex03_losses": 2480,
    "ex04_gradient_step": 2036,
    "ex05_linear_regression": 1839,
    "ex06_logistic_regression": 1723,
    "ex07_dense_networks": 2138,
    "ex08_images": 1878,
    "ex09_multiclass": 1962,
    "ex10_mnist": 2236,
    "ex11_backpropagation": 2400,
    "ex12_capstone": 2600,
}


def figures(read: Reading) -> tuple[int, int, int]:
    """Of a lesson: all its words, the most up to a cell, and the most up to a question."""
    return read.words, read.longest().words, read.longest(ASKED).words


def bars(name: str) -> tuple[int, int, int]:
    """What an exercise's figures may be at most."""
    return BUDGETS[name], TO_A_CELL, TO_A_QUESTION


def too_long(read: Reading) -> Iterator[Stretch]:
    """The stretches above the bars, each once."""
    to_a_cell = [each for each in read.stretches() if each.words > TO_A_CELL]
    to_a_question = [each for each in read.stretches(ASKED) if each.words > TO_A_QUESTION]
    yield from dict.fromkeys([*to_a_cell, *to_a_question])


def described(exercise: Exercise, language: str, *, whole: bool) -> Iterator[str]:
    """The figures of one lesson, a line each; `whole`: with every stretch that is too long."""
    read = reading(exercise, language)
    words, budget = read.words, BUDGETS.get(exercise.name)
    held = language == exercise.source_language
    of = f" of {budget}" if held and budget is not None else ""
    yield f"{exercise.name} {language}: {words} words{of}"
    yield f"  to a cell: {read.longest()}"
    yield f"  to a question: {read.longest(ASKED)}"
    if whole and held:
        yield from (f"  too long: {each}" for each in too_long(read))


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of the exercises that are named, or of all."""
    parser = argparse.ArgumentParser(prog="python -m tools.words", description="Count the words.")
    parser.add_argument("exercises", nargs="*", metavar="EX", help="such as ex01; else all")
    named = parser.parse_args(arguments).exercises
    course = load_course(ROOT)
    chosen = [each for each in course.exercises if not named or each.name.startswith((*named,))]
    for exercise in chosen:
        for language in course.languages:
            print("\n".join(described(exercise, language, whole=bool(named))))
    if not chosen:
        print(f"There is no such exercise: {' '.join(named)}", file=sys.stderr)
    return int(not chosen)


if __name__ == "__main__":
    sys.exit(main())
