"""The service below a path of a host that others use, too, as behind a JupyterHub."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from service_tools import ADDRESS, Clock, answers, browser, csrf, hand_in
from service_tools import service as made
from starlette.testclient import TestClient

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.app import PAGES, make_app
from autograder.service.signin.link import link_for
from autograder.service.web.state import State

ROOT = "/services/autograder"
# The second wants to know which; the others show the gradebook, which may have nothing yet.
ASK_FOR_MORE = ("/no-such-page", "/receipts", "/course/report", "/course/report.html",
                "/course/totals.csv", "/class/toy/report", "/class/toy/report.html")  # fmt: skip
NAMED = re.compile(r'(?:href|src|action|hx-get|hx-post|sse-connect)="(/[^"]*)"')


@pytest.fixture(params=["", ROOT], ids=["alone", "below"])
def below(
    request: pytest.FixtureRequest, course: Course, engine: Engine, clock: Clock
) -> Iterator[State]:
    address = ADDRESS + request.param
    with made(course, engine, clock, queue=False, address=address) as found:
        yield found


def path_in(state: State, place: str) -> str:
    """The path of a page, below that of the service."""
    root = state.settings.root
    assert place.startswith(f"{root}/"), place
    return place.removeprefix(root)


def test_every_address_on_every_page_leads_to_a_page(below: State) -> None:
    ann, tess = browser(below, "ann"), browser(below, "tess")
    submission = path_in(below, hand_in(ann, answers())).rpartition("/")[2]
    to_see, seen = ["/", "/enter", f"/hand-ins/{submission}", "/class", "/no-such-page"], set()
    while to_see:
        path = to_see.pop()
        if path in seen or path.endswith("/events"):
            continue
        seen.add(path)
        answer = tess.get(path)
        found = [answer.headers["location"]] if answer.is_redirect else NAMED.findall(answer.text)
        if answer.status_code not in (200, 303):
            may_be_empty = path in ASK_FOR_MORE or path.startswith("/class/toy/give-back/")
            assert may_be_empty or _only_posted(path), (path, answer.status_code)
        to_see += [path_in(below, place) for place in found]
    assert {"/people", "/exercises/toy", "/static/service.css", "/exercises/toy/look"} <= seen


def _only_posted(path: str) -> bool:
    parts = [re.sub(r"{\w+}", "[^/]+", page.path) for page in PAGES if page.method == "POST"]
    return any(re.fullmatch(each, path) for each in parts)


def test_forms_lead_back_to_pages_of_ours(below: State) -> None:
    tess = browser(below, "tess")
    token = {"csrf": csrf(tess)}
    for path in ("/class/toy/names", "/people/ann/sign-out", "/leave"):
        answer = tess.post(path, data=token)
        assert answer.status_code == 303, answer.text
        path_in(below, answer.headers["location"])


def test_who_is_not_signed_in_comes_back_to_the_page(below: State) -> None:
    turned_away = browser(below).get("/exercises/toy").headers["location"]
    assert path_in(below, turned_away) == "/?next=%2Fexercises%2Ftoy"
    ann = browser(below, "ann")
    there = ann.get(path_in(below, turned_away)).headers["location"]
    assert path_in(below, there) == "/exercises/toy"


def test_its_cookie_is_sent_to_nothing_else_at_this_host(below: State) -> None:
    client = browser(below)
    answer = client.post("/enter", data={"secret": link_for(below, "ann")})
    path = below.settings.root or "/"
    assert f"path={path};" in answer.headers["set-cookie"].lower()


def test_a_proxy_may_take_the_path_off(below: State) -> None:
    client = TestClient(make_app(below), base_url=ADDRESS, follow_redirects=False)
    assert client.get("/health").status_code == 200
    assert client.get("/static/service.js").status_code == 200
    assert client.get(below.settings.root or "/").status_code == 200
    assert client.get(f"{ROOT}-of-another/health").status_code == 404
