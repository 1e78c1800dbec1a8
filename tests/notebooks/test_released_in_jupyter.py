"""A released notebook with the answers filled in runs in Jupyter, without our package."""

from __future__ import annotations

from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder.course import Exercise, load_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

REPOSITORY = Path(__file__).parents[2]
COURSE = load_course(REPOSITORY)
SECONDS = 300
LONG, SHORT = "EPOCHS = 15", "EPOCHS = 1"  # the lesson invites whoever has no patience
# A student's Keras downloads a set of data; here it finds the file, since there is no network.
FOUND = """
import keras.src.datasets.{name} as module
module.get_file = lambda *given, **more: {path!r}
"""


def offering(exercise: Exercise, folder: Path) -> list[nbformat.NotebookNode]:
    """Cells that let Keras find the sets of data of an exercise, as they are out in the world."""
    cells = []
    for name, data in exercise.datasets.items():
        (x_train, y_train), (x_test, y_test) = data.train, data.test
        path = folder / f"{name}.npz"
        np.savez(path, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
        cells.append(nbformat.v4.new_code_cell(FOUND.format(name=name, path=str(path))))
    return cells


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
    for cell in notebook.cells:
        cell.source = cell.source.replace(LONG, SHORT)
    hidden = nbformat.v4.new_code_cell("import autograder")
    hidden.metadata["tags"] = ["raises-exception"]
    notebook.cells = [*offering(exercise, tmp_path), *notebook.cells, hidden]
    NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    errors = [output for output in outputs if output.output_type == "error"]
    assert [error.evalue for error in errors] == ["students do not have this"]
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    assert pictures >= (name != "ex01_forward_pass")  # its picture is a drawing
