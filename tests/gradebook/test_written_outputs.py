"""The files that a grading leaves behind."""

from __future__ import annotations

import os
import stat
from threading import Thread

import msgspec
import pytest

from autograder.errors import FileError, GradebookError
from autograder.outputs import remove_unfinished, removed_unfinished, write_outputs
from autograder.results import from_json


def test_notebook_record_and_page_are_where_nbgrader_looks(course, grade) -> None:
    submitted = course.submitted / "ivanova" / "ex02_activations"
    submitted.mkdir(parents=True)
    (submitted / "timestamp.txt").write_text("2030-01-01 12:00:00 UTC")
    graded = msgspec.structs.replace(grade(softmax=1.0), notebook=b"{ }")
    outputs = write_outputs(course, graded)
    folder = course.folder / "autograded" / "ivanova" / "ex02_activations"
    assert outputs.notebook == folder / "ex02_activations.ipynb"
    assert outputs.notebook.read_bytes() == b"{ }"
    assert from_json(outputs.record.read_bytes()) == graded.report
    assert outputs.page.name == "ex02_activations.html"
    assert "8.5 of 10" in outputs.page.read_text()
    assert (folder / "timestamp.txt").read_text() == "2030-01-01 12:00:00 UTC"
    assert stat.S_IMODE(outputs.notebook.stat().st_mode) == 0o444
    assert stat.S_IMODE(outputs.page.stat().st_mode) == 0o644


def test_grading_again_replaces_what_is_there(course, grade) -> None:
    write_outputs(course, grade(softmax=1.0))
    outputs = write_outputs(course, grade())
    assert from_json(outputs.record.read_bytes()).score == 10.0
    names = sorted(path.name for path in outputs.record.parent.iterdir())
    assert names == ["ex02_activations.ipynb", "report.json"]


def test_the_page_shows_the_reviewed_report_and_the_record_the_graded_one(course, grade) -> None:
    outputs = write_outputs(course, grade(softmax=1.0), shown=grade(softmax=2.0).report)
    assert "9.5 of 10" in outputs.page.read_text()
    assert from_json(outputs.record.read_bytes()).score == 8.5


@pytest.mark.parametrize("student", ["../ivanova", "", ".", "a/b", "a\nb"])
def test_no_name_leads_out_of_the_folder(course, grade, student: str) -> None:
    with pytest.raises(GradebookError, match="cannot be the name"):
        write_outputs(course, grade(student))
    assert not course.autograded.exists()


def test_a_folder_that_cannot_be_made_is_named(course, grade) -> None:
    course.feedback.write_text("a file is in the way")
    with pytest.raises(FileError, match="feedback/ivanova"):
        write_outputs(course, grade())


def test_what_is_just_being_written_is_not_unfinished(course, grade, monkeypatch) -> None:
    folder = course.autograded / "ivanova" / "ex02_activations"
    removed: list[bool] = []
    other = Thread(target=lambda: removed.append(removed_unfinished(folder, folder.name)))

    def page(*_args: object) -> str:
        assert [path.name for path in folder.iterdir()] == ["report.json"]
        other.start()
        other.join(0.2)
        return "a page"

    monkeypatch.setattr("autograder.outputs.student_page", page)
    outputs = write_outputs(course, grade())
    other.join()
    assert removed == [False]
    assert outputs.record.exists() and outputs.notebook.exists()


def test_what_a_killed_run_has_begun_is_removed(course, grade) -> None:
    outputs = write_outputs(course, grade())
    nobody = 2**22 + 1  # no process has so large a number
    begun = [
        outputs.notebook.with_name(f".{outputs.notebook.name}.{nobody}.new"),
        outputs.page.with_name(f".{outputs.page.name}.{nobody}.new"),
    ]
    running = outputs.record.with_name(f".{outputs.record.name}.{os.getpid()}.new")
    for path in (*begun, running):
        path.write_text("half of it")
    remove_unfinished(course, "ex02_activations")
    assert not any(path.exists() for path in begun)
    assert running.exists()
    assert outputs.notebook.exists() and outputs.record.exists() and outputs.page.exists()
