"""A list that is pasted is read as the same list in a file; and so are names from platforms."""

from __future__ import annotations

import pytest
from lti_launches import comes
from lti_school import School
from service_tools import browser, csrf, csrf_in

from autograder.errors import CourseError
from autograder.roster import load_roster
from autograder.service.lti.joining import read_table
from autograder.service.lti.launch import email_in, text_in
from autograder.service.store.identities import all_identities
from autograder.service.web.state import State

NAMES = {"yam": "山田 太郎", "anna": "Anna Maria", "ali": "علی\u200cرضا"}
TABLE = "id,name\nyam,山田\u3000太郎\nanna,Anna\xa0Maria\nali,علی\u200cرضا\n"


@pytest.mark.parametrize("as_file", [True, False])
def test_a_list_is_the_same_pasted_and_as_a_file(idle: State, as_file: bool) -> None:
    tess = browser(idle, "tess")

    def add(table: str) -> int:
        fields = {"csrf": csrf(tess)} | ({} if as_file else {"table": table})
        files = {"file": ("list.csv", table.encode())} if as_file else None
        return tess.post("/people", data=fields, files=files).status_code

    for wrong in ("id,name\neve,E\u202eve\n", "id,name\nev\u200be,Eve\n", "id\neve\u3000x\n"):
        assert add(wrong) == 400
    assert add(TABLE) == 200
    people = {each.id: each.name for each in load_roster(idle.course).people}
    assert {id: people[id] for id in NAMES} == NAMES
    assert "eve" not in people


def test_why_there_is_more_time_is_not_changed_unseen(idle: State) -> None:
    tess = browser(idle, "tess")
    fields = {"csrf": csrf(tess), "exercise": "toy", "until": "2030-09-15 12:00 +03:00"}
    answer = tess.post("/people/ann/extensions", data={**fields, "why": "i\u202ell"})
    assert answer.status_code == 400
    answer = tess.post("/people/ann/extensions", data={**fields, "why": "in\xa0bed"})
    assert answer.status_code == 200
    assert [each.why for each in load_roster(idle.course).extensions] == ["in bed"]


def test_what_a_token_is_called(idle: State) -> None:
    ann = browser(idle, "ann")
    fields = {"csrf": csrf(ann), "label": "山田\u3000\xa0太郎"}
    assert ann.post("/me/tokens", data=fields).status_code == 303
    assert "山田 太郎" in ann.get("/me").text


def test_names_from_a_platform(lti: State, there: School) -> None:
    comes(
        browser(lti), there, "17", name="علی\u200cرضا\u3000\u202eX", email="ann\u200b@example.org"
    )
    with lti.history.database.reading() as connection:
        (found,) = all_identities(connection)
    assert (found.name, found.email) == ("علی\u200cرضا X", "")
    page = browser(lti, "tess").get("/identities").text
    assert csrf_in(page)
    assert text_in({"title": "Ann\xa0\x07A"}, "title") == "Ann A"
    assert email_in(7) == email_in(None) == ""


def test_a_table_of_a_platform_keeps_its_subjects() -> None:
    head = "id,name,email,role,there,name_there\n"
    (row,) = read_table(f"{head}ali,,,,17,علی\u200cرضا\u202e\n")
    assert row["name_there"] == "علی\u200cرضا"
    with pytest.raises(CourseError, match="nobody can see"):
        read_table(f"{head}ali,,,,1\u200b7,\n")
