"""Personal links, sessions and what a browser keeps of them."""

from __future__ import annotations

from service_tools import ADDRESS, Clock, browser, csrf
from starlette.testclient import TestClient

from autograder.service.app import make_app
from autograder.service.signin.link import link_for
from autograder.service.state import State


def test_a_link_is_used_once(idle: State) -> None:
    link = link_for(idle, "ann")
    assert link.startswith(f"{ADDRESS}/enter#")
    secret = link.partition("#")[2]
    client = browser(idle)
    assert client.post("/enter", data={"secret": secret}).status_code == 303
    other = browser(idle)
    refused = other.post("/enter", data={"secret": secret})
    assert refused.status_code == 403
    assert "used before" in refused.text
    assert other.get("/exercises").status_code == 303


def test_a_whole_link_may_be_pasted(idle: State) -> None:
    client = browser(idle)
    assert client.post("/enter", data={"secret": link_for(idle, "ann")}).status_code == 303
    assert client.get("/exercises").status_code == 200


def test_a_new_link_ends_the_one_before(idle: State) -> None:
    first = link_for(idle, "ann")
    link_for(idle, "ann")
    assert browser(idle).post("/enter", data={"secret": first}).status_code == 403


def test_a_link_ends_after_two_weeks(idle: State, clock: Clock) -> None:
    link = link_for(idle, "ann")
    clock.forward(days=14, seconds=1)
    assert browser(idle).post("/enter", data={"secret": link}).status_code == 403


def test_nobody_guesses_links_for_long(idle: State) -> None:
    client = browser(idle)
    statuses = [client.post("/enter", data={"secret": f"guess {n}"}).status_code for n in range(30)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_the_cookie_is_for_us_alone(idle: State) -> None:
    client = browser(idle)
    answer = client.post("/enter", data={"secret": link_for(idle, "ann")})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # on this machine, without HTTPS


def test_behind_https_the_cookie_is_bound_to_the_host(idle: State) -> None:
    import dataclasses

    from autograder.service.settings import Settings

    state = dataclasses.replace(idle, settings=Settings(address="https://grading.example.org"))
    client = TestClient(
        make_app(state), base_url="https://grading.example.org", follow_redirects=False
    )
    answer = client.post("/enter", data={"secret": link_for(state, "ann")})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-autograder=")
    assert "Secure" in cookie
    assert "strict-transport-security" in answer.headers
    assert client.get("/exercises").status_code == 200


def test_a_session_ends_when_one_signs_out(idle: State) -> None:
    ann = browser(idle, "ann")
    cookies = dict(ann.cookies)
    assert ann.post("/leave", data={"csrf": csrf(ann)}).status_code == 303
    assert ann.get("/exercises").status_code == 303
    ann.cookies.update(cookies)
    assert ann.get("/exercises").status_code == 303


def test_a_session_that_is_not_used_ends(idle: State, clock: Clock) -> None:
    ann = browser(idle, "ann")
    clock.forward(days=29)
    assert ann.get("/exercises").status_code == 200
    clock.forward(days=29)
    assert ann.get("/exercises").status_code == 200
    clock.forward(days=31)
    assert ann.get("/exercises").status_code == 303


def test_no_secret_is_in_the_database(idle: State) -> None:
    link = link_for(idle, "ann")
    ann = browser(idle, "ann")
    secrets = [link.partition("#")[2], *ann.cookies.values()]
    files = list(idle.history.database.path.parent.glob("history.db*"))
    content = b"".join(path.read_bytes() for path in files)
    assert content
    assert not any(secret.encode() in content for secret in secrets)
