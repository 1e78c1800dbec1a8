"""What a grading writes into nbgrader's database."""

from __future__ import annotations

import msgspec
import pytest

from autograder.errors import GradebookError
from autograder.results import ReportStatus, Status


def test_a_question_is_recorded_with_its_partial_credit(gradebook, grade, grades) -> None:
    gradebook.record(grade(softmax=1.25, tanh=0.0))
    found = grades()
    assert found["softmax"] == (1.25, None, None, 0)
    assert found["tanh"] == (0.0, None, None, 0)
    assert found["linear"] == (0.5, None, None, 0)


def test_grading_again_takes_the_place_of_the_last_time(gradebook, grade, grades, comments) -> None:
    gradebook.record(grade(softmax=0.0))
    gradebook.record(grade(softmax=2.0))
    assert grades()["softmax"] == (2.0, None, None, 0)
    gradebook.record(grade())
    assert grades()["softmax"] == (2.5, None, None, 0)
    assert comments()["softmax"] == (None, None)


def test_lost_points_are_explained_in_a_comment(gradebook, grade, comments) -> None:
    gradebook.record(grade(softmax=1.0))
    assert comments()["softmax"] == ("softmax(1) is 5 instead of 1\ndivide by n", None)
    assert comments()["tanh"] == (None, None)


@pytest.mark.parametrize("status", [Status.INTERNAL, Status.MANUAL])
def test_without_a_verdict_the_score_stays_empty_and_a_person_is_asked(
    gradebook, grade, grades, status: Status
) -> None:
    gradebook.record(grade())
    gradebook.record(grade(softmax=0.0, statuses={"softmax": status}))
    assert grades()["softmax"] == (None, None, None, 1)
    assert grades()["tanh"] == (1.5, None, None, 0)


def test_the_teacher_reads_why_a_question_waits(gradebook, grade, comments) -> None:
    gradebook.record(grade(softmax=0.0, statuses={"softmax": Status.MANUAL}))
    assert comments()["softmax"] == ("softmax(1) is 5 instead of 1\ndivide by n", None)


def test_a_submission_without_a_verdict_has_no_zero(gradebook, grade, grades, comments) -> None:
    names = [question.name for question in grade().report.questions]
    gradebook.record(
        grade(
            status=ReportStatus.INTERNAL,
            statuses=dict.fromkeys(names, Status.INTERNAL),
            **dict.fromkeys(names, 0.0),
        )
    )
    assert set(grades().values()) == {(None, None, None, 1)}
    assert "our side" in comments()["relu"][0]


def test_an_unreadable_file_has_zeros_and_the_reason(gradebook, grade, grades, comments) -> None:
    names = [question.name for question in grade().report.questions]
    gradebook.record(
        grade(
            status=ReportStatus.UNREADABLE,
            statuses=dict.fromkeys(names, Status.MISSING),
            notes=("The file is empty.",),
            **dict.fromkeys(names, 0.0),
        )
    )
    assert set(grades().values()) == {(0.0, None, None, 0)}
    assert comments()["sigmoid"] == ("The file is empty.", None)


def test_a_comment_carries_no_terminal_escapes(gradebook, grade, comments) -> None:
    names = [question.name for question in grade().report.questions]
    gradebook.record(
        grade(
            status=ReportStatus.UNREADABLE,
            statuses=dict.fromkeys(names, Status.MISSING),
            notes=("red \x1b[31malert\u202e",),
            **dict.fromkeys(names, 0.0),
        )
    )
    assert comments()["tanh"] == ("red alert", None)


def test_a_grading_is_written_whole_or_not_at_all(gradebook, grade, rows) -> None:
    graded = grade()
    *others, last = graded.report.questions
    wrong = msgspec.structs.replace(last, max_score=99.0)
    report = msgspec.structs.replace(graded.report, questions=(*others, wrong))
    with pytest.raises(GradebookError, match=f"do not agree about the points of '{last.name}'"):
        gradebook.record(msgspec.structs.replace(graded, report=report))
    assert rows("select id from student") == []
    assert rows("select id from submitted_assignment") == []
    gradebook.record(grade())
    assert rows("select id from student") == [("ivanova",)]


def test_a_question_that_the_gradebook_does_not_know_is_refused(gradebook, grade, rows) -> None:
    graded = grade()
    other = msgspec.structs.replace(graded.report.questions[0], name="elu")
    report = msgspec.structs.replace(graded.report, questions=(other,))
    with pytest.raises(GradebookError, match="the question 'elu'"):
        gradebook.record(msgspec.structs.replace(graded, report=report))
    assert rows("select * from grade") == []


def test_the_time_of_submission_is_kept_in_utc(gradebook, grade, rows) -> None:
    gradebook.record(grade(), timestamp="2030-05-01T15:00:00+03:00")
    assert rows("select timestamp from submitted_assignment") == [("2030-05-01 12:00:00.000000",)]
    gradebook.record(grade())
    assert rows("select timestamp from submitted_assignment") == [(None,)], "nothing is late then"


@pytest.mark.parametrize(
    "text", ["soon", "2030-13-45", "0001-01-01 00:00:00 +99999999", "9" * 200, "1e400"]
)
def test_a_time_that_is_none_stops_nobody(gradebook, grade, rows, text: str) -> None:
    gradebook.record(grade(), timestamp="2030-05-01 12:00:00 UTC")
    shown = gradebook.record_all(
        [(grade(softmax=1.0), text), (grade("petrov"), "2030-05-02 12:00:00 UTC")]
    )
    assert [report.score for report in shown] == [8.5, 10.0]
    assert rows("select timestamp from submitted_assignment order by timestamp") == [
        ("2030-05-01 12:00:00.000000",),
        ("2030-05-02 12:00:00.000000",),
    ]
