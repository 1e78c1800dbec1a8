"""A released notebook with the answers filled in runs in Jupyter, without our package."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course import load_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

REPOSITORY = Path(__file__).parents[2]
COURSE = load_course(REPOSITORY)
SECONDS = 300


# jupyter_client leaves sockets to the garbage collector; that is not ours to mend.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("name", [exercise.name for exercise in COURSE.exercises])
def test_every_cell_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = COURSE.exercise(name)
    answers = reference_answers(exercise)
    content = fill(exercise.release_notebook.read_bytes(), answers, "Мария Ё.")
    for file, data in exercise.data.items():
        (tmp_path / file).write_bytes(data)
    (tmp_path / "autograder.py").write_text("raise ImportError('students do not have this')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    notebook = nbformat.reads(content.decode(), as_version=4)
    hidden = nbformat.v4.new_code_cell("import autograder")
    hidden.metadata["tags"] = ["raises-exception"]
    notebook.cells.append(hidden)
    NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    errors = [output for output in outputs if output.output_type == "error"]
    assert [error.evalue for error in errors] == ["students do not have this"]
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    assert pictures >= (name != "ex01_forward_pass")  # its picture is a drawing
