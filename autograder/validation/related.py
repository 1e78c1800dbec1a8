"""Which questions of an exercise have to do with each other.

Where networks are trained, a candidate for one question is graded together with right answers to
the related ones only: the others cannot be touched by it, and to train their networks again for
every candidate would take minutes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.checking.mentions import mentions_of_checks
from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.kits.registry import kits, kits_of

SETTING = "setting"


def is_slow(exercise: Exercise) -> bool:
    """Whether the exercise teaches what takes long: not all can be graded again and again."""
    return any(kits()[name].is_slow for name in kits_of(exercise.warm))


@dataclass(frozen=True)
class Around:
    """What stands around the answers of an exercise: right answers, and what these can touch.

    `right` has the right answer to each question, `shown` that with its visible checks.
    """

    exercise: Exercise
    solution: Solution
    right: Mapping[str, str]
    shown: Mapping[str, str]

    def answers(self, given: Mapping[str, str]) -> dict[str, str]:
        """These answers with right ones to the others; where that is slow, to the related ones,
        and to those that they use."""
        wanted = frozenset(self.right)
        if is_slow(self.exercise):
            asked = {*given, *(name for each in given.values() for name in self._used(each))}
            wanted = frozenset().union(*(self._related[name] for name in asked))
        return {name: answer for name, answer in self.right.items() if name in wanted} | {**given}

    def touched(self, given: Iterable[str]) -> tuple[str, ...]:
        """The questions whose verdict answers to the given ones can touch, in order. All of them,
        where nothing is slow: then it costs little to see that no other one loses a point."""
        if not is_slow(self.exercise):
            return ()
        found = frozenset().union(*(self._touched[name] for name in given))
        return tuple(each.name for each in self.solution.questions if each.name in found)

    def _used(self, source: str) -> list[str]:
        return mentioned(self.solution, source)

    @cached_property
    def _related(self) -> dict[str, frozenset[str]]:
        return related(self.solution, self.exercise.file("checks.py"), self.shown)

    @cached_property
    def _touched(self) -> dict[str, frozenset[str]]:
        return touched(self.solution, self.exercise.file("checks.py"), self.shown)


def related(
    solution: Solution, checks: Path, shown: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The questions that each question is related to, itself among them.

    Two questions are related if the checks or the right answer of one mention the other, or if both
    are related to a third. `checks` is the file of the hidden checks; `shown` has, by question, the
    source of the right answer and of the visible checks.
    """
    groups = {question.name: {question.name} for question in solution.questions}
    for question, used in _uses(solution, checks, shown).items():
        for other in used:
            merged = groups[question] | groups[other]
            groups.update(dict.fromkeys(merged, merged))
    return {name: frozenset(group) for name, group in groups.items()}


def touched(
    solution: Solution, checks: Path, shown: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The questions whose verdict an answer to each question can touch, itself among them: those
    whose checks or right answers use it, directly or through others."""
    uses = _uses(solution, checks, shown)
    found = {question: {question} for question in uses}
    for reached in found.values():
        while new := {each for each, used in uses.items() if used & reached} - reached:
            reached |= new
    return {question: frozenset(reached) for question, reached in found.items()}


def _uses(solution: Solution, checks: Path, shown: Mapping[str, str]) -> dict[str, set[str]]:
    """The questions that the checks or the right answer of each question mention."""
    words = _words_of_checks(solution, checks)
    return {
        asked: {
            each.name
            for each in solution.questions
            if {each.name, *each.names} & (words[asked] | _names(shown.get(asked, "")))
        }
        for asked in words
    }


def on_the_setting(solution: Solution, checks: Path) -> frozenset[str]:
    """The questions whose checks ask for the setting of the device: an accuracy to reach, say."""
    words = _words_of_checks(solution, checks)
    return frozenset(question for question, found in words.items() if SETTING in found)


def mentioned(solution: Solution, source: str) -> list[str]:
    """The questions whose answers an answer uses. It may be wrong, and use what the right one
    does not."""
    names = _names(source)
    return [each.name for each in solution.questions if names & {each.name, *each.names}]


def _names(answer: str) -> set[str]:
    """Names alone: `model.predict` is a method and no answer to `predict`."""
    return {node.id for node in ast.walk(ast.parse(answer)) if isinstance(node, ast.Name)}


def _words_of_checks(solution: Solution, checks: Path) -> dict[str, frozenset[str]]:
    found = mentions_of_checks(checks, [question.name for question in solution.questions])
    return {question: said.words for question, said in found.items()}
