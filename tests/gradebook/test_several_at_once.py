"""Several gradings in one transaction: the same rows as one after the other."""

from __future__ import annotations

import msgspec
import pytest

from autograder.errors import GradebookError

ROWS = (
    "select student_id, base_cell.name, auto_score, needs_manual_grade, timestamp"
    " from grade join base_cell on base_cell.id = grade.cell_id"
    " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
    " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
    " order by student_id, base_cell.name"
)
STAMP = "2030-01-01 12:00:00 UTC"


def test_new_and_known_students_together(gradebook, grade, rows) -> None:
    gradebook.record(grade("known", softmax=0.0))
    several = [(grade("known"), None), (grade("new", tanh=0.5), STAMP), (grade("other"), None)]
    shown = gradebook.record_all(several)
    assert [report.student for report in shown] == ["known", "new", "other"]
    together = rows(ROWS)
    assert len(together) == 3 * len(shown[0].questions)
    for each in several:
        gradebook.record(*each)
    assert rows(ROWS) == together


def test_one_that_cannot_be_written_costs_no_other(gradebook, grade, rows) -> None:
    wrong = grade("wrong")
    question, *others = wrong.report.questions
    question = msgspec.structs.replace(question, name="unheard_of")
    report = msgspec.structs.replace(wrong.report, questions=(question, *others))
    wrong = msgspec.structs.replace(wrong, report=report)
    with pytest.raises(GradebookError, match="unheard_of"):
        gradebook.record_all([(grade("first"), None), (wrong, None), (grade("last"), None)])
    assert rows("select distinct student_id from submitted_assignment") == [("first",)]
    gradebook.record_all([(grade("second"), STAMP), (grade("third"), "yesterday")])
    found = rows("select student_id, timestamp is null from submitted_assignment order by 1")
    assert found == [("first", 1), ("second", 0), ("third", 1)]  # what is no date costs no grade
