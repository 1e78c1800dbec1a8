"""The class list of a learning platform is read: seen before anything is changed."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lti_school import INSTRUCTOR, LEARNER, School, school
from service_tools import browser, csrf, csrf_in
from starlette.testclient import TestClient
from test_lti_launch import comes, known

from autograder.service.lti.keys import own_keys
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.web.state import State

MEMBERS: list[dict[str, Any]] = [
    {"user_id": "1", "roles": [INSTRUCTOR], "name": "Tess Teacher"},
    {"user_id": "17", "roles": [LEARNER], "name": "Ann Example", "email": "ANN@example.org"},
    {"user_id": "18", "roles": [LEARNER], "name": "Bob Example"},
    {"user_id": "19", "roles": [LEARNER], "given_name": "Zoë", "family_name": "Öz",
     "email": "zoe@example.org"},
    {"user_id": "20", "roles": [LEARNER], "name": "Eve", "lis_person_sourcedid": "../Eve E!"},
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
    save_platforms(idle.course, [there.platform])
    lti = dataclasses.replace(idle, tool=Tool(idle.course))
    for user, person in (("1", "tess"), ("18", "bob")):
        known(lti, there, user, person)
    return lti


def read(tess: TestClient, there: School, **changed: str) -> Any:
    fields = {"issuer": there.address, "client_id": "client-7", "context": "course-1"}
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
        "id,name,email,role,there",
        "ann,Ann Example,ann@example.org,student,17",
        "zoe,Zoë Öz,zoe@example.org,student,19",
        "eve-e,Eve,,student,20",
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


def test_a_list_that_leads_elsewhere_is_not_followed(lti: State, there: School) -> None:
    """Our token is for this platform, and for no other one."""
    from email.message import Message

    from autograder.errors import ServiceError
    from autograder.service.lti.fetch import Answer
    from autograder.service.lti.members import members_in

    class Elsewhere:
        def ask(self, *_what: Any, **_more: Any) -> Answer:
            headers = Message()
            headers["link"] = '<https://evil.example/members?page=2>; rel="next"'
            return Answer(200, headers, b'{"members": []}')

    with pytest.raises(ServiceError, match="leads to another one"):
        members_in(Elsewhere(), there.platform, f"{there.address}/members")  # type: ignore[arg-type]


def test_the_platform_may_refuse(lti: State, there: School) -> None:
    comes(browser(lti), there, "1", grades="")
    there.tool_keys = {"keys": []}
    answer = read(browser(lti, "tess"), there)
    assert answer.status_code == 503
    assert "gives no token" in answer.text
