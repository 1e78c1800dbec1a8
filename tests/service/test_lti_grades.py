"""Grades go to a learning platform, and again, until they have arrived."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lti_launches import comes, known
from lti_school import CLIENT, DEPLOYMENT, School, school
from service_tools import Clock, answers, browser, csrf, hand_in, is_graded, make_course, until
from sqlalchemy import text
from toy_files import MANIFEST

from autograder.course import Course, load_course
from autograder.gradebook import Gradebook
from autograder.service.lti import grades, telling
from autograder.service.lti.grades import CANVAS
from autograder.service.lti.keys import own_keys, rotate
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.sending import Sender
from autograder.service.lti.tool import Tool
from autograder.service.store.bookings import waits_for_booking
from autograder.service.store.lti import Link, saw_link
from autograder.service.store.passbacks import (
    put_passbacks,
    stays_at,
    take_passbacks,
    waiting_passbacks,
)
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


def grades_elsewhere(lti: State, person: str) -> list[tuple[str, str]]:
    with lti.history.database.reading() as connection:
        return stays_at(connection, person)


def trouble(lti: State) -> list[str]:
    with lti.history.database.reading() as connection:
        return [each.trouble for each in waiting_passbacks(connection)]


def _received(lti: State, person: str) -> datetime:
    """When the one hand-in of somebody came, as far as it is told."""
    (entry,) = lti.history.entries(student=person)
    came = entry.submission.received_at
    return came.replace(microsecond=came.microsecond // 1000 * 1000)


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
    assert grades_elsewhere(lti, "ann") == [(there.address, "toy")]
    archive = zipfile.ZipFile(io.BytesIO(export_person(lti.course, "ann")))
    tables = json.loads(archive.read("service.json"))
    assert tables["lti_grades"][0]["points"] == 10.5
    with Gradebook(lti.course) as book:
        book.forget(lti.course.exercise("toy"), "ann")
    send_all(lti, compare=True)
    assert sent(there)[-1] == ("17", None, None, "NotReady")
    send_all(lti, compare=True)
    assert len(there.scores) == 4
    assert grades_elsewhere(lti, "ann") == []
    news = [score[CANVAS]["new_submission"] for _item, score in there.scores]
    assert news == [True, False, False, False]  # Canvas would take each for one of this moment
    came = [score.get("submission", {}).get("submittedAt") for _item, score in there.scores]
    assert came == [came[0]] * 3 + [None]
    assert came[0] == there.scores[0][1][CANVAS]["submitted_at"]
    assert datetime.fromisoformat(came[0]) == _received(lti, "ann")
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


def test_a_grade_of_somebody_who_is_forgotten_meanwhile_is_not_remembered(
    lti: State, there: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in ("1", "17"):
        comes(browser(lti), there, user, grades="")
    booked(lti, "ann")
    real = telling.send

    def send(*asked: Any, **how: Any) -> bool:
        is_there = real(*asked, **how)
        forget_person(lti.course, "ann")
        return is_there

    monkeypatch.setattr(telling, "send", send)
    send_all(lti)
    assert sent(there)
    with lti.history.database.reading() as connection:
        assert not connection.execute(text("select * from lti_grades")).all()


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


def test_a_platform_that_is_busy_is_left_alone_for_as_long_as_it_says(
    lti: State, there: School, clock: Clock
) -> None:
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades=f"{there.address}/line-items/7")
    booked(lti, "ann")
    booked(lti, "bob")
    there.refuses, there.retry_after = 429, "7200"
    send_all(lti)
    assert there.asked.count("score") == 1  # the other one is not sent into the same
    with lti.history.database.reading() as connection:
        waiting = waiting_passbacks(connection)
    assert len(waiting) == 2
    assert all(each.not_before - clock() >= timedelta(seconds=7190) for each in waiting)
    assert all(each.trouble for each in waiting)


def test_the_same_place_in_another_course_takes_no_grade_from_the_first(
    lti: State, there: School
) -> None:
    """Where a platform calls places in two of its courses the same, as after a copy."""
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades=f"{there.address}/line-items/7")
    comes(browser(lti), there, "18", context="course-2", grades=f"{there.address}/line-items/8")
    for person in ("ann", "bob"):
        booked(lti, person)
    send_all(lti, compare=True)
    assert sorted(who for who, *_more in sent(there)) == ["17", "18"]
    assert {item for item, _score in there.scores} == {f"{there.address}/line-items/7"}
    assert trouble(lti) == []


def test_an_odd_address_or_place_holds_up_no_other_grade(lti: State, there: School) -> None:
    """One that nobody can ask, a place that leads to all exercises or to one that is no more; and
    whoever teaches tries things out without a grade."""
    endpoint = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
    scope = ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]
    odd = {endpoint: {"scope": scope, "lineitem": "http://[::1", "lineitems": "x://y"}}
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades=f"{there.address}/line-items/7")
        comes(browser(lti), there, user, link="link-odd", claims=odd)
        comes(browser(lti), there, user, link="link-all", exercise="")
    own = Link(
        issuer=there.address,
        client_id=CLIENT,
        deployment=DEPLOYMENT,
        context="course-1",
        link="x",
        exercise="gone",
    )
    with lti.history.database.writing() as connection:
        saw_link(connection, own)
        put_passbacks(connection, "gone", ["ann"], lti.now())
    for person in ("ann", "bob", "tess"):
        booked(lti, person)
    send_all(lti, compare=True)
    assert sorted(who for who, *_more in sent(there)) == ["17", "18"]
    assert trouble(lti) == []
    assert "It takes no grades." in browser(lti, "tess").get("/platforms").text


def test_a_fault_with_one_grade_is_said_and_the_others_go_on(
    lti: State, there: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in ("1", "17", "18"):
        comes(browser(lti), there, user, grades=f"{there.address}/line-items/7")
    booked(lti, "ann")
    booked(lti, "bob")

    def send(
        _services: Any, _platform: Any, _link: Any, subject: str, *more: Any, **how: Any
    ) -> bool:
        if subject == "17":
            raise ValueError
        return grades.send(_services, _platform, _link, subject, *more, **how)

    monkeypatch.setattr(telling, "send", send)
    send_all(lti)
    assert [who for who, *_more in sent(there)] == ["18"]
    assert ["log of the service" in each for each in trouble(lti)] == [True]


def test_a_platform_that_is_taken_out_and_put_back_gets_what_it_has_missed(
    lti: State, there: School
) -> None:
    for user in ("1", "17"):
        comes(browser(lti), there, user, grades=f"{there.address}/line-items/7")
    own = sender(lti)
    own.send_some()
    other = msgspec.structs.replace(there.platform, issuer="https://other.example")
    save_platforms(lti.course, [other])
    booked(lti, "ann")
    while own.send_some():
        pass
    assert sent(there) == []
    save_platforms(lti.course, [there.platform])
    while own.send_some():
        pass
    assert [who for who, *_more in sent(there)] == ["17"]


def test_the_key_in_use_is_never_dropped(idle: State) -> None:
    before = own_keys(idle.course).keys[0].key.kid
    for _time in range(5):
        known = rotate(idle.course)
        assert known.signing(idle.now()).key.kid == before
        assert len(known.keys) <= 3


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
