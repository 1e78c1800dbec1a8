"""Submissions that import what is not there, or that cannot be read as a whole; in both forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.grading import Graded
from autograder.results import QuestionResult, Status

GIVEN = "import numpy as np\nx1 = 0.5"
UNHURRIED = toy.MANIFEST.replace("cell_seconds = 0.8", "cell_seconds = 20")
Grade = Callable[..., Graded]


@pytest.fixture(params=["notebook", "file"])
def grade_both(request: pytest.FixtureRequest, grade_toy: GradeHere) -> Grade:
    """Grade a first cell of the student's own and answers, as a notebook or as a file."""

    def run(first: str = "", **changed: str) -> Graded:
        answers = {**toy.ANSWERS, **changed}
        if request.param == "file":
            program = "\n\n\n".join([first, GIVEN, *answers.values()])
            return grade_toy(program.encode(), is_python=True, manifest=UNHURRIED)
        cells = toy.cells(answers)
        cells.insert(1, toy.code(first))
        return grade_toy(toy.notebook(cells), manifest=UNHURRIED)

    return run


def question(graded: Graded, name: str) -> QuestionResult:
    return next(each for each in graded.report.questions if each.name == name)


FIRST_CELLS = [
    "import nolib as pd\nimport numpy as np",
    "import nolib, notool as t, numpy as np\nfrom nolib import *",
    "from nolib.metrics import log_loss\nnolib.set()\nlog_loss.options.x = 3",
    "from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/drive",
    "!pip install nolib\n%pip install nolib\nimport nolib",
    "%load_ext nolib\n%matplotlib widget",
    "import matplotlib.pyplot as plt\nplt.style.use('nolib')\nplt.rcParams['nolib'] = 3",
    "1 / 0\nx = unknown\nraise ValueError",
    "def broken(x)\n    return x\n\n  y = 3",
    "def broken(x):\nreturn x",
    "text = 'never ends",
    "if True:\n    import nolib\n    import numpy as np",
    "assert False, 'of my own'\nimport nolib.a.b as c",
    "from numpy import nothing, exp\nimport numppy",
]


@pytest.mark.parametrize("first", FIRST_CELLS)
def test_what_no_answer_needs_costs_nothing(grade_both: Grade, first: str) -> None:
    assert grade_both(first).report.score == 10


def test_the_notes_say_what_is_not_installed(grade_both: Grade) -> None:
    graded = grade_both("import nolib\nfrom notool.part import x\nimport numpy.nothing")
    (note,) = graded.report.notes
    assert note.startswith("Not installed where your work is graded: nolib, notool. ")


def test_an_answer_that_needs_a_library_names_it(grade_both: Grade) -> None:
    graded = grade_both("import nolib", double="def double(x):\n    return nolib.twice(x)")
    assert graded.report.score == 6
    first, *others = question(graded, "double").checks
    assert first.status is Status.ERROR
    assert "nolib is not installed where your work is graded" in first.message
    assert "Not every library is installed" in first.hint
    assert not any(other.hint for other in others)


IMPORTS_INSIDE = "def double(x):\n    import nolib\n    return {value}"


def test_a_library_that_is_imported_inside_an_answer_for_nothing(grade_both: Grade) -> None:
    assert grade_both(double=IMPORTS_INSIDE.format(value="2 * x")).report.score == 10


def test_a_library_that_is_imported_inside_an_answer_and_used(grade_both: Grade) -> None:
    graded = grade_both(double=IMPORTS_INSIDE.format(value="nolib.twice(x)"))
    assert graded.report.score == 6
    first = question(graded, "double").checks[0]
    assert "nolib is not installed where your work is graded" in first.message
    assert "Not every library is installed" in first.hint


ABOVE = [
    "import nothing\n",
    "raise ValueError('early')\n",
    "print(unknown)\n",
    "x = 1 / 0\n",
    "plot(\n",
]


@pytest.mark.parametrize("above", ABOVE)
def test_what_fails_above_an_answer_costs_nothing(grade_both: Grade, above: str) -> None:
    assert grade_both(double=above + toy.ANSWERS["double"]).report.score == 10


@pytest.mark.parametrize(
    ("source", "line", "said", "hint"),
    [
        ("def double(x)\n    return 2 * x", "def double(x)", "SyntaxError", "colon"),
        ("def double(x):\nreturn 2 * x", "def double(x):", "IndentationError", "spaces"),
        ("@unknown\ndef double(x):\n    return x", "def double(x):", "NameError", "this name"),
        ("double = 1 / 0", "double = 1 / 0", "ZeroDivisionError", "divided by zero"),
        ("from nolib import *", "from nolib import *", "nolib", ""),
        ("class double(nolib):\n    pass", "class double(nolib):", "NameError", "this name"),
    ],
)
def test_an_answer_that_is_not_there_says_why(
    grade_both: Grade, source: str, line: str, said: str, hint: str
) -> None:
    graded = grade_both(double=source)
    assert graded.report.score == 6
    first, second, *_others = question(graded, "double").checks
    assert f"the line `{line}`" in first.message and said in first.message
    assert hint in first.hint
    assert not second.message


def test_a_name_that_a_failed_statement_should_have_made(grade_both: Grade) -> None:
    graded = grade_both("factor = 4 / 0", double="def double(x):\n    return factor * x")
    first = question(graded, "double").checks[0]
    assert "factor is not there, because the line `factor = 4 / 0` had stopped" in first.message
    assert "divided by zero" in first.hint


def test_a_value_whose_statement_failed_is_no_empty_answer(grade_both: Grade) -> None:
    graded = grade_both(by_hand="A = None\nA = 5 * x2")
    asked = question(graded, "by_hand")
    assert asked.status is Status.ERROR
    assert "A is not there, because the line `A = 5 * x2` had stopped" in asked.checks[0].message


def test_a_question_that_is_not_answered_is_not_blamed_on_something_else(grade_both: Grade) -> None:
    graded = grade_both("1 / 0", double="plot = 1 / 0", total="")
    for name in ("double", "total"):
        asked = question(graded, name)
        assert (asked.status, asked.checks[0].message) == (
            Status.MISSING,
            f"{name} is not there yet.",
        )
