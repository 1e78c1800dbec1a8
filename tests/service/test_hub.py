"""Signing in with a JupyterHub, as far as a hub need not be there: what it may answer, and what
comes to the service without it. tests/service/test_real_hub.py starts a real one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fake_hub import ROOT, Hub, user
from service_tools import ADDRESS, PEOPLE, Clock, browser, csrf, made_token
from service_tools import service as made
from starlette.testclient import TestClient

import autograder_client.tokens as tokens
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.history import FILE
from autograder.service.queue.limits import Limit
from autograder.service.store.audit import newest_acts
from autograder.service.store.identities import all_identities
from autograder.service.web.settings import settings_for
from autograder.service.web.state import State
from autograder_client.addresses import NotSignedIn


@pytest.fixture
def hub() -> type[Hub]:
    Hub.users = {"a" * 32: user("ann"), "z" * 32: user("zoe")}
    Hub.asked, Hub.status, Hub.refusal = [], 0, None
    return Hub


@pytest.fixture
def port(hub: type[Hub]) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), hub) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def told(port: int) -> dict[str, str]:
    return {
        "JUPYTERHUB_SERVICE_NAME": "autograder",
        "JUPYTERHUB_SERVICE_PREFIX": f"{ROOT}/",
        "JUPYTERHUB_API_TOKEN": "s" * 32,
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{port}/hub/api",
        "JUPYTERHUB_PUBLIC_URL": f"{ADDRESS}{ROOT}/",
    }


@pytest.fixture
def names() -> str:
    """What the names of the hub's users are."""
    return "ids"


whatever_names_are = pytest.mark.parametrize("names", ["ids", ""])


@pytest.fixture
def beside(
    told: dict[str, str], names: str, course: Course, engine: Engine, clock: Clock
) -> Iterator[State]:
    """A service that a hub has started."""
    settings = settings_for(course, {**told, "AUTOGRADER_HUB_NAMES": names})
    found = {"address": settings.address, "hub": settings.hub}
    with made(course, engine, clock, queue=False, **found) as state:
        yield state


def journey(client: TestClient) -> str:
    """Begin to sign in; what the hub is to send back."""
    answer = client.get("/signin/hub", params={"next": "/exercises/toy"})
    there = urlsplit(answer.headers["location"])
    assert there.path == "/hub/api/oauth2/authorize"
    query = parse_qs(there.query)
    assert query["redirect_uri"] == [f"{ROOT}/oauth_callback"]
    return query["state"][0]


def come_back(client: TestClient, token: str, state: str):  # type: ignore[no-untyped-def]
    return client.get("/oauth_callback", params={"code": f"code of {token}", "state": state})


def test_the_first_page_leads_to_the_hub(beside: State) -> None:
    text = browser(beside).get("/", params={"next": "/exercises/toy"}).text
    assert f'href="{ROOT}/signin/hub?next=/exercises/toy"' in text


@whatever_names_are
def test_a_name_is_a_person_only_where_that_was_said(beside: State, names: str) -> None:
    client = browser(beside)
    answer = come_back(client, "a" * 32, journey(client))
    assert answer.status_code == 303
    if names:
        assert answer.headers["location"] == f"{ROOT}/exercises/toy"
        assert client.get("/exercises").status_code == 200
    else:
        assert answer.headers["location"] == f"{ROOT}/identity"
        assert client.get("/exercises").status_code == 303
    with beside.history.database.reading() as connection:
        (known,) = all_identities(connection)
    assert (known.issuer, known.subject) == (f"{ADDRESS}/hub", "ann")


@whatever_names_are
def test_a_teacher_says_who_a_name_is(beside: State) -> None:
    """What a teacher has said holds, also where names are ids."""
    client = browser(beside)
    come_back(client, "z" * 32, journey(client))
    assert client.get("/exercises").status_code == 303
    tess = browser(beside, "tess")
    form = {"issuer": f"{ADDRESS}/hub", "subject": "zoe", "person": "bob", "csrf": csrf(tess)}
    assert tess.post("/identities/bind", data=form).status_code == 303
    answer = come_back(client, "z" * 32, journey(client))
    assert answer.headers["location"] == f"{ROOT}/exercises/toy"
    assert "Bob Example" in client.get("/exercises").text
    with beside.history.database.reading() as connection:
        acts = newest_acts(connection, 50)
    assert ("bob", "signed in", {"how": "hub"}) in [(a.who, a.what, a.detail) for a in acts]


def test_an_administrator_of_the_hub_is_no_teacher(beside: State) -> None:
    client = browser(beside)
    come_back(client, "a" * 32, journey(client))
    assert client.get("/class").status_code in (303, 403)
    assert client.get("/people").status_code in (303, 403)


def test_only_the_browser_that_began_comes_back(beside: State) -> None:
    mine, theirs = browser(beside), browser(beside)
    state = journey(mine)
    for sent in (state, "", "x" * 43, state[:-1]):
        assert come_back(theirs, "a" * 32, sent).status_code in (400, 403)
    assert theirs.get("/exercises").status_code == 303
    other = journey(mine)  # in another tab
    assert come_back(mine, "a" * 32, state).status_code == 303
    assert come_back(mine, "a" * 32, other).status_code == 303
    assert come_back(mine, "a" * 32, state).status_code == 403  # once


def test_it_leads_to_no_other_site(beside: State) -> None:
    client = browser(beside)
    there = client.get("/signin/hub", params={"next": "//evil.example"}).headers["location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    answer = come_back(client, "a" * 32, state)
    assert answer.headers["location"] in (f"{ROOT}/exercises", f"{ROOT}/identity")


@pytest.mark.parametrize(
    "who",
    [None, user("ann", kind="service"), user("ann", scope="access:services!service=other")],
    ids=["nobody", "a service", "without the scope"],
)
def test_whom_the_hub_does_not_let_come(
    beside: State, hub: type[Hub], who: dict[str, object] | None
) -> None:
    client = browser(beside)
    state = journey(client)
    hub.users = {"a" * 32: who} if who is not None else {}
    assert come_back(client, "a" * 32, state).status_code == (403 if who is not None else 400)
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    assert client.get("/api/v1/exercises", headers=bearer).status_code == 401


@whatever_names_are
def test_a_server_on_the_hub_asks_with_its_own_token(
    beside: State, hub: type[Hub], names: str
) -> None:
    client = browser(beside)
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    answer = client.get("/api/v1/exercises", headers=bearer)
    assert answer.status_code == (200 if names else 403)
    if not names:
        place = f"{ADDRESS}{ROOT}/identities"
        assert f"your teacher says so at {place}" in answer.json()["error"]
    client.get("/api/v1/exercises", headers=bearer)
    assert hub.asked == ["a" * 32]  # what the hub has said holds for a minute
    assert client.get("/people", headers=bearer).status_code in (303, 403)


def test_a_token_that_has_ended_is_none(beside: State, hub: type[Hub], clock: Clock) -> None:
    client = browser(beside)
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    client.get("/api/v1/exercises", headers=bearer)
    hub.users = {}
    clock.forward(minutes=2)
    assert client.get("/api/v1/exercises", headers=bearer).status_code == 401


def test_a_hub_that_is_away_or_odd_is_said(beside: State, hub: type[Hub]) -> None:
    client = browser(beside)
    state = journey(client)
    for status in (500, 302):
        hub.status = status
        assert "JupyterHub does not answer" in come_back(client, "a" * 32, state).text
    hub.status, hub.users = 0, {"a" * 32: {"name": 5}}
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    assert client.get("/api/v1/exercises", headers=bearer).status_code == 503


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [
        ((400, {"error": "invalid_grant"}), 400, "Please sign in once more"),
        ((400, None), 400, "Please sign in once more"),
        ((401, {"error": "invalid_client"}), 503, "its administrator has to see to it"),
        ((400, {"error": "invalid_client"}), 503, "its administrator has to see to it"),
        ((403, None), 503, "its administrator has to see to it"),
    ],
)
def test_whose_fault_it_is_that_a_code_is_none(
    beside: State,
    hub: type[Hub],
    caplog: pytest.LogCaptureFixture,
    refusal: tuple[int, object],
    status: int,
    said: str,
) -> None:
    hub.refusal = refusal
    client = browser(beside)
    answer = come_back(client, "a" * 32, journey(client))
    assert answer.status_code == status
    assert said in answer.text
    assert (f'href="{ROOT}/signin/hub?next=/exercises/toy"' in answer.text) is (status == 400)
    assert ("JUPYTERHUB_API_TOKEN" in caplog.text) is (status == 503)


def test_what_breaks_a_sign_in_off_is_said(beside: State) -> None:
    client = browser(beside)
    said = {"error": "access_denied", "error_description": "<b>No.", "state": journey(client)}
    answer = client.get("/oauth_callback", params=said)
    assert answer.status_code == 403
    assert "JupyterHub has broken off the sign-in: &lt;b&gt;No." in answer.text
    for params in ({}, {"state": "x" * 43}):
        again = client.get("/oauth_callback", params=params)
        assert f'href="{ROOT}/signin/hub?next=/exercises"' in again.text


def test_the_hub_is_not_asked_without_end(
    beside: State, hub: type[Hub], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who makes up tokens keeps out nobody whom the hub has known."""
    few = Limit(at_once=5, a_minute=5)
    monkeypatch.setattr(beside.hub_tokens, "_strangers", few)

    def asks(token: str) -> tuple[int, str]:
        bearer = {"authorization": f"Bearer {token}"}
        answer = browser(beside).get("/api/v1/exercises", headers=bearer)
        return answer.status_code, answer.text

    assert asks("a" * 32)[0] == 200
    clock.forward(minutes=2)  # the hub's word on it is old
    made_up = [asks(f"made up {number}") for number in range(10)]
    assert [status for status, _text in made_up] == [401] * 5 + [429] * 5
    assert "does not answer" not in made_up[-1][1]
    assert len(hub.asked) == 6
    assert asks("a" * 32)[0] == 200
    assert few.wait("/elsewhere", clock()) == 0  # others have as many of their own
    clock.forward(minutes=2)
    hub.users = {}
    assert asks("a" * 32)[0] == 401  # once ended, it is a stranger's


def test_who_is_known_to_nobody_asks_not_without_end(
    beside: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside.hub_tokens, "_strangers", Limit(at_once=5, a_minute=5))
    client = browser(beside)
    client.headers["authorization"] = f"Bearer {'z' * 32}"
    assert {client.get("/api/v1/exercises").status_code for _time in range(9)} == {403, 429}


def test_the_log_has_one_line_a_minute(
    beside: State, hub: type[Hub], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    hub.status = 500
    client = browser(beside)
    for number in range(5):
        bearer = {"authorization": f"Bearer {number}"}
        assert client.get("/api/v1/exercises", headers=bearer).status_code == 503
    assert caplog.text.count("500") == 1
    clock.forward(minutes=2)
    client.get("/api/v1/exercises", headers={"authorization": "Bearer 9"})
    assert caplog.text.count("500") == 2


@pytest.mark.parametrize("name", ["teacher", "student"])
def test_who_stands_in_comes_from_no_hub(beside: State, hub: type[Hub], name: str) -> None:
    """Neither by their name nor by what somebody says: only by the link that is printed."""
    left = PEOPLE.replace("tess,", "teacher-1,").replace(",teacher,", ",assistant,")
    only = left if name == "teacher" else "id,role\ntess,teacher\n"
    (beside.course.folder / "people.csv").write_text(only)
    hub.users = {"a" * 32: user(name)}
    client = browser(beside)
    assert come_back(client, "a" * 32, journey(client)).headers["location"] == f"{ROOT}/identity"
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    assert browser(beside).get("/api/v1/exercises", headers=bearer).status_code == 403
    stands_in = browser(beside, name)
    stands_in.cookies.update(dict(client.cookies))
    text = stands_in.get("/identity").text
    assert "Yes, both are me" not in text
    sent = {"csrf": csrf(stands_in), "issuer": f"{ADDRESS}/hub", "subject": name, "person": name}
    assert stands_in.post("/identity", data=sent).status_code == 403
    if name == "teacher":
        assert stands_in.post("/identities/bind", data=sent).status_code == 404


def test_what_a_teacher_lets_go_waits_for_a_teacher(beside: State) -> None:
    """Also where names are ids; who has come by it is signed out, and so are their programs."""
    client = browser(beside)
    come_back(client, "a" * 32, journey(client))
    token = made_token(client)
    bearer = {"authorization": f"Bearer {token}"}
    assert browser(beside).get("/api/v1/exercises", headers=bearer).status_code == 200
    tess = browser(beside, "tess")
    form = {"issuer": f"{ADDRESS}/hub", "subject": "ann", "csrf": csrf(tess)}
    for _twice in range(2):  # no pressing of it brings the name back
        assert tess.post("/identities/end", data=form).status_code == 303
        assert client.get("/exercises").status_code == 303
        assert browser(beside).get("/api/v1/exercises", headers=bearer).status_code == 401
        answer = come_back(client, "a" * 32, journey(client))
        assert answer.headers["location"] == f"{ROOT}/identity"
        own = {"authorization": f"Bearer {'a' * 32}"}
        assert browser(beside).get("/api/v1/exercises", headers=own).status_code == 403
    assert "let go by: tess" in tess.get("/identities").text
    assert tess.post("/identities/bind", data={**form, "person": "bob"}).status_code == 303
    assert come_back(client, "a" * 32, journey(client)).headers["location"].endswith("/toy")
    assert "Bob Example" in client.get("/exercises").text


def test_who_has_left_the_class_list_is_told_so(beside: State) -> None:
    client = browser(beside)
    come_back(client, "a" * 32, journey(client))
    people = beside.course.folder / "people.csv"
    people.write_text(PEOPLE.replace("ann,Ann Example,ann@example.org,student,A\n", ""))
    assert come_back(client, "a" * 32, journey(client)).headers["location"] == f"{ROOT}/identity"
    assert "no longer in the class list" in client.get("/identity").text
    bearer = {"authorization": f"Bearer {'a' * 32}"}
    answer = browser(beside).get("/api/v1/exercises", headers=bearer)
    assert answer.status_code == 403
    assert "no longer in the class list" in answer.json()["error"]
    assert "No longer in the class list" in browser(beside, "tess").get("/identities").text


@pytest.mark.parametrize("now", ["", "another"])
def test_the_next_one_at_a_machine_is_not_the_one_before(beside: State, now: str) -> None:
    """The hub's session of a browser ends when one signs out there, and ours with it."""
    client = browser(beside)
    client.cookies.set("jupyterhub-session-id", "first", path="/")
    come_back(client, "a" * 32, journey(client))
    assert client.get("/exercises").status_code == 200
    client.cookies.delete("jupyterhub-session-id")
    if now:
        client.cookies.set("jupyterhub-session-id", now, path="/")
    assert client.get("/exercises").status_code == 303
    client.cookies.set("jupyterhub-session-id", "first", path="/")
    assert client.get("/exercises").status_code == 303  # it has ended, and comes not back
    by_link = browser(beside, "ann")
    by_link.cookies.set("jupyterhub-session-id", "whatever", path="/")
    assert by_link.get("/exercises").status_code == 200


def test_signing_in_again_ends_the_session_before(beside: State) -> None:
    client, other = browser(beside), browser(beside)
    come_back(client, "a" * 32, journey(client))
    other.cookies.update(dict(client.cookies))
    assert other.get("/exercises").status_code == 200
    come_back(client, "a" * 32, journey(client))
    assert client.get("/exercises").status_code == 200
    assert other.get("/exercises").status_code == 303


def test_no_token_of_the_hub_is_in_the_database(beside: State) -> None:
    client = browser(beside)
    come_back(client, "a" * 32, journey(client))
    client.get("/api/v1/exercises", headers={"authorization": f"Bearer {'a' * 32}"})
    files = list((beside.course.folder / FILE).parent.glob("history.db*"))
    content = b"".join(path.read_bytes() for path in files)
    assert content
    assert b"a" * 32 not in content


def test_a_notebook_on_the_hub_has_its_token_for_one_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is used where nobody has signed in elsewhere, and is written down nowhere."""
    file = tmp_path / "tokens.json"
    monkeypatch.setenv("AUTOGRADER_TOKENS", str(file))
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "a" * 32)
    monkeypatch.setenv("JUPYTERHUB_USER", "ann")
    with pytest.raises(NotSignedIn):
        tokens.signed_in()  # nobody has said where the service is
    monkeypatch.setenv("AUTOGRADER_ON_THE_HUB", f"{ADDRESS}{ROOT}/")
    assert tokens.signed_in() == (ADDRESS + ROOT, "a" * 32)
    tokens.keep("https://grading.example.org", "b" * 43)
    assert "a" * 32 not in file.read_text()
    assert tokens.signed_in() == ("https://grading.example.org", "b" * 43)
    monkeypatch.setenv("AUTOGRADER_ON_THE_HUB", "http://evil.example")
    file.unlink()
    with pytest.raises(NotSignedIn, match="anybody on the way"):
        tokens.signed_in()


def test_without_a_hub_nothing_leads_there(idle: State) -> None:
    client = browser(idle)
    assert client.get("/signin/hub").status_code == 404
    assert client.get("/oauth_callback").status_code == 404
    assert "hub" not in client.get("/").text
