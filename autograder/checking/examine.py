"""Run the checks of one question for one student, and say what came of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from autograder.checking import show
from autograder.checking.answers import CheckFailed
from autograder.checking.blame import ReferenceStudent, is_the_answers
from autograder.checking.collect import Check, Checks, Collector
from autograder.checking.counterexample import find_counterexample
from autograder.checking.first_aid import first_aid
from autograder.checking.load import load
from autograder.checking.mistakes import Mistake, recognise
from autograder.checking.words import Kind
from autograder.errors import CourseError
from autograder.language import _, within_exercise
from autograder.results import CheckResult, QuestionResult, Status
from autograder.sandbox.session import ChildDied, StudentFailure
from autograder.student import Student

VERDICTS = (StudentFailure, CheckFailed, AssertionError)
DIAGNOSED = (Status.FAILED, Status.ERROR)
# The verdict on a question is the first of these that one of its checks has.
GRAVEST_FIRST = (
    Status.INTERNAL,
    Status.MANUAL,
    Status.TIMEOUT,
    Status.MEMORY,
    Status.CRASHED,
    Status.MISSING,
    Status.ERROR,
    Status.FAILED,
    Status.SKIPPED,
)


@dataclass(frozen=True)
class Examiner:
    """Everything that is needed to examine one exercise."""

    collector: Collector
    checks: Checks
    mistakes: Callable[[], list[Mistake]]

    def for_id(self, student_id: str) -> Examiner:
        """The same with the right answers for one student, where the numbers are personal."""
        reference = load(self.checks.exercise, "solution.py", student_id)
        return replace(self, checks=replace(self.checks, reference=reference))

    def examine(self, question: str, student: Student) -> QuestionResult:
        """The verdict on one question; never raises for a student's fault."""
        with within_exercise(self.checks.exercise.translate):
            results = self._run(question, student)
            results = self._diagnose(question, student, results)
        return verdict(question, results)

    def _run(self, question: str, student: Student) -> list[CheckResult]:
        checks = self.checks.questions[question]
        results: dict[str, CheckResult] = {}
        dead: ChildDied | None = None
        values_right = True
        for check in sorted(checks, key=lambda check: check.note.kind is not Kind.VALUE):
            if dead is not None:
                results[check.name] = judge(
                    check, Status.SKIPPED, _("Not tried, because your code had stopped before.")
                )
                continue
            if check.note.kind is not Kind.VALUE and not values_right:
                text = _("This is checked when the values are right.")
                results[check.name] = judge(check, Status.SKIPPED, text)
                continue
            raised = self._raised(check, student)
            results[check.name] = _result(check, raised)
            if isinstance(raised, ChildDied):
                dead = raised
            values_right = values_right and (raised is None or check.note.kind is not Kind.VALUE)
        return [results[check.name] for check in checks]

    def _raised(self, check: Check, student: Student) -> BaseException | None:
        """What a check raised; a failure where it stopped over an answer that is none."""
        before = student.seen.answers
        raised = self.collector.run(check, student, self.checks)
        if raised is None or isinstance(raised, VERDICTS):
            return raised
        reference: Any = ReferenceStudent(self.checks.reference, student.secret_rng)
        if is_the_answers(
            raised,
            student.seen.answers > before,
            lambda other: self.collector.run(check, other, self.checks),
            reference,
        ):
            text = _(
                "What {name} gives cannot be compared with the right answer: look at its type and "
                "its shape. ({what})"
            )
            return CheckFailed(text.format(name=check.note.question, what=_fault(raised)))
        return raised

    def _diagnose(
        self, question: str, student: Student, results: list[CheckResult]
    ) -> list[CheckResult]:
        """Add a hint, or the smallest counterexample, to the first check that lost points.

        A fault in a catalogue or a strategy costs the hint, never the verdict.
        """
        try:
            return self._explain(question, student, list(results))
        except Exception:  # `autograder validate` shows which hint is missing
            return results

    def _explain(
        self, question: str, student: Student, results: list[CheckResult]
    ) -> list[CheckResult]:
        lost = [i for i, result in enumerate(results) if result.status in DIAGNOSED]
        if not lost:
            return results
        first = lost[0]
        exercise = self.checks.exercise
        mistake = recognise(self.mistakes(), question, student.seen, self.checks.reference)
        if mistake is not None:
            hint = mistake.hint(exercise.language)
            results = [msgspec.structs.replace(each, hint="") for each in results]
            results[first] = msgspec.structs.replace(
                results[first], hint=hint, mistake=mistake.name
            )
        elif question in self.checks.inputs:
            found = find_counterexample(
                student,
                question,
                getattr(self.checks.reference, question),
                self.checks.inputs[question],
            )
            results[first] = msgspec.structs.replace(results[first], counterexample=found)
        return results


def judge(check: Check, status: Status, message: str = "") -> CheckResult:
    """A result without points, or with all of them where the check has passed."""
    points = check.note.points if status is Status.PASSED else 0.0
    return CheckResult(
        name=check.name,
        description=check.description,
        status=status,
        points=points,
        max_points=check.note.points,
        message=message,
    )


def verdict(question: str, results: list[CheckResult]) -> QuestionResult:
    """The question as the sum of its checks."""
    found = {result.status for result in results}
    status = next((grave for grave in GRAVEST_FIRST if grave in found), Status.PASSED)
    return QuestionResult(
        name=question,
        status=status,
        score=round(sum(result.points for result in results), 6),
        max_score=round(sum(result.max_points for result in results), 6),
        checks=tuple(results),
    )


def _result(check: Check, raised: BaseException | None) -> CheckResult:
    if raised is None:
        return judge(check, Status.PASSED)
    if isinstance(raised, StudentFailure):
        result = judge(check, raised.status, raised.message)
        hint = first_aid(raised.exception, raised.message)
        return msgspec.structs.replace(result, hint=hint)
    if isinstance(raised, CheckFailed):
        return msgspec.structs.replace(
            judge(check, Status.FAILED, raised.message),
            expected=show.plain(raised.expected),
            actual=show.plain(raised.actual),
        )
    if isinstance(raised, AssertionError):
        return judge(check, Status.FAILED, str(raised) or _("This check failed."))
    text = _("This check could not be run; that is not your fault. Your teacher has been told.")
    what = str(raised) if isinstance(raised, CourseError) else _fault(raised)
    return judge(check, Status.INTERNAL, f"{text} ({what})")


def _fault(error: BaseException) -> str:
    """What went wrong in a check and where, without a word that may give an answer away."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).name == "checks.py":
            return f"{type(error).__name__}, checks.py:{frame.lineno}"
    return type(error).__name__
