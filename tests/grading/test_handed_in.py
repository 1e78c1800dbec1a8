"""How much may be handed in: code that somebody has written, and small files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.errors import SandboxError, SubmissionError
from autograder.grading import Submission
from autograder.results import ReportStatus
from autograder.sandbox import scratch

MANIFEST = toy.MANIFEST.replace("[limits]", "[limits]\nhanded_in_kilobytes = 20")
READ = "\nimport os\nassert sorted(os.listdir('.')) == ['small.txt'], os.listdir('.')"


@pytest.mark.parametrize("is_python", [False, True])
def test_code_that_holds_data(grade_toy: GradeHere, is_python: bool) -> None:
    answers = {**toy.ANSWERS, "double": f"W = '{'x' * 21_000}'\n{toy.ANSWERS['double']}"}
    content = "\n\n".join(["import numpy as np\nx1 = 0.5", *answers.values()]).encode()
    graded = grade_toy(
        content if is_python else toy.notebook(**answers), is_python=is_python, manifest=MANIFEST
    )
    assert graded.report.status is ReportStatus.UNREADABLE and graded.report.score == 0
    assert "longer than 20 kB" in graded.report.notes[0]


def test_pieces_count_together(grade_toy: GradeHere) -> None:
    answers = {name: f"{source}\n# {'x' * 8000}" for name, source in toy.ANSWERS.items()}
    graded = grade_toy(toy.notebook(**answers), manifest=MANIFEST)
    assert graded.report.status is ReportStatus.UNREADABLE


@pytest.mark.parametrize("name", ["nobody.ipynb", "folder.ipynb", "pipe.ipynb", "a\0b.ipynb"])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(SubmissionError, match=r"cannot be read: .* Check|no ordinary file\. Name"):
        Submission.from_file(tmp_path / name)


def test_files_that_do_not_fit_are_left_out(grade_toy: GradeHere) -> None:
    answers = {**toy.ANSWERS, "double": toy.ANSWERS["double"] + READ}
    attached = {"weights.npz": b"w" * 20_400, "small.txt": b"fine"}
    graded = grade_toy(toy.notebook(**answers), attached=attached, manifest=MANIFEST)
    assert graded.report.score == 10
    assert [note for note in graded.report.notes if "weights.npz" in note]
    assert not [note for note in graded.report.notes if "small.txt" in note]


def test_no_file_lies_outside_of_the_students_folder(
    grade_toy: GradeHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = [str(tmp_path / "absolute"), "../beside", "folder/a.csv", "..", "", "a\0b", ".hidden"]
    answers = {**toy.ANSWERS, "double": toy.ANSWERS["double"] + READ}
    attached = {**dict.fromkeys(names, b"x"), "small.txt": b"fine"}
    graded = grade_toy(toy.notebook(**answers), attached=attached)
    assert (graded.report.score, len(graded.report.notes)) == (10, len(names))
    assert all("a simple name" in note for note in graded.report.notes)
    assert not {path.name for path in tmp_path.rglob("*")} & {"absolute", "beside", "a.csv"}


@pytest.mark.parametrize("name", ["../beside", "/tmp/absolute", "a/b", "..", ""])
def test_the_sandbox_takes_names_of_files_only(name: str) -> None:
    with pytest.raises(SandboxError, match="does not lie in the folder"):
        scratch.make({name: b"x"})


def test_outputs_do_not_count(grade_toy: GradeHere) -> None:
    import json

    notebook = json.loads(toy.notebook(**toy.ANSWERS))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 30_000]}]
    graded = grade_toy(json.dumps(notebook).encode(), manifest=MANIFEST)
    assert graded.report.score == 10
