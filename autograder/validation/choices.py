"""What is written down for choice questions: each option, and what is none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from autograder.course import Exercise
from autograder.course.choices import RECALL, Choice

NO_OPTIONS = ("0", "{beyond}", "True", "[{first}]", "'first'", "{first}.5", "1 + 1", "None")
MOST_OF_ONE_DIGIT = 0.4  # of an exercise's recall questions


def choice_answers(choice: Choice, language: str) -> Iterator[tuple[str, float, str]]:
    """What may stand behind the `=`, the points that it has to earn, and the sentence that has to
    answer it; no sentence where it is no option."""
    sentences = choice.texts[language].sentences
    for digit, sentence in zip(choice.digits, sentences, strict=True):
        for written in (digit, f'"{digit}"', f"{digit}.0"):
            yield written, choice.earns(digit), sentence
    for text in NO_OPTIONS:
        yield text.format(beyond=len(choice.digits) + 1, first=choice.digits[0]), 0.0, ""


def badly_spread(exercise: Exercise) -> list[str]:
    """Whether one digit, written everywhere, is right too often."""
    recall = [each for each in exercise.choices.values() if each.kind == RECALL]
    most = math.ceil(MOST_OF_ONE_DIGIT * len(recall))
    return [
        f"the digit {digit} is right in {count} of {len(recall)} questions that look back: spread "
        f"the right options, at most {most} of one digit"
        for digit, count in Counter(each.right for each in recall).items()
        if count > most
    ]
