"""What is wrong in checks.py is told to its author."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.checking.collect import Checks, collect_one, points_of
from autograder.checking.load import load
from autograder.checking.words import Kind
from autograder.course import load_course
from autograder.errors import CourseError

DECORATED = '@value_check("total", points=4)\n'


def collect(make_toy: MakeCourse, checks: str, **files: str) -> Checks:
    return collect_one(make_toy(checks=checks, **files).exercise("toy"))


def changed(old: str, new: str) -> str:
    assert old in toy.CHECKS
    return toy.CHECKS.replace(old, new)


def test_checks_are_sorted_by_question(make_toy: MakeCourse) -> None:
    checks = collect(make_toy, toy.CHECKS)
    assert checks.points == {"by_hand": 2, "double": 4, "total": 4}
    double = checks.questions["double"]
    assert [check.name for check in double] == [
        "double_row",
        "double_table",
        "double_unchanged",
        "double_large",
    ]
    assert [check.note.kind for check in double] == [
        Kind.VALUE,
        Kind.VALUE,
        Kind.PROPERTY,
        Kind.EDGE,
    ]
    assert double[0].description == "doubles a row"
    assert list(checks.inputs) == ["double"]
    assert checks.reference.A == 2.5


def test_points_of_an_exercise(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    assert points_of(exercise) == {"by_hand": 2, "double": 4, "total": 4}


MISTAKES_OF_AUTHORS = {
    "no decorator": (changed(DECORATED, ""), "does not say which question"),
    "no docstring": (changed('    """adds a row up"""\n', ""), "no docstring"),
    "parametrised": (
        changed(DECORATED, f'{DECORATED}@pytest.mark.parametrize("student", [1, 2])\n').replace(
            "import numpy", "import pytest\nimport numpy"
        ),
        "cannot be parametrised",
    ),
    "too few points": (changed("points=4", "points=3"), "give 9 points; course.toml says 10"),
    "too many points": (changed("points=4", "points=5"), "give 11 points; course.toml says 10"),
    "no value check": (changed(DECORATED, DECORATED.replace("value", "property")), "no @value_che"),
    "a fixture of pytest's": (
        changed(
            "def test_total(student, reference)", "def test_total(student, reference, tmp_path)"
        ),
        "cannot ask for tmp_path",
    ),
    "marked": (
        toy.CHECKS + '\nimport pytest\npytestmark = pytest.mark.skip(reason="later")\n',
        "nor marked for pytest",
    ),
    "a class": (
        toy.CHECKS + "\nclass TestMore:\n    def test_it(self): pass\n",
        "would never be run",
    ),
    "async": (changed("def test_total", "async def test_total"), "without async"),
    "another name": (changed("def test_total", "def total_is_right"), "does not begin with test_"),
    "large edges": (
        changed("points=0.5)\ndef test_double_large", "points=1.5)\ndef test_double_large").replace(
            '("double", points=2)', '("double", points=1)'
        ),
        "edges of 'double' are worth more than a quarter",
    ),
    "a question that is not there": (
        changed(DECORATED, DECORATED.replace("total", "totals")),
        "checks.py:test_total: There is no question 'totals' in solution.py. "
        "The questions are: by_hand, double, total.",
    ),
    "inputs for a question that is not there": (
        changed('@inputs("double")', '@inputs("dubble")'),
        "checks.py:rows: There is no question 'dubble'",
    ),
    "points that are a text": (
        changed(DECORATED, DECORATED.replace("4", "'4'")),
        "checks.py:test_total: '4' is no number of points.",
    ),
    "points that are negative": (
        changed(DECORATED, DECORATED.replace("4", "-4")),
        "-4 is no number of points.",
    ),
    "more points than can be added up": (
        changed(DECORATED, DECORATED.replace("4", "1e308")),
        "1e+308 is no number of points.",
    ),
    "points that are no number": (
        changed(DECORATED, DECORATED.replace("4", "float('nan')")),
        "nan is no number of points.",
    ),
    "a range of a value": (
        toy.CHECKS.replace(
            '@value_check("by_hand", points=2)', '@range_check("by_hand", points=2)'
        ).replace("import same", "import range_check, same"),
        "'by_hand' is no function",
    ),
    "two checks of one name": (
        toy.CHECKS
        + '\n@value_check("total", points=0)\ndef test_total(student):\n    "Once more."\n',
        "There are two functions test_total",
    ),
    "syntax error": (toy.CHECKS + "\ndef broken(:\n", "SyntaxError"),
    "exception": (toy.CHECKS + "\n1 / 0\n", "ZeroDivisionError"),
    "unknown import": (toy.CHECKS + "\nimport no_such_module\n", "no_such_module"),
    "exit": (toy.CHECKS + "\nraise SystemExit(3)\n", ""),
    "empty": ("", "give 0 points"),
    "keras on this side": (toy.CHECKS + "\nimport keras\nkeras.Model()\n", "NumPy alone"),
}


@pytest.mark.parametrize("name", MISTAKES_OF_AUTHORS)
def test_a_mistake_of_the_author(make_toy: MakeCourse, name: str) -> None:
    checks, message = MISTAKES_OF_AUTHORS[name]
    with pytest.raises(CourseError) as caught:
        collect(make_toy, checks)
    assert message in str(caught.value)
    assert "checks.py" in str(caught.value.where)


@pytest.mark.parametrize("name", ["value", "seen", "watched", "known"])
def test_a_name_that_is_taken(make_toy: MakeCourse, name: str) -> None:
    checks = toy.CHECKS.replace('"double"', f'"{name}"').replace(".double", f".{name}")
    with pytest.raises(CourseError, match=f"cannot be called '{name}'"):
        collect(make_toy, checks, solution=toy.SOLUTION.replace("def double", f"def {name}"))


@pytest.mark.parametrize(
    ("solution", "message"),
    [
        ("def f(:\n", "SyntaxError"),
        ("x = 1\n1 / 0\n", "ZeroDivisionError"),
        ("import keras\nkeras.Sequential()\n", "NumPy alone"),
        ("import keras.layers as layers\nlayers.Dense(1)\n", r"keras\.layers\.Dense .*NumPy alone"),
    ],
)
def test_a_broken_reference(make_toy: MakeCourse, solution: str, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        collect(make_toy, toy.CHECKS, solution=solution)


def test_a_file_in_another_encoding(make_toy: MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    path = exercise.folder / "checks.py"
    path.write_bytes(b"# coding: cp1251\n" + toy.CHECKS.encode() + b"# \xf2\n")
    with pytest.raises(CourseError, match="no text in UTF-8") as caught:
        collect_one(exercise)
    assert caught.value.where == f"{path}:{toy.CHECKS.count(chr(10)) + 2}"


def test_a_missing_file(make_toy: MakeCourse) -> None:
    course = make_toy()
    (course.exercise("toy").folder / "checks.py").unlink()
    with pytest.raises(CourseError, match=r"has no checks\.py"):
        collect_one(course.exercise("toy"))


def test_keras_may_be_imported_where_it_is_not_used(make_toy: MakeCourse) -> None:
    collect(make_toy, "import keras\nimport tensorflow as tf\n" + toy.CHECKS)


BESIDE = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import tables
"""


def test_a_module_beside_the_checks_is_that_of_this_exercise_and_as_it_is_now(
    make_toy: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A grader process opens one exercise after the other, and again where one has changed."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    course = make_toy(checks=BESIDE + changed("points=4", "points=tables.FOUR"))
    exercise = course.exercise("toy")
    other = shutil.copytree(exercise.folder, exercise.folder.with_name("other"))
    for folder, text in [(exercise.folder, "FOUR = 4"), (other, "FOUR = 2 + 3")]:
        (folder / "tables.py").write_text(text)
    assert collect_one(exercise).points["total"] == 4
    (exercise.folder / "tables.py").write_text("FOUR = 3 + 3")
    with pytest.raises(CourseError, match="give 12 points"):
        collect_one(exercise)
    (course.folder / "course.toml").write_text(toy.MANIFEST.replace('name = "toy"', 'name="other"'))
    with pytest.raises(CourseError, match="give 11 points"):
        collect_one(load_course(course.folder).exercise("other"))


def test_a_solution_that_begins_with_a_mark_is_loaded_for_an_id(make_toy: MakeCourse) -> None:
    """Some editors begin a file with an invisible sign, which is no part of its text."""
    line = '\nSTUDENT_ID = "example"\n'
    exercise = make_toy(solution=f"\ufeff{line}{toy.SOLUTION}").exercise("toy")
    assert load(exercise, "solution.py", "ann").STUDENT_ID == "ann"


def test_a_part_of_keras_may_be_imported_where_it_is_not_used(make_toy: MakeCourse) -> None:
    parts = "import keras.layers as layers\nimport keras.src.ops\n"
    solution = toy.SOLUTION.replace("import numpy as np\n", f"import numpy as np\n{parts}")
    collect(make_toy, parts + toy.CHECKS, solution=solution)
    assert not [name for name in sys.modules if name.startswith("keras.src.ops")]


def test_options_from_outside_do_not_matter(
    make_toy: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option -k nothing")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert collect(make_toy, toy.CHECKS).points["total"] == 4


def test_a_second_course_with_the_same_names(make_toy: MakeCourse, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    collect(make_toy, toy.CHECKS)
    other = toy.write_course(tmp_path_factory.mktemp("other"), checks=changed("adds a", "sums a"))
    checks = collect_one(other.exercise("toy"))
    assert checks.questions["total"][0].description == "sums a row up"


def test_what_changes_twice_within_a_second_is_read_as_it_is(
    make_toy: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python tells byte code of an earlier state by the size and the second alone."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    exercise = make_toy().exercise("toy")
    shared = exercise.folder.parent / "shared_by_tests.py"
    monkeypatch.syspath_prepend(str(shared.parent))
    for number in "123":
        checks = changed("computes A", f"computes {number}")
        for file, text in (
            (exercise.folder / "checks.py", f"import shared_by_tests\n{checks}"),
            (shared, f"SAYS = {number}\n"),
        ):
            file.write_text(text, encoding="utf-8")
            os.utime(file, (1_000_000_000, 1_000_000_000))
        [check] = collect_one(exercise).questions["by_hand"]
        assert check.description == f"computes {number}"
        assert int(number) == check.function.__globals__["shared_by_tests"].SAYS


def test_modules_of_one_name_of_two_courses_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    for name in "abab":
        lies_in = f"import sys\nsys.path.insert(0, {str(tmp_path / name)!r})\nimport kept_apart\n"
        if not (tmp_path / name).exists():
            toy.write_course(tmp_path / name, checks=f"{lies_in}{toy.CHECKS}")
            (tmp_path / name / "kept_apart.py").write_text(f"COURSE = {name!r}\n")
        [check] = collect_one(load_course(tmp_path / name).exercise("toy")).questions["by_hand"]
        assert name == check.function.__globals__["kept_apart"].COURSE
