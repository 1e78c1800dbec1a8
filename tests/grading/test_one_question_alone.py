"""A question that is graded alone gets the verdict that it has in the whole notebook."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import toy_course as toy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from toy_course import Json, MakeCourse

from autograder.engine.context import open_context
from autograder.errors import UsageError
from autograder.grading import ExerciseContext, Graded, Submission, grade
from autograder.grading import alone as by_questions
from autograder.grading.following import Search
from autograder.grading.grade import read_work
from autograder.grading.needed import Needed, needed
from autograder.grading.run import Run
from autograder.results import QuestionResult, ReportStatus, Status
from autograder.sandbox.control_channel import ControlChannel
from autograder.validation.again import differences

QUESTIONS = ("by_hand", "double", "total")
Compare = Callable[..., Graded]
Ran = Callable[..., list[str]]


@pytest.fixture
def context(make_toy: MakeCourse) -> ExerciseContext:
    return open_context(make_toy().exercise("toy"))


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


def cells(*extra: tuple[int, str], **answers: str) -> list[Json]:
    """The toy's cells with right answers, but for these; and other cells before these places."""
    made = toy.cells({**toy.ANSWERS, **answers})
    for place, source in reversed(extra):
        made.insert(place, toy.code(source))
    return made


def ran(context: ExerciseContext, its_cells: list[Json], *questions: str) -> list[str]:
    """The sources of the cells that run for some questions."""
    submission = handed_in(toy.notebook(its_cells))
    work = read_work(submission, context)
    found = needed(questions, work, submission, context)
    return [cell.raw.source for cell, runs in found.steps if runs]


GIVEN = "import numpy as np\nx1 = 0.5"
BY_HAND = [GIVEN, toy.ANSWERS["by_hand"], toy.VISIBLE["by_hand"]]
DOUBLE = [GIVEN, toy.ANSWERS["double"], toy.VISIBLE["double"]]
TOTAL = [GIVEN, toy.ANSWERS["total"], toy.VISIBLE["total"]]


@pytest.mark.parametrize(
    ("question", "sources"), [("by_hand", BY_HAND), ("double", DOUBLE), ("total", TOTAL)]
)
def test_only_what_a_question_needs_is_run(
    context: ExerciseContext, question: str, sources: list[str]
) -> None:
    shows = cells((2, "print('hello')"), (4, "y = np.ones(3)\nprint(y)"), (6, "print(double(3))"))
    assert ran(context, shows, question) == sources


def test_names_are_followed_through_all_cells(context: ExerciseContext) -> None:
    total = "def total(x):\n    return add(x)"
    steps = (
        "start = 0.0",
        "def add(x):\n    return sum(x, begin())",
        "def begin():\n    return start",
    )
    its_cells = cells((2, steps[0]), (4, steps[2]), (6, steps[1]), (6, "unused = 1"), total=total)
    assert ran(context, its_cells, "total") == [
        GIVEN, steps[0], steps[2], steps[1], total, toy.VISIBLE["total"],
    ]  # fmt: skip


def test_whoever_may_alter_what_is_needed_is_run(context: ExerciseContext) -> None:
    total = "def total(x):\n    return sum(x) + sum(KEPT)"
    keeps = (
        "KEPT = [1.0]",
        "other = KEPT",
        "other.clear()",
        "def empty():\n    KEPT.clear()",
        "empty()",
    )
    its_cells = cells(*((6, each) for each in keeps), total=total)
    assert [each for each in keeps if each in ran(context, its_cells, "total")] == [*keeps]
    assert ran(context, its_cells, "double") == DOUBLE


@pytest.mark.parametrize(
    "source",
    [
        "from math import *", "exec('y = 1')", "%run other.py", "globals()['y'] = 1", "x = (",
        "!ls", "setattr(np, 'y', 1)", "np.exp = 1", "np.seterr(all='raise')", "import os",
        "class Thing:\n    pass", "@np.vectorize\ndef f(x):\n    return x", "f = open('x')",
        "def f():\n    global double\n    double = 3", "y = dir()", "np.array([1]).tofile('x')",
        "y = f.__globals__", "from __future__ import annotations", "from . import helper",
        "with np.errstate(all='ignore') as s:\n    s.__enter__()", "# " + 20_000 * "x",
        "lib = np", "for lib in [np]:\n    pass", "f = np.linalg", "np.sctypeDict",
        "x = [np.exp]\nx[0].y = 1", "for x.y in [1]:\n    pass",
        "import matplotlib.pyplot as plt\nplt.np.exp(1)", "import collections\ncollections._sys",
        "import operator\noperator.attrgetter('x')", "from functools import update_wrapper",
        "from string import Formatter as F", "if x1:\n    raise SystemExit", "In [1]: n = 2",
        "n = _", "n = _i3", "n = Out[1]",
        "import matplotlib.pyplot as plt\nplt.savefig('x.png')", "'{0.__doc__}'.format(x1)",
        "x = '{0}'\nx.format(x1)", "def f():\n    import matplotlib.animation",
        "def f():\n    with np.errstate(all='raise'):\n        yield",
    ],
)  # fmt: skip
def test_what_cannot_be_followed_needs_everything_above(
    context: ExerciseContext, source: str
) -> None:
    its_cells = cells((2, source))
    assert ran(context, its_cells, "double") == [GIVEN, source, *BY_HAND[1:], *DOUBLE[1:]]


def test_a_name_that_is_nowhere_needs_everything_above(context: ExerciseContext) -> None:
    double = "def double(x):\n    return 2 * factor * x"
    assert len(ran(context, cells(double=double), "double")) == 5


def test_random_numbers_are_followed_to_all_who_draw(context: ExerciseContext) -> None:
    draws = "np.random.seed(1)", "from numpy import random as luck", "luck.rand()", "y = np.ones(3)"
    extra = [(2, each) for each in draws]
    total = "def total(x):\n    return sum(x) + np.random.rand()"
    found = ran(context, cells(*extra, total=total), "total")
    assert [each for each in draws if each in found] == [*draws[:3]]
    assert [each for each in draws if each in ran(context, cells(*extra), "total")] == [draws[1]]


def test_what_looks_like_a_magic_line_in_a_text_hides_nothing(context: ExerciseContext) -> None:
    clears = "%matplotlib inline\nx = '''\n%matplotlib '''; KEPT.clear(); '''\n'''"
    total = "def total(x):\n    return sum(x) + len(KEPT)"
    its_cells = cells((6, "KEPT = [1]"), (6, clears), (6, "%matplotlib inline"), total=total)
    assert clears in ran(context, its_cells, "total")
    assert "%matplotlib inline" not in ran(context, its_cells, "total")


def test_whatever_may_end_a_cell_that_runs_is_followed(context: ExerciseContext) -> None:
    steps = [
        "KEPT = []", "KEPT.append(1)", "while KEPT:\n    pass\nn = 2",
        "REST = [2]", "REST.clear()", "import math\nlen(REST)",
    ]  # fmt: skip
    extra = [(6, each) for each in (*steps, "unused = 1")]
    total = "def total(x):\n    return sum(x) * n"
    assert [
        each for each in ran(context, cells(*extra, total=total), "total") if each in steps
    ] == steps
    assert "unused = 1" not in ran(context, cells(*extra, total=total), "total")


def test_the_names_that_a_visible_check_takes_are_followed(make_toy: MakeCourse) -> None:
    """It may never end, and then the question has no answer."""
    exercise = make_toy().exercise("toy")
    path = exercise.release_notebook
    path.write_text(path.read_text().replace("double(4.0) == 8.0", "double(x1) == 1"))
    assert "x1 = -1" in ran(open_context(exercise), cells((2, "x1 = -1")), "double")


def test_the_names_that_visible_checks_give_themselves_are_their_own(
    make_toy: MakeCourse,
) -> None:
    exercise = make_toy().exercise("toy")
    path = exercise.release_notebook
    content = path.read_text()
    for question, source in toy.VISIBLE.items():
        own = f"x = np.array([1.0])\nresult = {question}\n{source}"
        content = content.replace(json.dumps(source), json.dumps(own))
    path.write_text(content)
    found = ran(open_context(exercise), cells(), "total")
    assert [source for source in found if source.startswith("x = ")] == found[-1:]
    assert found[:-1] == TOTAL[:-1]


def test_the_settings_of_pictures_are_followed_where_an_answer_takes_them(
    context: ExerciseContext,
) -> None:
    setting = "plt.rcParams['lines.linewidth'] = 3"
    extra = [(2, "import matplotlib.pyplot as plt"), (4, setting)]
    total = "def total(x):\n    return sum(x) * plt.rcParams['lines.linewidth'] / 3"
    assert setting in ran(context, cells(*extra, total=total), "total")
    total = f"{toy.ANSWERS['total']}\nplt.plot([1])"
    assert setting not in ran(context, cells(*extra, total=total), "total")


def test_the_search_grows_with_the_number_of_names(
    context: ExerciseContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"n{number}" for number in range(400)]
    asked = list[str]()
    find = Search._find_readers

    def counted(search: Search, name: str) -> None:
        asked.append(name)
        find(search, name)

    monkeypatch.setattr(Search, "_find_readers", counted)
    shuffled = f"{', '.join(names)} = [{', '.join(names)}]"
    total = "def total(x):\n    return sum(x) + n1"
    assert shuffled in ran(context, cells((6, shuffled), total=total), "total")
    assert len(names) <= len(asked) < 5 * len(names)


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
    compared(handed_in(toy.notebook(cells(*extra, **answers))), context, control)


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
    its_cells = cells((2, helper), by_hand=by_hand)
    assert ran(context, its_cells, "double") == DOUBLE
    whole = compared(handed_in(toy.notebook(its_cells)), context, control)
    right = helper != "y = 1" and by_hand == "A = 2.5"
    assert (whole.report.questions[1].status is Status.PASSED) == right


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
    submission = handed_in(toy.notebook(cells((2, "y = 1"))))
    told: list[QuestionResult] = []
    asked = replace(submission, questions=("double",))
    assert grade(asked, context, control, told.append).again
    assert (len(runs), told) == (2, [])


def test_several_questions_and_none_that_is_unknown(
    context: ExerciseContext, control: ControlChannel
) -> None:
    submission = handed_in(toy.notebook(cells()))
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
    its_cells = cells(double="def double(x):\n    return '\\x1b[2J'")
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
    loop = cells(double="def double(x):\n    while True: pass")
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
        compared(handed_in(toy.notebook(cells(*sorted(extra), **answers))), context, control)

    holds()
