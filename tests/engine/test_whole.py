"""Halves of signs in a notebook: they cost no grading, and change no other one."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
import toy_course as toy

from autograder.engine.engine import Engine
from autograder.engine.whole import whole
from autograder.grading import Submission
from autograder.notebooks.raw import read_notebook
from autograder.submissions import look


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"\ud83d"', "\ufffd"),
        (r'"a\uDE00b"', "a\ufffdb"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\ud83d\ud83d\ude00\ude00"', "\ufffd😀\ufffd"),
        (r'"\\ud83d"', r"\ud83d"),  # a backslash, as in somebody's code
        (r'"\\\ud83d"', "\\\ufffd"),
        (r'"\ud83d\n\ude00"', "\ufffd\n\ufffd"),
        (r'"\u0434\ufffd"', "д\ufffd"),
    ],
)
def test_a_half_is_read_as_the_sign_for_none(written: str, read: str) -> None:
    assert json.loads(whole(written.encode())) == read
    assert whole(whole(written.encode())) == whole(written.encode())


def test_a_long_file_of_backslashes_or_halves_takes_no_longer_than_its_length() -> None:
    for unit in (b"\\", b"\\u", b"\\ud83d", b"\\\\ud83d"):
        spent = []
        for times in (20_000, 200_000):
            begun = time.process_time()
            whole(unit * times)
            spent.append(time.process_time() - begun)
        assert spent[1] < 60 * max(spent[0], 0.001)


def damaged(content: bytes) -> bytes:
    """With halves in a comment, an output and the id of a cell."""
    notebook = json.loads(content)
    more = {
        "cell_type": "code",
        "id": "\ud800",
        "metadata": {},
        "execution_count": None,
        "source": "x = 1  # \ud83d",
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "cut off: \ud83d"}],
    }
    return json.dumps({**notebook, "cells": [*notebook["cells"], more]}).encode()


def test_a_foreign_notebook_is_not_called_damaged_for_it(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    foreign = json.loads(damaged(toy.notebook(**toy.ANSWERS)))
    content = json.dumps({**foreign, "cells": foreign["cells"][-1:], "metadata": {}}).encode()
    for wanted in ("toy", ""):
        found = look(course.folder, wanted, "mine.ipynb", content)
        assert not found.trouble
        assert found.is_foreign


def test_such_a_notebook_is_graded_as_any_other(tmp_path: Path, engine: Engine) -> None:
    course = toy.write_course(tmp_path)
    exercise = course.exercise("toy")
    content = damaged(toy.notebook(**toy.ANSWERS))
    assert not look(course.folder, "toy", "toy.ipynb", content).trouble
    with pytest.raises(Exception, match="not a notebook"):
        read_notebook(content)
    works = [Submission("ann", "toy", each) for each in (content, toy.notebook(**toy.ANSWERS))]
    reports = {each.content: graded.report for each, graded in engine.grade(exercise, works)}
    odd, plain = (reports[each.content] for each in works)
    assert (odd.status, odd.score) == (plain.status, plain.score)
    assert odd.score > 0
    assert odd.provenance is not None
    assert odd.provenance.submission == hashlib.sha256(content).hexdigest()
