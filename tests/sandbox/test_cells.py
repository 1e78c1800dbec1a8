"""Cells run as Jupyter runs them."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from toy_course import OpenSession

from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.responses import CellDone, Display, ErrorOutput, Stream

PNG = b"\x89PNG\r\n\x1a\n"


def text(done: CellDone, name: str = "stdout") -> str:
    """What a cell printed on a stream."""
    streams = [each for each in done.outputs if isinstance(each, Stream)]
    return "".join(stream.text for stream in streams if stream.name == name)


def last_value(done: CellDone) -> str:
    """What stands below a cell as its result."""
    (shown,) = [each for each in done.outputs if isinstance(each, Display) and each.is_result]
    return shown.data["text/plain"]


def problem(done: CellDone) -> ErrorOutput:
    """The exception that ended a cell."""
    (found,) = [each for each in done.outputs if isinstance(each, ErrorOutput)]
    assert done.failed
    return found


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x = 20\nx + 1", "21"),
        ("'text'", "'text'"),
        ("import asyncio\nasync def f():\n    return 7\nawait f()", "7"),
        ("!echo 5 > five\nopen('five').read()", "'5\\n'"),
        ("files = !echo hello\nfiles[0]", "'hello'"),
        ("%%time\n3 * 4", "12"),
        ("import helper\nhelper.number", "8"),
        ("__name__", "'__main__'"),
        ("import __main__\nvalue = 3\n__main__.value", "3"),
        ("import numpy as np\nnp.float64(2.5)", "np.float64(2.5)"),
        ("open('data.csv').read()", "'1,2'"),
        ("if True:\n    5\n6", "6"),
    ],
)
def test_the_last_value_is_shown(open_session: OpenSession, source: str, shown: str) -> None:
    session = open_session(files={"helper.py": b"number = 8", "data.csv": b"1,2"})
    done = session.run_cell(source)
    assert last_value(done) == shown
    assert not done.failed


@pytest.mark.parametrize("source", ["x = 1", "None", "1 + 1;", "", "# x", "%matplotlib inline"])
def test_nothing_is_shown(session: Session, source: str) -> None:
    done = session.run_cell(source)
    assert (done.outputs, done.failed) == ([], False)


def test_earlier_results_have_names(session: Session) -> None:
    session.run_cell("41 + 1")
    assert last_value(session.run_cell("_, Out[1], In[1]")) == "(42, 42, '41 + 1')"


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("print('a')\nprint('b')", "a\nb\n"),
        ("!echo hello", "hello"),
        ("%%bash\necho hello", "hello\n"),
        ("print('é', 'ы')", "é ы\n"),
        ("print('\\ud800')", "?\n"),
        ("%%capture out\nprint('x')", ""),
        ("help(abs)", "absolute value"),
        ("%timeit -n1 -r1 1", "1 loop each"),
        ("import sys; sys.stdout.write('raw'); sys.stdout.flush()", "raw"),
    ],
)
def test_what_is_printed(session: Session, source: str, printed: str) -> None:
    done = session.run_cell(source)
    assert printed in text(done)
    assert not done.failed


def test_warnings_go_to_stderr(session: Session) -> None:
    done = session.run_cell("import warnings\nwarnings.warn('careful')\nprint('on')")
    assert "careful" in text(done, "stderr")
    assert text(done) == "on\n"
    assert not done.failed


def test_the_order_of_outputs_is_kept(session: Session) -> None:
    source = "import sys\nprint(1)\nprint(2, file=sys.stderr)\ndisplay(3)\nprint(4)\n5"
    kinds = [
        each.text if isinstance(each, Stream) else each.data["text/plain"]  # type: ignore[union-attr]
        for each in session.run_cell(source).outputs
    ]
    assert kinds == ["1\n", "2\n", "3", "4\n", "5"]


def test_a_figure_becomes_a_picture(open_session: OpenSession) -> None:
    session = open_session(output_limit=256 * 1024)
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"
    for cell in (source, f"{source}\nplt.show()", f"%matplotlib inline\n{source};"):
        shown = [each for each in session.run_cell(cell).outputs if isinstance(each, Display)]
        (picture,) = [each for each in shown if "image/png" in each.data]
        assert base64.b64decode(picture.data["image/png"]).startswith(PNG)
        assert not picture.is_result


def test_only_text_and_pictures_are_kept(session: Session) -> None:
    done = session.run_cell(
        "from IPython.display import HTML, Javascript, SVG, display\n"
        "class Rich:\n"
        "    def _repr_html_(self): return '<script>'\n"
        "    def _repr_png_(self): return b'\\x89PNG\\r\\n'\n"
        "    def __repr__(self): return 'rich'\n"
        "display(HTML('<script>'), Javascript('x'), SVG(data='<svg></svg>'), Rich())\n"
        "display({'text/html': '<b>', 'text/plain': 'plain'}, raw=True)\n"
        "Rich()"
    )
    assert not done.failed
    shown: list[Any] = [each.data for each in done.outputs if isinstance(each, Display)]
    assert {kind for data in shown for kind in data} == {"text/plain", "image/png"}
    assert not [data for data in shown if "<script" in str(data)]
    assert shown[-2] == {"text/plain": "plain"}
    assert base64.b64decode(shown[-1]["image/png"]) == b"\x89PNG\r\n"


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("x = 1\ny = x / 0\n", "ZeroDivisionError", "y = x / 0"),
        ("def f():\n    return unknown\n\nf()", "NameError", "return unknown"),
        ("x = (1,\ny = 2", "SyntaxError", "x = (1,"),
        ("if True:\n    x = 1\n  y = 2", "IndentationError", "y = 2"),
        (
            "import numpy as np\nnp.zeros(2) + np.zeros(3)",
            "ValueError",
            "np.zeros(2) + np.zeros(3)",
        ),
        ("input('name? ')", "EOFError", "input('name? ')"),
        ("raise ValueError('\\ud800')", "ValueError", "raise ValueError('\\ud800')"),
        ("%no_such_magic", "", ""),
    ],
)
def test_an_exception_is_told(session: Session, source: str, name: str, line: str) -> None:
    done = session.run_cell(source)
    if name:
        found = problem(done)
        assert (found.name, found.line) == (name, line)
        assert "\x1b" not in "".join(found.traceback)
    else:
        assert "no_such_magic" in text(done, "stderr")


def test_the_next_cell_goes_on_after_an_exception(session: Session) -> None:
    assert session.run_cell("x = 5\nunknown\nx = 6").failed
    assert not session.run_cell("y = x").failed
    assert Student(session).value("y") == 6


def test_an_exception_that_cannot_show_itself(session: Session) -> None:
    source = "class E(Exception):\n    def __str__(self): raise ValueError\nraise E"
    assert session.run_cell(source).failed
    assert not session.run_cell("1").failed


def test_sys_stdout_of_the_student_lasts_for_one_cell(session: Session) -> None:
    session.run_cell("import io, sys\nsys.stdout = io.StringIO()\nprint('lost')")
    assert text(session.run_cell("print('found')")) == "found\n"
