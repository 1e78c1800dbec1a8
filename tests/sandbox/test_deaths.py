"""However a student's code ends, the session says what happened."""

from __future__ import annotations

import pytest

from autograder.responder import ChildDied
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.requests import Call, RunCell
from autograder.wire.responses import CellDone, ErrorOutput

ENDINGS = [
    ("import os; os._exit(0)", "ended Python"),
    ("import os; os._exit(3)", "ended Python"),
    ("import ctypes; ctypes.string_at(0)", "crashed Python itself (signal 11)"),
    ("import os; os.abort()", "crashed Python itself (signal"),
]


@pytest.mark.parametrize(("source", "sentence"), ENDINGS, ids=[each[0] for each in ENDINGS])
def test_a_cell_that_ends_python(session: Session, source: str, sentence: str) -> None:
    with pytest.raises(ChildDied) as caught:
        session.run_cell(source)
    assert caught.value.status is Status.CRASHED
    assert sentence in caught.value.message
    assert not session.alive


def test_a_function_that_ends_python(session: Session) -> None:
    session.run_cell("def f():\n    import os\n    os._exit(1)")
    with pytest.raises(ChildDied, match="ended Python"):
        Student(session).call("f", ())


def test_a_closed_session_answers_at_once(session: Session) -> None:
    with pytest.raises(ChildDied):
        session.run_cell("import os; os._exit(0)")
    with pytest.raises(ChildDied, match="had ended before"):
        session.run_cell("1")


@pytest.mark.parametrize(
    "source", ["exit()", "quit()", "import sys; sys.exit(2)", "raise SystemExit"]
)
def test_exit_in_a_cell_ends_the_cell_only(session: Session, source: str) -> None:
    done = session.run_cell(f"x = 1\n{source}\nx = 2")
    (problem,) = [each for each in done.outputs if isinstance(each, ErrorOutput)]
    assert problem.name == "SystemExit"
    assert Student(session).value("x") == 1


@pytest.mark.parametrize("line", ["exit()", "sys.exit()", "raise KeyboardInterrupt"])
def test_exit_in_a_function_ends_the_function_only(session: Session, line: str) -> None:
    session.run_cell(f"import sys\ndef f():\n    {line}\ndef g():\n    return 5")
    student = Student(session)
    with pytest.raises(Exception, match=r"f stopped with an error in the line"):
        student.call("f", ())
    assert student.call("g", ()).value == 5


def test_deep_recursion_is_an_exception(session: Session) -> None:
    session.run_cell("def f(x):\n    return f(x)")
    with pytest.raises(Exception, match="RecursionError") as caught:
        Student(session).call("f", (1,))
    assert caught.value.status is Status.ERROR  # type: ignore[attr-defined]


def test_an_answer_of_the_wrong_kind_ends_the_session(session: Session) -> None:
    with pytest.raises(ChildDied, match="makes no sense"):
        session.ask(Call(session.next_number(), "nothing", []), CellDone)
    assert not session.alive


def test_numbers_of_questions_rise(session: Session) -> None:
    first = session.ask(RunCell(session.next_number(), "1", 100), CellDone)
    second = session.run_cell("1")
    assert (first.number, second.number) == (1, 2)
