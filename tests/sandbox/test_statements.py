"""A cell goes on after a statement that fails, and loses only what cannot be read."""

from __future__ import annotations

import pytest
from test_cells import last_value, text

from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.responses import MAX_PROBLEMS, CellDone, ErrorOutput, Stream


def problems(done: CellDone) -> list[str]:
    """The types of the exceptions that a cell shows, in order."""
    return [each.name for each in done.outputs if isinstance(each, ErrorOutput)]


@pytest.mark.parametrize(
    ("source", "names", "shown"),
    [
        ("1 / 0\nx = 5\nx", ["ZeroDivisionError"], "5"),
        ("unknown\n{}['key']\n7", ["NameError", "KeyError"], "7"),
        ("for i in [1, 2]:\n    x = i\n    1 / 0\nx", ["ZeroDivisionError"], "1"),
        ("import math\nassert math.pi > 4\nmath.floor(2.5)", ["AssertionError"], "2"),
        ("return 3\n4", ["SyntaxError"], "4"),
        ("import asyncio\nawait nothing\nawait asyncio.sleep(0, 7)", ["NameError"], "7"),
        ("%no_such_magic\n8", ["UsageError"], "8"),
        ("%load_ext no_such_extension\n9", ["ModuleNotFoundError"], "9"),
        ("import matplotlib.pyplot as plt\nplt.style.use('nothing')\n3", ["OSError"], "3"),
        ("%cd /nowhere\n%cd .\n8", [], "8"),
        ("%%time\n1 / 0\n6", ["ZeroDivisionError"], "6"),
        ("raise MemoryError\n2", ["MemoryError"], "2"),
    ],
)
def test_the_next_statement_runs(
    session: Session, source: str, names: list[str], shown: str
) -> None:
    done = session.run_cell(source)
    assert (problems(done), last_value(done), done.failed) == (names, shown, bool(names))


@pytest.mark.parametrize("source", ["exit()", "raise SystemExit", "raise KeyboardInterrupt"])
def test_what_ends_a_cell_ends_it(session: Session, source: str) -> None:
    done = session.run_cell(f"x = 1\n{source}\nx = 2")
    assert len(problems(done)) == 1
    assert Student(session).value("x") == 1


def test_a_failed_last_statement_shows_no_value(session: Session) -> None:
    done = session.run_cell("x = 3\nx / 0")
    assert [type(each) for each in done.outputs] == [ErrorOutput]


def test_the_first_exceptions_are_kept(session: Session) -> None:
    done = session.run_cell("\n".join(f"{{}}[{i}]" for i in range(1000)) + "\n5")
    assert problems(done) == ["KeyError"] * MAX_PROBLEMS
    assert last_value(done) == "5"


def test_capture_hides_what_is_printed_and_no_exception(session: Session) -> None:
    done = session.run_cell("%%capture\nprint('hidden')\n1 / 0\nx = 4")
    assert (text(done), problems(done)) == ("", ["ZeroDivisionError"])
    assert Student(session).value("x") == 4


def test_a_cell_below_an_unknown_magic_runs(session: Session) -> None:
    assert problems(session.run_cell("%%memit\nx = 4\nx / 0")) == ["ZeroDivisionError"]
    assert Student(session).value("x") == 4


# What our own reading of a statement could stumble over.
ODD = [
    "def g():\n    from nolib import *",
    "class G:\n    from os import *",
    "if " + "-" * 1500 + "1:\n    pass",
    "if 1:\n    pass\n" + "elif 1:\n    pass\n" * 1100,
    "import nolib\n@nolib.a" + ".a" * 1500 + "\ndef g(): pass",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("above", ["", "import wave\nimport networkx as late\n"])
def test_an_odd_statement_costs_only_itself(session: Session, odd: str, above: str) -> None:
    done = session.run_cell(f"{above}{odd}\nx = 5\nx")
    assert last_value(done) == "5"
    assert "autograder" not in shown(done) and "IPython" not in shown(done)


def shown(done: CellDone) -> str:
    """The tracebacks of a cell."""
    lines = [each.traceback for each in done.outputs if isinstance(each, ErrorOutput)]
    return "\n".join(map("\n".join, lines))


@pytest.mark.parametrize(
    "source",
    [
        "import nolib as n\nn()",
        "import nolib as n\n[n.a + 1 for n.b in [2]]",
        "import nolib as n\n@n.jit\ndef f():\n    1 / 0\nf()",
        "def f():\n    try:\n        {}['a']\n    except KeyError:\n        1 / 0\nf()",
        "import json\njson.loads('{')",
        "import ast\nast.parse('(')",
        "return 3",
    ],
)
def test_a_traceback_has_only_what_is_the_students(session: Session, source: str) -> None:
    done = session.run_cell(source)
    assert problems(done)
    assert "autograder" not in shown(done) and "IPython" not in shown(done)
    assert source.startswith("return") or "Cell In[1], line" in shown(done)


# Each has one function f and one value A that can be read, and a piece that cannot.
PARTLY_READABLE = [
    "def g(x)\n    return x\n\ndef f(x):\n    return x\nA = 5",
    "def f(x):\n    return x\n\ndef g(x):\nreturn x\nA = 5",
    "A = 5\ndef g(x):\n    y = (x\n    return y\n\n\ndef f(x):\n    return x",
    "A = 5\n  def g(x):\n    return x\ndef f(x):\n    return x",
    "def g(x):\n    if x:\n    return x\nA = 5\n@staticmethod\ndef f(x):\n    return x",
    "def g(x):\n\tif x:\n        return x\nA = 5\ndef f(x):\n\treturn x",
    "print 'hello'\nA = 5\n"
    "def f(x):\n    '''A text\nat the margin:\ndef of nothing.\n    '''\n    return x",
    "A = {\n'a': 5,\n}['a']\nif A:\n    B = 1\nelse:\n    B = 2\nx = [1,\ndef f(x):\n    return x",
    "A = 5\ndef f(x):\n    return x\ndef g(x):\n    '''never ends\n    return x",
    "%matplotlib inline\ny = (\nA = 5\n%matplotlib inline\ndef f(x):\n    return x",
    "A = 5\r\ndef g(x)\r\n    return x\r\ndef f(x):\r\n    return x\r\n",
    "A = 5\ndef g(x):\n    return '\0'\ndef f(x):\n    return x",
    "try:\n    A = 5\nfinally:\n    pass\nfor\ndef f(x):\n    return x",
    "async def g(x):\n    return (x\nA = 5\ndef f(x): return x",
]


# Of a NUL, Python said ValueError before 3.11.4.
UNREADABLE = {"SyntaxError", "IndentationError", "TabError", "ValueError"}


@pytest.mark.parametrize("source", PARTLY_READABLE)
@pytest.mark.parametrize("above", ["", "%%time\n"])
def test_only_the_piece_that_cannot_be_read_is_lost(
    session: Session, source: str, above: str
) -> None:
    done = session.run_cell(above + source)
    assert UNREADABLE & set(problems(done))
    student = Student(session)
    assert (student.f(3), student.value("A")) == (3, 5)
    assert not any(getattr(each, "name", "") == "NameError" for each in done.outputs)


@pytest.mark.parametrize("source", ["def g(x)\n    return x", "def g(x):\n  a = 1\n return a"])
def test_half_a_function_is_none(session: Session, source: str) -> None:
    session.run_cell(f"A = 5\n{source}\nB = 6")
    with pytest.raises(StudentFailure, match="because Python cannot read the line") as caught:
        Student(session).g(3)
    assert caught.value.status is Status.ERROR
    assert caught.value.exception in ("SyntaxError", "IndentationError")


def test_an_unreadable_piece_is_shown_with_its_line(session: Session) -> None:
    done = session.run_cell("A = 5\n\ndef g(x)\n    return x\n")
    (problem,) = [each for each in done.outputs if isinstance(each, ErrorOutput)]
    assert (problem.text, problem.line) == ("expected ':' (line 3)", "def g(x)")


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("a = 1 / 0", "a = 1 / 0", "ZeroDivisionError: division by zero"),
        ("import numppy as a", "", ""),
        ("from numpy import *\na, b = 1", "a, b = 1", "TypeError"),
        ("if True:\n    1 / 0\n    a = 2", "if True:", "ZeroDivisionError"),
        ("def a(x):\n    return (x", "return (x", "SyntaxError"),
        ("exit()\na = 3", "exit()", "SystemExit"),
        (
            "def stop():\n    raise SystemExit(2)\nstop()\na = 3",
            "raise SystemExit(2)",
            "SystemExit",
        ),
        ("class a(unknown):\n    pass", "class a(unknown):", "NameError"),
        ("b = 1 / 0\na = b", "b = 1 / 0", "ZeroDivisionError"),
        ("from json import *\nfrom nowhere import *", "from nowhere import *", "nowhere"),
    ],
)
def test_an_unknown_name_names_what_should_have_made_it(
    session: Session, source: str, line: str, said: str
) -> None:
    session.run_cell(source)
    session.run_cell("def f():\n    return a")
    with pytest.raises(StudentFailure) as of_value:
        Student(session).value("a")
    with pytest.raises(StudentFailure) as of_call:
        Student(session).f()
    for caught in (of_value, of_call):
        assert f"`{line}`" in caught.value.message or not line
        assert said in caught.value.message


def test_a_name_that_was_made_later_is_there(session: Session) -> None:
    session.run_cell("a = 1 / 0")
    session.run_cell("a = None")
    with pytest.raises(StudentFailure) as caught:
        Student(session).value("a")
    assert (caught.value.status, "is not there yet" in caught.value.message) == (
        Status.MISSING,
        True,
    )


def test_a_name_that_nothing_made_has_no_cause(session: Session) -> None:
    session.run_cell("a = 1 / 0\nfrom nowhere import *")
    session.run_cell("del nothing\ndef f():\n    return sofmax")
    with pytest.raises(StudentFailure, match="may be one of the names"):
        Student(session).f()


DEEP = {
    "sum": "+".join(["1"] * 5000),
    "calls": "'a'" + ".strip()" * 5000,
    "lambdas": "lambda: " * 5000 + "1",
}


@pytest.mark.parametrize("source", DEEP.values(), ids=DEEP)
def test_what_is_too_deep_for_the_compiler_costs_only_its_statement(
    session: Session, source: str
) -> None:
    session.run_cell(f"a = 1\ny = {source}\nb = 2")
    [output] = session.run_cell("print(a, b)").outputs
    assert output == Stream("stdout", "1 2\n")
