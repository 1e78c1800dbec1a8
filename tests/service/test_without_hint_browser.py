"""The page of wrong answers without a hint in a browser: on a phone, in the dark, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_browser import WIDTHS, Seen, chromium, everybody_can_use, live, picture, pytestmark
from test_without_hint import ANNS, MARKUP, PATH, class_with, gathered

from autograder.reports.without_hint import Counterexample, Unexplained, without_hint_page
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


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_as_a_file(chromium: object, tmp_path: Path, width: int, scheme: str) -> None:
    group = Unexplained(
        name="softmax-0a1b2c",
        question="softmax",
        size=17,
        said="",
        help="For arrays there are `np.where` and `np.maximum`.",
        counterexample=Counterexample("softmax([1, 2])", "[0.27, 0.73]", "[0.5, 1.5]"),
        code="def softmax(z):\n    return " + " + ".join(["np.exp(z)"] * 30),
    )
    texts = {"exercise": "ex02", "title": "Activations", "course": "Course", "language": "en"}
    file = tmp_path / "groups.html"
    file.write_text(without_hint_page([group], **texts))
    context = chromium.new_context(  # type: ignore[attr-defined]
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    everybody_can_use(page)
    picture(page, f"unexplained-file-{width}-{scheme}")
    context.close()
