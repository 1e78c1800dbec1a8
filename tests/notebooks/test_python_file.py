"""Python files: the encoding that they say they have, and answers in words in them."""

from __future__ import annotations

import pytest

from autograder.errors import SubmissionError
from autograder.notebooks.cells import Work
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawCell, RawNotebook

PLACEHOLDER = "Your answer here."
WHY = RawCell("markdown", PLACEHOLDER, grade_id="why", is_grade=True)


def read(data: bytes) -> Work:
    return read_python(data, ["a"], RawNotebook((WHY,)))


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("# -*- coding: cp1251 -*-", "cp1251"),
        ("#!/usr/bin/python\n# coding: windows-1251", "cp1251"),
        ("# vim: set fileencoding=koi8-r :", "koi8-r"),
        ("# coding=cp866", "cp866"),
        ("# coding: mac-cyrillic", "mac-cyrillic"),
        ("# coding: iso-8859-5", "iso8859-5"),
        ("# coding: utf8", "utf-8"),
    ],
)
def test_a_file_may_say_its_encoding(line: str, encoding: str) -> None:
    source = f"{line}\nx = 'ы'\n"
    assert read(source.encode(encoding)).cells[0].raw.source == source


@pytest.mark.parametrize(
    "data",
    [
        "x = 'ы'".encode("cp1251"),
        "\n\n# coding: cp1251\nx = 'ы'".encode("cp1251"),
        "# coding: utf-8\nx = 'ы'".encode("cp1251"),
        b"# coding: nothing\nx = 1",
        b"# coding: utf-7\nx = 1",
        b"# coding: unicode_escape\nx = 1",
        b"# coding: rot13\nx = 1",
        b"# coding: bz2\nx = 1",
        b"\xef\xbb\xbf# coding: cp1251\nx = 1",
    ],
)
def test_other_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(SubmissionError, match="not text in UTF-8"):
        read(data)


@pytest.mark.parametrize(
    "source",
    [
        'why = """\nToo large.\n"""',
        'why = "Too large."',
        "why = r'''Too large.'''",
        'why = ("Too "\n       "large.")',
        'why: str = "Too large."',
        "why = 'Too ' \\\n    'large.'",
        "why = f'Too large.'",
        "text = 'Too large.'\nwhy = text",
        "other = why = 'Too large.'",
        "why = 'no'\nwhy = 'Too large.'\n",
        f"why = 'Too large.'\nwhy = '''\n{PLACEHOLDER}\n'''",
        "why = 'Too large.'\ndef f():\n    why = 'no'",
        'why = """Too large."""\nx = (',
    ],
)
def test_an_answer_in_words(source: str) -> None:
    assert read(source.encode()).answers() == {"why": "Too large."}


@pytest.mark.parametrize(
    "source",
    ["x = 1", "why = 3", "why = f'{x}'", "why = x", "why += 'a'", "# why = 'a'", "why: str"],
)
def test_no_answer_in_words(source: str) -> None:
    assert read(source.encode()).answers() == {"why": PLACEHOLDER}
