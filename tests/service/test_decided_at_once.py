"""What is decided at one moment: a check and what is written by it are one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from service_tools import browser, csrf, csrf_in
from starlette.testclient import TestClient
from test_who_comes import ISSUER, comes, let_go

from autograder.errors import CourseError
from autograder.roster import Person, Roster
from autograder.service.lti.joining import see_who
from autograder.service.signin import identity
from autograder.service.signin.identity import Claim, enters, let_in, person_for
from autograder.service.store.identities import Identity, bind_identity, identities_of
from autograder.service.store.sessions import end_all_of, people_who_may_come
from autograder.service.teacher import identities
from autograder.service.web.ask import Ask
from autograder.service.web.state import State

CLAIM = Claim(ISSUER, "17", "Ann Example", "ann@example.org", email_verified=True)


def test_two_browsers_at_once_make_one_person_one_identity(
    idle: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = [comes(idle, Claim(ISSUER, subject), "bob") for subject in ("31", "32")]
    sent = [csrf_in(client.get("/identity").text) for client in clients]
    together = Barrier(2)
    own = identities._is_by_link

    def is_by_link(ask: Ask) -> bool:
        found = own(ask)
        if ask.request.method == "POST" and not together.broken:
            try:
                together.wait(2)  # who checks in one transaction waits in vain
            except Exception:
                together.abort()
        return found

    monkeypatch.setattr(identities, "_is_by_link", is_by_link)

    def says(client: TestClient, secret: str) -> int:
        return client.post("/identity", data={"csrf": secret}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(says, clients, sent)) == [303, 409]
    with idle.history.database.reading() as connection:
        assert len(identities_of(connection, "bob", ISSUER)) == 1


def test_who_was_let_go_meanwhile_is_not_let_in(
    idle: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A teacher decides between the moment at which somebody is recognised and their session."""
    person = person_for(idle, CLAIM)
    assert person is not None
    let_go(idle, CLAIM)
    answer = let_in(idle, CLAIM, person, "/exercises", "school", None)
    assert answer.headers["location"] == "/identity"
    with idle.history.database.reading() as connection:
        assert "ann" not in people_who_may_come(connection)

    with idle.history.database.writing() as connection:
        bind_identity(connection, ISSUER, "17", "ann", "tess")

    def leaves(*given: object) -> Person:
        (idle.course.folder / "people.csv").write_text("id,role\nbob,\ntess,teacher\n")
        return Person("ann")

    monkeypatch.setattr(identity, "person_for", leaves)
    assert enters(idle, CLAIM, "/exercises", "school").headers["location"] == "/identity"


def test_who_was_signed_out_meanwhile_makes_no_token(
    idle: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = browser(idle, "ann")
    secret = csrf(ann)
    own = Ask.text

    def signed_out(ask: Ask, name: str, most: int = 200) -> str:
        with idle.history.database.writing() as connection:
            end_all_of(connection, "ann")
        return own(ask, name, most)

    monkeypatch.setattr(Ask, "text", signed_out)
    answer = ann.post("/me/tokens", data={"csrf": secret, "label": "a program"})
    assert answer.status_code == 401
    with idle.history.database.reading() as connection:
        assert "ann" not in people_who_may_come(connection)


def test_a_table_takes_nobody_from_who_they_are(idle: State) -> None:
    """As one that was read before a teacher said who somebody is."""
    roster = Roster((Person("ann"), Person("bob")))
    rows = [{"id": "bob", "there": "17"}]
    now = idle.now()
    decided = Identity(
        issuer=ISSUER, subject="17", person="ann", name="", email="", how="tess", seen_at=now
    )
    see_who(rows, roster, [])
    with pytest.raises(CourseError, match="somebody else"):
        see_who(rows, roster, [decided])
