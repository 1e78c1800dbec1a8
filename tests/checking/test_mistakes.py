"""Known mistakes are recognised by what they do, and only then."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import toy_course as toy
from toy_course import Examine, MakeCourse

from autograder.checking.behaviour import does_the_same
from autograder.checking.mistakes import alike, load_mistakes
from autograder.errors import CourseError
from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.student import SeenCall
from autograder.wire.values import Opaque


@pytest.mark.parametrize(
    ("question", "source", "mistake"),
    [
        ("double", "def double(number):\n    return number * number", "double_squares"),
        ("double", "def double(x):\n    return [[v * v for v in r] for r in x] if x.ndim > 1 else "
         "[v**2 for v in x]", "double_squares"),
        ("double", "def double(x):\n    print(x * 2)", "double_prints"),
        ("double", "def double(x):\n    y = x * 2", "double_returns_nothing"),
        (
            "double",
            "import warnings\ndef double(x):\n    warnings.warn('careful')",
            "double_returns_nothing",
        ),
        ("double", "def double(x):\n    for i in range(len(x)): x[i] = x[i] * 2\n    return x",
         "double_in_place"),
        ("double", "def double(x):\n    return x.doubled()", "double_wrong_method"),
        ("total", "def total(x):\n    return sum(x) / len(x)", "total_mean"),
        ("by_hand", "A = 2,5", "comma"),
        ("by_hand", "A = (2, 5)", "comma"),
    ],
)  # fmt: skip
def test_a_known_mistake(examine: Examine, question: str, source: str, mistake: str) -> None:
    result = examine(question, source)
    lost = [check for check in result.checks if check.mistake]
    assert [check.mistake for check in lost] == [mistake]
    assert lost[0].hint
    assert lost[0].points == 0
    assert lost[0].counterexample is None


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("double", "def double(x):\n    return x**3"),
        ("double", "def double(x):\n    return x**2 if x.ndim == 1 else x"),
        ("double", "def double(x):\n    raise TypeError('no')"),
        ("double", "def double(x):\n    return x.doubled() if x.ndim == 1 else x"),
        ("by_hand", "A = (2, 6)"),
        ("by_hand", "A = [2, 5]"),
        ("by_hand", "A = 25"),
    ],
)
def test_an_unknown_mistake(examine: Examine, question: str, source: str) -> None:
    result = examine(question, source)
    assert not any(check.mistake for check in result.checks)


def test_a_right_answer_is_no_mistake(examine: Examine) -> None:
    assert not any(check.mistake for check in examine("total", toy.ANSWERS["total"]).checks)


def test_a_mistake_may_look_for_itself(examine: Examine) -> None:
    seven = "@mistake(when=lambda seen: seen.calls[0].value.seven == 7)"
    mistakes = toy.other_mistakes("total", "@mistake", seven)
    result = examine("total", "def total(x):\n    return 7", mistakes=mistakes)
    assert result.checks[0].mistake is None  # what cannot be asked does not fit
    assert result.checks[0].message.endswith("is 7; 3.25 is right.")


def test_a_mistake_that_finds_itself(examine: Examine) -> None:
    seven = '@mistake(hint="Seven.", when=lambda seen: seen.calls[0].value == 7)'
    mistakes = toy.other_mistakes("total", "@mistake", seven)
    result = examine("total", "def total(x):\n    return 7", mistakes=mistakes)
    assert (result.checks[0].mistake, result.checks[0].hint) == ("total_mean", "Seven.")


def test_what_becomes_of_the_arguments_counts(examine: Examine) -> None:
    clears = '@mistake(hint="You clear the argument.")\n'
    clears += "def double_clears(x):\n    y = 2 * x\n    x[:] = 0\n    return y\n\n\n"
    first = "@mistake\ndef double_squares"
    mistakes = toy.other_mistakes("double", first, clears + first)
    result = examine("double", "def double(x):\n    x *= 2\n    return x", mistakes=mistakes)
    assert [check.mistake for check in result.checks if check.mistake] == ["double_in_place"]


def test_a_tuple_is_no_list_nor_nearly_one() -> None:
    call = SeenCall("total", (2.0,), value=(2.0,))
    assert not does_the_same(lambda x: [x], call, lambda x: x)


@pytest.mark.parametrize(("name", "known"), [("lenght", True), ("width", False)])
def test_another_name_that_is_not_there_is_another_mistake(name: str, known: bool) -> None:
    said = f"name '{name}' is not defined"
    call = SeenCall("total", (2.0,), failure=StudentFailure(Status.ERROR, said, "NameError", said))
    assert does_the_same(lambda _x: lenght, call) is known  # type: ignore[name-defined]  # noqa: F821


STOPS_AT_A_TABLE = """
@mistake(hint="A row meets a column.")
def double_meets_a_column(x):
    return x + x.ravel() if x.ndim > 1 else 2 * x


@mistake"""


@pytest.mark.parametrize(
    ("at_a_table", "known"),
    [
        ("x * np.arange(3)", True),
        ("x.reshape(3)", False),
        ("int('two')", False),
    ],
)
def test_an_error_is_the_same_where_its_text_is(
    examine: Examine, at_a_table: str, known: bool
) -> None:
    """Each is a ValueError; numbers in its text, such as shapes, may be others."""
    mistakes = toy.other_mistakes(
        "double", "@mistake\ndef double_squares", f"{STOPS_AT_A_TABLE}\ndef double_squares"
    )
    source = f"def double(x):\n    return {at_a_table} if x.ndim > 1 else 2 * x"
    result = examine("double", source, mistakes=mistakes)
    found = [check.mistake for check in result.checks if check.mistake]
    assert found == (["double_meets_a_column"] if known else [])


def test_a_hint_stands_beside_what_it_explains(examine: Examine) -> None:
    """What else the answer does, such as to its argument, is another fault."""
    adds = '@mistake(hint="Large numbers stay.")\n'
    adds += "def double_small_ones(x):\n    return np.where(np.abs(x) > 1e5, x, 2 * x)\n\n\n"
    first = "@mistake\ndef double_squares"
    mistakes = toy.other_mistakes("double", first, adds + first)
    source = (
        "def double(x):\n    y = np.where(np.abs(x) > 1e5, x, 2 * x)\n    x[:] = 0\n    return y"
    )
    result = examine("double", source, mistakes=mistakes)
    shown = {check.name: check.mistake for check in result.checks if check.points == 0}
    assert shown == {"double_unchanged": None, "double_large": "double_small_ones"}


def test_mistakes_are_read_in_order(make_toy: MakeCourse) -> None:
    mistakes = load_mistakes(make_toy().exercise("toy"))
    assert [mistake.name for mistake in mistakes][:2] == ["comma", "double_squares"]
    assert mistakes[0].hint() == "The decimal mark is a point."


def test_a_broken_file_is_told(make_toy: MakeCourse) -> None:
    exercise = make_toy(mistakes={"double": "x = 1\ny = 1 / 0\n"}).exercise("toy")
    with pytest.raises(CourseError, match="ZeroDivisionError") as caught:
        load_mistakes(exercise)
    assert str(caught.value.where).endswith("mistakes/double.py:2")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1.0, 1, True),
        (1.0, np.float32(1), True),
        ([1, 2], np.array([1.0, 2.0]), True),
        ([1, 2], [1, 2.1], False),
        ([1, 2], [[1, 2]], False),
        ((2, 5), [2, 5], False),
        (((1, 2), (3, 4)), [[1, 2], [3, 4]], True),
        (np.nan, np.nan, True),
        (np.nan, 0.0, False),
        (None, None, True),
        (None, 0.0, False),
        ("1", 1, False),
        ("a", "a", True),
        ([[1], [1, 2]], [[1], [1, 2]], True),
        ([[1], [1, 2]], [[1], [1, 3]], False),
        ([[1], [1, 2]], 3, False),
        ({"a": 1, "b": [1, [2]]}, {"b": [1.0, [2]], "a": np.int64(1)}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, [1], False),
        (Opaque("A"), 1.0, False),
    ],
)
def test_alike(one: Any, other: Any, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize("variants", ["{'by': (3.0,)}", "{'factor': 3.0}", "3.0"])
def test_variants_are_those_of_keyword_arguments(make_toy: MakeCourse, variants: str) -> None:
    source = (
        "from autograder.checking import mistake\n\n\n"
        f"@mistake(variants={variants})\n"
        "def twice(x, *, factor=2.0):\n"
        "    '''You multiply by a number.'''\n"
        "    return factor * sum(x)\n"
    )
    exercise = make_toy(mistakes={"total": source}).exercise("toy")
    with pytest.raises(CourseError, match="`variants` of twice") as caught:
        load_mistakes(exercise)
    assert str(caught.value.where).endswith("mistakes/total.py:4")


def test_what_a_mistake_stands_instead_of_is_known(make_toy: MakeCourse) -> None:
    mistakes = {**toy.MISTAKES, "double": toy.MISTAKES["double"].replace('"prints"', '"print"')}
    with pytest.raises(CourseError, match="Did you mean 'prints'") as caught:
        load_mistakes(make_toy(mistakes=mistakes).exercise("toy"))
    assert str(caught.value.where).endswith("mistakes/double.py")
