"""Which questions a change of an exercise can touch, by their digests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import toy_course as toy
from toy_files import CHECKS, MISTAKES

from autograder.course import Course, load_course
from autograder.engine.digests import provenance
from autograder.engine.parts import digests_of_questions

RELEASE = "../../release/toy/toy.ipynb"
ALL = {"by_hand", "double", "total"}
Change = Callable[[Path], None]

BUILT_ON = '''

@value_check("total", points=0)
def test_total_fairly(student, reference):
    """adds up what was doubled"""
    fairly(student, "", ["double"], lambda other: None)
'''


def edit(name: str, old: str, new: str) -> Change:
    """A change of a file: these words are others."""

    def change(folder: Path) -> None:
        path = folder / "solutions" / "toy" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def added(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / "solutions" / "toy" / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    return change


def touched(course: Course, change: Change) -> set[str]:
    """The questions whose digests are others after a change."""
    before = digests_of_questions(course.exercise("toy"))
    assert before.keys() == ALL
    change(course.folder)
    after = digests_of_questions(load_course(course.folder).exercise("toy"))
    assert after.keys() == ALL
    return {name for name in ALL if before[name] != after[name]}


CHANGES = {
    "a check": (edit("checks.py", "np.array([1e6, -1e6])", "np.array([2e6])"), {"double"}),
    "points": (edit("checks.py", '"total", points=4', '"total", points=3'), {"total"}),
    "what a check is about": (edit("checks.py", "adds a row up", "sums"), {"total"}),
    "a comment": (edit("checks.py", "SECRET", "# said nowhere\nSECRET"), set()),
    "what nobody names": (edit("checks.py", "the text of", "this is"), set()),
    "an import": (edit("checks.py", "import numpy as np", "import numpy as np  # x"), set()),
    "a mistake": (edit("mistakes/double.py", "You square.", "That squares."), {"double"}),
    "the reference": (edit("solution.py", "return np.sum(x)", "return x.sum()"), {"total"}),
    "a given value": (edit("solution.py", "x1 = 0.5", "x1 = 1.5"), {"by_hand"}),
    "a docstring": (edit("solution.py", "Double every number.", "Twice."), set()),
    "a right answer": (added("alternatives.py", "\n# one more\n"), set()),
    "what was proved": (added("proved.json", "{}"), set()),
    "a lesson": (added("lesson.en.md", "Read this."), set()),
    "a table": (added("table.csv", "1,2"), ALL),
    "a stub": (edit(RELEASE, "A = None", "A = ...  # here"), {"by_hand"}),
    "a visible check": (edit(RELEASE, "double(4.0) == 8.0", "double(1.0) == 2.0"), {"double"}),
    "given code": (edit(RELEASE, "import numpy as np", "import numpy as np, os"), ALL),
    "prose": (edit(RELEASE, "Do it.", "Do it well."), set()),
    "a limit": (edit("../../course.toml", "cell_seconds = 0.8", "cell_seconds = 0.9"), ALL),
    "the title": (
        edit(
            "../../course.toml",
            '{en = "Toy", ru = "Игра"}\n[limits]',
            '{en = "T", ru = "И"}\n[limits]',
        ),
        set(),
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_touches_what_it_may_change(make_toy: toy.MakeCourse, case: str) -> None:
    change, wanted = CHANGES[case]
    assert touched(make_toy(), change) == wanted


def test_a_helper_touches_all_that_reach_it(make_toy: toy.MakeCourse) -> None:
    helpers = "\n\ndef wide():\n    return LARGE\n\n\nLARGE = 1e6\n"
    checks = CHECKS.replace("np.array([1e6, -1e6])", "np.array([wide()])") + helpers
    change = edit("checks.py", "LARGE = 1e6", "LARGE = 1e7")
    assert touched(make_toy(checks=checks), change) == {"double"}


def test_what_is_named_in_no_way_that_can_be_read_concerns_all(make_toy: toy.MakeCourse) -> None:
    checks = CHECKS.replace("reference.A", 'getattr(reference, "A")')
    change = edit("solution.py", "return np.sum(x)", "return x.sum()")
    assert touched(make_toy(checks=checks), change) == {"by_hand", "total"}


def test_who_asks_for_another_verdict_hangs_on_it(make_toy: toy.MakeCourse) -> None:
    checks = CHECKS.replace("import edge_check", "import fairly, edge_check") + BUILT_ON
    change = edit("checks.py", "np.array([1e6, -1e6])", "np.array([2e6])")
    assert touched(make_toy(checks=checks), change) == {"double", "total"}


def test_what_mistakes_share_touches_those_who_take_it(make_toy: toy.MakeCourse) -> None:
    course = make_toy()
    folder = course.folder / "solutions/toy/mistakes"
    (folder / "_words.py").write_text('SQUARE = "You square."\n')
    text = MISTAKES["double"].replace("import numpy as np", "from ._words import SQUARE")
    (folder / "double.py").write_text(text)
    change = edit("mistakes/_words.py", "You square.", "That squares.")
    assert touched(load_course(course.folder), change) == {"double"}


def test_this_package_and_the_libraries_touch_all(make_toy: toy.MakeCourse) -> None:
    exercise = make_toy().exercise("toy")
    before, after = (digests_of_questions(exercise, version) for version in ("1", "2"))
    assert not before.items() & after.items()


def test_of_files_that_cannot_be_read_nothing_is_said(make_toy: toy.MakeCourse) -> None:
    assert digests_of_questions(make_toy(checks="def (").exercise("toy")) == {}


def test_a_record_has_them(make_toy: toy.MakeCourse) -> None:
    assert provenance(make_toy().exercise("toy")).questions.keys() == ALL
