"""Code on the page: every character is there, none becomes HTML, and the line of an error shows."""

import pytest
from bs4 import BeautifulSoup

from autograder.reports.code import highlighted

CODES = [
    "def f(x):\n    # why\n    return x + 1.5  # <b>\n",
    'def f(x):\n    """Two\n    lines & more."""\n    return f"a{x!r}b" \'<\'',
    "def broken(:\n  'open\n\tx = \u202e",
    "x = '''never ends\n<script>",
    "",
    "\n\n",
    "if x:\n        y\n    z",
    "0x\\\n\f\x0b",
    "é = 'ж' * 3",
]


@pytest.mark.parametrize("code", CODES)
def test_no_character_is_lost_or_becomes_html(code: str) -> None:
    html = highlighted(code)
    soup = BeautifulSoup(f"<pre>{html}</pre>", "html.parser")
    assert soup.pre.text == code
    assert {tag.name for tag in soup.pre.find_all()} <= {"span"}


def test_words_are_told_apart() -> None:
    soup = BeautifulSoup(highlighted(CODES[0]), "html.parser")
    found = {(each["class"][0], each.text) for each in soup.find_all("span")}
    assert found == {
        ("k", "def"), ("d", "f"), ("c", "# why"), ("k", "return"), ("n", "1.5"), ("c", "# <b>"),
    }  # fmt: skip


def test_the_line_of_an_error_is_marked() -> None:
    html = highlighted("x = 1\n    y = <x\nz = 2", ["y = <x"], "Here it stopped.")
    (mark,) = BeautifulSoup(html, "html.parser").find_all("mark")
    assert mark.text == "    y = <x # Here it stopped."


def test_long_code_stands_there_as_it_is() -> None:
    assert highlighted("x = 1\n" * 5_000) == "x = 1\n" * 5_000
