"""Exceptions of a student's own, whose class has methods that fail: no worse than others."""

from __future__ import annotations

import pytest
from test_statements import problems

from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.responses import ErrorOutput

FACTS = """
class Odd(Exception):
    def __init__(self, **facts):
        self.facts = facts
    def __getattr__(self, name):
        return self.facts[name]
"""
METHOD = "class Odd({base}):\n    def {method}:\n        {body}\n"
ODD = {
    "facts": FACTS,
    "no end": METHOD.format(
        base="Exception", method="__getattr__(self, name)", body="return getattr(self, name)"
    ),
    "a wrong value": METHOD.format(
        base="Exception", method="__getattr__(self, name)", body="raise ValueError(name)"
    ),
    "an end": METHOD.format(
        base="Exception", method="__getattr__(self, name)", body="raise SystemExit"
    ),
    "every attribute": METHOD.format(
        base="Exception", method="__getattribute__(self, name)", body="raise KeyError(name)"
    ),
    "its text": METHOD.format(base="Exception", method="__str__(self)", body="raise SystemExit"),
    "no texts": METHOD.format(base="Exception", method="__str__(self)", body="return 5"),
    "its class": "class Odd(Exception):\n    __class__ = property(lambda self: 1 / 0)\n",
    "its cause": "class Odd(Exception):\n    __cause__ = property(lambda self: 1 / 0)\n",
    "its traceback": "class Odd(Exception):\n    __traceback__ = property(lambda self: 1 / 0)\n",
    "its dictionary": "class Odd(Exception):\n    __dict__ = property(lambda self: 1 / 0)\n",
    "its notes": "class Odd(Exception):\n    __notes__ = property(lambda self: 1 / 0)\n",
    "how Jupyter shows it": METHOD.format(
        base="Exception", method="_render_traceback_(self)", body="return 5"
    ),
    "no truth": METHOD.format(base="Exception", method="__len__(self)", body="return 0"),
    "an import": METHOD.format(
        base="ImportError", method="__getattribute__(self, name)", body="raise KeyError(name)"
    ),
    "a name": METHOD.format(
        base="NameError", method="__getattribute__(self, name)", body="raise KeyError(name)"
    ),
    "a syntax": METHOD.format(
        base="SyntaxError", method="__getattribute__(self, name)", body="raise KeyError(name)"
    ),
    "the class of its class": "class Meta(type):\n    def __getattribute__(self, name):\n"
    "        raise KeyError(name)\nclass Odd(Exception, metaclass=Meta):\n    pass\n",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_the_rest_of_its_cell_runs(session: Session, odd: str) -> None:
    done = session.run_cell(f"{odd}\nraise Odd()\ndef f(x):\n    return x + 1\n")
    assert problems(done) == ["Odd"]
    assert Student(session).f(1) == 2


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_a_function_raises_is_told(session: Session, odd: str) -> None:
    session.run_cell(f"{odd}\ndef f(x):\n    raise Odd()\ndef g(x):\n    return x\n")
    with pytest.raises(StudentFailure, match="Odd") as caught:
        Student(session).f(1)
    assert (caught.value.status, caught.value.line) == (Status.ERROR, "raise Odd()")
    assert Student(session).g(1) == 1


def test_the_place_where_it_was_raised_is_shown(session: Session) -> None:
    done = session.run_cell(f"{FACTS}\ndef f():\n    raise Odd(why='x')\nf()\n")
    (problem,) = [each for each in done.outputs if isinstance(each, ErrorOutput)]
    assert (problem.line, problem.function) == ("raise Odd(why='x')", "f")
    assert any("Odd" in line for line in problem.traceback[-3:])  # 3.13 says more below
    assert [type(each) for each in done.outputs] == [
        ErrorOutput
    ]  # and nothing of IPython's trouble


@pytest.mark.parametrize("base", ["Exception", "ImportError"])
def test_a_module_of_their_own_raises_it(session: Session, base: str) -> None:
    text = f"{ODD['every attribute'].replace('Exception', base)}raise Odd()"
    done = session.run_cell(f"open('own.py', 'w').write({text!r})\nimport own\nx = 3\n")
    assert problems(done) == ["Odd"]
    assert Student(session).value("x") == 3


def test_what_a_function_leaves_in_its_argument_may_be_odd(session: Session) -> None:
    session.run_cell("import nolib\ndef f(x):\n    x.append(nolib)\n    return 1")
    with pytest.raises(StudentFailure, match="nolib is not installed") as caught:
        Student(session).f([1])
    assert caught.value.status is Status.ERROR


def test_an_object_that_says_nothing_of_its_class(session: Session) -> None:
    """It stands where a library is to be imported that is loaded late."""
    silent = (
        "class Silent:\n    def __getattribute__(self, name):\n        raise KeyError(name)\n"
        "nolib = s = Silent()\n"
    )
    done = session.run_cell(f"{silent}import nolib\nimport pandas as s\nx = 3\n")
    assert Student(session).value("x") == 3
    assert "KeyError" not in problems(done)
