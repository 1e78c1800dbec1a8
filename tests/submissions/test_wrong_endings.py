"""A notebook that is called .py, Python that is called .ipynb, and files that are neither."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from autograder.classroom.laid_out import right_name
from autograder.submissions import find_submissions, is_python_file, look, read_file

NAME = "ex02_activations"
PROGRAM = b"import numpy as np\n\n\ndef relu(x):\n    return np.maximum(0, x)\n"
NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4}).encode()


@pytest.mark.parametrize(
    ("name", "content", "is_python"),
    [
        ("a.py", PROGRAM, True),
        ("a.ipynb", NOTEBOOK, False),
        ("a.py", NOTEBOOK, False),
        ("a.py", b"\xef\xbb\xbf\n" + NOTEBOOK, False),
        ("a.PY.txt", NOTEBOOK, False),
        ("a.ipynb", PROGRAM, True),
        ("a.ipynb", b"\xef\xbb\xbf" + PROGRAM, True),
        ("a.ipynb", b"x = 1\ndef broken(:", True),
        ("a.ipynb", NOTEBOOK[:-9], False),
        ("a.ipynb", b"", False),
        ("a.ipynb", b"no notebook", False),
        ("a.ipynb", b"<html>\n<script>\nx = 1\n</script>", False),
        ("a.ipynb", b"\x89PNG\r\n\x00\nx = 1", False),
        ("a.ipynb", "имя = 1".encode("cp1251"), False),
        ("a.py", b'{"cells": 1}', True),
        ("a.py", b"", True),
        ("a.txt", PROGRAM, None),
        ("a.json", NOTEBOOK, False),
    ],
)
def test_what_is_in_it_counts(name: str, content: bytes, is_python: bool | None, exercise) -> None:
    assert is_python_file(name, content) is is_python
    ending = ".py" if is_python else ".ipynb"
    assert right_name(exercise, name, content) == NAME + ending  # as the service lays it out


@pytest.mark.parametrize("name", [f"{NAME}.py", "homework.py"])
def test_a_notebook_called_python_is_graded_as_a_notebook(
    course, exercise, folder, notebook, name: str
) -> None:
    (folder / name).write_bytes(notebook())
    (read,) = find_submissions(course, exercise)
    assert not read.missing and not read.submission.is_python
    (note,) = read.notes
    assert f"hand it in as “{NAME}.ipynb”" in note
    checked = read_file(folder / name, exercise, "")  # as `autograder check` has it
    assert not checked.missing and not checked.submission.is_python


@pytest.mark.parametrize("name", [f"{NAME}.ipynb", "homework.ipynb"])
def test_python_called_a_notebook_is_graded_as_python(course, exercise, folder, name: str) -> None:
    (folder / name).write_bytes(PROGRAM)
    (read,) = find_submissions(course, exercise)
    assert read.submission.is_python and read.submission.content == PROGRAM
    (note,) = read.notes
    assert f"hand it in as “{NAME}.py”" in note
    found = look(course.folder, NAME, name, PROGRAM)
    assert found.exercise == NAME and not found.trouble and found.answered == 1


def test_a_look_without_an_exercise_tells_it(course, notebook) -> None:
    assert look(course.folder, "", "my.py", PROGRAM).exercise == NAME
    assert look(course.folder, "", "my.ipynb", PROGRAM).exercise == NAME
    assert look(course.folder, "", "my.ipynb", notebook("ex03_losses")).exercise == "ex03_losses"
    same = b"def build_model():\n    pass\n"  # two exercises ask for that
    assert look(course.folder, "", "my.py", same).exercise == ""
    assert look(course.folder, "ex06_logistic_regression", "my.py", same).exercise
    assert "empty" in look(course.folder, "", "my.ipynb", b"").trouble
    assert "not a notebook" in look(course.folder, "", "my.ipynb", b"[").trouble


def archive(*names: str, first: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        if first:
            into.writestr("mimetype", first)
        for name in names:
            into.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel table"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (
            archive(first=b"application/vnd.oasis.opendocument.text"),
            "an OpenDocument file",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word"),
        (b"{\\rtf1", "RTF"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x1f\x8b\x08", "an archive"),
        (archive("toy.ipynb"), "Unpack it"),
    ],
)
@pytest.mark.parametrize("name", [f"{NAME}.ipynb", "answers.docx"])
def test_a_file_is_called_what_it_is(
    course, exercise, folder, content: bytes, said: str, name: str
) -> None:
    assert said in look(course.folder, NAME, name, content).trouble
    path = folder / f"{NAME}.ipynb"
    path.write_bytes(content)
    (read,) = find_submissions(course, exercise)
    assert said in " ".join(read.notes)
    assert said in " ".join(read_file(path, exercise, "").notes)
