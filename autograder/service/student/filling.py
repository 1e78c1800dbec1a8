"""A page fills itself: each question is sent to it as soon as it is done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from autograder.course import Exercise
from autograder.errors import HistoryError
from autograder.history import KeptSubmission
from autograder.language import _, speaking
from autograder.policies import Tells
from autograder.reports.told import told_question
from autograder.results import QuestionResult
from autograder.service.store.jobs import place_of
from autograder.service.student.shown import part_of, questions_of
from autograder.service.web.access import is_still
from autograder.service.web.ask import Ask
from autograder.service.web.asked import noted_lately, submission_asked
from autograder.service.web.busy import StillBusy

PING_SECONDS = 15
LOOK_SECONDS = 2.0  # how often a page asks the database, where another process may be grading
LOOK_ALONE = 10.0  # and where none is: all that happens is told here


async def events(ask: Ask) -> Response:
    """The questions of a hand-in, one by one as they are done; at the end, that it is over."""
    kept = await run_in_threadpool(_asked, ask)
    return _Stream(ask, kept)


def _asked(ask: Ask) -> KeptSubmission:
    kept = submission_asked(ask)
    noted_lately(ask, "saw a hand-in", kept.student, exercise=kept.exercise, attempt=kept.attempt)
    return kept


class _Stream(EventSourceResponse):
    """The events, for as long as somebody listens; each person has only so many at once."""

    def __init__(self, ask: Ask, kept: KeptSubmission) -> None:
        super().__init__(_events(ask, kept), ping=PING_SECONDS)
        self._watching, self._who = ask.state.watching, ask.person.id
        self._language = ask.state.course.language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them."""
        with speaking(self._language):
            try:
                with self._watching.one_more(self._who):
                    await super().__call__(scope, receive, send)
            except StillBusy:
                text = _("Too many pages of yours wait for a verdict. Close some of them.")
                await PlainTextResponse(f"{text}\n", 429)(scope, receive, send)


async def _events(ask: Ask, kept: KeptSubmission) -> AsyncIterator[ServerSentEvent]:
    state = ask.state
    own = state.course.exercise(kept.exercise)
    tells = state.course.policies[kept.exercise].hand_in
    all_of_them, done = len(questions_of(own)), 0
    look = LOOK_ALONE if state.history.database.is_file else LOOK_SECONDS
    watch = state.events.watch(kept.id)
    try:
        while True:
            with suppress(HistoryError):  # it may be back the next time
                if await run_in_threadpool(_is_over, ask, kept):
                    break
            try:
                event = await watch.next(look)
            except TimeoutError:
                continue
            if event is None:
                break
            if not await run_in_threadpool(_may_see, ask):
                break
            done += 1
            yield _question(own, event, tells)
            yield ServerSentEvent(event="progress", data=_progress(done, all_of_them))
        yield ServerSentEvent(event="over", data="over")
    finally:
        state.events.leave(watch)


def _question(own: Exercise, result: QuestionResult, tells: Tells) -> ServerSentEvent:
    part = part_of(own, told_question(result, tells))
    return ServerSentEvent(event=f"question-{result.name}", data=part)


def _progress(done: int, whole: int) -> str:
    return _("{done} of {whole} questions are done.").format(done=done, whole=whole)


def _is_over(ask: Ask, kept: KeptSubmission) -> bool:
    with ask.state.history.database.reading() as connection:
        over = place_of(connection, kept.id) is None
        return over or not is_still(connection, ask.state, ask.person)


def _may_see(ask: Ask) -> bool:
    """Who was signed out meanwhile sees nothing more."""
    with ask.state.history.database.reading() as connection:
        return is_still(connection, ask.state, ask.person)
