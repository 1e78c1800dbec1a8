"""What any function can do wrong is known for every question, and only where it is true."""

from __future__ import annotations

from types import ModuleType

import pytest
import toy_course as toy
from toy_course import Examine, MakeCourse

from autograder.checking.derived import DERIVED
from autograder.checking.mistakes import load_mistakes
from autograder.student import Seen, SeenCall


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("def total(x):\n    print(sum(x))", "prints"),
        ("def total(x):\n    s = sum(x)", "gives_nothing_back"),
        ("def total(x):\n    return f'{sum(x)}'", "gives_text"),
        ("def total(x):\n    if len(x) > 99: return sum(x)\n    print(x)", "prints"),
    ],
)
def test_it_is_recognised(examine: Examine, source: str, mistake: str) -> None:
    (check,) = examine("total", source).checks
    assert check.mistake == mistake
    assert check.hint


def test_an_argument_that_is_changed(examine: Examine) -> None:
    source = "def double(x):\n    y = 2 * x\n    x += 1\n    return y"
    result = examine("double", source)
    assert [check.mistake for check in result.checks if check.mistake] == ["changes_its_argument"]


@pytest.mark.parametrize(
    "source",
    [
        "def double(x):\n    y = 3 * x\n    x += 1\n    return y",
        "def double(x):\n    return None if x.ndim > 1 else 2 * x",
        "def double(x):\n    return None if x.ndim > 1 else 3 * x",
        "def double(x):\n    return str(x) if x.ndim > 1 else 2 * x",
    ],
    ids=["wrong as well", "right elsewhere", "wrong elsewhere", "text once"],
)
def test_what_is_not_the_whole_truth_is_not_said(examine: Examine, source: str) -> None:
    assert not any(check.mistake for check in examine("double", source).checks)


WORD = """

def word(x):{0}
    '''Say it.

    x: a number.
    '''
    {1}
"""


def derived_of(make_toy: MakeCourse, question: str, solution: str) -> list[str]:
    known = load_mistakes(make_toy(solution=toy.SOLUTION + solution).exercise("toy"))
    return [each.name for each in known if each.question == question]


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("", "return 'high' if x > 0 else 'low'"),
        ("", "return f'{x}'"),
        ("", "return str(x)"),
        (" -> str", "return ['low', 'high'][x]"),
    ],
)
def test_text_is_no_mistake_where_it_is_wanted(
    make_toy: MakeCourse, declared: str, body: str
) -> None:
    solution = WORD.replace("word(x):{0}", f"word(x){declared}:").replace("{1}", body)
    assert derived_of(make_toy, "word", solution) == ["prints", "gives_nothing_back"]


def test_a_wrong_text_is_not_told_to_be_no_text() -> None:
    (text,) = (each for each in DERIVED if each.name == "gives_text")
    seen = Seen(calls=[SeenCall("f", (1.0,), "low")])
    wanted, other = ModuleType("solution"), ModuleType("solution")
    wanted.f = lambda x: "high"  # type: ignore[attr-defined]
    other.f = lambda x: x  # type: ignore[attr-defined]
    assert text.claim("f", seen, wanted) is None
    assert text.claim("f", seen, other) == frozenset([0])


@pytest.mark.parametrize("inner", ["def inner():\n        return 1", "inner = lambda: 1"])
def test_what_an_inner_function_gives_back_is_not_what_the_answer_does(
    make_toy: MakeCourse, inner: str
) -> None:
    solution = WORD.replace("{0}", "").replace("{1}", f"{inner}\n    print(inner())")
    assert derived_of(make_toy, "word", solution) == []


def test_only_where_it_can_be_wrong(make_toy: MakeCourse) -> None:
    """No check says of `total` that its argument stays; what an author says better stands instead;
    and a function that gives nothing back where it is right is not blamed for it."""
    solution = (
        toy.SOLUTION
        + '\n\ndef shows(x):\n    """Show x.\n\n    x: a number.\n    """\n    print(x)\n'
    )
    known = load_mistakes(make_toy(solution=solution).exercise("toy"))
    found = [(each.question, each.name) for each in known if each.claim is not None]
    assert found == [
        ("double", "gives_text"),
        ("double", "changes_its_argument"),
        ("total", "prints"),
        ("total", "gives_nothing_back"),
        ("total", "gives_text"),
    ]
