"""Pictures: bounded SVG, of numbers and the exercise's words alone, with a sentence for those who
do not see them."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from autograder.language import speaking
from autograder.reports.page import feedback_page
from autograder.reports.pictures import drawn
from autograder.results import Picture, PictureKind
from benchmarks.pictures import MOST_BYTES, all_kinds, worst_page

EVIL = '<script>alert(1)</script>"><img src=x>'
X = [-1.0, 0.0, 1.0]


def said(kind: str, **data: Any) -> str:
    """What a picture says to whoever does not see it."""
    made = drawn(Picture(kind=kind, data=data))
    assert made is not None
    return str(BeautifulSoup(made.svg, "html.parser").svg["aria-label"])


def test_every_kind_is_drawn_with_a_sentence() -> None:
    assert {each.kind for each in all_kinds()} == set(PictureKind)
    for each in all_kinds():
        made = drawn(each)
        assert made is not None and made.caption == each.caption
        (svg,) = BeautifulSoup(made.svg, "html.parser").find_all("svg", recursive=False)
        assert svg["role"] == "img" and len(svg["aria-label"]) > 10
        assert len(made.svg) < 60_000
        assert "style=" not in made.svg and "nan" not in made.svg and "inf" not in made.svg


def test_the_worst_page_is_one_small_file() -> None:
    page = worst_page()
    assert len(page.encode()) < MOST_BYTES
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert not re.search(r"\bstyle=|\bsrc=|\bid=\"[^q]", page)


def test_a_line_on_the_right_one_and_one_that_leaves_it() -> None:
    assert said("curve", x=X, yours=X, right=X) == "Your line lies on the right one."
    away = said("curve", x=X, yours=[-1.0, 0.0, -1.0], right=X)
    assert away == "Your line leaves the right one: at 1 it is −1, and 1 is right."
    gap = said("curve", x=X, yours=[-1.0, None, 1.0], right=X)
    assert gap == "Your line leaves the right one: at 0 it is no number, and 0 is right."
    assert "only the right one" in said("curve", x=X, yours=None, right=X)


def test_what_differs_is_shaded() -> None:
    same, other = (
        drawn(Picture(kind="curve", data={"x": X, "yours": yours, "right": X}))
        for yours in (X, [0.0, 0.0, 0.0])
    )
    assert same is not None and 'class="between"' not in same.svg
    assert other is not None and 'class="between"' in other.svg
    assert other.keys == ("yours", "right")


def test_a_huge_answer_stands_at_the_edge_and_leaves_the_right_one_visible() -> None:
    made = drawn(Picture(kind="curve", data={"x": X, "yours": [1e29, 0.0, -1e29], "right": X}))
    assert made is not None
    numbers = [abs(float(each)) for each in re.findall(r"[\d.]+", " ".join(_paths(made.svg)))]
    assert max(numbers) <= 320
    words = [each.text for each in BeautifulSoup(made.svg, "html.parser").find_all("text")]
    assert "1.12" in words


def _paths(svg: str) -> list[str]:
    return [str(each["d"]) for each in BeautifulSoup(svg, "html.parser").find_all("path")]


def test_sentences_of_the_other_kinds() -> None:
    way = [[0.0, 0.0], [1.0, 1.0]]
    path = {"box": [0, 2, 0, 2], "ground": [[1.0, 2.0], [None, 4.0]], "right": way}
    assert said("path", yours=way, **path) == "Your way lies on the right one."
    assert "(2, 0); the right one ends at (1, 1)" in said("path", yours=[[0, 0], [2, 0]], **path)
    assert "only the right way" in said("path", yours=None, **path)
    cells = {"cells": [[0, 1], [-1, 1]], "box": [0, 2, 0, 2]}
    regions = said("regions", points=[[0.5, 0.5, 0], [1.5, 0.5, 0]], **cells)
    assert regions.endswith("given: 0, 1. Points in an area of their own class: 1 of 2.")
    assert "no class anywhere" in said("regions", **{**cells, "cells": [[-1, -1]]})
    assert "after these layers: 2." in said("signal", yours=[1, 2], right=[1, 1e-5])
    assert "not one size" in said("signal", yours=[1], right=[1, 2])
    assert said("scale", reached=0.93, marks=[0.9, 0.95]).startswith("Reached: 93.0%. The marks: 9")
    assert "1 was taken for 0: 7 times" in said("matrix", yours=[[1, 2], [7, 1]], names=["0", "1"])
    assert "has a frame" in said("matrix", yours=[[1]], right=[[2]], names=["a"])
    assert "right one is drawn" in said("matrix", yours=None, right=[[2]], names=["a"])
    red = {"name": "red", "yours": ["00"], "right": ["ff"]}
    assert said("images", images=[red]) == "These are not the right ones: red."
    assert said("images", images=[{**red, "yours": ["ff"]}]).startswith("Your pictures are")


def test_pictures_speak_the_language_of_the_course() -> None:
    with speaking("ru"):
        assert said("curve", x=X, yours=X, right=X) == "Ваша линия совпадает с правильной."
        assert "93,0" in said("scale", reached=0.93, marks=[0.9])
    assert "у вас" in worst_page("ru")


ODD: list[dict[str, Any]] = [
    {},
    {"x": []},
    {"x": "text", "yours": EVIL},
    {"x": [1.0], "yours": [EVIL], "right": [1.0]},
    {"box": [0, 0, 0, 0], "cells": [[]], "ground": [], "yours": []},
    {"cells": [], "box": [0, 1, 0, 1]},
    {"images": [{"name": "a", "yours": []}]},
    {"images": [{"name": "a", "yours": ["zz"]}]},
    {"images": [{"name": "a", "yours": ["0"]}]},
    {"reached": None, "marks": []},
    {"yours": [[1.0], []], "right": [[1.0]], "names": []},
]


@pytest.mark.parametrize("kind", [*PictureKind, "a later one"])
@pytest.mark.parametrize("data", ODD)
def test_odd_records_are_drawn_as_nothing_or_as_little(kind: str, data: dict[str, Any]) -> None:
    made = drawn(Picture(kind=kind, data=data))
    assert made is None or ("<script" not in made.svg and len(made.svg) < 5_000)


def test_words_are_escaped_and_cut() -> None:
    data = {"x": X, "yours": X, "right": X, "across": EVIL, "up": EVIL * 99}
    made = drawn(Picture(kind="curve", caption=EVIL, data=data))
    assert made is not None
    assert "<script" not in made.svg and len(made.svg) < 3_000
    image = {"name": EVIL, "yours": ["00"], "right": ["ff"]}
    made = drawn(Picture(kind="images", data={"images": [image]}))
    assert made is not None and "<script" not in made.svg and "<img" not in made.svg


def test_a_picture_stands_at_its_question(make: Any) -> None:
    question = make.question("sigmoid", make.check("right"))
    picture = Picture(kind="scale", caption=EVIL, data={"reached": 0.5, "marks": []})
    report = make.report("ann", msgspec.structs.replace(question, pictures=(picture,)))
    source = feedback_page(report, title="x", language="en")
    (figure,) = BeautifulSoup(source, "html.parser").select("#question-0 figure")
    assert figure.figcaption.text.strip() == EVIL and "<script" not in source
