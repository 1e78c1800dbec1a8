"""The service as an application that a web server runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from autograder.language import _, speaking
from autograder.service.api import client_wheel, tokens
from autograder.service.api.answers import API, ROOT
from autograder.service.api.openapi import openapi
from autograder.service.hub.settings import CALLBACK
from autograder.service.lti_pages.pages import PAGES as LTI
from autograder.service.marking import pages as marking
from autograder.service.marking import threads
from autograder.service.signin import hub, link
from autograder.service.student import filling, joining, uploads
from autograder.service.student import pages as student
from autograder.service.student.asking import ask_about
from autograder.service.student.given_files import DATA, given_file
from autograder.service.teacher import (
    giving_back,
    identities,
    people,
    regrade,
    report,
    without_hint,
)
from autograder.service.teacher import pages as teacher
from autograder.service.web.access import Level
from autograder.service.web.guard import Guard, for_programs
from autograder.service.web.health import Health
from autograder.service.web.pages import style, trouble_page
from autograder.service.web.routes import Page
from autograder.service.web.state import State, state_of

ANYBODY, STUDENT, STAFF, TEACHER = Level
KEPT_BY_BROWSERS = "public, max-age=3600"

PAGES = (
    Page("GET", "/", ANYBODY, link.front),
    Page("GET", "/enter", ANYBODY, link.enter, is_way_in=True),
    Page("POST", "/enter", ANYBODY, link.use, is_way_in=True),
    Page("POST", "/leave", STUDENT, link.leave),
    Page("GET", "/signin/hub", ANYBODY, hub.begin, is_way_in=True),
    Page("GET", CALLBACK, ANYBODY, hub.come_back, is_way_in=True),
    Page("GET", "/exercises", STUDENT, student.exercises),
    Page("GET", "/exercises/{exercise}", STUDENT, student.exercise),
    Page("GET", "/exercises/{exercise}/notebook", STUDENT, student.notebook),
    Page("GET", "/exercises/{exercise}/files/{name}", STUDENT, student.data),
    Page("POST", "/exercises/{exercise}/look", STUDENT, uploads.look, waits=True),
    Page("GET", "/exercises/{exercise}/hand-in", STUDENT, student.back),
    Page("POST", "/exercises/{exercise}/hand-in", STUDENT, uploads.hand_in, waits=True),
    Page("GET", "/exercises/{exercise}/leaderboard", STUDENT, student.back),
    Page("POST", "/exercises/{exercise}/leaderboard", STUDENT, joining.join),
    Page("POST", "/exercises/{exercise}/leaderboard/leave", STUDENT, joining.leave),
    Page("GET", "/hand-ins/{id}", STUDENT, student.grading),
    Page("GET", "/hand-ins/{id}/verdict", STUDENT, student.verdict),
    Page("GET", "/hand-ins/{id}/events", STUDENT, filling.events, waits=True),
    Page("GET", "/receipts", STUDENT, student.find_paper),
    Page("GET", "/receipts/{number}", STUDENT, student.paper),
    Page("GET", "/me", STUDENT, tokens.tokens),
    Page("POST", "/me/tokens", STUDENT, tokens.make),
    Page("POST", "/me/tokens/{id}/end", STUDENT, tokens.end),
    Page("GET", "/class", STAFF, teacher.first_class),
    Page("GET", "/class/{exercise}", STAFF, teacher.grid),
    Page("GET", "/class/{exercise}/live", STAFF, teacher.live),
    Page("POST", "/class/{exercise}/names", STAFF, teacher.names),
    Page("GET", "/class/{exercise}/grades.csv", TEACHER, people.grades_file),
    Page("GET", "/class/{exercise}/give-back", TEACHER, giving_back.look),
    Page("POST", "/class/{exercise}/give-back", TEACHER, giving_back.fill, waits=True),
    Page("GET", "/class/{exercise}/give-back/{name}", TEACHER, giving_back.download),
    Page("GET", "/class/{exercise}/report", STAFF, report.of_exercise),
    Page("GET", "/class/{exercise}/report.html", TEACHER, report.of_exercise_as_file),
    Page("GET", "/course/report", STAFF, report.of_course),
    Page("GET", "/course/report.html", TEACHER, report.of_course_as_file),
    Page("GET", "/course/totals.csv", TEACHER, report.totals),
    Page("GET", "/class/{exercise}/regrade", TEACHER, regrade.look),
    Page("POST", "/class/{exercise}/regrade", TEACHER, regrade.try_it),
    Page("POST", "/class/{exercise}/regrade/apply", TEACHER, regrade.apply),
    Page("GET", "/class/{exercise}/unexplained", TEACHER, without_hint.look),
    Page("POST", "/class/{exercise}/unexplained", TEACHER, without_hint.gather),
    Page("GET", "/class/{exercise}/marking", STAFF, marking.overview),
    Page("GET", "/class/{exercise}/marking/{question}", STAFF, marking.answer),
    Page("POST", "/class/{exercise}/marking/{question}", STAFF, marking.give_points),
    Page("GET", "/class/{exercise}/marking/{question}/all", STAFF, marking.everything),
    Page("POST", "/hand-ins/{id}/ask", STUDENT, ask_about),
    Page("GET", "/asked", STAFF, threads.threads),
    Page("GET", "/asked/{thread}", STUDENT, threads.one),
    Page("POST", "/asked/{thread}", STUDENT, threads.answer),
    Page("POST", "/asked/{thread}/run", STAFF, threads.run_again, waits=True),
    Page("GET", "/people", TEACHER, people.people),
    Page("POST", "/people", TEACHER, people.add, waits=True),
    Page("POST", "/people/links", TEACHER, people.links),
    Page("GET", "/people/{person}", STAFF, teacher.one),
    Page("POST", "/people/{person}/link", TEACHER, people.link),
    Page("POST", "/people/{person}/sign-out", TEACHER, people.sign_out),
    Page("GET", "/people/{person}/extensions", TEACHER, people.back),
    Page("POST", "/people/{person}/extensions", TEACHER, people.more_time),
    Page("GET", "/identity", ANYBODY, identities.unknown),
    Page("POST", "/identity", STUDENT, identities.is_me),
    Page("GET", "/identities", TEACHER, identities.identities),
    Page("POST", "/identities/bind", TEACHER, identities.bind),
    Page("POST", "/identities/end", TEACHER, identities.end),
    Page("GET", "/audit", TEACHER, teacher.audit),
)


def make_app(state: State, close: Callable[[], None] = lambda: None) -> Guard:
    """The application; `close` is called when the server ends."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        close()

    app = Starlette(
        routes=[
            Route("/health", _health(Health())),
            Route(f"{ROOT}/openapi.json", _document),
            Route("/static/service.css", _style),
            Route(f"/client/{client_wheel.FILE}", _client),
            Route(DATA, given_file),
            Mount("/static", StaticFiles(directory=str(files(__package__) / "static"))),
            *(each.route() for each in (*PAGES, *LTI, *API)),
        ],
        exception_handlers={HTTPException: _no_page, Exception: _fault},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # it would lead away from HTTPS behind a proxy
    app.state.autograder = state
    return Guard(app, state)


def _health(health: Health) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await health.answer(state_of(request).history)

    return answer


async def _document(request: Request) -> Response:
    state = state_of(request)
    return JSONResponse(openapi(state.course.title, state.settings.shown))


async def _style(_request: Request) -> Response:
    return Response(style(), media_type="text/css", headers={"cache-control": KEPT_BY_BROWSERS})


async def _client(_request: Request) -> Response:
    return Response(client_wheel.wheel(), media_type="application/octet-stream")


async def _no_page(request: Request, error: Exception) -> Response:
    """Where no route fits."""
    assert isinstance(error, HTTPException)
    state = state_of(request)
    with speaking(state.course.language):
        text = error.detail
        if error.status_code == 404:
            text = _("There is no such page.")
        if error.status_code == 405:
            text = _("Only a form is sent to this address: there is nothing to look at.")
        if for_programs(request.scope):
            return JSONResponse({"error": text}, error.status_code, error.headers)
        return trouble_page(state, error.status_code, text, error.headers)


async def _fault(request: Request, _error: Exception) -> Response:
    """Where something of ours has failed: the log says what."""
    state = state_of(request)
    with speaking(state.course.language):
        text = _("Something went wrong on our side. What you handed in before is kept.")
        if for_programs(request.scope):
            return JSONResponse({"error": text}, 500)
        return trouble_page(state, 500, text)
