"""What is given back is what nbgrader's gradebook says: with late rules and the marks of people."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from nbgrader.api import Gradebook as Theirs

from autograder.classroom.giving_back import Wish, give_back
from autograder.course import Course, load_course
from autograder.gradebook import Gradebook

EXERCISE = "ex02_activations"


def test_a_sheet_gets_what_nbgrader_exports(graded_here: Course, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(graded_here.folder, folder, symlinks=True)
    course = load_course(folder)
    with Theirs(f"sqlite:///{course.database}") as book:
        grade = book.find_grade("softmax-checks", EXERCISE, EXERCISE, "partial")
        grade.manual_score = 2.25
        book.db.commit()
        wanted = {
            each.student.id: max(0.0, each.score - each.late_submission_penalty)
            for each in book.assignment_submissions(EXERCISE)
        }
        open_ = {
            each.student.id
            for each in book.assignment_submissions(EXERCISE)
            if any(cell.needs_manual_grade for own in each.notebooks for cell in own.grades)
        }
    rows = "".join(f"{id},1,{id},S,\n" for id in sorted(wanted))
    sheet = f"Student,ID,SIS Login ID,Section,Activation functions (1)\n{rows}".encode()
    given = give_back(course, course.exercise(EXERCISE), "canvas", Wish(sheet=sheet), Gradebook)
    found = {row[0]: row[4] for row in csv.reader(io.StringIO(given.content.decode()))}
    del found["Student"]
    assert wanted["copied"] == 0.0 and wanted["partial"] > 0  # late, and marked by hand
    shown = {id: "" if id in open_ - {"partial"} else score for id, score in wanted.items()}
    assert {id: text and float(text) for id, text in found.items()} == {
        id: score if score == "" else round(float(score), 2) for id, score in shown.items()
    }
