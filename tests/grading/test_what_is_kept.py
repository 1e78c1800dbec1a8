"""What a student prints, raises or returns is kept without what steers a terminal or hides."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.results import to_json

STEERS = "\\x1b[31m\\x9b2J\\x1b]0;t\\x07\\u202e\\x85\\x00\\x7f"
ODD = [
    f"def double(x):\n    raise ValueError('a{STEERS}b')",
    f"def double(x):\n    return 'a{STEERS}b'",
    f"def double(x):\n    return {{'a{STEERS}b': 'a{STEERS}b'}}",
    f"class Q: pass\nQ.__name__ = 'a{STEERS}b'\ndef double(x):\n    return Q()",
    f"E = type('a{STEERS}b', (Exception,), {{}})\nraise E('a{STEERS}b')",
    f"raise ImportError('a{STEERS}b', name='a{STEERS}b')",
    f"print('a{STEERS}b')\nimport sys\nsys.stderr.write('a{STEERS}b')",
    f"class R:\n    def __repr__(self): return 'a{STEERS}b'\nR()",
]


def texts(data: Any) -> Iterator[str]:
    """All texts of a file but the student's own code."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, each in data.items():
            yield key
            yield from texts(each if key != "source" else None)
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)


@pytest.mark.parametrize("source", ODD)
def test_nothing_that_steers_is_kept(grade_toy: GradeHere, source: str) -> None:
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": source}))
    for kept in (to_json(graded.report), graded.notebook):
        for character in "".join(texts(json.loads(kept))):
            assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cf")


def test_ends_of_lines_stay_and_progress_bars_end(grade_toy: GradeHere) -> None:
    shows = "print('a\\tb\\r\\n' + '\\r'.join(f'\\x1b[1m{i}/3\\x1b[0m' for i in (1, 2, 3)))"
    graded = grade_toy(toy.notebook(**{**toy.ANSWERS, "double": shows}))
    assert b'"text": "a\\tb\\n3/3\\n"' in graded.notebook
