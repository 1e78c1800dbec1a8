"""Tables of a teacher on a phone and on a desk: words stay whole, and the table scrolls in its own
box."""

from __future__ import annotations

import pytest
from service_tools import answers, browser, hand_in
from test_browser import Seen, chromium, live, pytestmark

from autograder.classroom.more_time import extend
from autograder.service.web.state import State

__all__ = ["chromium", "live", "pytestmark"]

PEOPLE = """id,name,email,role,section
konstantinopolskaya,Константинопольская Анна,,student,ИУ5-1; ИУ5-2
gone,Gone,,student,
weber,Weber Katrin,,teacher,
"""
# The words of a cell that stand on more than one line, but where a name has a place for a break.
BROKEN = """() => [...document.querySelectorAll('table th, table td')].flatMap((cell) => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.parentElement.closest('option, textarea, .when')) continue;
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
})"""
HEAD = "document.querySelector('thead').getBoundingClientRect().height"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_no_word_is_broken_and_headings_are_readable(
    live: State, chromium: object, width: int
) -> None:
    people = live.course.folder / "people.csv"
    people.write_text(PEOPLE)
    for id in ("konstantinopolskaya", "gone"):
        hand_in(browser(live, id), answers())
    extend(live.course, "konstantinopolskaya", "toy", "2030-09-20 18:00Z", "ill until the 14th")
    people.write_text(PEOPLE.replace("gone,Gone,,student,\n", ""))
    seen = Seen(chromium, live, "weber", viewport={"width": width, "height": 800})
    tess = seen.page
    for path in ("/class/toy", "/people", "/people/konstantinopolskaya", "/audit"):
        seen.go(path)
        if path == "/class/toy":
            tess.locator("button[value=yes]").click()
            tess.locator("button[value=no]").wait_for()
        assert tess.evaluate(BROKEN) == [], path
        assert tess.evaluate(HEAD) < 80, path
        assert tess.evaluate(BEYOND) <= 0, path
    seen.close()
