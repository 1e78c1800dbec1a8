"""Text of a submission is made plain before anyone sees it."""

import pytest

from autograder.reports.plain import clean, one_line


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new title\x07after", "after"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]0;never ends", "]0;never ends"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("user\u202etxt.exe\u2066", "usertxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("Подсказка: e^x ≥ 0 — всегда", "Подсказка: e^x ≥ 0 — всегда"),
    ],
)
def test_escapes_and_invisible_characters_are_removed(text, plain):
    assert clean(text, 100) == plain


def test_long_text_is_cut_with_an_ellipsis():
    assert clean("x" * 50, 10) == "x" * 9 + "…"
    assert clean("x" * 10, 10) == "x" * 10


def test_one_line_has_no_line_ends():
    assert one_line("  a\n\n b\tc ", 100) == "a b c"


def test_many_unfinished_escapes_take_no_long_time():
    assert len(clean("\x1b]" * 200_000, 100)) == 100
