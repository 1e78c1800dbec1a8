"""A file that fits is graded, whatever its name; and nothing is taken for what it is not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from autograder.submissions import find_submissions, read_file

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "ex02_activations"
RIGHT = f"{NAME}.ipynb"
PROGRAM = b"import numpy as np\n\n\ndef relu(x):\n    return np.maximum(0, x)\n"


def the_one(course, exercise):
    [read] = find_submissions(course, exercise)
    return read


@pytest.mark.parametrize(
    "place",
    [
        "ex02_activations (1).ipynb",
        "Ex02_Activations.ipynb",
        "homework2.ipynb",
        "homework2.IPYNB",
        "ex02_activations.ipynb.txt",
        "ex02_activations.json",
        "Упражнение 2.ipynb",
        f"my work/{RIGHT}",
        "a/b/c/homework.ipynb",
    ],
)
def test_a_lone_notebook_is_graded_whatever_its_name(
    course, exercise, folder, notebook, place: str
) -> None:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook())
    read = the_one(course, exercise)
    assert read.submission.content == path.read_bytes()
    assert not read.submission.is_python and not read.missing
    [note] = read.notes
    assert f"“{place}” was graded" in note and f"hand it in as “{RIGHT}”" in note
    assert read_file(path, exercise, "ivanova").submission.content == path.read_bytes()


def test_a_lone_python_file_is_graded_whatever_its_name(course, exercise, folder) -> None:
    (folder / "my_functions.py").write_bytes(PROGRAM)
    read = the_one(course, exercise)
    assert (read.submission.is_python, read.submission.content) == (True, PROGRAM)
    [note] = read.notes
    assert "“my_functions.py” was graded" in note and f"“{NAME}.py”" in note


def test_a_python_file_with_nothing_of_the_exercise_is_not(course, exercise, folder) -> None:
    (folder / "helper.py").write_text("def add(a, b):\n    return a + b\n")
    read = the_one(course, exercise)
    assert read.missing
    assert "There is neither" in read.notes[0]
    assert "“helper.py” was not graded" in read.notes[1]


def test_the_checks_that_were_given_out_are_no_work(course, exercise, folder) -> None:
    (folder / f"test_{NAME}.py").write_text("def test_relu():\n    assert relu(0) == 0\n")
    read = the_one(course, exercise)
    assert read.missing
    assert (
        read.notes[1] == f"“test_{NAME}.py” holds the checks that were given out, and no answers."
    )


def test_a_notebook_that_lost_its_marks_is_believed_where_it_is_alone(
    course, exercise, folder
) -> None:
    (folder / "copied.ipynb").write_text('{"cells": [], "nbformat": 4}')
    read = the_one(course, exercise)
    assert read.submission.content and not read.missing
    (folder / "another.ipynb").write_text('{"cells": [], "nbformat": 4}')
    read = the_one(course, exercise)
    assert read.missing
    assert [name in " ".join(read.notes) for name in ("copied", "another")] == [True, True]


def test_of_two_the_right_named_one_counts_and_both_are_said(
    course, exercise, folder, notebook
) -> None:
    (folder / RIGHT).write_bytes(notebook(word="right"))
    (folder / "later.ipynb").write_bytes(notebook(word="later"))
    os.utime(folder / RIGHT, (1, 1))
    read = the_one(course, exercise)
    assert b'"right"' in read.submission.content
    [note] = read.notes
    assert "“later.ipynb” was not graded" in note
    assert read.submission.files == {}


def test_of_two_with_wrong_names_the_newer_one_counts(course, exercise, folder, notebook) -> None:
    for name, when in (("a.ipynb", 300), ("b.ipynb", 400), ("c.ipynb", 200)):
        (folder / name).write_bytes(notebook(word=name))
        os.utime(folder / name, (when, when))
    read = the_one(course, exercise)
    assert b'"b.ipynb"' in read.submission.content
    assert [any(name in note for note in read.notes) for name in ("a.", "b.", "c.")] == [True] * 3


@pytest.mark.parametrize("broken", [b"", b"{", b'{"cells": [], "nbformat": 4}'])
def test_the_one_that_fits_goes_before_a_right_name(
    course, exercise, folder, notebook, broken: bytes
) -> None:
    (folder / RIGHT).write_bytes(broken)
    (folder / "work.ipynb").write_bytes(notebook())
    read = the_one(course, exercise)
    assert read.submission.content == (folder / "work.ipynb").read_bytes()
    assert len(read.notes) == 2


@pytest.mark.parametrize("name", [RIGHT, "homework.ipynb"])
def test_the_notebook_of_another_exercise_is_recognised(
    course, exercise, folder, notebook, name: str
) -> None:
    (folder / name).write_bytes(notebook("ex03_losses"))
    read = the_one(course, exercise)
    assert read.missing and read.submission.content == b""
    said = " ".join(read.notes)
    assert f"“{name}” is the work for ex03_losses, not for {NAME}" in said
    assert read_file(folder / name, exercise, "").missing
    (folder / "mine.ipynb").write_bytes(notebook())
    read = the_one(course, exercise)
    assert not read.missing and b"sigmoid" in read.submission.content
    assert "is the work for ex03_losses" in " ".join(read.notes)


def test_the_python_file_of_another_exercise_is_recognised(course, exercise, folder) -> None:
    stub = (REPOSITORY / "exercises" / "ex03_losses.py").read_text(encoding="utf-8")
    (folder / f"{NAME}.py").write_text(stub)
    read = the_one(course, exercise)
    assert read.missing
    assert "is the work for ex03_losses" in " ".join(read.notes)


@pytest.mark.parametrize(
    "source",
    [
        "from helper import *\n\n\ndef mse(y, p):\n    return 0\n",
        "def relu(x):\n    return x\n\n\nmae = 1\nmse = 2\nbce = 3\ncross_entropy = 4\n",
    ],
)
def test_names_of_other_exercises_cost_nothing(course, exercise, folder, source: str) -> None:
    (folder / f"{NAME}.py").write_text(source)
    read = the_one(course, exercise)
    assert (read.missing, read.notes) == (False, ())


def test_exercises_that_share_names_of_questions_are_told_apart(course, notebook) -> None:
    names = ("ex05_linear_regression", "ex06_logistic_regression")
    for name, other in (names, names[::-1]):
        place = course.submitted / "ivanova" / name
        place.mkdir(parents=True)
        (place / "one.ipynb").write_bytes(notebook(other))
        read = the_one(course, course.exercise(name))
        assert read.missing and f"is the work for {other}" in " ".join(read.notes)
        content = json.loads(notebook(name))
        content["metadata"] = {}
        content["cells"] = [
            cell
            for cell in content["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "train"
        ]
        (place / "one.ipynb").write_text(json.dumps(content))
        assert not the_one(course, course.exercise(name)).missing  # both exercises have a `train`


def test_what_a_student_writes_is_no_mark(course, exercise, folder, notebook) -> None:
    content = json.loads(notebook("ex03_losses"))
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in content["cells"]]
    assert "mse" in ids
    own = json.loads(notebook())
    lies = "\n".join(f'{{"grade_id": "{name}"}}' for name in filter(None, ids))
    own["cells"].append({"cell_type": "code", "metadata": {}, "source": lies, "outputs": []})
    (folder / "x.ipynb").write_text(json.dumps(own))
    assert not the_one(course, exercise).missing


def test_a_notebook_that_was_cut_off_is_recognised(course, exercise, folder, notebook) -> None:
    whole = notebook("ex03_losses")
    (folder / RIGHT).write_bytes(whole[: len(whole) * 9 // 10])
    assert "is the work for ex03_losses" in " ".join(the_one(course, exercise).notes)


def test_other_files_cannot_crowd_the_work_out(course, exercise, folder, notebook) -> None:
    for number in range(60):
        (folder / f"{number:02}.ipynb").write_text("{}")
        (folder / f"deep{number:02}").mkdir()
        (folder / f"deep{number:02}" / "x.ipynb").write_text("{}")
    (folder / RIGHT).write_bytes(notebook())
    assert the_one(course, exercise).submission.content == (folder / RIGHT).read_bytes()


def test_files_lie_beside_the_work_also_in_a_folder_of_its_own(
    course, exercise, folder, notebook
) -> None:
    place = folder / "homework"
    place.mkdir()
    (place / RIGHT).write_bytes(notebook())
    (place / "data.csv").write_text("1")
    (folder / "more.csv").write_text("2")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_text("3")
    read = the_one(course, exercise)
    assert read.submission.files == {"data.csv": b"1", "more.csv": b"2"}
    assert any("“pictures” was left out" in note for note in read.notes)


def test_an_empty_folder_and_one_with_something_else(course, exercise, folder) -> None:
    [note] = the_one(course, exercise).notes
    assert note.startswith(f"There is neither “{RIGHT}” nor “{NAME}.py” in this submission")
    (folder / "work.docx").write_text("words")
    read = the_one(course, exercise)
    assert read.missing and "“work.docx”" in read.notes[1]


def answered(path: Path) -> bytes:
    """The notebook with one answer in it."""
    content = json.loads(path.read_bytes())
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "relu":
            cell["source"] = "def relu(x):\n    return np.maximum(0, x)"
    return json.dumps(content).encode()


@pytest.mark.parametrize("other", [f"{NAME}.py", f"{NAME}-Copy1.ipynb", "mine.py", "a/b.ipynb"])
@pytest.mark.parametrize("left", ["as given out", "cut off"])
def test_a_file_with_answers_goes_before_one_without(
    course, exercise, folder, other: str, left: str
) -> None:
    blank = exercise.release_notebook.read_bytes()
    (folder / RIGHT).write_bytes(blank if left == "as given out" else blank[:-100])
    (folder / other).parent.mkdir(exist_ok=True)
    filled = PROGRAM if other.endswith(".py") else answered(exercise.release_notebook)
    (folder / other).write_bytes(filled)
    os.utime(folder / other, (1, 1))
    read = the_one(course, exercise)
    assert (read.submission.content, read.submission.is_python) == (filled, other.endswith(".py"))
    assert f"“{RIGHT}” was not graded: no answer was found in it." in read.notes


@pytest.mark.parametrize("is_filled", [True, False])
def test_where_both_or_none_are_filled_the_name_decides(
    course, exercise, folder, is_filled: bool
) -> None:
    stub = REPOSITORY / "exercises" / f"{NAME}.py"
    blank = exercise.release_notebook.read_bytes()
    right = answered(exercise.release_notebook) if is_filled else blank
    (folder / RIGHT).write_bytes(right)
    (folder / f"{NAME}.py").write_bytes(PROGRAM if is_filled else stub.read_bytes())
    (folder / "later.ipynb").write_bytes(right)
    read = the_one(course, exercise)
    assert read.submission.content == right
    assert set(read.notes) == {
        f"“{name}” was not graded: only one file is." for name in (f"{NAME}.py", "later.ipynb")
    }


def test_the_stub_beside_a_notebook_of_another_name(course, exercise, folder) -> None:
    stub = REPOSITORY / "exercises" / f"{NAME}.py"
    (folder / f"{NAME}.py").write_bytes(stub.read_bytes())
    (folder / "mine.ipynb").write_bytes(answered(exercise.release_notebook))
    assert not the_one(course, exercise).submission.is_python
