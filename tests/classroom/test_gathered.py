"""From what a class has handed in to groups, a known mistake, and its hint for all who made it."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
import toy_personal as own
from memory_sink import Memory

from autograder.api import grade_class
from autograder.classroom.without_hint.explain import explain, group_called
from autograder.classroom.without_hint.gather import Gathered, gather, see_that_hints_can_be_read
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.errors import CourseError, UsageError
from autograder.results import Report

THREE = "def double(x):\n    return 3 * x"
HALF = "def double(x):\n    return x / 2"
IN_OTHER_WORDS = '''def double(x):
    """Marie Curie wrote this."""
    curie = 3  # Curie, too
    return curie * x'''
CURIE = "id,name,email\nann,Marie Curie,radium@example.org\n"


def handed_in(folder: Path, **works: str) -> Course:
    """A class in which each student gave this answer to `double`, and right ones to the rest."""
    course = toy.write_course(folder)
    for student, answer in works.items():
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        content = toy.notebook(**{**toy.ANSWERS, "double": answer})
        (place / "toy.ipynb").write_bytes(content)
    return course


def graded(course: Course, engine: Engine) -> dict[str, Report]:
    memory = Memory()
    reports = grade_class(course, "toy", engine=engine, open_sink=memory.open)
    return {each.student: each for each in reports}


def gathered(course: Course, engine: Engine) -> list[Gathered]:
    return gather(course, course.exercise("toy"), engine)


def hints(report: Report) -> list[str]:
    return [check.hint for each in report.questions for check in each.checks if check.hint]


def test_those_who_err_in_the_same_way_stand_together(tmp_path: Path, engine: Engine) -> None:
    known = "def double(x):\n    return x**2"
    course = handed_in(
        tmp_path, ann=IN_OTHER_WORDS, bob=THREE, cid=HALF, dan=known, eve=toy.ANSWERS["double"]
    )
    (course.folder / "people.csv").write_text(CURIE)
    graded(course, engine)
    heard: list[None] = []
    groups = gather(course, course.exercise("toy"), engine, lambda: heard.append(None))
    assert [each.shown.size for each in groups] == [2, 1]
    assert len(heard) == 3  # nobody is asked whose answers are right or explained
    first = groups[0].shown
    assert first.question == "double" and first.name.startswith("double-")
    assert first.code == "def double(x):\n    return 3 * x"  # the shorter one
    assert first.counterexample is not None
    assert first.counterexample.asked == "double([1, 2])"
    assert (first.counterexample.actual, first.counterexample.expected) == ("[3, 6]", "[2, 4]")


def test_no_name_of_anybody_is_shown(tmp_path: Path, engine: Engine) -> None:
    course = handed_in(tmp_path, ann=IN_OTHER_WORDS)
    (course.folder / "people.csv").write_text(CURIE)
    graded(course, engine)
    (group,) = gathered(course, engine)
    assert group.shown.code == "def double(x):\n    name1 = 3\n    return name1 * x"


def test_nor_in_what_an_answer_says(tmp_path: Path, engine: Engine) -> None:
    course = handed_in(tmp_path, ann="def double(x):\n    raise ValueError('Curie was here')")
    (course.folder / "people.csv").write_text(CURIE)
    graded(course, engine)
    (group,) = gathered(course, engine)
    assert group.shown.counterexample is not None
    assert group.shown.counterexample.actual == "ValueError: … was here"
    assert "Curie" not in group.shown.said and "was here" in group.shown.said


def test_a_group_becomes_a_known_mistake_and_all_get_its_hint(
    tmp_path: Path, engine: Engine
) -> None:
    course = handed_in(tmp_path, ann=IN_OTHER_WORDS, bob=THREE, cid=HALF)
    assert not any(map(hints, graded(course, engine).values()))
    exercise = course.exercise("toy")
    group = gathered(course, engine)[0]
    done = explain(exercise, group, "double_triples", "You triple:\n  multiply by 2.")
    assert (done.size, done.is_draft, done.has_code) == (2, False, True)
    lines = done.path.read_text().split("\n")
    assert lines[done.line - 1 :] == [
        "@mistake",
        "def double_triples(x):",
        '    """You triple: multiply by 2."""',
        "    return 3 * x",
        "",
    ]
    reports = graded(course, engine)
    said = {student: hints(report) for student, report in reports.items()}
    assert said == {"ann": ["You triple: multiply by 2."], "bob": said["ann"], "cid": []}
    assert [each.shown.size for each in gathered(course, engine)] == [1]


def test_the_catalogue_of_now_counts_also_where_nothing_was_graded_again(
    tmp_path: Path, engine: Engine
) -> None:
    course = handed_in(tmp_path, bob=THREE)
    graded(course, engine)
    (group,) = gathered(course, engine)
    explain(course.exercise("toy"), group, hint="You triple.")
    assert gathered(course, engine) == []


def test_without_a_hint_it_is_a_draft_that_nobody_meets(tmp_path: Path, engine: Engine) -> None:
    course = handed_in(tmp_path, bob=THREE)
    graded(course, engine)
    (group,) = gathered(course, engine)
    done = explain(course.exercise("toy"), group)
    assert done.is_draft and done.name == group.shown.name.replace("-", "_")
    assert not hints(graded(course, engine)["bob"])
    text = done.path.read_text()
    filled = text.replace("# @mistake", "@mistake").replace("Say here what", "You triple. Say what")
    done.path.write_text(filled)
    (hint,) = hints(graded(course, engine)["bob"])
    assert hint.startswith("You triple.")


def test_a_question_without_mistakes_gets_a_file_for_them(tmp_path: Path, engine: Engine) -> None:
    course = handed_in(tmp_path, bob="def double(x):\n    return np.add(x, 3)")
    path = course.exercise("toy").folder / "mistakes" / "double.py"
    path.unlink()
    graded(course, engine)
    (group,) = gathered(course, engine)
    explain(course.exercise("toy"), group, hint="You add 3.")
    assert path.read_text().startswith(
        '"""Known wrong answers to `double`, each with its hint."""\n\nimport numpy as np\n\n'
        "from autograder.checking import mistake\n\n\n@mistake\n"
    )
    assert hints(graded(course, engine)["bob"]) == ["You add 3."]


def test_code_that_is_more_than_arithmetic_becomes_none_of_the_course(
    tmp_path: Path, engine: Engine
) -> None:
    answer = "import os\ndef double(x):\n    os.getcwd()\n    return 3 * x"
    course = handed_in(tmp_path, bob=answer)
    graded(course, engine)
    (group,) = gathered(course, engine)
    done = explain(course.exercise("toy"), group, hint="You triple.")
    assert done.is_draft and not done.has_code
    written = done.path.read_text().split("\n")[done.line - 1 :]
    code = [line for line in written if line.strip() and not line.strip().startswith("#")]
    assert code == [
        "def " + done.name + "(x):",
        '    """You triple."""',
        "    raise NotImplementedError",
    ]
    assert "    # import os" in written


def test_a_group_that_is_not_there_and_names_that_cannot_be(tmp_path: Path, engine: Engine) -> None:
    course = handed_in(tmp_path, bob=THREE)
    exercise = course.exercise("toy")
    with pytest.raises(UsageError, match="Nothing has been graded"):
        gathered(course, engine)
    graded(course, engine)
    groups = gathered(course, engine)
    with pytest.raises(UsageError, match="no group “double-0”"):
        group_called(groups, exercise, "double-0")
    with pytest.raises(UsageError, match="cannot be the name"):
        explain(exercise, groups[0], "a mistake")
    with pytest.raises(UsageError, match="already"):
        explain(exercise, groups[0], "double_squares")


def test_numbers_of_each_students_own_are_compared_by_the_same_id(
    tmp_path: Path, engine: Engine
) -> None:
    course = own.write_course(tmp_path)
    works = {"ann": "S = b - five", "bob": "S = -five + b", "cid": "S = b * five"}
    for student, answer in works.items():
        place = course.submitted / student / own.NAME
        place.mkdir(parents=True)
        content = own.notebook(course, student, by_hand=answer)
        (place / f"{own.NAME}.ipynb").write_bytes(content)
    list(grade_class(course, own.NAME, engine=engine, open_sink=Memory().open))
    groups = gather(course, course.exercise(own.NAME), engine)
    assert [each.shown.size for each in groups] == [2, 1]
    assert groups[0].shown.code == "S = b - five"
    explain(course.exercise(own.NAME), groups[0], "minus", "Add five.")
    reports = list(grade_class(course, own.NAME, engine=engine, open_sink=Memory().open))
    said = {each.student: hints(each) for each in reports}
    assert said == {"ann": ["Add five."], "bob": ["Add five."], "cid": []}


def test_a_mistake_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    exercise = handed_in(tmp_path).exercise("toy")
    path = exercise.folder / "mistakes" / "double.py"
    path.write_text(path.read_text().replace("'''You square.'''", "pass"))
    with pytest.raises(CourseError, match="has no hint"):
        see_that_hints_can_be_read(exercise)
