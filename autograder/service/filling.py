"""A page fills itself: each question is sent to it as soon as it is done."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from autograder.course import Exercise
from autograder.history import KeptSubmission
from autograder.language import _
from autograder.policies import Tells
from autograder.reports.told import told_question
from autograder.results import QuestionResult
from autograder.service.asked import submission_asked
from autograder.service.routes import Ask
from autograder.service.shown import part_of, questions_of
from autograder.service.store.jobs import place_of

PING_SECONDS = 15
LOOK_SECONDS = 2.0  # how often a page asks the database, where another process may be grading


async def events(ask: Ask) -> Response:
    """The questions of a hand-in, one by one as they are done; at the end, that it is over."""
    kept = await run_in_threadpool(submission_asked, ask)
    return EventSourceResponse(_events(ask, kept), ping=PING_SECONDS)


async def _events(ask: Ask, kept: KeptSubmission) -> AsyncIterator[ServerSentEvent]:
    state = ask.state
    own = state.course.exercise(kept.exercise)
    tells = state.course.policies[kept.exercise].hand_in
    all_of_them, done = len(questions_of(own)), 0
    watch = state.events.watch(kept.id)
    try:
        while True:
            if await run_in_threadpool(_is_over, ask, kept):
                break
            try:
                event = await watch.next(LOOK_SECONDS)
            except TimeoutError:
                continue
            if event is None:
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
        return place_of(connection, kept.id) is None
