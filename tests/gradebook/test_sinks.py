"""What every gradebook promises, nbgrader's as well as one that a test has made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from databases import opened
from memory_sink import Memory

from autograder.classroom.sink import OpenSink, OutdatedMark, Sink
from autograder.course import Course, Exercise
from autograder.errors import GradebookError
from autograder.gradebook import Gradebook
from autograder.grading import Graded

Grade = Callable[..., Graded]
MARK = (
    "update grade set manual_score = ?, needs_manual_grade = 0"
    " where cell_id in (select id from base_cell where name = ?)"
    " and notebook_id in (select submitted_notebook.id from submitted_notebook"
    " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
    " where student_id = ?)"
)


class Book:
    """A gradebook to test: how it is opened, and how a person marks in it."""

    def __init__(self, open_sink: OpenSink, mark: Callable[[str, str, float], None]) -> None:
        self.open, self.mark = open_sink, mark


@pytest.fixture(params=["nbgrader", "memory"])
def book(request: pytest.FixtureRequest, course: Course, exercise: Exercise) -> Book:
    if request.param == "memory":
        memory = Memory()
        return Book(
            memory.open, lambda who, name, points: memory.mark(exercise.name, who, name, points)
        )

    def mark(student: str, question: str, points: float) -> None:
        with opened(course.database) as database:
            database.execute(MARK, (points, f"{question}-checks", student))

    return Book(Gradebook, mark)


@pytest.fixture
def sink(book: Book, course: Course, exercise: Exercise) -> Iterator[Sink]:
    with book.open(course) as opened:
        opened.ensure_exercise(exercise)
        yield opened


def test_it_says_where_it_is(sink: Sink) -> None:
    assert "gradebook" in sink.where


def test_each_grading_comes_back_with_its_points(
    sink: Sink, exercise: Exercise, grade: Grade
) -> None:
    gradings = [grade("ivanova", softmax=1.0), grade("petrov")]
    assert sink.record_all([(each, None) for each in gradings]) == [
        each.report for each in gradings
    ]
    assert sink.students(exercise) == sink.class_list() == ["ivanova", "petrov"]


def test_it_is_all_there_when_it_is_opened_again(
    book: Book, sink: Sink, course: Course, exercise: Exercise, grade: Grade
) -> None:
    sink.record_all([(grade("ivanova"), "2030-09-01 12:00:00 UTC")])
    book.mark("ivanova", "softmax", 0.5)
    with book.open(course) as again:
        again.ensure_exercise(exercise)
        assert again.students(exercise) == ["ivanova"]
        assert again.decided_by_hand(exercise, "ivanova") == ["softmax"]


def test_points_of_a_person_count_and_stay(book: Book, sink: Sink, grade: Grade) -> None:
    graded = grade("ivanova", softmax=1.0)
    sink.record_all([(graded, None)])
    book.mark("ivanova", "softmax", 2.5)
    for (report,) in (sink.record_all([(graded, None)]), sink.reviewed_all([graded.report])):
        assert (report.score, report.automatic) == (
            graded.report.score + 1.5,
            graded.report.score,
        )
        assert [each.score for each in report.questions if each.by_hand] == [2.5]


def test_whom_it_does_not_know_it_leaves_as_they_are(sink: Sink, grade: Grade) -> None:
    report = grade("nobody", softmax=1.0).report
    assert sink.reviewed_all([report]) == [report]
    assert sink.reviewed_all([]) == []


def test_a_mark_for_other_work_is_outdated_until_it_is_saved_again(
    book: Book, sink: Sink, exercise: Exercise, grade: Grade
) -> None:
    sink.record_all([(grade("ivanova", softmax=0.0), None), (grade("petrov"), None)])
    book.mark("ivanova", "softmax", 2.5)
    assert sink.outdated_marks(exercise, ["ivanova", "petrov"]) == []
    sink.record_all([(grade("ivanova", softmax=1.0), None)])
    outdated = [("ivanova", OutdatedMark("softmax", 2.5, 1.0))]
    assert sink.outdated_marks(exercise, ["ivanova", "petrov"]) == outdated
    assert sink.outdated_marks(exercise, ["petrov"]) == []
    book.mark("ivanova", "softmax", 3.0)
    assert sink.outdated_marks(exercise, ["ivanova"]) == []


def test_what_is_forgotten_is_gone_with_what_a_person_wrote(
    book: Book, sink: Sink, exercise: Exercise, grade: Grade
) -> None:
    sink.record_all([(grade("ivanova"), None), (grade("petrov"), None)])
    book.mark("ivanova", "softmax", 2.5)
    sink.forget(exercise, "ivanova")
    assert sink.students(exercise) == ["petrov"]
    assert sink.decided_by_hand(exercise, "ivanova") == []
    assert sink.class_list() == ["ivanova", "petrov"], "a student stays one"
    (report,) = sink.record_all([(grade("ivanova"), None)])
    assert report == grade("ivanova").report


def test_grades_of_another_form_of_the_exercise_are_not_mixed(
    sink: Sink, exercise: Exercise, grade: Grade
) -> None:
    sink.record_all([(grade("ivanova"), None)])
    sink.ensure_exercise(exercise)
    release = msgspec.json.decode(exercise.release_notebook.read_bytes())
    graded = next(c for c in release["cells"] if c["metadata"].get("nbgrader", {}).get("grade"))
    graded["metadata"]["nbgrader"]["points"] += 1
    exercise.release_notebook.write_bytes(msgspec.json.encode(release))
    with pytest.raises(GradebookError):
        sink.ensure_exercise(exercise)
