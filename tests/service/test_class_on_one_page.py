"""The class page in the service: for whom, with which names, in which browser; what is noted."""

from __future__ import annotations

import csv
import io

from service_tools import answers, browser, csrf_in, hand_in, is_booked, is_graded, until
from test_browser import Seen, chromium, everybody_can_use, live

from autograder.service.store.audit import newest_acts
from autograder.service.web.state import State

__all__ = ["chromium", "live"]
PAGES = ("/class/toy/report", "/course/report")
FILES = ("/class/toy/report.html", "/course/report.html", "/course/totals.csv")


def two_hand_in(state: State) -> None:
    for name, content in (("ann", answers()), ("bob", answers(total="total = 1"))):
        place = hand_in(browser(state, name), content)
        until(lambda place=place: is_graded(state, place))
    until(lambda: is_booked(state))


def test_before_anything_is_graded_it_says_so(idle: State) -> None:
    tess = browser(idle, "tess")
    for path in (*PAGES, *FILES):
        answer = tess.get(path)
        assert answer.status_code == 404
        assert "Nothing has been graded yet" in answer.text
    assert tess.get("/class/nothing/report").status_code == 404


def test_names_are_there_where_a_browser_shows_them(state: State) -> None:
    two_hand_in(state)
    tess = browser(state, "tess")
    board = tess.get("/class/toy").text
    for path in PAGES:
        assert f'href="{path}"' in board
        text = tess.get(path).text
        assert "Ann Example" not in text and "Student 1" in text
    tess.post("/class/toy/names", data={"csrf": csrf_in(board), "show": "yes"})
    assert all("Ann Example" in tess.get(path).text for path in PAGES)
    assert all("Ann Example" not in browser(state, "hal").get(path).text for path in PAGES)
    assert all(browser(state, "hal").get(path).status_code == 403 for path in FILES)
    for path in FILES:
        assert f'href="{path}"' in board
        answer = tess.get(path)
        assert "Ann Example" in answer.text
        assert answer.headers["content-disposition"].startswith("attachment")
    with state.history.database.reading() as connection:
        acts = [act for act in newest_acts(connection, 50) if act.who == "tess"]
    assert [(act.what, act.about) for act in acts[4::-1]] == [
        ("saw names", "toy"),
        ("saw names", ""),
        ("took the grades", "toy"),
        ("took the grades", ""),
        ("took the grades", ""),
    ]
    rows = csv.DictReader(io.StringIO(tess.get("/course/totals.csv").content.decode("utf-8-sig")))
    assert [(row["id"], row["toy"], row["total"]) for row in rows] == [
        ("ann", "10", "10"),
        ("bob", "6", "6"),
    ]
    of_a = tess.get("/class/toy/report?section=A").text
    assert "Ann Example" in of_a and "Bob Example" not in of_a
    assert tess.get("/class/toy/report?section=Z").status_code == 404


def test_it_works_in_a_browser_under_what_the_service_allows(live: State, chromium: object) -> None:
    two_hand_in(live)
    seen = Seen(chromium, live, "tess", viewport={"width": 360, "height": 800})
    seen.go("/class/toy")
    seen.page.locator(f'a[href="{PAGES[0]}"]').click()
    everybody_can_use(seen.page)
    assert seen.page.locator("#of-questions thead button").count() > 0  # its script has run
    seen.page.locator("form[data-table=of-students] [data-by=section]").select_option("B")
    assert seen.page.locator("#of-students tbody tr:visible").count() == 1
    seen.page.locator("main header a").click()
    seen.page.wait_for_url("**/class/toy")
    seen.close()
