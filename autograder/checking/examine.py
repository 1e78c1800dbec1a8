"""Run the checks of one question for one student, and say what came of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from autograder.checking import show
from autograder.checking.answers import CheckFailed
from autograder.checking.blame import fault
from autograder.checking.call import drawn_by
from autograder.checking.changed import ArgumentChanged
from autograder.checking.collect import Check, Checks
from autograder.checking.counterexample import find_counterexample
from autograder.checking.first_aid import first_aid
from autograder.checking.load import load
from autograder.checking.mistakes import Mistake, explanations, recognise
from autograder.checking.run import Checker, Tried
from autograder.checking.symptoms import of_any_input
from autograder.errors import CourseError
from autograder.language import _, within_exercise
from autograder.responder import StudentFailure
from autograder.results import CheckResult, Picture, QuestionResult, Status
from autograder.student import NoFunction, Seen, Student

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

    checks: Checks
    mistakes: Callable[[], list[Mistake]]

    @property
    def checker(self) -> Checker:
        """What runs the checks."""
        return Checker(self.checks)

    def for_id(self, student_id: str) -> Examiner:
        """The same with the right answers for one student, where the numbers are personal."""
        reference = load(self.checks.exercise, "solution.py", student_id)
        return replace(self, checks=replace(self.checks, reference=reference))

    def examine(self, question: str, student: Student) -> QuestionResult:
        """The verdict on one question; never raises for a student's fault."""
        student.other_names = vars(self.checks.reference).keys()
        with within_exercise(self.checks.exercise.translate):
            results = self._run(question, student)
            results = self._diagnose(question, student, results)
        return verdict(question, results)

    def fitting(self, question: str, seen: Seen) -> list[str]:
        """The names of all known mistakes whose claim is true of what was seen."""
        fits = explanations(self.mistakes(), question, seen, self.checks.reference)
        return [each.mistake.name for each in fits]

    def pictures(self, question: str, student: Student) -> tuple[Picture, ...]:
        """What is to be drawn of the answer to a question; raises ChildDied."""
        with within_exercise(self.checks.exercise.translate):
            drawings = self.checks.drawings.get(question, ())
            made = [drawn_by(each, student, self.checks) for each in drawings]
        return tuple(each for each in made if each is not None)

    def _run(self, question: str, student: Student) -> list[CheckResult]:
        tried = self.checker.run(question, student)
        return [self._result(each, student) for each in tried]

    def _result(self, tried: Tried, student: Student) -> CheckResult:
        """What a check has found, in words that hold no number which is scored."""
        if tried.skipped:
            return judge(tried.check, Status.SKIPPED, tried.skipped)
        if tried.raised is None:
            return judge(tried.check, Status.PASSED, tried.told)
        names = self._arguments(tried.check.note.question)
        result = _judged(tried.check, tried.raised, names)
        if not tried.drew or result.status not in DIAGNOSED:
            return result
        again = _judged(tried.check, self.checker.again(tried.check, student), names)
        if again.status is result.status:
            return again
        if result.status is Status.ERROR:
            text = _("Your code stops with an error for some numbers, though not for all.")
        elif isinstance(tried.raised, ArgumentChanged):
            text = _(
                "Your function changes what it is given, for some numbers though not for all. Make "
                "something new instead."
            )
        else:
            text = _("This is right for some numbers, but wrong for others that the task allows.")
        return judge(tried.check, result.status, text)

    def _arguments(self, question: str) -> tuple[str, ...]:
        """What the task calls the arguments of a question's function; nothing for a value."""
        answer = getattr(self.checks.reference, question, None)
        return tuple(inspect.signature(answer).parameters) if inspect.isfunction(answer) else ()

    def _diagnose(
        self, question: str, student: Student, results: list[CheckResult]
    ) -> list[CheckResult]:
        """Add a hint beside the first check that lost points and whose calls it explains, or the
        smallest counterexample beside the first that lost points.

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
        seen = student.seen.with_right_parts or student.seen
        found = recognise(self.mistakes(), question, seen, self.checks.reference)
        if found is not None:
            made = seen.by_check or {result.name: range(0) for result in results}
            place = next((i for i in lost if found.calls & {*made[results[i].name]}), first)
            results = [msgspec.structs.replace(each, hint="") for each in results]
            results[place] = msgspec.structs.replace(
                results[place], hint=found.mistake.hint(), mistake=found.mistake.name
            )
        elif question in self.checks.inputs and _is_its_own(student):
            asked = len(student.seen.calls)
            smallest = find_counterexample(
                student,
                question,
                getattr(self.checks.reference, question),
                self.checks.inputs[question],
            )
            del student.seen.calls[asked:]  # the search is no check
            if smallest is not None:
                results[first] = msgspec.structs.replace(
                    results[first], counterexample=smallest.values, example=smallest.example
                )
        return results


def _is_its_own(student: Student) -> bool:
    """Whether what goes wrong is a matter of what the function is given, as far as was seen, and
    not of other functions, which it calls and which have lost points."""
    return not student.builds_on_wrong and _depends_on_the_input(student.seen)


def _depends_on_the_input(seen: Seen) -> bool:
    return not seen.calls or any(
        call.value is not None if call.failure is None else not of_any_input(call.failure)
        for call in seen.calls
    )


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


def _judged(check: Check, raised: BaseException | None, names: Sequence[str]) -> CheckResult:
    if raised is None:
        return judge(check, Status.PASSED)
    if isinstance(raised, StudentFailure):
        result = judge(check, raised.status, raised.message)
        hint = first_aid(raised.exception, raised.said, raised.line, names)
        if isinstance(raised, NoFunction) and raised.name == check.note.question:
            text = _(
                "Let it begin with `def {call}:`, and give the value back with `return`. No line "
                "below, such as `{name} = …`, may give this name another value."
            )
            hint = text.format(call=f"{raised.name}({', '.join(names)})", name=raised.name)
        return msgspec.structs.replace(result, hint=hint, line=raised.line)
    if isinstance(raised, CheckFailed):
        return msgspec.structs.replace(
            judge(check, Status.FAILED, raised.message),
            expected=show.plain(raised.expected),
            actual=show.plain(raised.actual),
        )
    if isinstance(raised, AssertionError):
        return judge(check, Status.FAILED, str(raised) or _("This check failed."))
    text = _(
        "This check could not be run; that is not your fault. If it happens "
        "again, tell your teacher."
    )
    what = str(raised) if isinstance(raised, CourseError) else fault(raised)
    return judge(check, Status.INTERNAL, f"{text} ({what})")
