"""What a person wrote into the gradebook stays, and reaches the student."""

from __future__ import annotations

import json

import msgspec
import pytest
from databases import opened

from autograder.gradebook import Gradebook
from autograder.outputs import places, write_outputs
from autograder.results import ReportStatus, Status

SET_GRADE = (
    "update grade set manual_score = ?, extra_credit = ?, needs_manual_grade = 0"
    " where cell_id in (select id from base_cell where name = ?)"
)
SET_COMMENT = (
    "update comment set manual_comment = ?"
    " where cell_id in (select id from base_cell where name = ?)"
)


@pytest.fixture
def teacher(course):
    """Change the database as formgrader does."""

    def write(*statement: object) -> None:
        text, *values = statement
        with opened(course.database) as database:
            database.execute(str(text), values)

    return write


def test_a_manual_score_survives_a_new_grading(gradebook, grade, grades, teacher) -> None:
    gradebook.record(grade(softmax=0.0))
    teacher(SET_GRADE, 2.5, 0.5, "softmax-checks")
    gradebook.record(grade(softmax=0.0))
    assert grades()["softmax"] == (0.0, 2.5, 0.5, 0)


def test_a_manual_score_is_looked_at_again_where_the_work_has_changed(
    course, gradebook, grade, grades, teacher
) -> None:
    graded = grade(softmax=0.0)
    exercise, student = course.exercise(graded.report.exercise), graded.report.student
    gradebook.record(graded)
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    assert gradebook.outdated_marks(exercise, [student]) == []
    gradebook.record(grade(softmax=1.0))
    assert grades()["softmax"] == (1.0, 2.5, None, 1)
    assert gradebook.outdated_marks(exercise, [student]) == [(student, ("softmax", 2.5, 1.0))]
    gradebook.record(grade(softmax=1.0))  # until a person has looked
    assert len(gradebook.outdated_marks(exercise, [student])) == 1
    teacher(SET_GRADE, 3.0, None, "softmax-checks")
    gradebook.record(grade(softmax=1.0))
    assert gradebook.outdated_marks(exercise, [student]) == []


def with_answer(graded, **sources: str):
    """The grading with these answers in its notebook, and on disk as the gradings before it are."""
    cells = [
        {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": name, "solution": True, "locked": False}},
            "source": source,
            "outputs": [],
        }
        for name, source in sources.items()
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return msgspec.structs.replace(graded, notebook=json.dumps(notebook).encode())


@pytest.mark.parametrize("status", [Status.FAILED, Status.MANUAL])
def test_a_mark_is_for_the_answer_that_a_person_has_seen(
    course, gradebook, grade, grades, teacher, status
) -> None:
    exercise, first = course.exercise("ex02_activations"), grade(softmax=0.0)
    student = first.report.student

    def record(softmax: str, relu: str = "right") -> int:
        graded = grade(softmax=0.0, statuses={"softmax": status})
        graded = with_answer(graded, softmax=softmax, relu=relu)
        gradebook.record(graded)
        write_outputs(course, graded)
        *_scores, asked = grades()["softmax"]
        return asked

    record("nearly right")
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    assert record("nearly right\n") == 0
    assert record("nearly right", relu="another") == 0
    assert record("give me points") == 1
    assert record("give me points") == 1  # until a person has looked
    automatic = None if status is Status.MANUAL else 0.0
    assert gradebook.outdated_marks(exercise, [student]) == [(student, ("softmax", 2.5, automatic))]
    teacher(SET_GRADE, 1.0, None, "softmax-checks")
    assert record("give me points") == 0
    places(course, exercise.name, student).notebook.unlink()
    assert record("nobody knows what there was") == 0


def test_another_answer_is_told_although_the_rest_has_no_verdict(
    course, gradebook, grade, grades, teacher
) -> None:
    def record(softmax: str, **internal: Status) -> int:
        status = ReportStatus.INTERNAL if internal else ReportStatus.GRADED
        graded = grade(statuses={"softmax": Status.MANUAL, **internal}, status=status)
        graded = with_answer(graded, softmax=softmax)
        gradebook.record(graded)
        write_outputs(course, graded)
        *_scores, asked = grades()["softmax"]
        return asked

    record("nearly right")
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    assert record("another", relu=Status.INTERNAL) == 1
    assert record("another") == 1  # until a person has looked


def test_a_grading_without_the_work_says_nothing_of_other_answers(
    course, gradebook, grade, grades, teacher
) -> None:
    def record(status: ReportStatus, **answers: str) -> int:
        graded = grade(softmax=0.0, status=status)
        if status is ReportStatus.INTERNAL:
            questions = [
                msgspec.structs.replace(each, status=Status.INTERNAL)
                for each in graded.report.questions
            ]
            report = msgspec.structs.replace(graded.report, questions=tuple(questions))
            graded = msgspec.structs.replace(graded, report=report)
        graded = with_answer(graded, **answers)
        gradebook.record(graded)
        write_outputs(course, graded)
        *_scores, asked = grades()["softmax"]
        return asked

    assert record(ReportStatus.INTERNAL, softmax="") == 1  # as nobody has given points
    assert record(ReportStatus.GRADED, softmax="nearly right") == 0
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    assert record(ReportStatus.INTERNAL, softmax="") == 0
    assert record(ReportStatus.GRADED, softmax="nearly right") == 0
    assert record(ReportStatus.INTERNAL, softmax="") == 0
    assert record(ReportStatus.GRADED, softmax="another") == 1


def test_a_manual_score_survives_a_grading_without_a_verdict(
    gradebook, grade, grades, teacher
) -> None:
    gradebook.record(grade(softmax=0.0))
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    gradebook.record(grade(softmax=0.0, statuses={"softmax": Status.INTERNAL}))
    assert grades()["softmax"] == (None, 2.5, None, 0)


def test_extra_points_survive_without_a_manual_score(gradebook, grade, grades, teacher) -> None:
    gradebook.record(grade())
    teacher(SET_GRADE, None, 1.0, "tanh-checks")
    gradebook.record(grade(tanh=0.0))
    assert grades()["tanh"] == (0.0, None, 1.0, 0)


def test_a_comment_and_a_flag_survive(gradebook, grade, comments, rows, teacher) -> None:
    gradebook.record(grade(softmax=0.0))
    teacher(SET_COMMENT, "See me.", "softmax")
    teacher("update submitted_notebook set flagged = 1")
    gradebook.record(grade())
    assert comments()["softmax"] == (None, "See me.")
    assert rows("select flagged from submitted_notebook") == [(1,)]


def test_the_student_gets_the_teachers_word(gradebook, grade, teacher) -> None:
    graded = grade(softmax=1.0)
    gradebook.record(graded)
    teacher(SET_GRADE, 2.0, 0.5, "softmax-checks")
    teacher(SET_COMMENT, "A good idea.", "softmax")
    shown = gradebook.reviewed(graded.report)
    assert graded.report.score == 8.5
    assert shown.score == 10.0
    assert {question.name: question.score for question in shown.questions}["softmax"] == 2.5
    said = {question.name: question for question in shown.questions if question.comment}
    assert [question.comment for question in said.values()] == ["A good idea."]
    assert all(question.by_hand for question in said.values())


def test_a_grade_by_hand_replaces_a_missing_verdict(gradebook, grade, teacher) -> None:
    graded = grade(softmax=0.0, statuses={"softmax": Status.INTERNAL}, status=ReportStatus.INTERNAL)
    gradebook.record(graded)
    assert gradebook.reviewed(graded.report) == graded.report
    teacher(SET_GRADE, 2.5, None, "softmax-checks")
    shown = gradebook.reviewed(graded.report)
    assert shown.status is ReportStatus.GRADED
    assert shown.score == 10.0


def test_a_decision_closes_what_was_left_to_a_person(gradebook, grade, grades, teacher) -> None:
    graded = grade(softmax=0.0, statuses={"softmax": Status.MANUAL})
    gradebook.record(graded)
    assert gradebook.reviewed(graded.report) == graded.report
    teacher(SET_GRADE, 2.0, None, "softmax-checks")
    shown = gradebook.reviewed(graded.report)
    softmax = next(each for each in shown.questions if each.name == "softmax")
    assert (softmax.status, softmax.score, softmax.checks) == (Status.FAILED, 2.0, ())
    assert shown.score == graded.report.score + 2.0
    gradebook.record(graded)  # graded again: the decision stays
    assert grades()["softmax"] == (None, 2.0, None, 0)


def test_a_report_that_nobody_touched_is_shown_as_it_is(gradebook, grade) -> None:
    graded = grade(softmax=1.0)
    assert gradebook.reviewed(graded.report) == graded.report
    gradebook.record(graded)
    assert gradebook.reviewed(graded.report) == graded.report


LATE = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


def test_nbgraders_rule_for_late_work_is_asked(course, grade, rows, teacher) -> None:
    (course.folder / "nbgrader_config.py").write_text(LATE)
    teacher("update assignment set duedate = '2030-01-01 00:00:00.000000'")
    penalties = "select late_submission_penalty from submitted_notebook"
    with Gradebook(course) as gradebook:
        gradebook.record(grade(softmax=1.0), timestamp="2030-01-02 00:00:00 UTC")
        assert rows(penalties) == [(pytest.approx(8.5),)]
        shown = gradebook.reviewed(grade(softmax=1.0).report)
        assert shown.score == 0.0
        assert "8.5" in shown.notes[-1]
        gradebook.record(grade(), timestamp="2029-12-31 00:00:00 UTC")
        assert rows(penalties) == [(None,)]
