"""A class of healthy submissions: the source notebook's answers, filled into the release."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Course, load_course
from autograder.demo.classroom import make_course
from autograder.notebooks.fill import fill
from autograder.notebooks.kinds import DISPLAY
from autograder.validation.candidates import reference_answers
from benchmarks import measure


def our_class(course: Course, folder: Path, name: str, size: int, *, display: bool) -> Path:
    """A copy of the course where so many students have handed in; with `display`, no cell is
    marked as one that only shows something, so every cell is run."""
    copy = make_course(course, folder)
    exercise = copy.exercise(name)
    release = exercise.release_notebook.read_bytes()
    if display:
        release = _without_marks(release)
        exercise.release_notebook.write_bytes(release)
    _hand_in(copy.submitted, name, size, fill(release, reference_answers(exercise)))
    return folder


def stock_class(course: Course, folder: Path, name: str, size: int) -> Path:
    """The same class in a folder that knows nothing of this package, with nbgrader's defaults."""
    exercise = course.exercise(name)
    shutil.copytree(exercise.source_notebook.parent, folder / "source" / name)
    release = exercise.release_notebook.read_bytes()
    source = folder / "source" / name / exercise.source_notebook.name
    source.write_bytes(for_any_kernel(source.read_bytes(), release))
    _hand_in(folder / "submitted", name, size, fill(release, reference_answers(exercise)))
    measure.run(nbgrader("generate_assignment", name, "--create"), folder)
    return folder


def contents(course: Course, name: str) -> Callable[[int], bytes]:
    """Files to hand in for an exercise, by a number: each is another one, and of ten one is no
    notebook."""
    exercise = course.exercise(name)
    release, right = exercise.release_notebook.read_bytes(), reference_answers(exercise)
    first = next(iter(right))

    def content(number: int) -> bytes:
        if number % 10 == 9:
            return f'{{"cells": [ broken off {number}'.encode()
        return fill(release, {**right, first: f"{right[first]}\n# {number}"})

    return content


def for_any_kernel(source: bytes, release: bytes) -> bytes:
    """The teacher's notebook with the kernel that the students' asks for: stock nbgrader runs what
    they hand in with the one that is named there, and ours names none that exists."""
    content: dict[str, Any] = msgspec.json.decode(source)
    content["metadata"]["kernelspec"] = msgspec.json.decode(release)["metadata"]["kernelspec"]
    return msgspec.json.encode(content)


def empty(folder: Path) -> Path:
    """Take away what an earlier run has made, so that nothing is left to reuse."""
    for name in ("autograded", "feedback", ".autograder"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return folder


def nbgrader(*arguments: str) -> list[str]:
    """nbgrader's own command, by the interpreter that runs this."""
    return [sys.executable, "-m", "nbgrader", *arguments]


def autograder(*arguments: str) -> list[str]:
    """Our own command."""
    return [sys.executable, "-m", "autograder", *arguments]


def this_course() -> Course:
    """The course of this repository."""
    return load_course(Path(__file__).resolve().parents[1])


def _hand_in(submitted: Path, name: str, size: int, content: bytes) -> None:
    for number in range(size):
        student = f"student{number:04}"
        folder = submitted / student / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_bytes(fill(content, {}, student))


def _without_marks(notebook: bytes) -> bytes:
    content: dict[str, Any] = msgspec.json.decode(notebook)
    for cell in content["cells"]:
        if cell["metadata"].get("autograder", {}).get("kind") == DISPLAY:
            del cell["metadata"]["autograder"]
    return msgspec.json.encode(content)
