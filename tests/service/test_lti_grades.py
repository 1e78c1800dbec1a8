"""Grades go to a learning platform, and again, until they have arrived."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lti_school import CLIENT, School, school
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, make_course, until
from sqlalchemy import text
from test_lti_launch import comes, known
from toy_files import MANIFEST

from autograder.course import Course, load_course
from autograder.gradebook import Gradebook
from autograder.service.lti.forgotten import grades_elsewhere
from autograder.service.lti.keys import own_keys, rotate
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.sending import Sender
from autograder.service.lti.tool import Tool
from autograder.service.store.bookings import waits_for_booking
from autograder.service.store.passbacks import take_passbacks, waiting_passbacks
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.person import export_person
from autograder.service.web.state import State

WRITTEN = '[why]\npoints = 2.0\nrubric = {en = "It diverges.", ru = "Расходится."}\n'


def in_words(text: str) -> dict[str, Any]:
    """The cell of a question that is answered in words."""
    own = {"grade_id": "why", "grade": True, "solution": True, "locked": False, "task": False}
    metadata = {"nbgrader": {**own, "points": 2, "schema_version": 3}}
    return {"cell_type": "markdown", "id": "why", "metadata": metadata, "source": text}


def with_cell(content: bytes, text: str) -> bytes:
    notebook = json.loads(content)
    return json.dumps({**notebook, "cells": [*notebook["cells"], in_words(text)]}).encode()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The toy course with one more question, which a person grades."""
    manifest = MANIFEST.replace("points = 10", "points = 12")
    made = make_course(tmp_path / "course", manifest=manifest)
    (made.folder / "solutions" / "toy" / "written.toml").write_text(WRITTEN)
    for kind in ("source", "release"):
        path = made.folder / kind / "toy" / "toy.ipynb"
        path.write_bytes(with_cell(path.read_bytes(), "YOUR ANSWER HERE"))
    return load_course(made.folder)


@pytest.fixture
def there(state: State) -> Iterator[School]:
    with school() as found:
        found.tool_keys = own_keys(state.course).public()
        save_platforms(state.course, [found.platform])
        yield found


@pytest.fixture
def lti(state: State, there: School) -> State:
    """A graded course at the platform: tess (1) teaches it, ann (17) and bob (18) learn."""
    lti = dataclasses.replace(state, tool=Tool(state.course))
    for user, person in (("1", "tess"), ("17", "ann"), ("18", "bob")):
        known(lti, there, user, person)
    return lti


def sender(lti: State) -> Sender:
    assert lti.tool is not None
    return Sender(lti.course, lti.history, lti.class_list, lti.tool, lti.now)


def send_all(lti: State, compare: bool = False) -> None:
    """Send what is due."""
    own = sender(lti)
    if compare:
        own.compare()
    while own.send_some():
        pass


def booked(lti: State, person: str, **changed: str) -> None:
    """Somebody hands in, and the gradebook has it."""
    content = with_cell(answers(**changed), "The step is too large.")
    place = hand_in(browser(lti, person), content)
    until(lambda: is_graded(lti, place))

    def done() -> bool:
        with lti.history.database.reading() as connection:
            return not waits_for_booking(connection, "toy", person)

    until(done)


def sent(there: School) -> list[tuple[Any, ...]]:
    """What has come there: who, points, of how many, how far."""
    return [
        (s["userId"], s.get("scoreGiven"), s.get("scoreMaximum"), s["gradingProgress"])
        for _item, s in there.scores
    ]


def by_hand(lti: State, person: str, points: float) -> None:
    """A teacher gives points for the written answer, in nbgrader's own way."""
    with Gradebook(lti.course) as book, book._session() as api:
        notebook = api.find_submission_notebook("toy", "toy", person)
        (grade,) = (each for each in notebook.grades if each.name == "why")
        grade.manual_score, grade.needs_manual_grade = points, False
        api.db.commit()


def trouble(lti: State) -> list[str]:
    with lti.history.database.reading() as connection:
        return [each.trouble for each in waiting_passbacks(connection)]


def test_a_grade_follows_what_counts(lti: State, there: School) -> None:
    """Open answers go as PendingManual; points by hand, lower points, and a grade that was taken
    away go, too; and nothing is sent twice. Who is forgotten leaves nothing here, and it is said
    what stays at the platform."""
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades="")
    with sender(lti).start():
        booked(lti, "ann")
        until(lambda: there.scores)
    assert sent(there) == [("17", 10, 12, "PendingManual")]
    item = there.line_items[there.scores[0][0]]
    assert item["scoreMaximum"] == 12
    assert (item["resourceId"], item["resourceLinkId"]) == ("toy", "link-1")
    send_all(lti, compare=True)
    assert len(there.scores) == 1
    by_hand(lti, "ann", 2)
    send_all(lti, compare=True)
    assert sent(there)[-1] == ("17", 12, 12, "FullyGraded")
    by_hand(lti, "ann", 0.5)
    tess = browser(lti, "tess")
    assert tess.post("/platforms/grades", data={"csrf": csrf(tess)}).status_code == 303
    send_all(lti)
    assert sent(there)[-1] == ("17", 10.5, 12, "FullyGraded")
    assert grades_elsewhere(lti.course, "ann") == [(there.address, "toy")]
    archive = zipfile.ZipFile(io.BytesIO(export_person(lti.course, "ann")))
    tables = json.loads(archive.read("service.json"))
    assert tables["lti_grades"][0]["points"] == 10.5
    with Gradebook(lti.course) as book:
        book.forget(lti.course.exercise("toy"), "ann")
    send_all(lti, compare=True)
    assert sent(there)[-1] == ("17", None, None, "NotReady")
    send_all(lti, compare=True)
    assert len(there.scores) == 4
    assert grades_elsewhere(lti.course, "ann") == []
    times = [score["timestamp"] for _item, score in there.scores]
    assert times == sorted(set(times))
    assert there.asked.count("POST line items") == 1
    assert set(there.audiences) == {f"{there.address}/token"}
    for claims in there.assertions:
        assert claims["iss"] == claims["sub"] == CLIENT
    assert len({each["jti"] for each in there.assertions}) == len(there.assertions)
    assert not trouble(lti)
    forget_person(lti.course, "ann")
    with lti.history.database.reading() as connection:
        for table in ("lti_grades", "passbacks", "lti_members", "identities"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert not any("17" in row or "ann" in row for row in rows)


def test_a_grade_goes_only_where_somebody_teaches_and_belongs(lti: State, there: School) -> None:
    """Not to a course in the platform that no teacher of ours has come from, and not for somebody
    who has never been there. A column that the platform names is the one that is used."""
    item = f"{there.address}/line-items/7"
    there.line_items[item] = {"id": item, "scoreMaximum": 100, "label": "Toy"}
    place = {"grades": item, "context": "course-2", "link": "link-2"}
    comes(browser(lti), there, "17", **place)
    booked(lti, "ann")
    booked(lti, "bob")
    send_all(lti, compare=True)
    assert sent(there) == []
    comes(browser(lti), there, "1", **place)  # all are compared by that
    send_all(lti)
    assert [who for who, *_more in sent(there)] == ["17"]
    comes(browser(lti), there, "18", **place)  # a launch brings the grade up to date
    send_all(lti)
    assert [who for who, *_more in sent(there)] == ["17", "18"]
    assert {where for where, _score in there.scores} == {item}
    assert "POST line items" not in there.asked


def test_who_is_recognised_after_the_launch_gets_their_grades(state: State, there: School) -> None:
    """By a teacher, or by themselves; and the course of a teacher who is recognised is ours."""
    lti = dataclasses.replace(state, tool=Tool(state.course))
    ann, bob = browser(lti, "ann"), browser(lti, "bob")
    for client, user in ((browser(lti), "1"), (ann, "17"), (bob, "18")):
        answer = comes(client, there, user, grades="")
        assert answer.headers["location"] == "/identity"
    booked(lti, "ann")
    booked(lti, "bob")
    send_all(lti, compare=True)
    assert ann.post("/identity", data={"csrf": csrf(ann)}).status_code == 303
    send_all(lti)
    assert sent(there) == []  # nobody who teaches has come from there
    tess = browser(lti, "tess")
    bound = {"csrf": csrf(tess), "issuer": there.address}
    tess.post("/identities/bind", data={**bound, "subject": "1", "person": "tess"})
    send_all(lti)
    assert [who for who, *_more in sent(there)] == ["17"]
    tess.post("/identities/bind", data={**bound, "subject": "18", "person": "bob"})
    send_all(lti)
    assert [who for who, *_more in sent(there)] == ["17", "18"]


def test_another_column_is_told_all_grades(lti: State, there: School) -> None:
    """Where the one before was deleted there, and where the platform names another one."""
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades="")
    booked(lti, "ann")
    booked(lti, "bob")
    send_all(lti)
    first, second = (f"{there.address}/line-items/{number}" for number in (1, 2))
    assert [where for where, _score in there.scores] == [first, first]
    there.deleted.add(first)
    there.scores.clear()
    send_all(lti, compare=True)
    assert there.scores == []  # they are the same still, so nobody has noticed
    del there.line_items[first]
    there.line_items["another"] = {"id": "another"}  # so that the new one has a number of its own
    by_hand(lti, "ann", 2)
    send_all(lti, compare=True)
    got = [(where, score["userId"], score["scoreGiven"]) for where, score in there.scores]
    assert sorted(got) == [(second, "17", 12), (second, "18", 10)]
    assert not trouble(lti)
    there.scores.clear()
    third = f"{there.address}/line-items/3"
    there.line_items[third] = {"id": third, "scoreMaximum": 100, "label": "Toy"}
    comes(browser(lti), there, "17", grades=third)
    send_all(lti)
    assert sorted((where, score["userId"]) for where, score in there.scores) == [
        (third, "17"),
        (third, "18"),
    ]


def test_a_column_that_does_not_take_one_grade_is_not_gone(lti: State, there: School) -> None:
    for user in ("1", "17"):
        comes(browser(lti), there, user, grades="")
    booked(lti, "ann")
    there.refuses = 404  # of this student
    send_all(lti)
    assert "it answers 404" in trouble(lti)[0]
    assert there.asked.count("POST line items") == 1


def test_what_is_not_taken_is_sent_again_and_the_teacher_sees_why(
    lti: State, there: School, clock: Clock
) -> None:
    """Whether the platform does not allow it, answers with an error or is away, or the service was
    killed."""
    endpoint = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
    scope = ["https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"]
    item = f"{there.address}/line-items/7"
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, claims={endpoint: {"scope": scope, "lineitem": item}})
    booked(lti, "ann")
    booked(lti, "bob")
    send_all(lti)
    assert "does not let this tool write grades" in trouble(lti)[0]
    assert "token" not in there.asked

    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades=item)
    there.refuses = 503
    send_all(lti)
    assert "it answers 503" in trouble(lti)[0]
    assert "it answers 503" in browser(lti, "tess").get("/platforms").text
    there.refuses = 0
    send_all(lti)
    assert sent(there) == []  # not at once

    nowhere = msgspec.structs.replace(there.platform, token_url="http://127.0.0.1:9/token")
    save_platforms(lti.course, [nowhere])
    away = dataclasses.replace(lti, tool=Tool(lti.course))
    clock.forward(hours=1)
    send_all(away)
    assert sorted(each.split(":")[0].rstrip(".") for each in trouble(lti)) == [
        "The learning platform at 127.0.0.1",
        "The learning platform http",
    ]
    save_platforms(lti.course, [there.platform])

    clock.forward(hours=1)
    with lti.history.database.writing() as connection:
        assert len(take_passbacks(connection, lti.now(), 10)) == 2
    send_all(lti)
    assert sent(there) == []  # somebody else has taken it, and may still send it
    clock.forward(minutes=11)
    send_all(lti)
    assert sorted(who for who, *_more in sent(there)) == ["17", "18"]
    assert not trouble(lti)


def test_a_new_key_signs_once_platforms_have_had_time_to_fetch_it(
    idle: State, clock: Clock
) -> None:
    first, second = own_keys(idle.course), rotate(idle.course)
    ids = [each.key.kid for each in second.keys]
    assert ids[0] == first.keys[0].key.kid
    assert second.signing(idle.now()).key.kid == ids[0]
    clock.forward(days=1, minutes=1)
    assert second.signing(idle.now()).key.kid == ids[1]
    path = idle.course.folder / ".autograder" / "lti-keys.json"
    assert path.stat().st_mode & 0o777 == 0o600
    rotate(idle.course)
    last = rotate(idle.course)
    assert len(last.keys) == 3
    assert {each["kid"] for each in last.public()["keys"]} == {e.key.kid for e in last.keys}
    assert not {"d", "p", "q"} & set().union(*last.public()["keys"])
