"""What was graded before is not graded again, unless something that it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
import toy_course as toy
import toy_files
import toy_personal
from gradings import graded_by

from autograder.course import Course, Exercise
from autograder.engine import digests
from autograder.engine.cache import Cached
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status


class Fake:
    """A runner that counts, and gives every submission the same verdict."""

    def __init__(
        self,
        status: Status = Status.PASSED,
        isolation: str = "full",
        *,
        again: bool = False,
        momentary: bool = False,
    ) -> None:
        self._marks = {"again": again, "momentary": momentary}
        self._isolation = isolation
        self.graded: list[str] = []
        self._status = status

    def isolation(self, _exercise: Exercise) -> str:
        return self._isolation

    def grade(
        self, _exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        for submission in submissions:
            self.graded.append(submission.student)
            check = CheckResult(
                name="c", description="d", status=self._status, points=1.0, max_points=1.0
            )
            question = QuestionResult(
                name="q", status=self._status, score=1.0, max_score=1.0, checks=(check,)
            )
            internal = self._status is Status.INTERNAL
            report = Report(
                exercise="toy",
                student=submission.student,
                status=ReportStatus.INTERNAL if internal else ReportStatus.GRADED,
                score=1.0,
                max_score=1.0,
                questions=(question,),
            )
            yield submission, Graded(report, b"notebook", {"q": "x = 1"}, **self._marks)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return toy.write_course(tmp_path)


def grade(
    course: Course, fake: Fake, *submissions: Submission, force: bool = False
) -> list[Graded]:
    exercise = course.exercise("toy")
    cached = Cached(fake, course, exercise, force=force)
    return [graded for _submission, graded in cached.grade(submissions)]


ANN, BEN = Submission("ann", "toy", b"one"), Submission("ben", "toy", b"two")


def test_the_second_time_nothing_is_graded(course: Course) -> None:
    first, second = Fake(), Fake()
    before = grade(course, first, ANN, BEN)
    after = grade(course, second, ANN, BEN)
    assert first.graded == ["ann", "ben"]
    assert second.graded == []
    assert after == before


def test_the_same_work_of_another_student_keeps_the_name_right(course: Course) -> None:
    grade(course, Fake(), ANN)
    fake = Fake()
    (graded,) = grade(course, fake, msgspec.structs.replace(ANN, student="cleo"))
    assert fake.graded == []
    assert graded.report.student == "cleo"


def test_where_numbers_are_personal_each_student_is_graded(tmp_path: Path) -> None:
    course = toy_personal.write_course(tmp_path)
    exercise = course.exercise(toy_personal.NAME)
    content = toy_personal.notebook(course, "ann")
    ann = Submission("ann", exercise.name, content)
    first, second = Fake(), Fake()
    list(Cached(first, course, exercise).grade([ann]))
    ben = Submission("ben", exercise.name, content)
    pairs = list(Cached(second, course, exercise).grade([ann, ben]))
    assert second.graded == ["ben"]
    assert [graded.report.student for _submission, graded in pairs] == ["ann", "ben"]


def _solution(course: Course) -> None:
    path = course.exercise("toy").folder / "solution.py"
    path.write_text(path.read_text() + "\n")


def _release(course: Course) -> None:
    path = course.exercise("toy").release_notebook
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize("change", [_solution, _release], ids=["solution", "release"])
def test_a_changed_exercise_is_graded_again(
    course: Course, change: Callable[[Course], None]
) -> None:
    grade(course, Fake(), ANN)
    change(course)
    fake = Fake()
    grade(course, fake, ANN)
    assert fake.graded == ["ann"]


def test_a_changed_module_that_exercises_share_is_a_change_of_the_exercise(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path, checks=f"from solutions import helpers\n{toy_files.CHECKS}")
    helpers = tmp_path / "solutions" / "helpers.py"
    helpers.write_text("curve = 1")
    grade(course, Fake(), ANN)
    same, changed = Fake(), Fake()
    grade(course, same, ANN)
    helpers.write_text("curve = 2")
    grade(course, changed, ANN)
    assert (same.graded, changed.graded) == ([], ["ann"])


def test_other_versions_of_the_libraries_grade_again(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(course, Fake(), ANN)
    monkeypatch.setattr(digests, "library_versions", lambda _warm: {"numpy": "0.1"})
    fake = Fake()
    grade(course, fake, ANN)
    assert fake.graded == ["ann"]


@pytest.mark.parametrize(
    "changed",
    [
        msgspec.structs.replace(ANN, content=b"other"),
        msgspec.structs.replace(ANN, is_python=True),
        msgspec.structs.replace(ANN, files={"data.csv": b"1"}),
    ],
    ids=["content", "kind", "files"],
)
def test_a_changed_submission_is_graded_again(course: Course, changed: Submission) -> None:
    grade(course, Fake(), ANN)
    fake = Fake()
    grade(course, fake, changed)
    assert fake.graded == ["ann"]


def test_another_level_limit_or_language_is_another_grading(course: Course) -> None:
    grade(course, Fake(), ANN)
    other = Fake(isolation="base")
    grade(course, other, ANN)
    assert other.graded == ["ann"]
    exercise = course.exercises[0]
    exercise.limits = msgspec.structs.replace(exercise.limits, cell_seconds=7.5)
    slower = Fake()
    grade(course, slower, ANN)
    assert slower.graded == ["ann"]


def test_force_grades_again(course: Course) -> None:
    grade(course, Fake(), ANN)
    fake = Fake()
    grade(course, fake, ANN, force=True)
    assert fake.graded == ["ann"]


@pytest.mark.parametrize(
    "first",
    [
        *map(Fake, [Status.TIMEOUT, Status.MEMORY, Status.CRASHED, Status.INTERNAL]),
        Fake(again=True),
        Fake(momentary=True),
    ],
)
def test_what_depends_on_the_moment_is_not_kept(course: Course, first: Fake) -> None:
    grade(course, first, ANN)
    fake = Fake()
    grade(course, fake, ANN)
    assert fake.graded == ["ann"]


def test_half_a_file_counts_as_nothing(course: Course) -> None:
    grade(course, Fake(), ANN)
    for path in (course.folder / ".autograder").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:10])
    fake = Fake()
    grade(course, fake, ANN)
    assert fake.graded == ["ann"]


def test_two_real_gradings_give_the_same_record(course: Course) -> None:
    names = {
        "random": "import random, numpy\ndef double(x):\n"
        "    return x * 2 + random.random() + numpy.random.rand() + len(set('abc')) * hash('a')",
        "object": "def double(x):\n    return object()",
        "error": "def double(x):\n    raise ValueError(object())",
    }
    submissions = [
        Submission(name, "toy", toy.notebook(**{**toy.ANSWERS, "double": source}))
        for name, source in names.items()
    ]
    found = []
    for _time in range(2):
        with Engine(workers=2) as pool:
            reports = {
                each.report.student: each
                for each in graded_by(pool, course.exercise("toy"), submissions)
            }
        found.append(
            {
                name: msgspec.json.encode(msgspec.structs.replace(each.report, seconds=0.0))
                for name, each in reports.items()
            }
        )
    assert found[0] == found[1]
