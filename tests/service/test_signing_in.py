"""Personal links, sessions and what a browser keeps of them."""

from __future__ import annotations

import dataclasses

from service_tools import ADDRESS, Clock, browser, csrf, csrf_in
from starlette.testclient import TestClient

from autograder.history import FILE
from autograder.service.app import make_app
from autograder.service.serve import links
from autograder.service.signin.link import link_for
from autograder.service.web.settings import Settings
from autograder.service.web.state import State


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


def test_a_start_of_the_service_ends_no_link(idle: State) -> None:
    """It prints one of a student and one of a teacher, who may have been sent theirs before."""
    sent = [link_for(idle, person) for person in ("ann", "tess")]
    for link in (*links(idle), *sent):
        assert browser(idle).post("/enter", data={"secret": link}).status_code == 303
    printed = links(idle)[0]
    link_for(idle, "ann")  # a teacher makes a new one: it alone is good
    assert browser(idle).post("/enter", data={"secret": printed}).status_code == 403


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
    files = list((idle.course.folder / FILE).parent.glob("history.db*"))
    content = b"".join(path.read_bytes() for path in files)
    assert content
    assert not any(secret.encode() in content for secret in secrets)


def test_who_is_signed_in_may_use_another_link(idle: State) -> None:
    """As a teacher does who opens a student's link in the same browser; the session before ends."""
    both = browser(idle, "tess")
    before = dict(both.cookies)
    form = csrf_in(both.get("/enter").text.partition('id="enter"')[2])
    sent = {"secret": link_for(idle, "ann"), "csrf": form}
    assert both.post("/enter", data=sent).status_code == 303
    assert both.get("/people").status_code == 403
    old = browser(idle)
    old.cookies.update(before)
    assert old.get("/exercises").status_code == 303


def test_guesses_keep_nobody_out_whose_link_is_right(idle: State) -> None:
    """A class sits behind one address, and so does who tries to guess."""
    client = browser(idle)
    for number in range(30):
        client.post("/enter", data={"secret": f"guess {number}"})
    for _time in range(3):
        right = {"secret": link_for(idle, "ann")}
        assert browser(idle).post("/enter", data=right).status_code == 303


def test_a_class_signs_in_at_once(idle: State) -> None:
    for _student in range(200):
        new = browser(idle)
        assert new.get("/enter").status_code == 200
        assert new.get("/").status_code == 200


def test_who_signs_out_behind_https_loses_the_cookie(idle: State) -> None:
    """A browser takes no cookie with this prefix that is not Secure, also not one that ends it."""
    address = "https://grading.example.org"
    state = dataclasses.replace(idle, settings=Settings(address=address))
    ann = browser(state, "ann")
    answer = ann.post("/leave", data={"csrf": csrf(ann)})
    assert "Secure" in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_services_on_two_ports_have_cookies_of_their_own(idle: State) -> None:
    other = dataclasses.replace(idle, settings=Settings(port=8001))
    names = {next(iter(browser(state, "ann").cookies)) for state in (idle, other)}
    assert len(names) == 2
