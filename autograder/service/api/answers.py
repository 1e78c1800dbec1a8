"""For programs: the same as on the pages, as JSON. The document of it is made from this table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.course import Exercise
from autograder.errors import ServiceError, UsageError
from autograder.files import is_plain
from autograder.language import _, current
from autograder.reports.page import question_part
from autograder.reports.plain import clean
from autograder.reports.statuses import status_words
from autograder.results import QuestionResult
from autograder.service.api.bodies import (
    ExerciseState,
    Graded,
    HandedIn,
    Me,
    Question,
    Seen,
    Verdict,
)
from autograder.service.store.jobs import place_of
from autograder.service.student.handing_in import Upload
from autograder.service.student.one_question import Asked, NoneLeft, check
from autograder.service.student.outlook import told_of
from autograder.service.student.remarks import remarks
from autograder.service.student.shown import questions_of, shown_grading
from autograder.service.student.standing import standings
from autograder.service.student.uploads import look_into, take_upload
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask, said
from autograder.service.web.asked import (
    arrived_at,
    exercise_asked,
    exercise_named,
    is_open,
    see_that_it_is_open,
    seen_by_others,
    submission_asked,
)
from autograder.service.web.busy import StillBusy
from autograder.service.web.pages import exact_moment, wait_words
from autograder.service.web.routes import Page

ROOT = "/api/v1"
MOST_TEXT = 4_000
LOOK_SECONDS = 10.0


def exercises(ask: Ask) -> Response:
    """The exercises of the course."""
    return _json(
        [
            ExerciseState(
                name=each.exercise.name,
                title=each.exercise.title,
                questions=list(questions_of(each.exercise)) if is_open(ask, each.exercise) else [],
                points=each.exercise.points,
                due=each.due,
                attempts=len(each.rows),
                counted=each.counted.points if each.counted and each.tells_points else None,
            )
            for each in standings(ask.state, ask.person.id)
        ]
    )


def me(ask: Ask) -> Response:
    """Whose token this is."""
    return _json(Me(id=ask.person.id, name=ask.person.person.name))


async def look(ask: Ask) -> Response:
    """What a file seems to be, without handing it in: its bytes are the body."""
    name = _file_name(ask)
    content = await ask.request.body()
    own = {each.name: each for each in ask.state.course.exercises}
    wanted = Path(name).stem
    found = await look_into(ask, wanted if wanted in own else "", name, content)
    exercise = own.get(found.exercise or wanted)
    if exercise is None:
        said = [found.trouble or _("Nothing in this file says which exercise it is.")]
        return _json(Seen(exercise="", remarks=said))
    see_that_it_is_open(ask, exercise)
    said = remarks(ask.state.course, exercise, found)
    return _json(Seen(exercise=exercise.name, remarks=said))


async def check_question(ask: Ask) -> Response:
    """Check one question before it is handed in."""
    body = await _body(ask, Question)
    try:
        exercise = exercise_named(ask, body.exercise)
        see_that_it_is_open(ask, exercise)
        name = f"{exercise.name}.py" if body.is_python else f"{exercise.name}.ipynb"
        asked = Asked(ask.person.id, exercise, body.question, name, body.source.encode())
        answer = await check(ask, asked)
    except UsageError as error:
        raise HTTPException(404, said(error)) from error
    except NoneLeft as error:
        seconds = max(int((error.again_at - ask.state.now()).total_seconds()), 0) + 1
        text = _(
            "All checks of this question are used. There is one again in {wait}. "
            "You can hand in at any time."
        )
        headers = {"retry-after": str(seconds)}
        raise HTTPException(429, text.format(wait=wait_words(seconds)), headers) from error
    except StillBusy as error:
        text = _("Another check of yours is still being done.")
        raise HTTPException(429, text, {"retry-after": "1"}) from error
    result = answer.result
    if result is None:
        return _json(
            Verdict(
                question=body.question,
                status="unreadable",
                words=_("This could not be read."),
                text="\n".join(answer.notes),
                html="",
                notes=list(answer.notes),
                left=answer.left,
                next_at=answer.next_at,
            )
        )
    verdict = _json(
        Verdict(
            question=result.name,
            status=result.status.value,
            words=status_words(result.status),
            text=_text_of(result),
            # Without pictures: the buttons make a page's elements anew, and know no drawn ones.
            html=question_part(
                msgspec.structs.replace(result, pictures=()),
                place=result.name,
                language=exercise.language,
            ),
            notes=[] if body.is_loose else list(answer.notes),
            left=answer.left,
            next_at=answer.next_at,
        )
    )
    verdict.background = BackgroundTask(answer.write_down)
    return verdict


async def hand_in(ask: Ask) -> Response:
    """Hand in a file: its bytes are the body, its name stands in the query."""
    exercise = exercise_asked(ask)
    see_that_it_is_open(ask, exercise)
    name = _file_name(ask)
    content = await ask.request.body()
    key = ask.request.query_params.get("key", "") or ask.request.headers.get("idempotency-key", "")
    if not key:
        raise HTTPException(400, _("Give this hand-in a name of its own: ?key=…"))
    upload = Upload(ask.person.id, exercise.name, name, content, arrived_at(ask), key)
    taken = await run_in_threadpool(take_upload, ask, upload)
    receipt = taken.receipt
    dates = await run_in_threadpool(told_of, ask, exercise, taken.decision)
    return _json(
        HandedIn(
            id=receipt.submission,
            receipt=receipt.number,
            exercise=receipt.exercise,
            arrived_at=receipt.arrived_at,
            arrived=exact_moment(ask.state, receipt.arrived_at),
            sha256=receipt.digest,
            again=taken.again,
            address=f"{ask.state.settings.shown}/hand-ins/{receipt.submission}",
            remarks=[*await _remarks(ask, exercise, name, content), *dates],
        ),
        201,
    )


def _file_name(ask: Ask) -> str:
    name = ask.request.query_params.get("name", "")
    if not is_plain(name):
        raise HTTPException(400, _("Say what the file is called: ?name=…"))
    return name


async def _remarks(ask: Ask, exercise: Exercise, name: str, content: bytes) -> list[str]:
    """On a file that is kept already: nobody waits long for its receipt because of them."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await look_into(ask, exercise.name, name, content)
    except (TimeoutError, StillBusy, ServiceError):
        return []
    return remarks(ask.state.course, exercise, found)


def graded(ask: Ask) -> Response:
    """How far a hand-in is, and what came of it."""
    kept = submission_asked(ask)
    seen_by_others(ask, "saw a hand-in", kept.student, exercise=kept.exercise, attempt=kept.attempt)
    with ask.state.history.database.reading() as connection:
        before = place_of(connection, kept.id)
    found = shown_grading(ask.state, kept)
    state = Graded(id=kept.id, exercise=kept.exercise, attempt=kept.attempt, waiting=before)
    if found is not None:
        state.status = found.report.status.value
        state.questions = list(found.report.questions)
        state.version, state.changed_since = found.version or None, found.is_older
        if found.points:
            state.points, state.max_points = found.grading.points, found.report.max_score
    return _json(state)


async def _body(ask: Ask, kind: type[Question]) -> Question:
    try:
        return msgspec.json.decode(await ask.request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise HTTPException(
            400, _("This is not what was expected: {why}").format(why=error)
        ) from error


def _json(value: object, status: int = 200) -> Response:
    headers = {"content-language": current()}
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")


def _text_of(result: QuestionResult) -> str:
    """The verdict for a terminal: what is wrong, each on a line of its own."""
    lines = []
    for each in result.checks:
        said = [text for text in (each.message, each.hint) if text]
        if each.status is not result.status or said:
            lines.append(f"{status_words(each.status)}: {each.description}")
            lines += said
    return clean("\n".join(dict.fromkeys(lines)), MOST_TEXT)


API = (
    Page("GET", f"{ROOT}/exercises", Level.STUDENT, exercises, True, gives=list[ExerciseState]),
    Page("GET", f"{ROOT}/me", Level.STUDENT, me, True, gives=Me),
    Page(
        "POST",
        f"{ROOT}/look",
        Level.STUDENT,
        look,
        is_api=True,
        waits=True,
        takes=bytes,
        gives=Seen,
        query=("name",),
    ),
    Page(
        "POST",
        f"{ROOT}/check",
        Level.STUDENT,
        check_question,
        is_api=True,
        waits=True,
        takes=Question,
        gives=Verdict,
    ),
    Page(
        "POST",
        f"{ROOT}/exercises/{{exercise}}/hand-ins",
        Level.STUDENT,
        hand_in,
        is_api=True,
        waits=True,
        takes=bytes,
        gives=HandedIn,
        query=("name", "key"),
        status=201,
    ),
    Page("GET", f"{ROOT}/hand-ins/{{id}}", Level.STUDENT, graded, True, gives=Graded),
)
