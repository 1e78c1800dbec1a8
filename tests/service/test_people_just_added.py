"""Who was added on the web gets a link; a form that was refused keeps what was typed."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

import pytest
from service_tools import Clock, browser, csrf, service

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.roster import load_roster
from autograder.service.signin.link import link_for
from autograder.service.web.state import State


@pytest.fixture
def zoned(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    path = course.folder / "course.toml"
    text = path.read_text()
    zone = '[policies]\nzone = "Europe/Moscow"\n[[exercises]]'
    path.write_text(text.replace("[[exercises]]", zone))
    with service(load_course(course.folder), engine, clock, queue=False) as found:
        yield found


def test_links_for_those_who_were_added_and_nobody_else(idle: State) -> None:
    before = link_for(idle, "bob").partition("#")[2]
    tess = browser(idle, "tess")
    table = "id,name,role\ncid,Cid,\nkim,Kim,assistant\nann,Ann New,\n"
    page = tess.post("/people", data={"csrf": csrf(tess), "table": table}).text
    offered = re.search(r'<textarea name="people"[^>]*>([^<]*)</textarea>', page)
    assert offered is not None
    sent = {"csrf": csrf(tess), "people": html.unescape(offered[1])}
    content = tess.post("/people/links", data=sent).content.decode("utf-8-sig")
    found = {row["id"]: row["link"] for row in csv.DictReader(io.StringIO(content))}
    assert list(found) == ["cid", "kim"]
    assert browser(idle).post("/enter", data={"secret": found["kim"]}).status_code == 303
    assert browser(idle).post("/enter", data={"secret": before}).status_code == 303
    again = tess.post("/people", data={"csrf": csrf(tess), "table": table}).text
    assert 'name="people"' not in again


def test_the_page_says_what_the_button_for_all_ends(idle: State) -> None:
    assert "have not used yet end" in browser(idle, "tess").get("/people").text


def test_an_empty_cell_erases_nothing(idle: State) -> None:
    tess = browser(idle, "tess")
    text = "id,name,email\nann,Ann New,\n"
    page = tess.post("/people", data={"csrf": csrf(tess), "table": text}).text
    assert "An empty cell changes nothing" in page
    ann = load_roster(idle.course).person("ann")
    assert ann is not None
    assert (ann.name, ann.email) == ("Ann New", "ann@example.org")


def extend(state: State, until: str, **fields: str) -> tuple[int, str]:
    tess = browser(state, "tess")
    sent = {"csrf": csrf(tess), "exercise": "toy", "until": until, **fields}
    answer = tess.post("/people/ann/extensions", data=sent)
    return answer.status_code, answer.text


@pytest.mark.parametrize("until", ["2030-12-20T18:00", "20.12.2030 18:00", "2030-12-20 18:00"])
def test_dates_as_a_browser_and_as_people_write_them(zoned: State, until: str) -> None:
    assert extend(zoned, until)[0] == 200
    assert "2030-12-20 18:00 MSK" in browser(zoned, "tess").get("/people").text


def test_what_was_typed_is_kept_where_it_is_refused(zoned: State) -> None:
    plain = browser(zoned, "tess").get("/people").text
    assert plain.count('type="datetime-local"') == 2  # Ann and Bob
    assert "<details open>" not in plain
    status, page = extend(zoned, "soon", why="ill & tired", earlier="yes")
    assert status == 400
    assert page.count("<details open>") == 1
    form = page.partition("<details open>")[2].partition("</details>")[0]
    assert '/people/ann/extensions"' in form
    assert "“soon” is no date" in form
    assert re.search(r'type="text" name="until"[^>]* value="soon"', form)
    assert 'value="ill &amp; tired"' in form
    assert " checked" in form
    _status, page = extend(zoned, "2030-12-20T18:00", why="=1")
    assert re.search(r'type="datetime-local" name="until"[^>]* value="2030-12-20T18:00"', page)


def test_without_a_zone_the_offset_is_written_by_hand(idle: State) -> None:
    page = browser(idle, "tess").get("/people").text
    assert "datetime-local" not in page
    assert 'placeholder="2030-09-15 23:59 +03:00"' in page
