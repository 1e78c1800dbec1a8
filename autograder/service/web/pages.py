"""Our pages, as HTML."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from autograder.language import _, percent
from autograder.policies import in_utc, shown_moment
from autograder.reports.code_words import with_code
from autograder.reports.values import points, points_of
from autograder.service.web.access import Level, Who
from autograder.service.web.state import State

PLACE = "autograder.service"  # of the templates and of what browsers load


def page(
    state: State,
    template: str,
    who: Who | None,
    /,
    status: int = 200,
    headers: Any = None,
    **shown: Any,
) -> HTMLResponse:
    """A page for who asks, made of a template and what is shown there."""
    text = render(state, template, who, **shown)
    return HTMLResponse(text, status, headers)


def render(state: State, template: str, who: Who | None, **shown: Any) -> str:
    """The text of a page or of a part of one."""
    zone = _zone(state)
    return (
        _templates()
        .get_template(template)
        .render(
            _=_,
            course=state.course,
            root=state.settings.root,
            who=who,
            csrf=who.csrf if who is not None else "",
            is_staff=who is not None and who.level >= Level.STAFF,
            is_teacher=who is not None and who.level >= Level.TEACHER,
            moment=lambda when: shown_moment(when, zone),
            moment_exact=lambda when: exact_moment(state, when),
            percent=percent,
            points=points,
            points_of=points_of,
            **shown,
        )
    )


def attached(content: bytes, name: str, kind: str = "text/csv; charset=utf-8") -> Response:
    """A file to be saved under a name of ours."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


def trouble_page(
    state: State,
    status: int,
    text: str,
    headers: Any = None,
    *,
    exercise: str = "",
    again: str = "",
) -> HTMLResponse:
    """A page that says why something cannot be done, and leads back to the `exercise`, if that is
    one of the course; `again` is where one signs in once more."""
    back = next((each for each in state.course.exercises if each.name == exercise), None)
    shown = {"text": text, "back": back, "again": again}
    return page(state, "trouble.html.jinja", None, status, headers, **shown)


def exact_moment(state: State, when: datetime) -> str:
    """A moment to the second, with the course's zone and the offset from UTC, each said once."""
    local = in_utc(when).astimezone(ZoneInfo(_zone(state)))
    name, offset = f"{local:%Z}", f"UTC{local:%z}"
    if name == "UTC":
        zone = name
    elif name.isalpha():
        zone = f"{name} ({offset})"
    else:  # this zone has no name but its offset
        zone = offset
    return f"{local:%Y-%m-%d %H:%M:%S} {zone}"


def wait_words(seconds: int) -> str:
    """How long somebody has to wait; in minutes where seconds would have to be converted first."""
    if seconds < 90:
        return _("{number} s").format(number=seconds)
    return _("{number} min").format(number=-(-seconds // 60))


def _zone(state: State) -> str:
    return state.course.rules.zone or "UTC"


@cache
def style() -> str:
    """The style of all pages: that of the feedback pages, and what the service adds."""
    shared = files("autograder.reports") / "templates" / "feedback.css"
    own = files(PLACE) / "static" / "service.css"
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader(PLACE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = with_code
    environment.filters["points"] = points
    return environment
