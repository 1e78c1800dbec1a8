"""An exercise is mended after its class was graded: who gains, who loses, and what then counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import toy_course as toy
from memory_sink import Memory

from autograder.classroom.grade import grade_found, handed_in_for
from autograder.classroom.regrading.applying import Applied, apply
from autograder.classroom.regrading.moves import by_check, counted
from autograder.classroom.regrading.trial import Trial, try_again
from autograder.classroom.released import mark_released, take_back
from autograder.classroom.withdrawn import Gets, withdraw
from autograder.classroom.withdrawn import take_back as count_again
from autograder.course import Course, Exercise, load_course
from autograder.engine.engine import Engine
from autograder.errors import GradebookError, UsageError
from autograder.grading import Graded, Submission
from autograder.history import FILE, History
from autograder.outputs import RECORD
from autograder.results import Report, from_json

# By it whoever squares passes the row, and everybody else loses it.
SQUARED = "    same(student.double, lambda x: x * x, np.array([1.5, -3.0, 0.25]))"
RIGHT = "    same(student.double, reference.double, np.array([1.5, -3.0, 0.25]))"
TOTAL = "    same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
ANY_TOTAL = "    same(student.total, student.total, np.array([1.5, 2.0, -0.25]))"
CLASS = {
    "ann": toy.ANSWERS,
    "bob": {**toy.ANSWERS, "total": "def total(x):\n    return max(x)"},
    "cem": {**toy.ANSWERS, "double": "def double(x):\n    return x + x", "total": "total = 3"},
}


class Counting:
    """A runner that notes what it is asked to grade."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.asked: dict[str, tuple[str, ...]] = {}

    def isolation(self, exercise: Exercise) -> str:
        return self.engine.isolation(exercise)

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        works = list(submissions)
        self.asked |= {each.student: each.questions for each in works}
        yield from self.engine.grade(exercise, works)


class Desk:
    """A class that was graded, and its teacher."""

    def __init__(self, course: Course, engine: Engine) -> None:
        self.course, self.memory, self.runner = course, Memory(), Counting(engine)

    @property
    def exercise(self) -> Exercise:
        return load_course(self.course.folder).exercise("toy")

    def grade(self) -> list[Report]:
        found = handed_in_for(self.course, self.exercise)
        done = grade_found(self.course, self.exercise, found, self.runner, self.memory.open)
        return [each.shown for each in done]

    def change(self, old: str, new: str, name: str = "solutions/toy/checks.py") -> None:
        path = self.course.folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def try_again(self, question: str = "") -> Trial:
        self.runner.asked.clear()
        return try_again(
            self.course, self.exercise, self.runner, self.memory.open, question=question
        )

    def apply(self, why: str = "", *, also_lower: bool = False) -> Applied:
        trial = self.try_again()
        return apply(self.course, trial, self.memory.open, why=why, also_lower=also_lower)

    def record(self, student: str) -> Report:
        path = self.course.autograded / student / "toy" / RECORD
        return from_json(path.read_bytes())

    def page(self, student: str) -> str:
        return (self.course.feedback / student / "toy" / "toy.html").read_text()

    def scores(self) -> dict[str, float]:
        return {student: self.record(student).score for student in CLASS}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(workers=2) as engine:
        yield engine


@pytest.fixture
def desk(make_toy: toy.MakeCourse, engine: Engine) -> Desk:
    course = make_toy()
    for student, answers in CLASS.items():
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(**answers))
    desk = Desk(course, engine)
    assert {each.student: each.score for each in desk.grade()} == {"ann": 10, "bob": 6, "cem": 6}
    return desk


def test_without_a_change_nothing_runs(desk: Desk) -> None:
    trial = desk.try_again()
    assert (trial.tried, trial.questions, trial.of_all) == ((), (), 3)
    assert not desk.runner.asked


def test_who_gains_and_by_which_check_and_only_that_runs(desk: Desk) -> None:
    desk.change(TOTAL, ANY_TOTAL)
    trial = desk.try_again()
    assert trial.questions == ("total",)
    assert desk.runner.asked == dict.fromkeys(CLASS, ("total",))
    moves = {each.student: each for each in trial.moves()}
    assert moves.keys() == {"bob"}
    assert (moves["bob"].before, moves["bob"].after) == (6, 10)
    (check,) = moves["bob"].checks
    assert (check.question, check.description, check.by) == ("total", "adds a row up", 4)
    assert counted(trial.moves()) == ({4: 1}, {})
    (total,) = by_check(trial.moves())
    assert (total.gains, total.losses) == ({4: 1}, {})
    assert desk.scores() == {"ann": 10, "bob": 6, "cem": 6}  # nothing was written
    assert desk.try_again().moves() == trial.moves()
    assert not desk.runner.asked  # what was tried is kept


def test_what_is_applied_counts_and_says_why_everywhere(desk: Desk) -> None:
    desk.change(TOTAL, ANY_TOTAL)
    before = (desk.course.autograded / "bob" / "toy" / "toy.ipynb").read_bytes()
    applied = desk.apply("The check of total was too strict.")
    assert [each.student for each in applied.moved] == ["bob"]
    assert applied.kept == ()
    assert desk.scores() == {"ann": 10, "bob": 10, "cem": 6}
    assert "What has changed" in desk.page("bob")
    assert "“total”: 4 instead of 0 points" in desk.page("bob")
    assert "Why: The check of total was too strict." in desk.page("bob")
    assert ">total</span>" in desk.page("bob")  # the answers are still there
    assert (desk.course.autograded / "bob" / "toy" / "toy.ipynb").read_bytes() == before
    assert "What has changed" not in desk.page("ann")
    with History(desk.course.folder / FILE) as history:
        own = [each.grading for each in history.entries(student="bob") if each.grading]
    assert [(each.points, each.why) for each in own] == [
        (6, ""),
        (10, "The check of total was too strict."),
    ]
    assert desk.try_again().tried == ()
    desk.grade()  # the same as a whole: it goes on saying what has changed
    assert desk.record("bob").score == 10
    assert "“total”: 4 instead of 0 points" in desk.page("bob")


def test_once_grades_are_out_nobody_is_lowered_unasked(desk: Desk) -> None:
    mark_released(desk.course, desk.exercise)
    desk.change(RIGHT, SQUARED)
    desk.change(TOTAL, ANY_TOTAL)
    trial = desk.try_again()
    assert trial.is_released
    assert {each.student: each.by for each in trial.moves()} == {"ann": -3, "bob": 1, "cem": -3}
    applied = desk.apply()
    assert desk.scores() == {"ann": 10, "bob": 10, "cem": 6}
    assert {each.student for each in applied.kept} == {"ann", "bob", "cem"}
    assert {each.student: each.by for each in applied.moved} == {"bob": 4}
    assert "double" not in "".join(rule.sentence for rule in desk.record("bob").policy or ())
    left = desk.try_again()  # what was not applied can be applied later
    assert left.questions == ("double",)
    desk.apply(also_lower=True)
    assert desk.scores() == {"ann": 7, "bob": 7, "cem": 3}
    assert desk.try_again().tried == ()


def test_before_that_whoever_loses_is_lowered(desk: Desk) -> None:
    desk.change(RIGHT, SQUARED)
    assert {each.student for each in desk.apply().moved} == set(CLASS)
    assert desk.scores() == {"ann": 7, "bob": 3, "cem": 3}
    mark_released(desk.course, desk.exercise)
    take_back(desk.course, desk.exercise)
    assert not desk.try_again().is_released


def test_points_of_a_person_stay(desk: Desk) -> None:
    desk.memory.mark("toy", "bob", "total", 1.5)
    desk.change(TOTAL, ANY_TOTAL)
    (move,) = desk.try_again().moves()
    assert (move.student, move.by, move.by_hand) == ("bob", 0, ("total",))
    desk.apply()
    assert desk.memory.marks["toy", "bob"] == {"total": 1.5}
    assert "instead of" not in desk.page("bob")


def test_one_question_alone(desk: Desk) -> None:
    desk.change(RIGHT, SQUARED)
    desk.change(TOTAL, ANY_TOTAL)
    trial = desk.try_again("total")
    assert trial.questions == ("total",)
    assert {each.student for each in trial.moves()} == {"bob"}
    apply(desk.course, trial, desk.memory.open)
    assert desk.try_again().questions == ("double",)
    with pytest.raises(UsageError, match="no question 'totl'"):
        desk.try_again("totl")


def test_other_points_for_a_question_have_a_road(desk: Desk) -> None:
    desk.change('"total", points=4', '"total", points=3')
    desk.change('"by_hand", points=2', '"by_hand", points=3')
    desk.memory.exercises["toy"] = {"other": 1}  # it knows the exercise with other points
    with pytest.raises(GradebookError):
        desk.grade()
    desk.apply("total was too dear")
    assert desk.scores() == {"ann": 10, "bob": 7, "cem": 7}


def test_work_that_is_gone_is_taken_from_the_history(desk: Desk) -> None:
    for path in (desk.course.submitted / "bob" / "toy").iterdir():
        path.unlink()
    (desk.course.submitted / "bob" / "toy").rmdir()
    (desk.course.submitted / "cem" / "toy" / "toy.ipynb").write_bytes(toy.notebook())
    desk.change(TOTAL, ANY_TOTAL)
    trial = desk.try_again()
    assert {each.student for each in trial.moves()} == {"bob"}
    assert trial.others == ("cem",)
    (desk.course.folder / FILE).unlink()
    assert desk.try_again().gone == ("bob",)


def test_a_question_is_withdrawn_and_counts_again(desk: Desk) -> None:
    withdraw(desk.course, desk.exercise, "total", Gets.ALL, "It was not said how.")
    applied = desk.apply("It was not said how.")
    assert not desk.runner.asked  # nothing has to be run for that
    assert {each.student: each.by for each in applied.moved} == {"bob": 4, "cem": 4}
    assert desk.scores() == {"ann": 10, "bob": 10, "cem": 10}
    assert "everybody gets its points. Why: It was not said how." in desk.page("ann")
    assert desk.try_again().tried == ()
    assert {each.student: each.score for each in desk.grade()} == desk.scores()
    count_again(desk.course, desk.exercise, "total")
    desk.apply()
    assert desk.runner.asked == dict.fromkeys(CLASS, ("total",))
    assert desk.scores() == {"ann": 10, "bob": 6, "cem": 6}
    assert "was withdrawn" not in desk.page("ann")


def test_nobody_gets_points_for_a_question(desk: Desk) -> None:
    withdraw(desk.course, desk.exercise, "double", Gets.NONE, "")
    desk.apply()
    assert desk.scores() == {"ann": 6, "bob": 2, "cem": 2}
    assert "nobody gets points for it" in desk.page("ann")
    with pytest.raises(UsageError):
        withdraw(desk.course, desk.exercise, "dubble", Gets.ALL, "")
    with pytest.raises(UsageError):
        count_again(desk.course, desk.exercise, "total")


def test_who_was_stopped_in_the_middle_goes_on(desk: Desk) -> None:
    desk.change(TOTAL, ANY_TOTAL)
    trial = desk.try_again()
    half = trial._replace(tried=trial.tried[:1])
    apply(desk.course, half, desk.memory.open)
    assert len(desk.try_again().tried) == 2
    desk.apply()
    assert desk.scores()["bob"] == 10


def test_nothing_was_graded_yet(make_toy: toy.MakeCourse, engine: Engine) -> None:
    with pytest.raises(UsageError, match="Nothing has been graded yet"):
        Desk(make_toy(), engine).try_again()


def test_what_came_by_the_service_is_out(desk: Desk, tmp_path: Path) -> None:
    from autograder.history import Clock, HandIn

    desk.change(TOTAL, ANY_TOTAL)
    assert not desk.try_again().is_released
    with History(desk.course.folder / FILE) as history, history.writing() as into:
        work = HandIn(
            exercise="toy",
            student="dora",
            content=b"{}",
            received_at=datetime.now(UTC),
            clock=Clock.RECEIVER,
        )
        into.grading(into.hand_in(work), desk.record("ann"))
    assert desk.try_again().is_released


def test_whoever_has_an_older_release_has_changed_nothing(desk: Desk) -> None:
    older = desk.course.submitted / "ann" / "toy" / "toy.ipynb"
    desk.change("A is 5 times x1", "A is x1, five times", "release/toy/toy.ipynb")
    notes = {each.student: each.notes for each in desk.grade()}
    assert all("an earlier version of the notebook" in each[0] for each in notes.values())
    assert not any("had been changed" in note for each in notes.values() for note in each)
    text = older.read_text().replace("A is 5 times x1", "five")
    older.write_text(text)
    (report,) = (each for each in desk.grade() if each.student == "ann")
    assert report.notes == ("The check of “by_hand” had been changed: the original was used.",)
