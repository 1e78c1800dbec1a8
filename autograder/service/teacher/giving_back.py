"""Grades and pages for other systems, as `autograder export` writes them."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.giving_back import Given, Wish, give_back
from autograder.course import Exercise
from autograder.errors import CourseError, UsageError
from autograder.language import _
from autograder.service.store.audit import note
from autograder.service.web.ask import Ask, said
from autograder.service.web.asked import exercise_asked
from autograder.service.web.pages import attached, page
from autograder.sheets.table import MAX_BYTES

OF_SHEETS = ("canvas", "moodle", "moodle-feedback")
OF_NAMES = {".csv": "csv", "-junit.xml": "junit", "-pages.zip": "pages"}
KINDS = {".csv": "text/csv; charset=utf-8", ".xml": "application/xml", ".zip": "application/zip"}
_OPTION = re.compile(r" \(--[a-z]+\)")  # of the command


def look(ask: Ask) -> Response:
    """What there is to take, and where a sheet is filled in."""
    return _page(ask)


def download(ask: Ask) -> Response:
    """A file that needs no sheet."""
    exercise, name = exercise_asked(ask), ask.path("name")
    format = OF_NAMES.get(name.removeprefix(exercise.name))
    if format is None:
        raise HTTPException(404, _("There is no such file."))
    try:
        given = _given(ask, exercise, format, Wish())
    except (UsageError, CourseError) as error:
        return _page(ask, trouble=_told(error), status=409)
    return attached(given.content, given.name, _kind(given))


async def fill(ask: Ask) -> Response:
    """Fill in the sheet that came, and tell what there is to say of it."""
    file = ask.form.get("file")
    sheet = await file.read(MAX_BYTES + 1) if isinstance(file, UploadFile) else b""
    return await run_in_threadpool(partial(_fill, ask, sheet))


def _fill(ask: Ask, sheet: bytes) -> Response:
    exercise, format = exercise_asked(ask), ask.text("format")
    if format not in OF_SHEETS or not sheet:
        return _page(ask, trouble=_("No file was chosen, or it is empty."), status=400)
    if len(sheet) > MAX_BYTES:
        text = _("This file is too large: {most} MB are possible.").format(most=MAX_BYTES // 10**6)
        return _page(ask, trouble=text, status=413)
    wish = Wish(
        sheet=sheet,
        column=ask.text("column"),
        scale=ask.text("scale") == "yes",
        zeros=ask.text("zeros") == "yes",
    )
    try:
        given = _given(ask, exercise, format, wish)
    except (UsageError, CourseError) as error:
        return _page(ask, trouble=_told(error), status=400)
    content = b64encode(given.content).decode()
    return _page(ask, given=given, link=f"data:{_kind(given)};base64,{content}")


def _given(ask: Ask, exercise: Exercise, format: str, wish: Wish) -> Given:
    from autograder.gradebook import Gradebook  # slow to import

    course = ask.state.course
    open_sink = Gradebook if Gradebook.exists(course) else None
    entries = ask.state.history.entries(exercise=exercise.name)
    came = frozenset(each.submission.student for each in entries)
    known = msgspec.structs.replace(wish, came=came)
    given = give_back(course, exercise, format, known, open_sink)
    with ask.writing() as connection:
        note(connection, ask.person.id, "took the grades", exercise.name, how=format)
    return given


def _page(ask: Ask, *, trouble: str = "", status: int = 200, **shown: Any) -> Response:
    exercise = exercise_asked(ask)
    chosen = ask.text("format") if ask.form else ""
    return page(
        ask.state,
        "give_back.html.jinja",
        ask.who,
        status=status,
        exercise=exercise,
        trouble=trouble,
        chosen=chosen if chosen in OF_SHEETS else OF_SHEETS[0],
        column=ask.text("column") if ask.form else "",
        **{"given": None, "link": "", **shown},
    )


def _told(error: UsageError | CourseError) -> str:
    """The page has fields where the command has options."""
    return _OPTION.sub("", said(error))


def _kind(given: Given) -> str:
    return KINDS["." + given.name.rpartition(".")[2]]
