"""Run the checks of one question in their order, and say what each has raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.checking.answers import CheckFailed
from autograder.checking.blame import ReferenceStudent, fault, is_the_answers
from autograder.checking.call import raised_by
from autograder.checking.changed import changes
from autograder.checking.collect import Check, Checks
from autograder.checking.draws import drawing
from autograder.checking.telling import listening
from autograder.checking.words import Kind
from autograder.language import _
from autograder.responder import ChildDied, StudentFailure
from autograder.student import Seen, Student

VERDICTS = (StudentFailure, CheckFailed, AssertionError)
SCORED, SHOWN = "scored", "shown"  # the two draws of fresh numbers


@dataclass
class Tried:
    """A check that has been run, or passed over for a reason (`skipped`).

    `raised` is None where it passed. `drew` says that it has asked for fresh numbers; `told` is
    what it wants the student to know where it passes.
    """

    check: Check
    raised: BaseException | None = None
    skipped: str = ""
    drew: bool = False
    told: str = ""


@dataclass(frozen=True)
class Checker:
    """The checks of one exercise, ready to be run."""

    checks: Checks

    def run(self, question: str, student: Student) -> list[Tried]:
        """Run all checks of a question, in the order of the file: values first, then the whole
        range, then what else pays only when these are right."""
        tried = list(self._in_turn(question, student))
        if not any(isinstance(each.raised, ChildDied) for each in tried):
            self._look_at_arguments(student, tried)
        order = {check.name: place for place, check in enumerate(self.checks.questions[question])}
        return sorted(tried, key=lambda each: order[each.check.name])

    def again(self, check: Check, student: Student) -> BaseException | None:
        """What a check raises with the numbers of a second draw, which is not scored.

        What is seen meanwhile is no answer to the question, so the diagnosis does not see it.
        """
        seen, student.seen = student.seen, Seen()
        try:
            return self._try(check, student, SHOWN).raised
        finally:
            student.seen = seen

    def scored(self, check: Check, student: Student) -> BaseException | None:
        """What one check alone raises, with the numbers that are scored."""
        return self._try(check, student, SCORED).raised

    def _in_turn(self, question: str, student: Student) -> Iterator[Tried]:
        died, values_right = False, True
        for check in sorted(self.checks.questions[question], key=_values_first):
            is_value = check.note.kind is Kind.VALUE
            if died:
                why = _("Not tried, because your code had stopped before.")
                yield Tried(check, skipped=why)
            elif not is_value and not values_right:
                yield Tried(check, skipped=_("This is checked once the rest is right."))
            else:
                before = len(student.seen.calls)
                tried = self._try(check, student, SCORED)
                student.seen.by_check[check.name] = range(before, len(student.seen.calls))
                died = isinstance(tried.raised, ChildDied)
                values_right = values_right and (tried.raised is None or not is_value)
                yield tried

    def _try(self, check: Check, student: Student, draw: str) -> Tried:
        student.watched_by = check.name
        rng = student.secret_rng(f"{draw} {check.name}")
        with drawing(rng) as draws, listening() as told:
            raised = self._raised(check, student)
        return Tried(check, raised, drew=draws.used, told=" ".join(told))

    def _raised(self, check: Check, student: Student) -> BaseException | None:
        """What a check raised; a failure where it stopped over an answer that is none."""
        before = student.answers
        raised = raised_by(check, student, self.checks)
        if raised is None or isinstance(raised, VERDICTS):
            return raised
        reference: Any = ReferenceStudent(self.checks.reference, student.secret_rng)
        heard = student.answers > before
        again = lambda other: raised_by(check, other, self.checks)  # noqa: E731
        if not is_the_answers(raised, heard, again, reference):
            return raised
        text = _(
            "What {name} gives cannot be compared with the right answer: look at its type and its "
            "shape. ({what})"
        )
        return CheckFailed(text.format(name=check.note.question, what=fault(raised)))

    def _look_at_arguments(self, student: Student, tried: list[Tried]) -> None:
        """A function that leaves its arguments as they were does so in every call."""
        for each in tried:
            promised = student.watched.get(each.check.name)
            if promised is None or each.raised is not None or each.skipped:
                continue
            name, atol = promised
            calls = [call for call in student.seen.calls if call.function == name and call.changed]
            each.raised = next(filter(None, (changes(call, atol) for call in calls)), None)


def _values_first(check: Check) -> int:
    return {Kind.VALUE: 0, Kind.RANGE: 1}.get(check.note.kind, 2)
