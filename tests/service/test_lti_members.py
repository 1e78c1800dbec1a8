"""The class list of a learning platform is read: seen before anything is changed."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

import msgspec
import pytest
from lti_launches import comes, known
from lti_school import CLIENT, DEPLOYMENT, INSTRUCTOR, LEARNER, School, school
from service_tools import browser, csrf, csrf_in
from starlette.testclient import TestClient

from autograder.errors import ServiceError
from autograder.roster import Person, Role, Roster
from autograder.service.lti.fetch import Answer
from autograder.service.lti.joining import Proposal, proposal, read_table
from autograder.service.lti.keys import own_keys
from autograder.service.lti.members import Member, members_in
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.web.state import State

OF_SCHOOL = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Staff"
MEMBERS: list[dict[str, Any]] = [
    {"user_id": "1", "roles": [INSTRUCTOR], "name": "Tess Teacher"},
    {"user_id": "17", "roles": [LEARNER], "name": "Ann Example", "email": "ANN@example.org"},
    {"user_id": "18", "roles": [LEARNER], "name": "Bob Example"},
    {"user_id": "19", "roles": [LEARNER], "given_name": "Zoë", "family_name": "Öz",
     "email": "zoe@example.org"},
    {"user_id": "20", "roles": [LEARNER, OF_SCHOOL], "name": "Eve",
     "lis_person_sourcedid": "../Eve E!"},
    {"user_id": "21", "roles": [LEARNER, INSTRUCTOR], "name": "Ida Helper"},
    {"user_id": "22", "roles": [LEARNER], "name": "Gone Person", "status": "Inactive"},
]  # fmt: skip


@pytest.fixture
def there() -> Iterator[School]:
    with school() as found:
        found.members = MEMBERS
        yield found


@pytest.fixture
def lti(idle: State, there: School) -> State:
    """Tess (1) and Bob (18) are known; Tess has come from there."""
    there.tool_keys = own_keys(idle.course).public()
    trusted = msgspec.structs.replace(there.platform, trusts_emails=True)
    save_platforms(idle.course, [trusted])
    lti = dataclasses.replace(idle, tool=Tool(idle.course))
    for user, person in (("1", "tess"), ("18", "bob")):
        known(lti, there, user, person)
    return lti


def read(tess: TestClient, there: School, **changed: str) -> Any:
    fields = {"issuer": there.address, "client_id": CLIENT, "deployment": DEPLOYMENT}
    fields["context"] = "course-1"
    return tess.post("/platforms/members", data={**fields, "csrf": csrf(tess), **changed})


def table_in(text: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)
    assert found, text
    return html.unescape(found[1]).lstrip("\n")


def test_what_would_be_added_is_seen_before_it_is(lti: State, there: School) -> None:
    tess = browser(lti, "tess")
    assert read(tess, there).status_code == 404  # nobody who teaches has come from there
    comes(browser(lti), there, "1", grades="")
    page = tess.get("/platforms").text
    assert "Networks" in page
    assert "Read the class list" in page
    before = (lti.course.folder / "people.csv").read_text()
    answer = read(tess, there)
    assert "New here: 2. In our list already, by their e-mail: 1. Known before: 2." in answer.text
    assert "Ida Helper" in answer.text.partition("<textarea")[0]  # left out, and said so
    assert table_in(answer.text).splitlines() == [
        "id,name,email,role,there,name_there",
        "ann,Ann Example,ann@example.org,student,17,Ann Example",
        "zoe,Zoë Öz,zoe@example.org,student,19,Zoë Öz",
        "eve-e,Eve,,student,20,Eve",
    ]
    assert (lti.course.folder / "people.csv").read_text() == before
    assert there.audiences == [f"{there.address}/token"]

    corrected = table_in(answer.text).replace("eve-e,", "eve,")
    sent = {"csrf": csrf_in(answer.text), "issuer": there.address, "table": corrected}
    assert tess.post("/platforms/people", data=sent).headers["location"] == "/people"
    people = {each.id: each for each in lti.class_list.now().people}
    assert (people["eve"].name, people["zoe"].email) == ("Eve", "zoe@example.org")
    assert people["ann"].sections == ("A",)  # who was there stays as they were
    for user, name in (("17", "Ann Example"), ("19", "Zoë Öz"), ("20", "Eve")):
        client = browser(lti)
        assert comes(client, there, user).headers["location"] == "/exercises/toy"
        assert f"<bdi>{name}</bdi>" in client.get("/exercises/toy").text
    again = read(tess, there).text
    assert "New here: 0. In our list already, by their e-mail: 0. Known before: 5." in again
    assert "<textarea" not in again


def test_a_wrong_line_changes_nothing(lti: State, there: School) -> None:
    tess = browser(lti, "tess")
    before = (lti.course.folder / "people.csv").read_text()
    table = "id,name,email,role,there\nnew,New One,,student,30\n../x,Odd,,student,31\n"
    sent = {"csrf": csrf(tess), "issuer": there.address, "table": table}
    answer = tess.post("/platforms/people", data=sent)
    assert answer.status_code == 400
    assert "cannot be an id" in answer.text
    assert table_in(answer.text).strip() == table.strip()
    assert (lti.course.folder / "people.csv").read_text() == before
    assert comes(browser(lti), there, "30").headers["location"] == "/identity"


def test_the_platform_may_refuse(lti: State, there: School) -> None:
    comes(browser(lti), there, "1", grades="")
    there.tool_keys = {"keys": []}
    answer = read(browser(lti, "tess"), there)
    assert answer.status_code == 503
    assert "gives no token" in answer.text
    assert "See that it has our public keys" in answer.text
    assert "What you handed in" not in answer.text


def person(id: str, email: str, role: Role = Role.STUDENT) -> Person:
    return Person(id, f"{id.title()} Here", email, role)


def member(subject: str, email: str, login: str = "", name: str = "") -> Member:
    return Member(subject, name or f"{subject} There", email, login, learns=True)


def rows(shown: Proposal) -> list[tuple[str, str]]:
    """Who each of the platform would be here."""
    return [(line.split(",")[0], line.split(",")[4]) for line in shown.table.splitlines()[1:]]


PEOPLE = (
    person("ann", "ann@strasse.example"),
    person("bob", "bob@example.org"),
    person("cal", "twins@example.org"),
    person("dan", "twins@example.org"),
    person("tess", "tess@example.org", Role.TEACHER),
    person("ida", "ida@example.org", Role.ASSISTANT),
)


def test_an_email_says_who_somebody_is_only_where_the_platform_is_trusted() -> None:
    """And never that it is one who teaches, one of two, or two at once."""
    listed = [
        member("1", "BOB@example.org"),
        member("2", "bob@example.org"),  # somebody has given themselves his address
        member("3", "tess@example.org"),
        member("4", "ida@example.org"),
        member("5", "twins@example.org"),
        member("6", "ann@straße.example"),  # another address, though it looks alike
    ]
    shown = proposal(Roster(PEOPLE), [], listed, trusts_emails=True)
    assert rows(shown) == [
        ("bob", "1"), ("", "2"), ("", "3"), ("", "4"), ("", "5"), ("ann-2", "6"),
    ]  # fmt: skip
    assert [(each.member.subject, each.person.id) for each in shown.found] == [("1", "bob")]
    assert [each.member.subject for each in shown.open] == ["2", "3", "4", "5"]
    shown = proposal(Roster(PEOPLE), [], listed, trusts_emails=False)
    assert [id for id, _subject in rows(shown)] == ["", "", "", "", "", "ann-2"]
    assert [each["there"] for each in read_table(shown.table)] == ["6"]  # others wait for an id


def test_nobody_gets_the_id_of_one_who_stands_in() -> None:
    listed = [member("1", "", login="Teacher"), member("2", "student@x.example"), member("3", "")]
    shown = proposal(Roster(PEOPLE), [], listed, trusts_emails=True)
    assert [id for id, _subject in rows(shown)] == ["teacher-2", "student-2", "p3"]


def test_both_names_are_seen(lti: State, there: School) -> None:
    there.members = [{**MEMBERS[1], "name": "Mallory"}]
    comes(browser(lti), there, "1", grades="")
    text = read(browser(lti, "tess"), there).text
    assert "<bdi>Mallory</bdi>" in text.partition("<textarea")[0]
    assert table_in(text).splitlines()[1] == "ann,Ann Example,ann@example.org,student,17,Mallory"


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ("tess,Tess,,student,30\n", "tess teaches or helps here"),
        ("ann,Ann,,student,30\nann,Ann,,student,31\n", "Two lines have the same"),
        ("ann,Ann,,student,30\nnew,New,,student,30\n", "Two lines have the same"),
        ("bob,Bob,,student,30\n", "bob is known under another name there"),
        ('new,"' + "x" * 140_000 + "\n", "cannot be read as a table"),
    ],
)
def test_a_table_that_would_bind_a_stranger(
    lti: State, there: School, lines: str, part: str
) -> None:
    tess = browser(lti, "tess")
    sent = {"csrf": csrf(tess), "issuer": there.address}
    table = f"id,name,email,role,there\n{lines}"
    answer = tess.post("/platforms/people", data={**sent, "table": table})
    assert answer.status_code == 400
    assert part in answer.text
    assert comes(browser(lti), there, "30").headers["location"] == "/identity"


class Listing:
    """A platform's service that answers with this, and this link to what follows."""

    def __init__(self, follows: str, status: int = 200) -> None:
        self.follows, self.status, self.asked = follows, status, 0

    def ask(self, *_what: Any, **_more: Any) -> Answer:
        self.asked += 1
        headers = Message()
        headers["link"] = f'<{self.follows}>; rel="next"'
        return Answer(self.status, headers, b'{"members": [{"user_id": "1"}, {}]}')


@pytest.mark.parametrize(
    ("follows", "part"),
    [
        ("https://evil.example/members?page=2", "leads to another one"),
        ("http://[::1/members", "leads to another one"),
        ("{address}/members", "has no end"),
    ],
)
def test_a_list_that_leads_elsewhere_is_not_followed(
    there: School, follows: str, part: str
) -> None:
    """Our token is for this platform, and for no other one."""
    listing: Any = Listing(follows.format(address=there.address))
    with pytest.raises(ServiceError, match=part):
        members_in(listing, there.platform, f"{there.address}/members")
    assert listing.asked == 1
