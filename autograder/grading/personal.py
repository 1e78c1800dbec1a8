"""Whose numbers count, in an exercise whose numbers are each student's own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing
from functools import cache

from autograder.checking import show
from autograder.checking.deeds import Deeds
from autograder.checking.examine import DIAGNOSED, Examiner
from autograder.checking.fixed_inputs import deeds_of
from autograder.grading.records import ExerciseContext, ScoredCall
from autograder.grading.scored import scored_calls
from autograder.language import _, decimal
from autograder.personal import ID_NAME, plain_id
from autograder.responder import Responder, StudentFailure
from autograder.results import Picture, QuestionResult, Status
from autograder.student import Inquiry, Seen, Student

MAX_ID = 80  # of what a student's file says, in a sentence


class Numbers:
    """The examination of one submission by the numbers of the id that it was handed in under.

    What the file itself says is a claim. It is believed only where no id was given; where it is
    another one, a person decides about what the numbers of the right id do not explain.
    """

    def __init__(
        self,
        context: ExerciseContext,
        handed_in: str,
        notes: list[str],
        secret: bytes,
        another: Callable[[], Responder],
        fitting: dict[str, list[str]] | None = None,
        deeds: dict[str, Deeds] | None = None,
        scored: dict[str, list[ScoredCall]] | None = None,
    ) -> None:
        """`notes` is where sentences for the student go; `secret` is the submission's; `another`
        opens a second child in which the same cells have run; `fitting`, if there is one, is where
        the mistakes go whose hint would be true, `deeds` where it goes what answers do that have
        lost points, and `scored` where the calls go that decide."""
        self._context = context
        self._handed_in = handed_in
        self._notes = notes
        self._secret = secret
        self._another = another
        self._fitting = fitting
        self._deeds = deeds
        self._scored = scored
        self._examiner = cache(context.examiner.for_id)
        self.asked: dict[str, Inquiry] = {}  # of the student's code, by question
        self._examined: dict[str, tuple[Examiner, Seen, Collection[str]]] = {}

    def examine(
        self, question: str, session: Responder, passed: Collection[str]
    ) -> tuple[QuestionResult, str]:
        """The verdict on one question; and a sentence where a person has to decide instead."""
        asked = question, session, passed
        if not self._context.personal:
            return self._examine(self._context.examiner, *asked), ""
        is_personal = question in self._context.personal
        found = _id_in(session) if is_personal or not self._handed_in else None
        trusted = self._handed_in or found
        examiner = self._context.examiner if trusted is None else self._examiner(trusted)
        result = self._examine(examiner, *asked)
        if not is_personal:
            return result, ""
        if not self._handed_in:
            ours = getattr(self._context.examiner.checks.reference, ID_NAME, None)
            self._say(_no_id(found, is_ours=found == ours))
        elif found is not None and plain_id(found) != plain_id(self._handed_in):
            return result, self._compare(result, found, session, passed)
        return result, ""

    def pictures(self, question: str, session: Responder) -> tuple[Picture, ...]:
        """What is to be drawn of an answer, beside what its examination has seen; raises
        ChildDied."""
        examiner, seen, passed = self._examined[question]
        with closing(Student(session, passed, self._secret)) as student:
            student.seen = seen
            return examiner.pictures(question, student)

    def _examine(
        self, examiner: Examiner, question: str, session: Responder, passed: Collection[str]
    ) -> QuestionResult:
        noted = self.asked.setdefault(question, Inquiry())
        with closing(Student(session, passed, self._secret, self._another, noted)) as student:
            result = examiner.examine(question, student)
            if question in examiner.checks.drawings:
                self._examined[question] = examiner, student.seen, frozenset(passed)
            lost = any(each.status in DIAGNOSED for each in result.checks)
            if self._fitting is not None and lost:
                self._fitting[question] = examiner.fitting(question, student.seen)
            if self._scored is not None:  # by the id that counts, which comes first
                self._scored.setdefault(question, scored_calls(student.seen))
            if self._deeds is not None and lost:
                self._deeds[question] = deeds_of(examiner.checks, question, student)
            return result

    def _compare(
        self, result: QuestionResult, found: str, session: Responder, passed: Collection[str]
    ) -> str:
        """What a person should know; empty where there is nothing to decide."""
        ids = {"found": _short(found), "student": _short(self._handed_in)}
        if result.status is Status.PASSED:
            text = _(
                "Your file has the id “{found}”, and you handed in as “{student}”. Your answers "
                "are right for “{student}”, so this costs nothing."
            )
            self._say(text.format(**ids))
        if not any(check.status is Status.FAILED for check in result.checks):
            return ""  # no numbers explain what stops with an error
        mine = self._examined.get(result.name)
        other = self._examine(self._examiner(found), result.name, session, passed)
        if mine is not None:
            self._examined[result.name] = mine
        text = _(
            "Your file has the id “{found}”, but you handed in as “{student}”. With the numbers of "
            "“{found}” your answers earn {score} of {max_score} points. Each id has numbers of "
            "its own, so your teacher will look at this; nothing is taken off until then."
        )
        said = text.format(
            **ids, score=decimal(f"{other.score:g}"), max_score=decimal(f"{other.max_score:g}")
        )
        hints = dict.fromkeys(check.hint for check in other.checks if check.hint)
        return " ".join([said, *hints])  # a comma or quotes are wrong with any id

    def _say(self, note: str) -> None:
        if note not in self._notes:
            self._notes.append(note)


def _id_in(session: Responder) -> str | None:
    """The id that the student's file gives itself; None where there is none."""
    try:
        value = Student(session).value(ID_NAME)
    except StudentFailure:
        return None
    return str(value) if isinstance(value, str | int | float) else show.text(value)


def _no_id(found: str | None, *, is_ours: bool) -> str:
    if found is None:
        return _("There is no id, neither given nor in the file: the example's numbers were used.")
    text = _("No id was given, so the one in the file was used: “{found}”.")
    if is_ours:
        text += " " + _("Put your own there, and compute with the numbers that you get then.")
    return text.format(found=_short(found))


def _short(text: str) -> str:
    return "".join(filter(str.isprintable, text[:MAX_ID]))
