"""Stock nbgrader commands in a course folder."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

import pytest
from databases import opened

EXERCISE = "ex02_activations"
NOTEBOOK = f"{EXERCISE}.ipynb"


@pytest.fixture
def graded(graded_by_nbgrader: Path, tmp_path: Path) -> Path:
    """A graded class of its own."""
    return shutil.copytree(graded_by_nbgrader, tmp_path / "course")


def test_generate_assignment_gives_the_committed_release(course_folder, run_nbgrader) -> None:
    notebook = course_folder / "release" / EXERCISE / NOTEBOOK
    before = notebook.read_bytes()
    shutil.rmtree(notebook.parent)
    done = run_nbgrader(course_folder, "generate_assignment", EXERCISE)
    assert done.returncode == 0, done.stderr
    assert notebook.read_bytes() == before


def test_autograding_again_respects_the_teacher(graded, run_nbgrader, read_grades) -> None:
    with opened(graded / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = 2.0, extra_credit = 0.5, needs_manual_grade = 0"
            " where notebook_id in (select submitted_notebook.id from submitted_notebook"
            " join submitted_assignment as work on work.id = submitted_notebook.assignment_id"
            " where student_id = 'wrong') and cell_id in"
            " (select id from base_cell where name = 'softmax-checks')"
        )
        database.execute("update comment set manual_comment = 'See me.'")
    before = read_grades(graded)
    done = run_nbgrader(graded, "autograde", EXERCISE, "--student", "wrong", "--force")
    assert done.returncode == 0, done.stderr
    assert read_grades(graded) == before
    assert before["wrong", "softmax-checks"][1:4] == (2.0, 0.5, 0)
    work = graded / "submitted" / "wrong" / EXERCISE / NOTEBOOK
    text = work.read_text(encoding="utf-8")
    assert "np.exp(z) / np.sum(np.exp(z))" in text  # another wrong answer, with as many points
    work.write_text(text.replace("np.exp(z) / np.sum(np.exp(z))", "0 * z"), encoding="utf-8")
    done = run_nbgrader(graded, "autograde", EXERCISE, "--student", "wrong", "--force")
    assert done.returncode == 0, done.stderr
    assert read_grades(graded)["wrong", "softmax-checks"][1:4] == (2.0, 0.5, 1)

    done = run_nbgrader(graded, "generate_feedback", EXERCISE, "--student", "wrong")
    assert done.returncode == 0, done.stderr
    page = (graded / "feedback" / "wrong" / EXERCISE / f"{EXERCISE}.html").read_text()
    assert "See me." in page
    assert "10 of 10" in page  # 7.5 and the teacher's 2.0 + 0.5


def test_generate_feedback_makes_our_page_for_everyone(graded, graded_here, run_nbgrader) -> None:
    done = run_nbgrader(graded, "generate_feedback", EXERCISE)
    assert done.returncode == 0, done.stderr
    for student in ("right", "partial", "no_json", "copied"):
        folder = graded / "feedback" / student / EXERCISE
        theirs = (folder / f"{EXERCISE}.html").read_text(encoding="utf-8")
        ours = graded_here.feedback / student / EXERCISE / f"{EXERCISE}.html"
        assert theirs == ours.read_text(encoding="utf-8")
        assert "report.json" not in {path.name for path in folder.iterdir()}


def test_export_gives_the_points(graded, run_nbgrader) -> None:
    done = run_nbgrader(graded, "export")
    assert done.returncode == 0, done.stderr
    with (graded / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows["right"]["score"]) == pytest.approx(10.0)
    assert float(rows["endless"]["score"]) == pytest.approx(7.5)
    assert float(rows["copied"]["raw_score"]) == pytest.approx(10.0)
    assert float(rows["copied"]["score"]) == 0.0  # it came late
    assert float(rows["right"]["max_score"]) == pytest.approx(10.0)


def test_a_killed_run_is_taken_up_again(graded, run_nbgrader, read_grades) -> None:
    folder = graded / "autograded" / "right" / EXERCISE
    (folder / NOTEBOOK).unlink()
    before = read_grades(graded)
    done = run_nbgrader(graded, "autograde", EXERCISE, "--student", "right")
    assert done.returncode == 0, done.stderr
    assert (folder / NOTEBOOK).is_file()
    assert read_grades(graded) == before


def test_an_exercise_that_is_none_is_refused_in_one_sentence(graded, run_nbgrader) -> None:
    (graded / "submitted" / "right" / "ex99").mkdir()
    (graded / "submitted" / "right" / "ex99" / "ex99.ipynb").write_text("{}")
    done = run_nbgrader(graded, "autograde", "ex99")
    assert done.returncode == 1
    assert "There is no exercise 'ex99'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_exercise_ends_the_run_in_one_sentence(graded, run_nbgrader, read_grades) -> None:
    before = read_grades(graded)
    (graded / "solutions" / EXERCISE / "checks.py").write_text("def (:\n")
    done = run_nbgrader(graded, "autograde", EXERCISE, "--force")
    assert done.returncode == 1
    assert done.stderr.count("checks.py:1: SyntaxError") == 1
    assert "Traceback" not in done.stderr
    assert read_grades(graded) == before


def test_zip_collect_takes_a_zip_of_moodle(course_folder, run_nbgrader) -> None:
    archive = course_folder / "downloaded" / EXERCISE / "archive"
    archive.mkdir(parents=True)
    part = "assignsubmission_file"
    with zipfile.ZipFile(archive / "NN-Activation functions-77.zip", "w") as moodle:
        moodle.writestr(f"Ivanova Anna_12345_{part}_{NOTEBOOK}", "anna")
        moodle.writestr(f"Ivanova Anna_12346_{part}_{NOTEBOOK}", "another anna")
        moodle.writestr(f"Пётр Петров_12347_{part}_/ex02_activations (1).ipynb", "пётр")
        moodle.writestr(f"Пётр Петров_12347_{part}_/{NOTEBOOK}", "again")
        moodle.writestr(f"Orlova Vera_12349_{part}_/my homework.v2.ipynb", "vera")
        moodle.writestr(f"Orlova Vera_12349_{part}_/my essay.ipynb", "more of vera's")
        moodle.writestr(f"Popov Oleg_12350_{part}_Ex02_Activations (2).ipynb", "oleg")
        moodle.writestr(f"Sidorov Ivan_12348_{part}/{EXERCISE}.py", "ivan")
        moodle.writestr(f"Sidorov Ivan_12348_{part}/essay.docx", "words")
        moodle.writestr(f"Volkova Rita_12351_{part}_/homework/{NOTEBOOK}", "rita")
        moodle.writestr(f"Lebedev Egor_12352_{part}_/my.work.pdf", "a print")
        moodle.writestr("Kim Olga_12353_assignsubmission_onlinetext_/onlinetext.html", "words")
        moodle.writestr("readme.txt", "not a student's")
    done = run_nbgrader(course_folder, "zip_collect", EXERCISE)
    assert done.returncode == 0, done.stderr
    submitted = course_folder / "submitted"
    found = {
        str(path.relative_to(submitted)): path.read_text(encoding="utf-8")
        for path in submitted.rglob("*")
        if path.is_file()
    }
    assert found == {
        f"Ivanova Anna/{EXERCISE}/{NOTEBOOK}": "anna",
        f"Ivanova Anna 12346/{EXERCISE}/{NOTEBOOK}": "another anna",
        f"Пётр Петров/{EXERCISE}/{NOTEBOOK}": "again",
        f"Пётр Петров/{EXERCISE}/{EXERCISE} (1).ipynb": "пётр",
        f"Orlova Vera/{EXERCISE}/my homework.v2.ipynb": "vera",
        f"Orlova Vera/{EXERCISE}/my essay.ipynb": "more of vera's",
        f"Popov Oleg/{EXERCISE}/{NOTEBOOK}": "oleg",
        f"Sidorov Ivan/{EXERCISE}/{EXERCISE}.py": "ivan",
        f"Sidorov Ivan/{EXERCISE}/essay.docx": "words",
        f"Volkova Rita/{EXERCISE}/{NOTEBOOK}": "rita",
        f"Lebedev Egor/{EXERCISE}/my.work.pdf": "a print",
        f"Kim Olga/{EXERCISE}/onlinetext.html": "words",
    }
