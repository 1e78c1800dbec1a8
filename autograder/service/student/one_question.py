"""One question is checked before it is handed in: graded alone, and told as far as it may be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from autograder.classroom.devices import choose_device
from autograder.classroom.laid_out import right_name
from autograder.classroom.live import said_to_all, telling
from autograder.course import Exercise
from autograder.engine.ticket import Ticket
from autograder.errors import UsageError, closest
from autograder.grading import Submission
from autograder.language import _
from autograder.policies import Bucket, given_back, next_at, one_less
from autograder.reports.told import told_question
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.service.queue.asking import CHECK, LATER
from autograder.service.queue.reading import asked_alone, read_bytes
from autograder.service.store.checked import (
    Found,
    bucket_of,
    has_bucket,
    keep_bucket,
    write_check,
)
from autograder.service.student.shown import questions_of
from autograder.service.web.ask import Ask
from autograder.service.web.state import State

# Where the machine, and not the student, may have had a hand in the verdict.
OUR_FAULT = (Status.INTERNAL,)


class Asked(NamedTuple):
    """A question of an exercise, and the file in which the answer stands."""

    person: str
    exercise: Exercise
    question: str
    file_name: str
    content: bytes

    @property
    def own(self) -> tuple[str, str, str]:
        """Whose bucket it is."""
        return self.person, self.exercise.name, self.question


class Answer(NamedTuple):
    """The verdict as it may be told; how many checks are left, and when there is one more.
    `write_down` keeps what was found for those who teach: nobody has to wait for that."""

    result: QuestionResult | None
    notes: tuple[str, ...]
    left: int
    next_at: datetime | None
    write_down: Callable[[], None]


class NoneLeft(Exception):
    """All checks of this question are used; `again_at` is when there is one again."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at)
        self.again_at = again_at


async def check(ask: Ask, asked: Asked) -> Answer:
    """Grade the question, and count it; raises NoneLeft, StillBusy, UsageError, HTTPException where
    whoever asks was signed out meanwhile, and AutograderError where nothing can be graded: then it
    is not counted. Nor is it where they leave before the answer: ClientDisconnect is raised."""
    state = ask.state
    policy = state.course.policies[asked.exercise.name]
    asked = asked._replace(question=_question(asked, policy.checks.without))
    with state.checking.one_more(asked.person):
        bucket, submission = await asyncio.gather(  # one waits for the disk meanwhile
            run_in_threadpool(_take_one, ask, asked),
            run_in_threadpool(_read, state, asked),
            return_exceptions=True,
        )
        if isinstance(bucket, BaseException):
            raise bucket
        try:
            if isinstance(submission, BaseException):
                raise submission
            report = await _graded(ask, asked, submission)
        except BaseException:
            await run_in_threadpool(_give_back, state, asked)
            raise
    result = next((each for each in report.questions if each.name == asked.question), None)
    spoilt = report.status is ReportStatus.INTERNAL or (
        result is not None and result.status in OUR_FAULT
    )
    if spoilt:
        bucket = await run_in_threadpool(_give_back, state, asked)
    return Answer(
        told_question(result, policy.check) if result is not None else None,
        () if report.status is ReportStatus.INTERNAL else report.notes,  # else for the teacher
        bucket.whole,
        None if bucket.whole else next_at(bucket, policy.checks),
        partial(_write_down, state, asked, result) if result and not spoilt else _nothing,
    )


def _question(asked: Asked, without: Collection[str]) -> str:
    """The question that is meant, whatever its capitals; raises UsageError where there is none, or
    where it is only tried with a hand-in."""
    known = questions_of(asked.exercise)
    by_form = {name.casefold(): name for name in known}
    found = asked.question if asked.question in known else by_form.get(asked.question.casefold())
    if found in without:
        text = _(
            "“{name}” takes long, so it is only tried when you hand in. The other questions of "
            "this exercise can be checked."
        )
        raise UsageError(text.format(name=found))
    if found is not None:
        return found
    text = _("There is no question “{name}” in this exercise. They are: {known}.")
    said = [text.format(name=asked.question, known=", ".join(known))]
    meant = closest(asked.question, known)
    if meant:
        said.insert(0, _("Did you mean “{name}”?").format(name=meant))
    raise UsageError(" ".join(reversed(said)))


async def _graded(ask: Ask, asked: Asked, submission: Submission) -> Report:
    state, begun = ask.state, time.monotonic()
    ticket = await run_in_threadpool(_submit, state, asked, submission)
    future = asyncio.wrap_future(ticket.future)
    leaves = asyncio.ensure_future(ask.gone())
    try:
        await asyncio.wait((future, leaves), return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaves.cancel()
        if not future.done():  # nobody waits any more; but it has used the machine
            ticket.cancel()
            state.shares.use(asked.person, time.monotonic() - begun, state.now())
    if not future.done():
        raise ClientDisconnect
    report = future.result().report
    state.shares.use(asked.person, report.seconds, state.now())
    return report


def _submit(state: State, asked: Asked, submission: Submission) -> Ticket:
    """Who waits at a cell comes first; but whose checks have taken long leave room for the others.
    Where time was up there is no second try, for which everybody else would have to wait."""
    heavy = state.shares.is_used_up(asked.person, state.now())
    priority = LATER if heavy else CHECK
    exercise = choose_device(asked.exercise)
    return state.engine.submit(exercise, submission, priority=priority, once=True)


def _read(state: State, asked: Asked) -> Submission:
    name = right_name(asked.exercise, asked.file_name, asked.content)
    found = read_bytes(state.course, asked.exercise, asked.person, name, asked.content)
    return asked_alone(found.submission, asked.question)


def _take_one(ask: Ask, asked: Asked) -> Bucket:
    checks = ask.state.course.policies[asked.exercise.name].checks
    with ask.writing(asked.person) as connection:
        bucket = bucket_of(connection, asked.own, checks, ask.state.now())
        left = one_less(bucket)
        if left is None:
            raise NoneLeft(next_at(bucket, checks))
        keep_bucket(connection, asked.own, left)
    return left


def _give_back(state: State, asked: Asked) -> Bucket:
    checks = state.course.policies[asked.exercise.name].checks
    with state.history.database.writing(asked.person) as connection:
        bucket = given_back(bucket_of(connection, asked.own, checks, state.now()), checks)
        if has_bucket(connection, asked.own):  # they may have been forgotten meanwhile
            keep_bucket(connection, asked.own, bucket)
    return bucket


def _nothing() -> None:
    """There is nothing to write down."""


def _write_down(state: State, asked: Asked, result: QuestionResult) -> None:
    first = telling(result.checks)
    found = Found(
        asked_at=state.now(),
        person=asked.person,
        exercise=asked.exercise.name,
        question=asked.question,
        status=result.status.value,
        mistake=first.mistake or "" if first is not None else "",
        said=said_to_all(first.description, first.hint, first.mistake) if first is not None else "",
        has_hint=first is not None and bool(first.hint),
    )
    with state.history.database.writing(asked.person) as connection:
        if has_bucket(connection, asked.own):
            write_check(connection, found)
