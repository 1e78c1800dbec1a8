"""Who leaves the class list is signed out for good, whoever has their id later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from service_tools import PEOPLE, Clock, browser, made_token, service
from starlette.testclient import TestClient

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.app import make_app
from autograder.service.signin.link import link_for
from autograder.service.store.sessions import people_who_may_come
from autograder.service.web.leaving import end_who_left
from autograder.service.web.state import State

WITHOUT_ANN = PEOPLE.replace("ann,Ann Example,ann@example.org,student,A\n", "")
ANOTHER = WITHOUT_ANN + "ann,Anna Other,,student,\n"


def listed(state: State, people: str) -> None:
    (state.course.folder / "people.csv").write_text(people)


def ways_of(state: State, person: str) -> list[Callable[[TestClient], int]]:
    """A session, a token and a link that was not used; each tries to come in."""
    own = browser(state, person)
    token = made_token(own)
    link = link_for(state, person)
    cookie = "; ".join(f"{name}={value}" for name, value in own.cookies.items())
    return [
        lambda client: client.get("/exercises", headers={"cookie": cookie}).status_code,
        lambda client: (
            client.get(
                "/api/v1/exercises", headers={"authorization": f"Bearer {token}"}
            ).status_code
        ),
        lambda client: client.post("/enter", data={"secret": link}).status_code,
    ]


def new_browser(state: State) -> TestClient:
    return TestClient(make_app(state), base_url=state.settings.shown, follow_redirects=False)


@pytest.mark.parametrize("asks", ["tess", "nobody", "the queue"])
def test_an_id_that_is_used_again_is_nobody_of_before(idle: State, asks: str) -> None:
    """Whoever it is that lets the service read the list in between."""
    ways, tess, nobody = ways_of(idle, "ann"), browser(idle, "tess"), browser(idle)
    listed(idle, WITHOUT_ANN)
    if asks == "tess":
        assert tess.get("/class/toy").status_code == 200
    elif asks == "nobody":
        assert nobody.get("/").status_code == 200
    else:
        idle.class_list.now()
    listed(idle, ANOTHER)
    assert [way(new_browser(idle)) for way in ways] == [303, 401, 403]
    new = browser(idle, "ann")
    assert new.get("/exercises").status_code == 200
    assert tess.get("/class/toy").status_code == 200


def test_nothing_is_left_of_them_in_the_database(idle: State) -> None:
    ways_of(idle, "ann")
    ways_of(idle, "bob")
    listed(idle, WITHOUT_ANN)
    browser(idle).get("/")
    with idle.history.database.reading() as connection:
        assert people_who_may_come(connection) == {"bob"}


def test_who_has_left_while_no_service_ran(course: Course, engine: Engine, clock: Clock) -> None:
    with service(course, engine, clock, queue=False) as state:
        ways = ways_of(state, "ann")
        listed(state, WITHOUT_ANN)
    with service(course, engine, clock, queue=False) as state:
        end_who_left(state.history, state.class_list)  # as `serve` does at its start
        listed(state, ANOTHER)
        assert [way(new_browser(state)) for way in ways] == [303, 401, 403]


@pytest.mark.parametrize("text", ["", "id,name\n", "id,name\nann\nann\n"])
def test_a_list_that_is_just_written_signs_nobody_out_for_good(idle: State, text: str) -> None:
    """Some programs empty a file before they write it."""
    ways, tess = ways_of(idle, "ann"), browser(idle, "tess")
    listed(idle, text)
    browser(idle).get("/")
    listed(idle, PEOPLE)
    assert [way(new_browser(idle)) for way in ways] == [200, 200, 303]
    listed(idle, "")
    browser(idle).get("/")
    listed(idle, ANOTHER.replace("ann,", "another,"))
    assert tess.get("/class/toy").status_code == 200
    listed(idle, PEOPLE)
    assert ways[0](new_browser(idle)) == 303


def test_who_stood_in_is_nobody_once_there_is_a_teacher(
    course: Course, engine: Engine, clock: Clock
) -> None:
    (course.folder / "people.csv").unlink()
    with service(course, engine, clock, queue=False) as state:
        ways = ways_of(state, "teacher")
        listed(state, PEOPLE)
        browser(state).get("/")
        listed(state, PEOPLE + "teacher,Tea Cher,,teacher,\n")
        assert [way(new_browser(state)) for way in ways] == [303, 401, 403]
