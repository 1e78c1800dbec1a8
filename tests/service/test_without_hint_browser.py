"""The page of wrong answers without a hint in a browser: on a phone, in the dark, by keys alone."""

from __future__ import annotations

from test_browser import Seen, chromium, everybody_can_use, live, picture, pytestmark
from test_without_hint import ANNS, MARKUP, PATH, class_with, gathered

from autograder.service.web.state import State

__all__ = ["chromium", "live", "pytestmark"]


def test_on_a_phone_and_in_the_dark(live: State, chromium: object) -> None:
    class_with(live, ann=ANNS, bob=MARKUP)
    for name, options in {
        "phone": {"viewport": {"width": 360, "height": 740}},
        "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    }.items():
        tess = Seen(chromium, live, "tess", **options)
        tess.go(PATH)
        everybody_can_use(tess.page)
        tess.page.locator("main form button").press("Enter")
        gathered(live)
        tess.go(PATH)
        assert tess.page.locator("main section").count() == 2
        everybody_can_use(tess.page)
        picture(tess.page, f"unexplained-{live.course.language}-{name}")
        tess.close()
