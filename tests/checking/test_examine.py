"""The verdict on one question: value first, statuses, and what the student may read."""

from __future__ import annotations

import pytest
import toy_course as toy
from toy_course import Examine

from autograder.results import QuestionResult, Status

PASSED, FAILED, SKIPPED = Status.PASSED, Status.FAILED, Status.SKIPPED


def statuses(result: QuestionResult) -> list[Status]:
    return [check.status for check in result.checks]


def test_a_right_answer(examine: Examine) -> None:
    result = examine("double", toy.ANSWERS["double"])
    assert (result.status, result.score, result.max_score) == (PASSED, 4, 4)
    assert statuses(result) == [PASSED] * 4
    assert all(check.points == check.max_points for check in result.checks)
    assert not any(check.message or check.hint for check in result.checks)


def test_values_come_first(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return [9.0, 9.0, 9.0]")
    assert statuses(result) == [FAILED, FAILED, SKIPPED, SKIPPED]
    assert result.score == 0
    assert result.checks[2].message == "This is checked once the rest is right."
    first = result.checks[0]
    assert first.message == "double([1.5, -3, 0.25])[0] is 9; 3 is right."
    assert first.expected == [3, -6, 0.5]
    assert first.actual == [9, 9, 9]


def test_one_wrong_value_check_is_enough_to_skip_the_rest(examine: Examine) -> None:
    source = "def double(x):\n    return 2 * x if x.ndim == 1 else x"
    result = examine("double", source)
    assert statuses(result) == [PASSED, FAILED, SKIPPED, SKIPPED]
    assert result.score == 2


def test_a_property_costs_no_more_than_itself(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    x *= 2\n    return x")
    assert statuses(result) == [PASSED, PASSED, FAILED, PASSED]
    message = result.checks[2].message
    assert message.startswith("double(…) changes what it is given: [1, 2] became [2, 4].")
    assert (result.checks[2].expected, result.checks[2].actual) == (None, None)
    assert result.score == 3.5


def test_an_argument_changed_in_some_calls_only_is_told_as_that(examine: Examine) -> None:
    checks = toy.CHECKS.replace("import same", "import near, same")
    checks = checks.replace(
        "unchanged(student.double, np.array([1.0, 2.0]))",
        "unchanged(student.double, near(np.array([1.0, 2.0])))",
    )
    source = "def double(x):\n    y = 2 * x\n    if len(x) == 3:\n        x[0] = 0\n    return y"
    result = examine("double", source, checks=checks)
    assert statuses(result) == [PASSED, PASSED, FAILED, PASSED]
    said = "Your function changes what it is given, for some numbers though not for all."
    assert result.checks[2].message.startswith(said)


def test_of_an_array_too_long_to_be_shown_one_number_is(examine: Examine) -> None:
    checks = toy.CHECKS.replace("np.array([1e6, -1e6])", "np.arange(100.0)")
    source = "def double(x):\n    return np.where(x > 70, 0.5, 2 * x)"
    last = examine("double", source, checks=checks).checks[3]
    said = "double(array of shape (100,))[71] is 0.5; 142 is right."
    assert last.message == f"{said} In its argument, 71 stands there."
    assert (last.expected, last.actual) == (142, 0.5)


def test_an_edge_costs_no_more_than_itself(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return 2 * np.clip(x, -100, 100)")
    assert statuses(result) == [PASSED, PASSED, PASSED, FAILED]
    assert result.score == 3.5


def test_an_exception(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return x.nothing")
    assert statuses(result) == [Status.ERROR, Status.ERROR, SKIPPED, SKIPPED]
    assert result.status is Status.ERROR
    assert "in the line `return x.nothing`: AttributeError" in result.checks[0].message


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("double", toy.STUBS["double"]),
        ("total", ""),
        ("by_hand", "A = None"),
    ],
)
def test_nothing_written(examine: Examine, question: str, source: str) -> None:
    result = examine(question, source)
    assert (result.status, result.score) == (Status.MISSING, 0)


def test_a_value_in_place_of_a_function_is_told_how_a_function_begins(examine: Examine) -> None:
    result = examine("double", "double = 3")
    assert (result.status, result.score) == (Status.FAILED, 0)
    assert result.checks[0].message == "double should be a function, but it is of type int."
    assert "`def double(x):`" in result.checks[0].hint
    assert "`double = …`" in result.checks[0].hint  # a function may have stood there before
    assert result.checks[0].counterexample is None


AS_WRITTEN = (
    "return missing(x)",
    "return np.nothing(x)",
    "return 2 *",
    "import seaborrn\n    return seaborrn.double(x)",
    "return np.sum(x, aksis=0)",
    "pass",
    "return open('nowhere.csv')",
)
BY_AN_INPUT = (
    "return np.nothing(x) if len(x) == 3 else 2 * x",
    "return x / 0 if isinstance(x, int) else x[[]][0]",
    "return x.nothing",
)


@pytest.mark.parametrize("body", AS_WRITTEN + BY_AN_INPUT)
def test_an_input_is_shown_only_where_it_may_be_to_blame(examine: Examine, body: str) -> None:
    result = examine("double", f"def double(x):\n    {body}", mistakes={})
    assert result.status is not Status.PASSED
    assert any(check.counterexample for check in result.checks) == (body in BY_AN_INPUT)


@pytest.mark.parametrize(
    "source",
    [
        "def double(x: 'np.ndarray' | None):\n    return 2 * x",
        "two = 2 / 0\ndef double(x):\n    return two * x",
    ],
)
def test_nor_where_a_name_was_never_made(examine: Examine, source: str) -> None:
    result = examine("double", source, mistakes={})
    assert result.status is Status.ERROR
    assert not any(check.counterexample for check in result.checks)


def test_an_argument_is_known_by_the_name_that_the_task_has_for_it(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    return 2 * X")
    assert result.checks[0].hint == "Did you mean x?"


def test_a_hang_keeps_the_points_before_it(examine: Examine) -> None:
    source = "def double(x):\n    while x.ndim == 2: pass\n    return 2 * x"
    result = examine("double", source, cell_seconds=0.5)
    assert statuses(result) == [PASSED, Status.TIMEOUT, SKIPPED, SKIPPED]
    assert (result.status, result.score) == (Status.TIMEOUT, 2)
    assert "loop that never ends" in result.checks[1].message
    assert result.checks[2].message == "Not tried, because your code had stopped before."


def test_a_crash_keeps_the_points_before_it(examine: Examine) -> None:
    source = "def double(x):\n    if x.ndim == 2: __import__('os')._exit(1)\n    return 2 * x"
    result = examine("double", source)
    assert statuses(result) == [PASSED, Status.CRASHED, SKIPPED, SKIPPED]
    assert result.score == 2


def test_nan_earns_nothing(examine: Examine) -> None:
    assert examine("double", "def double(x):\n    return x * np.nan").score == 0


def test_what_prints_and_gives_nothing_back(examine: Examine) -> None:
    result = examine("double", "def double(x):\n    print(2 * x)")
    said = "double([1.5, -3, 0.25]) prints something, but gives nothing back: use `return`."
    assert result.checks[0].message == said


@pytest.mark.parametrize("body", ["print(sum(x))", "y = sum(x)"])
def test_the_hint_does_not_say_once_more_that_nothing_came_back(
    examine: Examine, body: str
) -> None:
    (check,) = examine("total", f"def total(x):\n    {body}").checks
    assert check.mistake in ("prints", "gives_nothing_back")
    assert "return" in check.hint
    assert "nothing back" not in check.hint and "None" not in check.hint


def test_a_bare_assert_does_not_show_its_code(examine: Examine) -> None:
    checks = toy.CHECKS.replace(
        "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))",
        "    assert student.total(np.ones(3)) == 1234.5",
    )
    result = examine("total", toy.ANSWERS["total"], checks=checks)
    (check,) = result.checks
    assert (check.status, check.message) == (FAILED, "This check failed.")
    assert "1234" not in str(result)


def test_an_assert_with_a_message_says_it(examine: Examine) -> None:
    checks = toy.CHECKS.replace(
        "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))",
        "    assert student.total(np.ones(3)) == 1234.5, 'add them up'",
    )
    assert examine("total", toy.ANSWERS["total"], checks=checks).checks[0].message == "add them up"


def test_an_exception_in_the_check_is_our_fault(examine: Examine) -> None:
    checks = toy.CHECKS.replace(
        "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))",
        "    secret_name = {}['secret key']",
    )
    result = examine("total", toy.ANSWERS["total"], checks=checks)
    assert (result.status, result.score) == (Status.INTERNAL, 0)
    assert "not your fault" in result.checks[0].message
    assert "(KeyError, checks.py:42)" in result.checks[0].message
    assert "secret" not in str(result)


SAME = "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
CANNOT = (
    "What total gives cannot be compared with the right answer: look at its type and its shape."
)


@pytest.mark.parametrize(
    "check",
    [
        "    assert np.asarray(student.total(np.ones(3))).max() == 3",
        "    assert student.total(np.ones(3)) + 1 == 4",
        "    assert student.total(np.ones(3)).shape == ()",
        "    student.put_file('x', b'')\n    assert student.total(np.ones(3)) + 1 == 4",
        "    student.note('x', student.seed(1))\n    assert student.total(np.ones(3)) + 1 == 4",
    ],
)
@pytest.mark.parametrize("answer", ["[[1], [2, 3]]", "{}", "[]", "'x'"])
def test_an_answer_that_a_check_did_not_expect_is_a_wrong_one(
    examine: Examine, check: str, answer: str
) -> None:
    checks = toy.CHECKS.replace(SAME, check)
    result = examine("total", f"def total(x):\n    return {answer}", checks=checks)
    assert (result.status, result.score) == (FAILED, 0)
    (said,) = [each.message for each in result.checks]
    assert said.startswith(CANNOT) or said == "This check failed."


@pytest.mark.parametrize(
    "check",
    [
        "    student.total(np.ones(3))\n    {}['secret key']",
        "    student.total(np.ones(3))\n    unknown_name",
        "    student.total(np.ones(3))\n    reference.sum_up",
        "    np.asarray(student.total(np.ones(3)))[0]",
        "    student.total(np.ones(3))\n    student.put_file('x', b'')\n    np.sum_up",
        "    student.total(np.ones(3))\n    open('/nowhere/at/all')",
    ],
)
@pytest.mark.parametrize("answer", ["sum(x)", "None", "[[1], [2, 3]]"])
def test_a_fault_that_the_reference_meets_too_is_ours(
    examine: Examine, check: str, answer: str
) -> None:
    checks = toy.CHECKS.replace(SAME, check)
    result = examine("total", f"def total(x):\n    return {answer}", checks=checks)
    if "asarray" in check and answer == "[[1], [2, 3]]":
        return  # NumPy refuses it in another way; it is wrong all the same
    assert (result.status, result.score) == (Status.INTERNAL, 0)


def test_memory_that_an_answer_takes_is_no_fault_of_ours(examine: Examine) -> None:
    checks = toy.CHECKS.replace(
        SAME, "    if student.total(np.ones(3)) != 3:\n        raise MemoryError"
    )
    result = examine("total", "def total(x):\n    return 1", checks=checks)
    assert (result.status, result.score) == (FAILED, 0)
    assert "(MemoryError, checks.py:" in result.checks[0].message


def test_keras_in_a_check_is_our_fault(examine: Examine) -> None:
    checks = toy.CHECKS.replace(
        '"""adds a row up"""', '"""adds"""\n    import keras\n    keras.ops'
    )
    result = examine("total", toy.ANSWERS["total"], checks=checks)
    assert result.status is Status.INTERNAL
    assert "NumPy alone" in result.checks[0].message


def test_a_value(examine: Examine) -> None:
    result = examine("by_hand", "A = (2, 5)")
    assert result.status is FAILED
    assert result.checks[0].message.startswith("A is a pair of numbers, (2, 5)")


def test_a_check_that_its_author_skips_is_no_zero(examine: Examine) -> None:
    skipped = toy.CHECKS.replace(
        '"""adds a row up"""', '"""adds"""\n    import pytest\n    pytest.skip("later")'
    )
    result = examine("total", "def total(x):\n    return 0", checks=skipped)
    assert result.status is Status.INTERNAL


def test_warnings_on_our_side_cost_nothing(examine: Examine) -> None:
    noisy = toy.CHECKS.replace(
        '    """adds a row up"""\n', '    """adds a row up"""\n    np.float64(1) / 0\n'
    )
    assert examine("total", "def total(x):\n    return sum(x)", checks=noisy).score == 4
