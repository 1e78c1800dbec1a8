"""A question that is graded alone gets the verdict that it has in the whole notebook."""

from __future__ import annotations

import pytest
import toy_course as toy
from gradings import sources_run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from toy_course import MakeCourse

from autograder.engine.context import open_context
from autograder.errors import UsageError
from autograder.grading import ExerciseContext, Graded, Submission, grade
from autograder.grading import alone as by_questions
from autograder.grading.needed import Needed
from autograder.grading.run import Run
from autograder.results import QuestionResult, ReportStatus, Status
from autograder.sandbox.control_channel import ControlChannel
from autograder.validation.again import differences

QUESTIONS = ("by_hand", "double", "total")


def handed_in(content: bytes, *, is_python: bool = False) -> Submission:
    return Submission("ann", "toy", content, is_python, secret=b"the same luck")


def compared(submission: Submission, context: ExerciseContext, control: ControlChannel) -> Graded:
    """Grade as a whole, and each question alone: the verdicts are the same. Returns the whole."""
    whole = grade(submission, context, control)
    assert whole.report.status is ReportStatus.GRADED
    for question in whole.report.questions:
        told: list[QuestionResult] = []
        asked = replace(submission, questions=(question.name,))
        alone = grade(asked, context, control, told.append)
        assert tuple(told) == (() if alone.again else alone.report.questions)
        assert [*differences(question, *alone.report.questions, "alone")] == []
        assert alone.report.score == question.score
        assert alone.report.max_score == question.max_score
        assert not alone.notebook
        assert alone.answers.keys() <= {question.name}
    return whole


TRAPS: dict[str, tuple[list[tuple[int, str]], dict[str, str]]] = {
    "right": ([], {}),
    "stubs": ([], dict(toy.STUBS)),
    "a list that another cell changes": (
        [(6, "KEPT = [1.0]"), (6, "KEPT.clear()")],
        {"total": "def total(x):\n    return sum(x) + sum(KEPT)"},
    ),
    "a list under another name": (
        [(2, "KEPT = [1.0]\nother = KEPT"), (4, "other[0] = 0.0")],
        {"double": "def double(x):\n    return 2 * x + KEPT[0]"},
    ),
    "a name that is added to": (
        [(2, "n = 1"), (4, "n += 1")], {"double": "def double(x):\n    return n * x"},
    ),
    "a name that is bound twice": (
        [(2, "n = 1"), (4, "n = 2"), (6, "n = 3")], {"double": "def double(x):\n    return n * x"},
    ),
    "a library that is something else": (
        [(4, "def sum(x):\n    return 3")], {"total": "def total(x):\n    return sum(x)"},
    ),
    "np is a number": ([(2, "np = 3")], {"total": "def total(x):\n    return np.sum(x)"}),
    "import of everything": (
        [(2, "from math import *")], {"total": "def total(x):\n    return fsum(x)"},
    ),
    "a name made by exec": (
        [(2, "exec('n = 2')")], {"double": "def double(x):\n    return n * x"},
    ),
    "a name made by a function": (
        [(2, "def f():\n    global n\n    n = 2"), (2, "f()")],
        {"double": "def double(x):\n    return n * x"},
    ),
    "a counter of calls": (
        [(2, "calls = []")],
        {
            "double": "def double(x):\n    calls.append(1)\n    return 2 * x",
            "total": "def total(x):\n    return sum(x) + len(calls)",
        },
    ),
    "an attribute of a function": (
        [(4, "def f(x):\n    f.n = getattr(f, 'n', 1) + 1\n    return x"), (6, "f(1)")],
        {"total": "def total(x):\n    return sum(x) * (f.n - 1)"},
    ),
    "an attribute that is set elsewhere": (
        [(2, "def f():\n    return f.n"), (4, "g = f\ng.n = 2")],
        {"double": "def double(x):\n    return f() * x"},
    ),
    "a default that is kept": (
        [],
        {
            "double": "def double(x, kept=[]):\n    kept.append(x)\n    return 2 * x + len(kept)",
            "total": "def total(x):\n    return sum(x) + double(0)",
        },
    ),
    "a closure": (
        [(2, "def make():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n"
             "        return n\n    return inner\ncount = make()"), (4, "count()")],
        {"double": "def double(x):\n    return 2 * x * (count() > 1)"},
    ),
    "random numbers": (
        [(2, "np.random.seed(3)"), (4, "np.random.rand(2)")],
        {
            "double": "def double(x):\n    return 2 * x * (1 + 0 * np.random.rand())",
            "total": "def total(x):\n    return sum(x) + np.random.rand()",
        },
    ),
    "a setting of NumPy": (
        [(2, "np.seterr(all='raise')")], {"double": "def double(x):\n    return 2 * x / 0 * 0"},
    ),
    "NumPy is changed": (
        [(2, "np.sum = min")], {"total": "def total(x):\n    return np.sum(x)"},
    ),
    "a file": (
        [(2, "with open('n.txt', 'w') as f:\n    f.write('2')")],
        {"double": "def double(x):\n    return float(open('n.txt').read()) * x"},
    ),
    "a magic line": ([(2, "%pip list\nn = 2")], {"double": "def double(x):\n    return n * x"}),
    "what cannot be read": (
        [(2, "n = 2\nx = (")], {"double": "def double(x):\n    return n * x"},
    ),
    "a helper that is not there": ([], {"double": "def double(x):\n    return helper(x)"}),
    "a helper that could not be made": (
        [(2, "n = 1 / 0")], {"double": "def double(x):\n    return n * x"},
    ),
    "a helper that stands below": (
        [(6, "def helper(x):\n    return 2 * x")],
        {"double": "def double(x):\n    return helper(x)"},
    ),
    "nearly the name": ([(2, "def doubel(x):\n    return x")], {"double": "x = 3"}),
    "another spelling": ([], {"double": "def Double(x):\n    return 2 * x"}),
    "an answer below": ([(8, toy.ANSWERS["double"])], {"double": toy.STUBS["double"]}),
    "defined again below": ([(8, "def double(x):\n    return x")], {}),
    "an exception": ([(2, "1 / 0\nn = 2")], {"double": "def double(x):\n    return n * x"}),
    "the answer ends Python": ([], {"double": "def double(x):\n    import os\n    os._exit(0)"}),
    "a cell ends Python": ([(2, "import os\nos._exit(0)")], {}),
    "a loop elsewhere": ([(4, "n = 2\nwhile True:\n    pass")], {}),
    "a loop at the answer": ([(4, "n = 2")], {"double": "while n:\n    pass"}),
    "the answer of another question": (
        [], {"total": "def total(x):\n    return sum(double(x)) / 2 + A - 2.5"},
    ),
    "the wrong answer of another question": (
        [],
        {
            "double": "def double(x):\n    return x",
            "total": "def total(x):\n    return sum(double(x))",
        },
    ),
    "another question never ends": (
        [],
        {"double": "def double(x):\n    while True: pass", "total": "def total(x):\n    return A"},
    ),
    "a prompt that was copied": (
        [(2, "n = 1"), (2, "In [1]: n = 2")], {"double": "def double(x):\n    return n * x"},
    ),
    "what an examination left behind is lost": (
        [(2, "calls = []"), (6, "while True:\n    pass")],
        {
            "double": "def double(x):\n    calls.append(1)\n    return 2 * x",
            "total": "def total(x):\n    return sum(x) + len(calls)",
        },
    ),
    "a lambda": ([], {"double": "double = lambda x: 2 * x"}),
    "an array that a check changes": (
        [(2, "start = np.zeros(3)")],
        {
            "double": "def double(x):\n    start[0] += 1\n    return 2 * x",
            "total": "def total(x):\n    return np.sum(x) + start[0]",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_the_verdict_is_that_of_the_whole_notebook(
    context: ExerciseContext, control: ControlChannel, trap: str
) -> None:
    extra, answers = TRAPS[trap]
    compared(handed_in(toy.notebook(toy.filled(*extra, **answers))), context, control)


HIDES_WHAT_IT_ASKS = toy.CHECKS.replace(
    "    same(student.double, reference.double, np.array([1.5, -3.0, 0.25]))",
    "    asked = 'hel' + 'per'\n"
    "    require(getattr(student, asked)(1) == 1, 'There is no helper.')\n"
    "    require(student.passed('by' + '_hand'), 'A is wrong.')",
).replace("import same", "import require, same")


@pytest.mark.parametrize("helper", ["def helper(x):\n    return x", "y = 1"])
@pytest.mark.parametrize("by_hand", ["A = 2.5", "A = 2"])
def test_what_is_asked_beyond_what_was_followed(
    make_toy: MakeCourse, control: ControlChannel, helper: str, by_hand: str
) -> None:
    context = open_context(make_toy(checks=HIDES_WHAT_IT_ASKS).exercise("toy"))
    its_cells = toy.filled((2, helper), by_hand=by_hand)
    assert helper not in sources_run(context, its_cells, "double")
    whole = compared(handed_in(toy.notebook(its_cells)), context, control)
    right = helper != "y = 1" and by_hand == "A = 2.5"
    assert (whole.report.questions[1].status is Status.PASSED) == right


IS_BUILT_ON_WHAT_IT_HIDES = (
    toy.CHECKS.replace(
        '    equal(student.value("A"), reference.A, "A")',
        "    require(getattr(student, 'hel' + 'per')(1) == 1, 'There is no helper.')",
    )
    .replace(
        "    same(student.double, reference.double, np.array([1.5, -3.0, 0.25]))",
        "    require(student.passed('by_hand'), 'A is wrong.')",
    )
    .replace("import same", "import require, same")
)


def test_what_an_earlier_question_asks_beyond_what_was_followed(
    make_toy: MakeCourse, control: ControlChannel
) -> None:
    context = open_context(make_toy(checks=IS_BUILT_ON_WHAT_IT_HIDES).exercise("toy"))
    helper = "def helper(x):\n    return x"
    whole = compared(handed_in(toy.notebook(toy.filled((2, helper)))), context, control)
    assert whole.report.questions[1].status is Status.PASSED


def test_a_second_run_tells_nothing_that_another_try_decides(
    make_toy: MakeCourse, control: ControlChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def carried_out(steps: Needed, run: Run) -> Run:
        run.clock.again = not runs  # of the first run
        runs.append(genuine(steps, run))
        return runs[-1]

    runs: list[Run] = []
    genuine = by_questions.carried_out
    monkeypatch.setattr(by_questions, "carried_out", carried_out)
    context = open_context(make_toy(checks=HIDES_WHAT_IT_ASKS).exercise("toy"))
    submission = handed_in(toy.notebook(toy.filled((2, "y = 1"))))
    told: list[QuestionResult] = []
    asked = replace(submission, questions=("double",))
    assert grade(asked, context, control, told.append).again
    assert (len(runs), told) == (2, [])


def test_several_questions_and_none_that_is_unknown(
    context: ExerciseContext, control: ControlChannel
) -> None:
    submission = handed_in(toy.notebook(toy.filled()))
    two = grade(replace(submission, questions=("total", "by_hand")), context, control).report
    assert [question.name for question in two.questions] == ["by_hand", "total"]
    assert (two.score, two.max_score) == (6, 6)
    with pytest.raises(UsageError, match="no question 'sum'"):
        grade(replace(submission, questions=("total", "sum")), context, control)


def test_what_cannot_be_read_is_told_for_the_question_alone(
    context: ExerciseContext, control: ControlChannel
) -> None:
    told: list[QuestionResult] = []
    submission = replace(handed_in(b"no notebook"), questions=("double",))
    graded = grade(submission, context, control, told.append)
    assert graded.report.status is ReportStatus.UNREADABLE
    assert graded.report.questions == tuple(told) and graded.report.max_score == 4
    assert not graded.notebook


def test_each_question_is_told_when_its_verdict_is_final(
    context: ExerciseContext, control: ControlChannel
) -> None:
    its_cells = toy.filled(double="def double(x):\n    return '\\x1b[2J'")
    its_cells.insert(6, toy.answer("by_hand", "A = 3\nprint(total(1))"))
    told: list[QuestionResult] = []
    graded = grade(handed_in(toy.notebook(its_cells)), context, control, told.append)
    assert [each.name for each in told] == ["double", "by_hand", "total"]
    assert {each.name: each for each in graded.report.questions} == {e.name: e for e in told}
    assert "\x1b" not in str(told)


def test_what_another_try_decides_is_not_told(
    context: ExerciseContext, control: ControlChannel
) -> None:
    told: list[QuestionResult] = []
    loop = toy.filled(double="def double(x):\n    while True: pass")
    graded = grade(handed_in(toy.notebook(loop)), context, control, told.append)
    assert graded.again
    assert [each.name for each in told] == ["by_hand"]


def test_a_python_file_runs_as_a_whole(context: ExerciseContext, control: ControlChannel) -> None:
    calls = "def double(x):\n    calls.append(1)\n    return 2 * x\ncalls = []"
    total = "def total(x):\n    return sum(x) + len(calls)"
    for answers in (toy.ANSWERS, {**toy.ANSWERS, "double": calls, "total": total}):
        source = "\n".join(["import numpy as np", *answers.values()])
        compared(handed_in(source.encode(), is_python=True), context, control)


STATEMENTS = [
    "n = 1", "n += 1", "n = [2]", "n.append(3)", "m = n", "m[0] = 5", "m = 2", "del n",
    "def f(x):\n    return g(x)", "def g(x):\n    return 2 * x", "def g(x):\n    return m * x",
    "def f(x):\n    f.k = 3\n    return x",
    "def g(x, kept=[]):\n    kept.append(x)\n    return len(kept)",
    "f(2)", "m = g(1)", "np.random.seed(2)", "m = np.random.rand()", "m = np.ones(3)", "m *= 2",
    "for n in range(3):\n    m = n", "import math as m", "f = lambda x: n", "print(n)", "x1 = 7",
    "A = 2.5", "A = m", "A = x1 * 5", "def double(x):\n    return f(x)", "double = g",
    "def double(x):\n    return 2 * x", "def double(x):\n    n.append(1)\n    return x + len(n)",
    "def total(x):\n    return sum(x) + 0 * n", "def total(x):\n    return sum(g(x)) / 2",
    "def total(x):\n    return np.sum(x)", "try:\n    m = f(1)\nexcept Exception:\n    m = 2",
    "total(m)",
    "from math import *", "exec('n = 4')", "sum = len", "np.sum = len", "double(m)", "g = double",
    "if n:\n    raise SystemExit", "lib = np\nlib.sum = len", "while n:\n    n = n[1:]",
]  # fmt: skip
SOURCE = st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=3).map("\n".join)
NOTEBOOK = (
    st.fixed_dictionaries({}, optional=dict.fromkeys(QUESTIONS, SOURCE)),
    st.lists(st.tuples(st.integers(1, 8), SOURCE), max_size=5),
)


def test_the_same_whatever_the_cells_are(context: ExerciseContext, control: ControlChannel) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(*NOTEBOOK)
    def holds(answers: dict[str, str], extra: list[tuple[int, str]]) -> None:
        compared(handed_in(toy.notebook(toy.filled(*sorted(extra), **answers))), context, control)

    holds()
