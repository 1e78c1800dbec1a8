"""Text of a submission is made plain before anyone sees it."""

import time

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
        ("Z" + "\u0351" * 300 + "a", "Z" + "\u0351" * 5 + "a"),
        ("й Việt שָׁלוֹם ที่นี่", "й Việt שָׁלוֹם ที่นี่"),
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


def test_a_text_that_is_cut_says_so_also_where_little_of_it_is_left():
    assert clean("\x1b[31m" * 1000 + "red", 20) == "…"
    assert clean("ab" + "\x00" * 1000, 20) == "ab…"


PIECES = [
    "\x1b]", "\x9d", "\x9b", "\x1b[", "\x1b", "\x1b[0", "\x9b ", "\x9d\x1b", "\x1b]8;;",
    "\x9d\x9b0 ", "\r", "\r\n", "\u2028", " ", "\t", "\x00", "\u202e", "\u0351", "é", "a",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
@pytest.mark.parametrize("read", [clean, one_line])
def test_the_work_is_that_of_what_is_shown(piece, read):
    """What has eight times the length takes as long, and eight times the limit eight times as long;
    64 times would be the square."""
    text = piece * 400_000
    assert growth(lambda size: read(text[:size], 2_000), 40_000) < 4
    assert growth(lambda size: read(text, size), 2_000) < 30


def growth(work, size):
    """How much longer eight times the size takes, in processor time."""
    small, large = (min(seconds(work, each) for _try in range(5)) for each in (size, 8 * size))
    return large / small


def seconds(work, size):
    start = time.process_time()
    for _again in range(3):
        work(size)
    return time.process_time() - start
