"""A released notebook with the answers filled in runs in Jupyter, without our package, and without
any file beside it: what it needs it brings along, as where it is opened in Colab."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

from autograder.classroom.build import generated_files
from autograder.course import Exercise, load_course
from autograder.kits.registry import kits_of
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

REPOSITORY = Path(__file__).parents[2]
COURSE = load_course(REPOSITORY)
# In another language the same code runs, with other texts in it: once for those that are quick.
CASES = [
    (exercise.name, language)
    for exercise in COURSE.exercises
    for language in COURSE.languages
    if language == COURSE.language or not kits_of(exercise.warm)
]
SECONDS = 300
# A lesson invites whoever has no patience.
LONG, SHORT = "EPOCHS = 15", "EPOCHS = 1"
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


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Keras keeps its settings, and Python finds that students do not have this package."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "autograder.py").write_text("raise ImportError('students do not have this')")
    return folder


@pytest.fixture(scope="module")
def kernel(home: Path) -> Iterator[KernelManager]:
    """A kernel of Jupyter for one notebook after the other: libraries are imported once, names are
    forgotten in between."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env={**os.environ, "PYTHONPATH": str(home), "KERAS_HOME": str(home)})
    yield manager
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()
    with warnings.catch_warnings():  # sockets that jupyter_client leaves are not ours to mend
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_cell_runs(name: str, language: str, tmp_path: Path, kernel: KernelManager) -> None:
    exercise = load_course(REPOSITORY, language=language).exercise(name)
    answers = reference_answers(COURSE.exercise(name))
    release = exercise.release_notebook
    released = release.read_bytes()
    if language != COURSE.language:
        released = generated_files(exercise)[release]
    content = fill(released, answers, "Мария Ё.")
    notebook = nbformat.reads(content.decode(), as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(LONG, SHORT)
    hidden = nbformat.v4.new_code_cell("import autograder")
    hidden.metadata["tags"] = ["raises-exception"]
    begin = nbformat.v4.new_code_cell(f"%reset -f\n%cd -q {tmp_path}")
    notebook.cells = [begin, *offering(exercise, tmp_path), *notebook.cells, hidden]
    client = NotebookClient(notebook, km=kernel, timeout=SECONDS)
    client.execute()
    client.kc.stop_channels()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    errors = [output for output in outputs if output.output_type == "error"]
    assert [error.evalue for error in errors] == ["students do not have this"]
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    assert pictures
