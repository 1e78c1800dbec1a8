"""A student asks about the grade of a hand-in, while it is time for that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.history import KeptGrading, KeptSubmission
from autograder.language import _
from autograder.reports.plain import clean
from autograder.service.store.threads import Thread, begin_thread, threads_about
from autograder.service.student.shown import questions_of, shown_grading
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_named, submission_asked
from autograder.service.web.state import State

MOST_TEXT = 4_000  # characters


class Asking(NamedTuple):
    """What was asked about a hand-in, and from when to when more may be asked; with no moments,
    nothing may."""

    threads: list[Thread]
    opens: datetime | None = None
    closes: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether a question may be asked now."""
        return (
            self.opens is not None and self.closes is not None and self.opens <= now < self.closes
        )


def asking_about(state: State, kept: KeptSubmission, grading: KeptGrading | None) -> Asking:
    """The questions about a hand-in. One sleeps over a grade before one asks, and a class comes to
    an end with each exercise: both are counted from the newest word on it."""
    with state.history.database.reading() as connection:
        threads = threads_about(connection, kept.id)
    if grading is None:
        return Asking(threads)
    hours, days = state.settings.ask_after_hours, state.settings.ask_within_days
    opens, closes = (
        grading.graded_at + timedelta(**each) for each in ({"hours": hours}, {"days": days})
    )
    return Asking(threads, opens, closes) if opens < closes else Asking(threads)


def ask_about(ask: Ask) -> Response:
    """Begin a question about a grade."""
    kept = submission_asked(ask)
    found = shown_grading(ask.state, kept)
    asking = asking_about(ask.state, kept, found.grading if found is not None else None)
    if kept.student != ask.person.id:
        raise HTTPException(404, _("Only whose work it is asks about it."))
    question = ask.text("question")
    if question not in questions_of(exercise_named(ask, kept.exercise)):
        raise HTTPException(400, _("Choose the question that this is about."))
    before = next((each for each in asking.threads if each.question == question), None)
    if before is not None:
        return ask.see_other(f"/asked/{before.id}")
    now = ask.state.now()
    if not asking.is_open(now):
        raise HTTPException(409, _("Nothing can be asked about this grade just now."))
    thread = Thread(
        submission=kept.id,
        exercise=kept.exercise,
        question=question,
        person=kept.student,
        asked_at=now,
    )
    text = written(ask)
    with ask.writing(kept.student) as connection:
        begin_thread(connection, thread, text)
    return ask.see_other(f"/asked/{thread.id}")


def written(ask: Ask) -> str:
    """What somebody has written; raises HTTPException where that is nothing."""
    text = clean(ask.text("text", MOST_TEXT).replace("\r\n", "\n"), MOST_TEXT).strip()
    if not text:
        raise HTTPException(400, _("Nothing was written. Say what this is about."))
    return text
