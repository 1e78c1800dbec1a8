"""The class list on the web: people, their links, more time for one of them, grades to hand on."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.enrol import enrol
from autograder.classroom.grades import grades, grades_table
from autograder.classroom.more_time import extend
from autograder.errors import AutograderError, CourseError, UsageError
from autograder.language import _
from autograder.roster import Person
from autograder.roster.files import MAX_BYTES
from autograder.service.signin.link import link_for
from autograder.service.signin.links import link_to, links_table, personal_links
from autograder.service.store.audit import note
from autograder.service.store.bookings import put_booking
from autograder.service.store.sessions import end_all_of, make_links
from autograder.service.web.ask import Ask, said
from autograder.service.web.asked import exercise_asked
from autograder.service.web.pages import page


class Asked(NamedTuple):
    """What somebody has written into the form for more time that could not be given."""

    person: str
    exercise: str
    until: str
    why: str
    may_shorten: bool

    @property
    def is_of_a_picker(self) -> bool:
        """Whether a browser's own field for a date can show it."""
        return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", self.until, re.ASCII) is not None


def people(ask: Ask) -> Response:
    """The class list, and what can be done with it."""
    with ask.state.history.database.writing() as connection:
        note(connection, ask.person.id, "saw the class list")
    return _page(ask)


async def add(ask: Ask) -> Response:
    """Add people from a table, a file or pasted text."""
    file = ask.form.get("file")
    table = ask.as_written("table", MAX_BYTES).encode(errors="replace")
    if isinstance(file, UploadFile) and file.filename:
        table = await file.read(MAX_BYTES + 1)
        if len(table) > MAX_BYTES:  # the end of it would be missing
            text = _("This file is too large: {most} MB are possible.")
            raise HTTPException(413, text.format(most=MAX_BYTES // 10**6))
    if not table.strip():
        text = _("No file was chosen, and nothing was pasted.")
        if isinstance(file, UploadFile) and file.filename:
            text = _("This file is empty.")
        trouble = f"{text} {_('Nothing was changed.')}"
        return await run_in_threadpool(partial(_page, ask, trouble=trouble, status=400))
    return await run_in_threadpool(_add, ask, table)


def _add(ask: Ask, table: bytes) -> Response:
    try:
        done = enrol(ask.state.course, table, ask.person.id)
    except CourseError as error:
        return _page(ask, trouble=_unchanged(error), status=400)
    if done.mistakes:
        return _page(ask, done=done, status=400)
    with ask.state.history.database.writing() as connection:
        names = [each.id for each in (*done.added, *done.changed)]
        note(connection, ask.person.id, "changed the class list", people=names)
    if ask.state.class_list.person(ask.person.id) is None:
        # Who stood in until now is nobody from here on, so the first teacher needs a way in.
        first = ask.state.class_list.first_teacher()
        made = link_for(ask.state, first.id)
        return page(ask.state, "link.html.jinja", None, person=first, link=made)
    return _page(ask, done=done)


def link(ask: Ask) -> Response:
    """A new personal link, shown once; the one before, if it was not used, ends."""
    state = ask.state
    with ask.writing() as connection:
        person = _person(ask)  # who has left meanwhile gets none
        (secret,) = make_links(connection, [person.id], state.now())
        note(connection, ask.person.id, "made a personal link", person.id)
    made = link_to(state.settings.shown, secret)
    return page(state, "link.html.jinja", ask.who, person=person, link=made)


def links(ask: Ask) -> Response:
    """New personal links as a table to be sent on: for all students, or for those who are named,
    such as who was just added."""
    named = set(ask.text("people", MAX_BYTES).splitlines())
    now, address = ask.state.now(), ask.state.settings.shown
    with ask.writing() as connection:
        roster = ask.state.class_list.now()
        people = [each for each in roster.people if each.id in named] if named else roster.students
        made = personal_links(connection, people, address, now)
        ids = [each.id for each in people]
        told = {"people": ids} if named else {"number": len(ids)}
        note(connection, ask.person.id, "made personal links", **told)
    return table_file(links_table(made, ask.state.course.language), "links.csv")


def sign_out(ask: Ask) -> Response:
    """Sign somebody out everywhere, as where a link has come into other hands."""
    person = _person(ask)
    with ask.writing() as connection:
        end_all_of(connection, person.id)
        note(connection, ask.person.id, "signed somebody out", person.id)
    return ask.see_other("/people")


def back(ask: Ask) -> Response:
    """Where a form was answered, and its address is asked for again: the page with the form."""
    return ask.see_other("/people")


def more_time(ask: Ask) -> Response:
    """More time for one student and one exercise."""
    person = _person(ask)
    exercise, until, why = ask.text("exercise"), ask.text("until"), ask.as_written("why", 200)
    shorter = ask.text("earlier") == "yes"
    try:
        given = extend(ask.state.course, person.id, exercise, until, why, may_shorten=shorter)
    except (UsageError, CourseError) as error:
        asked = Asked(person.id, exercise, until, why, shorter)
        return _page(ask, trouble=_unchanged(error), status=400, asked=asked)
    with ask.state.history.database.writing(person.id) as connection:
        told = given.noted(exercise)
        note(connection, ask.person.id, "gave more time", person.id, **told)
        put_booking(connection, exercise, person.id, ask.state.now())
    return _page(ask, given=given, extended=person)


def grades_file(ask: Ask) -> Response:
    """The points of the class for one exercise, for a spreadsheet."""
    state, exercise = ask.state, exercise_asked(ask)
    roster = state.class_list.now()
    found = grades(state.course, roster, exercise, state.history.entries())
    with state.history.database.writing() as connection:
        note(connection, ask.person.id, "took the grades", exercise.name)
    table = grades_table(state.course, roster, exercise, found)
    return table_file(table, f"{exercise.name}.csv")


def _page(ask: Ask, *, trouble: str = "", status: int = 200, **shown: Any) -> Response:
    roster = ask.state.class_list.now()
    told = {"done": None, "given": None, "extended": None, "asked": None, **shown}
    has_zone = ask.state.course.rules.zone is not None
    return page(
        ask.state,
        "people.html.jinja",
        ask.who,
        status=status,
        roster=roster,
        trouble=trouble or ask.state.class_list.trouble,
        example="2030-09-15 23:59" + ("" if has_zone else " +03:00"),
        has_zone=has_zone,
        quote=lambda text: quote(text, safe=""),
        **told,
    )


def _unchanged(error: AutograderError) -> str:
    """What is wrong and what to do, without the place on our disk; and that it has done nothing."""
    return f"{said(error)} {_('Nothing was changed.')}"


def _person(ask: Ask) -> Person:
    person = ask.state.class_list.person(ask.path("person"))
    if person is None:
        raise HTTPException(404, _("There is no such person in this course."))
    return person


def table_file(content: bytes, name: str) -> Response:
    """A table for a spreadsheet, as a file to download."""
    return Response(
        content,
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
