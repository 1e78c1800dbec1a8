"""A file from a browser: looked at before it is handed in, and taken."""

from __future__ import annotations

import secrets

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.notebooks.raw import MAX_BYTES
from autograder.service.student.handing_in import (
    MOST_WAITING,
    Taken,
    TooMany,
    TooSoon,
    Upload,
    take,
)
from autograder.service.student.outlook import outlook_on
from autograder.service.student.remarks import other_exercise, remarks
from autograder.service.web.ask import Ask
from autograder.service.web.asked import arrived_at, opened_exercise
from autograder.service.web.pages import render, wait_words
from autograder.submissions import Look


async def look(ask: Ask) -> Response:
    """What a file seems to be, before it is handed in."""
    own = opened_exercise(ask)
    name, content = await _file(ask)
    found = await look_into(ask, own.name, name, content)
    course = ask.state.course
    shown = {
        "other": other_exercise(course, own, found),
        "said": remarks(course, own, found),
        "outlook": await run_in_threadpool(outlook_on, ask, own),
        "trouble": found.trouble,
        "is_odd": bool(found.trouble) or not found.answered,
        "is_remarked": found.is_foreign or bool(found.unanswered),
    }
    text = render(ask.state, "look.html.jinja", ask.who, **shown)
    return Response(text, media_type="text/html")


async def look_into(ask: Ask, own: str, name: str, content: bytes) -> Look:
    """What a file seems to be, handed in for an exercise or, without its name, for any; what that
    costs is this person's. Raises StillBusy, and ServiceError where there is no room for it."""
    state, person = ask.state, ask.person.id
    with state.looking.one_more(person):
        return await state.looks.look(
            state.course.folder,
            own,
            name,
            content,
            heavy=state.shares.is_used_up(person, state.now()),
            charge=lambda seconds: state.shares.use(person, seconds, state.now()),
        )


async def hand_in(ask: Ask) -> Response:
    """Take a file: it is on disk before this is answered."""
    own = opened_exercise(ask)
    came = arrived_at(ask)
    name, content = await _file(ask)
    upload = Upload(
        ask.person.id,
        own.name,
        name,
        content,
        came,
        ask.text("key") or secrets.token_urlsafe(12),
    )
    taken = await run_in_threadpool(take_upload, ask, upload)
    return ask.see_other(f"/hand-ins/{taken.receipt.submission}")


def take_upload(ask: Ask, upload: Upload) -> Taken:
    """Write it down, and let it be graded; raises HTTPException where it comes too soon, where
    too many wait, or where so much was sent that there would be no room for the others."""
    state = ask.state
    if state.room.is_used_up(upload.person, state.now()):
        text = _("You have handed in very much today. Please try again in an hour.")
        raise HTTPException(429, text, {"retry-after": "3600"})
    with ask.writing(upload.person, upload.digest) as connection:
        taken = take(connection, state.course, state.class_list.now(), upload)
    if isinstance(taken, TooMany):
        text = _(
            "{number} of your hand-ins wait to be graded, so this one was not taken. Please send "
            "it again when some of them are done."
        )
        raise HTTPException(429, text.format(number=MOST_WAITING), {"retry-after": "60"})
    if isinstance(taken, TooSoon):
        seconds = max(int((taken.again_at - state.now()).total_seconds()), 0) + 1
        text = _(
            "This came too soon after your last hand-in, and was not taken. Please send it again "
            "in {wait}."
        )
        text = text.format(wait=wait_words(seconds))
        raise HTTPException(429, text, {"retry-after": str(seconds)})
    if not taken.again:
        state.room.use(upload.person, len(upload.content) / 10**6, state.now())
    state.queue.wake()
    return taken


async def _file(ask: Ask) -> tuple[str, bytes]:
    """The file of a form; raises HTTPException where there is none, or it is too large."""
    file = ask.form.get("file")
    if not isinstance(file, UploadFile) or not (file.filename or "").strip():
        raise HTTPException(400, _("No file was chosen."))
    content = await file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        text = _("This file is too large: {most} MB are possible.")
        raise HTTPException(413, text.format(most=MAX_BYTES // 10**6))
    return file.filename or "", content
