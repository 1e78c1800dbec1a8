"""Gather the wrong answers of a class that no hint of the catalogue explains."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from autograder.checking.deeds import Deeds
from autograder.checking.mistakes import load_mistakes
from autograder.checking.show import MAX_CELLS
from autograder.classroom.records import graded_before, nothing_graded
from autograder.classroom.secret import course_secret, with_secret
from autograder.classroom.without_hint.groups import name_of, together
from autograder.classroom.without_hint.nameless import (
    bounded,
    nameless,
    names_in,
    without_names,
)
from autograder.classroom.without_hint.writable import is_plain
from autograder.course import Course, Exercise
from autograder.course.solution import read_solution
from autograder.engine import Runner
from autograder.engine.cache import Cached
from autograder.grading import Graded, Submission
from autograder.notebooks.fill import fill
from autograder.personal import with_id
from autograder.reports.without_hint import Counterexample, Unexplained
from autograder.results import QuestionResult, Status
from autograder.roster import load_roster
from autograder.submissions import find_submissions
from autograder.submissions import names as names_of

COMMON_ID = "everybody"
LOST = (Status.FAILED, Status.ERROR)


class Gathered(NamedTuple):
    """A group: what is shown of it, all names to which it answers, and the code of one of its
    members whole. `by_sign` says that what it does cannot be computed outside of the sandbox."""

    shown: Unexplained
    names: frozenset[str]
    code: str
    by_sign: bool


class _Answer(NamedTuple):
    """An answer without a hint: its verdict, what it does and a name for that, its code."""

    question: QuestionResult
    deeds: Deeds
    code: str
    name: str


def gather(
    course: Course,
    exercise: Exercise,
    runner: Runner,
    advance: Callable[[], None] = lambda: None,
) -> list[Gathered]:
    """The groups of a class's last grading, the largest first. Whether a hint explains an answer is
    asked of the catalogue as it is now; what has been asked before is kept.

    `advance` hears of each work that has been asked. Raises UsageError where nothing was graded.
    """
    waiting = waiting_works(course, exercise)
    solution = read_solution(exercise.file("solution.py"))
    spared = [*solution.given_names, *(each for one in solution.questions for each in one.names)]
    ids = names_of(course.submitted, most=None)
    names = names_in(load_roster(course), ids, spared)
    answers = defaultdict[str, list[_Answer]](list)
    for graded in _asked(course, exercise, runner, waiting, advance):
        for question in filter(has_no_hint, graded.report.questions):
            deeds = graded.deeds.get(question.name, ())
            code = nameless(graded.answers.get(question.name, ""), names)
            name = f"{question.name}-{name_of(deeds)}"
            answers[question.name].append(_Answer(question, deeds, code, name))
    found = [
        _gathered([own[i] for i in group], names)
        for own in answers.values()
        for group in together((i, each.deeds) for i, each in enumerate(own))
    ]
    return sorted(found, key=lambda each: -each.shown.size)


def see_that_hints_can_be_read(exercise: Exercise) -> None:
    """Raises CourseError where the known mistakes cannot be: then no answer would have a hint."""
    load_mistakes(exercise)


def waiting_works(course: Course, exercise: Exercise) -> list[Submission]:
    """The works in which the last grading has found a wrong answer without a hint, each with the
    questions to ask it about. Raises UsageError where nothing was graded."""
    reports = {each.student: each for each in graded_before(course, exercise)}
    if not reports:
        raise nothing_graded(course, exercise)
    found = []
    for work in find_submissions(course, exercise):
        report = reports.get(work.submission.student)
        open_ones = filter(has_no_hint, report.questions if report is not None else ())
        questions = tuple(each.name for each in open_ones)
        if questions and not work.missing:
            found.append(msgspec.structs.replace(work.submission, questions=questions))
    return found


def has_no_hint(question: QuestionResult) -> bool:
    """Whether an answer is wrong and no known mistake explains it."""
    lost = any(check.status in LOST for check in question.checks)
    return lost and not any(check.mistake for check in question.checks)


def _asked(
    course: Course,
    exercise: Exercise,
    runner: Runner,
    works: Iterable[Submission],
    advance: Callable[[], None],
) -> list[Graded]:
    """What each of the works does, in their order."""
    secret = course_secret(course)
    asked = [
        msgspec.structs.replace(
            with_secret(_with_numbers_of_all(each, exercise), secret), id=str(i), deeds=True
        )
        for i, each in enumerate(works)
    ]
    done = {}
    for submission, graded in Cached(runner, course, exercise).grade(asked):
        done[submission.id] = graded
        advance()
    return [done[each.id] for each in asked]


def _with_numbers_of_all(work: Submission, exercise: Exercise) -> Submission:
    """The work as if all had the same id, where each computes with numbers of their own: else no
    two answers to such a question would do the same."""
    if not exercise.is_personal:
        return work
    try:
        if work.is_python:
            content = with_id(work.content.decode(), COMMON_ID).encode()
        else:
            content = fill(work.content, {}, COMMON_ID)
    except (ValueError, TypeError, KeyError, AttributeError):  # it is graded as it is
        return work
    return msgspec.structs.replace(work, content=content, student=COMMON_ID)


def _gathered(members: list[_Answer], names: frozenset[str]) -> Gathered:
    """A group, shown by the shortest code that can be written as it is, or else by the shortest."""
    one = min(members, key=lambda each: (not _is_plain(each.code), not each.code, len(each.code)))
    question, deeds = one.question, one.deeds
    counted = Counter(each.name for each in members)
    helps = Counter(check.hint for each in members for check in each.question.checks if check.hint)
    lost = [check for check in question.checks if check.status in LOST]
    return Gathered(
        Unexplained(
            name=min(counted, key=lambda name: (-counted[name], name)),
            question=question.name,
            size=len(members),
            said=without_names(lost[0].message, names),
            help=helps.most_common(1)[0][0] if helps else "",
            counterexample=_counterexample(deeds, names),
            code=bounded(one.code),
        ),
        frozenset(counted),
        one.code,
        by_sign=not deeds or any(each.kind in ("thing", "check") for each in deeds),
    )


def _counterexample(deeds: Deeds, names: frozenset[str]) -> Counterexample | None:
    """The shortest call that gives something else than what is right."""
    wrong = [each for each in deeds if each.is_wrong]
    if not wrong:
        return None
    shortest = min(wrong, key=lambda each: (len(each.numbers) > MAX_CELLS, len(each.asked)))
    actual = without_names(shortest.actual, names)
    return Counterexample(shortest.asked, shortest.expected, actual)


def _is_plain(code: str) -> bool:
    return bool(code) and is_plain(ast.parse(code))
