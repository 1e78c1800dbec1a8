"""Which cells run for a question that is graded alone: its names are followed through all."""

from __future__ import annotations

import json

import pytest
import toy_course as toy
from gradings import sources_run
from toy_course import MakeCourse

from autograder.engine.context import open_context
from autograder.grading import ExerciseContext
from autograder.grading.following import Search

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
    shows = toy.filled(
        (2, "print('hello')"), (4, "y = np.ones(3)\nprint(y)"), (6, "print(double(3))")
    )
    assert sources_run(context, shows, question) == sources


def test_names_are_followed_through_all_cells(context: ExerciseContext) -> None:
    total = "def total(x):\n    return add(x)"
    steps = (
        "start = 0.0",
        "def add(x):\n    return sum(x, begin())",
        "def begin():\n    return start",
    )
    its_cells = toy.filled(
        (2, steps[0]), (4, steps[2]), (6, steps[1]), (6, "unused = 1"), total=total
    )
    assert sources_run(context, its_cells, "total") == [
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
    its_cells = toy.filled(*((6, each) for each in keeps), total=total)
    assert [each for each in keeps if each in sources_run(context, its_cells, "total")] == [*keeps]
    assert sources_run(context, its_cells, "double") == DOUBLE


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
    its_cells = toy.filled((2, source))
    assert sources_run(context, its_cells, "double") == [GIVEN, source, *BY_HAND[1:], *DOUBLE[1:]]


def test_a_name_that_is_nowhere_needs_everything_above(context: ExerciseContext) -> None:
    double = "def double(x):\n    return 2 * factor * x"
    assert len(sources_run(context, toy.filled(double=double), "double")) == 5


def test_random_numbers_are_followed_to_all_who_draw(context: ExerciseContext) -> None:
    draws = "np.random.seed(1)", "from numpy import random as luck", "luck.rand()", "y = np.ones(3)"
    extra = [(2, each) for each in draws]
    total = "def total(x):\n    return sum(x) + np.random.rand()"
    found = sources_run(context, toy.filled(*extra, total=total), "total")
    assert [each for each in draws if each in found] == [*draws[:3]]
    found = sources_run(context, toy.filled(*extra), "total")
    assert [each for each in draws if each in found] == [draws[1]]


def test_what_looks_like_a_magic_line_in_a_text_hides_nothing(context: ExerciseContext) -> None:
    clears = "%matplotlib inline\nx = '''\n%matplotlib '''; KEPT.clear(); '''\n'''"
    total = "def total(x):\n    return sum(x) + len(KEPT)"
    its_cells = toy.filled((6, "KEPT = [1]"), (6, clears), (6, "%matplotlib inline"), total=total)
    assert clears in sources_run(context, its_cells, "total")
    assert "%matplotlib inline" not in sources_run(context, its_cells, "total")


def test_whatever_may_end_a_cell_that_runs_is_followed(context: ExerciseContext) -> None:
    steps = [
        "KEPT = []", "KEPT.append(1)", "while KEPT:\n    pass\nn = 2",
        "REST = [2]", "REST.clear()", "import math\nlen(REST)",
    ]  # fmt: skip
    extra = [(6, each) for each in (*steps, "unused = 1")]
    total = "def total(x):\n    return sum(x) * n"
    assert [
        each
        for each in sources_run(context, toy.filled(*extra, total=total), "total")
        if each in steps
    ] == steps
    assert "unused = 1" not in sources_run(context, toy.filled(*extra, total=total), "total")


def test_the_names_that_a_visible_check_takes_are_followed(make_toy: MakeCourse) -> None:
    """It may never end, and then the question has no answer."""
    exercise = make_toy().exercise("toy")
    path = exercise.release_notebook
    path.write_text(path.read_text().replace("double(4.0) == 8.0", "double(x1) == 1"))
    assert "x1 = -1" in sources_run(open_context(exercise), toy.filled((2, "x1 = -1")), "double")


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
    found = sources_run(open_context(exercise), toy.filled(), "total")
    assert [source for source in found if source.startswith("x = ")] == found[-1:]
    assert found[:-1] == TOTAL[:-1]


def test_a_text_in_a_check_is_not_followed_to_what_a_visible_check_calls_so(
    make_toy: MakeCourse,
) -> None:
    """As where a check names a loss, and the visible check of another question computes one."""
    text = '"""doubles a row"""'
    checks = toy.CHECKS.replace(text, f'{text}\n    {{"loss": "mse"}}')
    exercise = make_toy(checks=checks).exercise("toy")
    path = exercise.release_notebook
    own = json.dumps(f"loss = [A]\n{toy.VISIBLE['by_hand']}")
    path.write_text(path.read_text().replace(json.dumps(toy.VISIBLE["by_hand"]), own))
    assert sources_run(open_context(exercise), toy.filled(), "double") == DOUBLE
    theirs = "loss = [3]"
    assert theirs not in sources_run(open_context(exercise), toy.filled((4, theirs)), "double")


def test_the_settings_of_pictures_are_followed_where_an_answer_takes_them(
    context: ExerciseContext,
) -> None:
    setting = "plt.rcParams['lines.linewidth'] = 3"
    extra = [(2, "import matplotlib.pyplot as plt"), (4, setting)]
    total = "def total(x):\n    return sum(x) * plt.rcParams['lines.linewidth'] / 3"
    assert setting in sources_run(context, toy.filled(*extra, total=total), "total")
    total = f"{toy.ANSWERS['total']}\nplt.plot([1])"
    assert setting not in sources_run(context, toy.filled(*extra, total=total), "total")


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
    assert shuffled in sources_run(context, toy.filled((6, shuffled), total=total), "total")
    assert len(names) <= len(asked) < 5 * len(names)
