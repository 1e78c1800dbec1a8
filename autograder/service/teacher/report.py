"""The class on one page, at an exercise or in the course so far: to look at, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from autograder.classroom.class_facts import Sources, class_at, class_in_course, sources
from autograder.errors import UsageError
from autograder.reports.class_page import Heading, browser_policy, course_page, exercise_page
from autograder.reports.class_page.data import course_rows
from autograder.reports.spreadsheet import spreadsheet
from autograder.service.store.audit import note
from autograder.service.web.ask import Ask, said
from autograder.service.web.asked import exercise_asked
from autograder.service.web.pages import attached

FRAMES = "; frame-ancestors 'none'"


def of_exercise(ask: Ask) -> Response:
    """The class at one exercise; with names where this browser shows them."""
    name = exercise_asked(ask).name
    return _shown(ask, name, lambda heading: _exercise(ask, name, heading), f"/class/{name}")


def of_exercise_as_file(ask: Ask) -> Response:
    """The same with all names, to keep."""
    name = exercise_asked(ask).name
    return _file(ask, name, lambda heading: _exercise(ask, name, heading))


def of_course(ask: Ask) -> Response:
    """The class in the course so far."""
    return _shown(ask, "", lambda heading: _course(ask, heading), "/class")


def of_course_as_file(ask: Ask) -> Response:
    """The same with all names, to keep."""
    return _file(ask, "", lambda heading: _course(ask, heading))


def totals(ask: Ask) -> Response:
    """What every student has in the course, for a spreadsheet."""
    with _told():
        found = class_in_course(ask.state.course, _asked(ask))
    _note(ask, "took the grades", "")
    return attached(spreadsheet(course_rows(found)), "course.csv")


def _shown(ask: Ask, about: str, made: Callable[[Heading], str], back: str) -> Response:
    session = ask.person.session
    shows_names = session is not None and session.shows_names
    back = ask.state.settings.root + back
    with _told():
        text = made(_heading(ask, shows_names=shows_names, back=back))
    if shows_names:
        _note(ask, "saw names", about)
    return HTMLResponse(text, headers={"content-security-policy": browser_policy() + FRAMES})


def _file(ask: Ask, about: str, made: Callable[[Heading], str]) -> Response:
    with _told():
        text = made(_heading(ask, shows_names=True, back=""))
    _note(ask, "took the grades", about)
    name = f"{about or 'course'}-class.html"
    return HTMLResponse(text, headers={"content-disposition": f'attachment; filename="{name}"'})


def _exercise(ask: Ask, name: str, heading: Heading) -> str:
    course = ask.state.course
    return exercise_page(class_at(course, course.exercise(name), _asked(ask)).facts, heading)


def _course(ask: Ask, heading: Heading) -> str:
    return course_page(class_in_course(ask.state.course, _asked(ask)), heading)


def _asked(ask: Ask) -> Sources:
    from autograder.gradebook import Gradebook  # slow to import

    state, section = ask.state, ask.request.query_params.get("section", "")
    sink = Gradebook if Gradebook.exists(state.course) else None
    roster = state.class_list.now()
    return sources(state.course, sink, section, roster=roster, entries=state.history.entries())


def _heading(ask: Ask, *, shows_names: bool, back: str) -> Heading:
    course, section = ask.state.course, ask.request.query_params.get("section", "")
    return Heading(course.title, course.language, ask.state.now(), section, shows_names, back)


@contextmanager
def _told() -> Iterator[None]:
    """Raises HTTPException where there is nothing to be shown."""
    try:
        yield
    except UsageError as error:
        raise HTTPException(404, said(error)) from error


def _note(ask: Ask, what: str, about: str) -> None:
    with ask.state.history.database.writing() as connection:
        note(connection, ask.person.id, what, about)
