"""The page of wrong answers without a hint: one file, and nothing of a student's in it is HTML."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64encode

import msgspec
import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from autograder.reports.without_hint import (
    Counterexample,
    Unexplained,
    groups_view,
    without_hint_page,
)

EVIL = '</pre><script>alert(1)</script>"><img src=x onerror=alert(1)>\x1b[31m\u202e{{ 7*7 }}'
GROUP = Unexplained(
    name="softmax-0a1b2c",
    question="softmax",
    size=17,
    said="softmax([1, 2]) has rows that sum to 2.",
    help="",
    counterexample=Counterexample("softmax([1, 2])", "[0.27, 0.73]", "[0.5, 1.5]"),
    code="def softmax(z):\n    return z",
)
HOSTILE = Unexplained(
    name="softmax-ffffff",
    question="softmax",
    size=1,
    said=EVIL,
    help=EVIL,
    counterexample=Counterexample(EVIL, EVIL, EVIL),
    code=EVIL + "x = 1\n" * 100_000,
)


def page(*groups: Unexplained, language: str = "en") -> str:
    return without_hint_page(
        groups,
        exercise="ex02_activations",
        title="Activations",
        course="Neural networks",
        language=language,
    )


def view(*groups: Unexplained) -> str:
    out = Console(width=100, record=True, file=io.StringIO())
    out.print(groups_view(groups, exercise="ex02_activations", language="en"))
    return out.export_text()


def test_a_group_with_all_that_is_known_of_it() -> None:
    soup = BeautifulSoup(page(GROUP), "html.parser")
    text = " ".join(soup.get_text(" ").split())
    assert "Wrong answers without a hint: 17. Groups: 1." in text
    assert "autograder explain ex02_activations GROUP" in text
    section = soup.select_one("section#softmax-0a1b2c")
    assert section is not None
    assert " ".join(section.get_text(" ").split()) == (
        "softmax-0a1b2c answers: 17 softmax([1, 2]) What they give [0.5, 1.5] "
        "What is right [0.27, 0.73] One of these answers def softmax(z): return z"
    )


def test_where_no_call_can_be_shown_it_is_what_they_read() -> None:
    group = msgspec.structs.replace(GROUP, counterexample=None, help="Count the brackets.", code="")
    text = " ".join(BeautifulSoup(page(group), "html.parser").get_text(" ").split())
    assert "What they read softmax([1, 2]) has rows that sum to 2." in text
    assert "General help that they got Count the brackets." in text
    assert "(This code cannot be read as Python.)" in text
    assert "They read: softmax([1, 2]) has" in view(group)


def test_nothing_of_a_students_becomes_html_or_steers_a_terminal() -> None:
    text = page(HOSTILE)
    soup = BeautifulSoup(text, "html.parser")
    assert not soup.select("script, img, [onerror], [src], [href]")
    assert "{{ 7*7 }}" in soup.get_text()
    assert not {"\x1b", "\u202e"} & {*text, *view(HOSTILE)}
    assert len(text) < 50_000


def test_a_browser_may_apply_its_style_and_nothing_else() -> None:
    soup = BeautifulSoup(page(GROUP), "html.parser")
    policy = soup.select_one("meta[http-equiv]")["content"]  # type: ignore[index]
    style = b64encode(hashlib.sha256(soup.style.string.encode()).digest()).decode()  # type: ignore[union-attr]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{style}'")
    assert not re.search(r"https?://|@import|url\(", page(GROUP))


@pytest.mark.parametrize("groups", [(), (GROUP, HOSTILE)], ids=["none", "two"])
def test_it_speaks_the_language_of_the_course(groups: tuple[Unexplained, ...]) -> None:
    text = BeautifulSoup(page(*groups, language="ru"), "html.parser")
    assert text.html["lang"] == "ru"  # type: ignore[index]
    assert text.h1.string == "Неверные ответы без подсказки"  # type: ignore[union-attr]
