"""Floods of output are cut, and it is said."""

from __future__ import annotations

import pytest
from toy_course import OpenSession

from autograder.sandbox.session import OUTPUT_SLACK, Session
from autograder.student import Student
from autograder.wire.responses import MAX_PROBLEMS, Display, ErrorOutput, Stream, size

LIMIT = 1_000
CUT = "the rest of the output was cut"

FLOODS = [
    "for i in range(10**5): print(i)",
    "print('x' * 10**7)",
    "import sys\nfor i in range(10**4): print(i); print(i, file=sys.stderr)",
    "for i in range(3000): display(i)",
    "'x' * 10**6",
    "!yes | head -c 300000",
    "raise ValueError('x' * 10**6)",
    "def deep(n):\n    return deep(n + 1)\ndeep(0)",
    "for i in range(30):\n    try: 1/0\n    except Exception: get_ipython().showtraceback()",
]


@pytest.mark.parametrize("source", FLOODS)
def test_a_flood_is_cut(open_session: OpenSession, source: str) -> None:
    session = open_session(output_limit=LIMIT)
    outputs = session.run_cell(source).outputs
    assert size(outputs) < LIMIT + OUTPUT_SLACK
    assert len(outputs) <= LIMIT
    assert not session.run_cell("1").failed


def test_the_cut_is_said_once(open_session: OpenSession) -> None:
    session = open_session(output_limit=LIMIT)
    done = session.run_cell("for i in range(1000): print('a line of text')")
    (stream,) = done.outputs
    assert isinstance(stream, Stream)
    assert stream.text.count(CUT) == 1
    assert stream.text.startswith("a line of text\n")
    assert len(stream.text) < LIMIT + 100


def test_the_limit_is_for_each_cell(open_session: OpenSession) -> None:
    session = open_session(output_limit=LIMIT)
    session.run_cell("print('x' * 5000)")
    (stream,) = session.run_cell("print('y' * 900)").outputs
    assert isinstance(stream, Stream)
    assert stream.text == "y" * 900 + "\n"


def test_a_small_piece_costs_no_more_behind_much_text(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=4.0, output_limit=2**23)
    source = "print('x' * 4_000_000)\nfor i in range(40_000): print(i % 10, end='')"
    (stream,) = session.run_cell(source).outputs
    assert isinstance(stream, Stream)
    assert len(stream.text) == 4_040_001


def test_half_a_picture_is_not_kept(open_session: OpenSession) -> None:
    session = open_session(output_limit=LIMIT)
    done = session.run_cell(
        "class Large:\n    def _repr_png_(self): return b'\\x89PNG' * 1000\n"
        "    def __repr__(self): return 'large'\nLarge()"
    )
    assert done.outputs == [Display({"text/plain": "large"}, is_result=True)]


def test_few_exceptions_are_kept(session: Session) -> None:
    done = session.run_cell(FLOODS[-1])
    assert len([each for each in done.outputs if isinstance(each, ErrorOutput)]) == MAX_PROBLEMS


def test_a_function_may_print_without_end(session: Session) -> None:
    session.run_cell("def f():\n    for i in range(10**5): print('x' * 100)\n    return 3")
    seen = Student(session).call("f", ())
    assert (seen.value, seen.printed) == (3, True)


def test_a_large_file_ends_in_an_exception(session: Session) -> None:
    done = session.run_cell("with open('large', 'wb') as file:\n    file.truncate(10**9)")
    assert done.failed
