"""Every route times everybody who may come: one table."""

from __future__ import annotations

import pytest
from service_tools import OF_ROLE, answers, browser, csrf, hand_in

from autograder.roster import Role
from autograder.service.api.answers import API
from autograder.service.app import PAGES
from autograder.service.lti_pages.pages import PAGES as LTI
from autograder.service.store.sessions import make_token
from autograder.service.web.access import OF_ROLE as LEVELS
from autograder.service.web.access import Level
from autograder.service.web.routes import Page
from autograder.service.web.state import State

EVERYBODY = [None, *Role]
ROUTES = [*PAGES, *LTI, *API]
TURNED_AWAY = (401, 403)


def path_of(page: Page, submission: str) -> str:
    return page.path.format(
        exercise="toy",
        name="toy.csv",
        id=submission,
        number="1",
        person="bob",
        question="by_hand",
        thread="1",
    )


@pytest.mark.parametrize("page", ROUTES, ids=lambda page: f"{page.method} {page.path}")
@pytest.mark.parametrize("role", EVERYBODY, ids=lambda role: role or "nobody")
def test_who_may_what(idle: State, page: Page, role: Role | None) -> None:
    """Who may not is turned away; who may is not, whatever else is wrong with the request."""
    owner = browser(idle, "ann")
    submission = hand_in(owner, answers()).rpartition("/")[2]
    client = owner if role is Role.STUDENT else browser(idle, OF_ROLE[role] if role else "")
    path = path_of(page, submission)
    if path.endswith("/events"):
        idle.events.over(submission)
    level = LEVELS[role] if role is not None else Level.ANYBODY
    if page.method == "GET":
        if path.endswith("/events") and level >= page.level:
            return  # it would wait for the grading
        answer = client.get(path)
    else:
        headers = {"x-csrf-token": csrf(client)} if role is not None else {}
        answer = client.post(path, headers=headers)
    allowed = level >= page.level
    turned_away = answer.status_code in TURNED_AWAY or (
        answer.status_code == 303 and answer.headers["location"].startswith("/?next=")
    )
    if page.path == "/enter" and page.method == "POST":
        assert answer.status_code == 403  # a link that is none
        return
    assert turned_away is not allowed, (answer.status_code, answer.text)


@pytest.mark.parametrize(
    "page",
    [each for each in (*PAGES, *LTI) if each.level > Level.ANYBODY],
    ids=lambda page: f"{page.method} {page.path}",
)
def test_a_token_opens_no_page(idle: State, page: Page) -> None:
    """Code that somebody runs may find their token, and is not to have the course by it."""
    with idle.history.database.writing() as connection:
        secret = make_token(connection, "tess", "a notebook", idle.now())
    program = browser(idle)
    program.headers["authorization"] = f"Bearer {secret}"
    assert program.get("/api/v1/exercises").status_code == 200
    answer = program.request(page.method, path_of(page, "1"))
    if page.method == "GET":
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/?next=")
    else:
        assert answer.status_code == 401


def test_beside_a_token_a_form_of_a_page_is_checked_all_the_same(idle: State) -> None:
    tess = browser(idle, "tess")
    with idle.history.database.writing() as connection:
        secret = make_token(connection, "tess", "a notebook", idle.now())
    headers = {"authorization": f"Bearer {secret}"}
    assert tess.get("/people", headers=headers).status_code == 200
    assert tess.post("/people/ann/link", headers=headers).status_code == 403


def test_a_student_sees_nothing_of_another_one(idle: State) -> None:
    ann, bob = browser(idle, "ann"), browser(idle, "bob")
    place = hand_in(ann, answers())
    assert ann.get(place).status_code == 200
    for path in (place, f"{place}/verdict", f"{place}/events", f"/api/v1{place}"):
        assert bob.get(path).status_code == 404


def test_who_leaves_the_class_list_is_nobody(idle: State) -> None:
    ann = browser(idle, "ann")
    assert ann.get("/exercises").status_code == 200
    (idle.course.folder / "people.csv").write_text("id\nbob\n")
    assert ann.get("/exercises").status_code == 303


def test_the_place_that_was_asked_for_is_no_other_site(idle: State) -> None:
    ann = browser(idle, "ann")
    for place in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:1",
        "/../../user/mallory/lab",
        "/exercises/../../evil",
        "/..",
        "/./exercises",
        "/exercises/%2e%2e/evil",
        "/exercises/%252e%252e/evil",
        "/..\\evil",
        "/exercises//evil.example",
        "",
    ):
        assert ann.get("/", params={"next": place}).headers["location"] == "/exercises"
    assert ann.get("/", params={"next": "/exercises/toy"}).headers["location"] == "/exercises/toy"
