"""The guesses and quick questions of the course: what they are worth, and that no digit wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Exercise, load_course
from autograder.course.choices import PREDICT, RECALL, Choice

COURSE = load_course(Path(__file__).parents[2])
ASKING = [exercise for exercise in COURSE.exercises if exercise.choices]
LEFT_OPEN = ("ex12_capstone",)  # nothing is guessed where a design is one's own


@pytest.mark.parametrize("exercise", ASKING, ids=lambda exercise: exercise.name)
def test_one_digit_everywhere_earns_the_guesses_and_little_else(exercise: Exercise) -> None:
    choices: list[Choice] = list(exercise.choices.values())
    guesses = [each.points for each in choices if each.kind == PREDICT]
    looking_back = [each for each in choices if each.kind == RECALL]
    assert guesses == ([] if exercise.name in LEFT_OPEN else [0.25, 0.25])
    assert [each.points for each in looking_back] == [0.1] * 5
    for digit in "1234":
        assert sum(each.earns(digit) for each in looking_back) <= 0.2 + 1e-9
        assert all(each.earns(digit) == each.points for each in choices if each.kind == PREDICT)


@pytest.mark.parametrize("exercise", ASKING, ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("language", COURSE.languages)
def test_each_option_is_another_and_is_answered_in_its_own_words(
    exercise: Exercise, language: str
) -> None:
    for choice in exercise.choices.values():
        said = choice.texts[language]
        assert len(set(said.options)) == len(said.options) == 4
        assert len(set(said.sentences)) == len(said.sentences)
