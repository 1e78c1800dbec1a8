"""Where a course keeps the best of several attempts, they are graded aside, and the best counts."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import toy_course as toy

from autograder.classroom.taking_in import take_in
from autograder.classroom.taking_in.best import BestVersion
from autograder.course import Course, load_course
from autograder.errors import SandboxError
from autograder.gradebook import Gradebook
from autograder.history import FILE

GOOD = toy.notebook(**toy.ANSWERS)
WORSE = toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    return 3 * x"})
CLOSES = "[exercises.policies]\ncloses = 2024-09-03 00:00:00Z\n"


def course_in(folder: Path, manifest: str = toy.MANIFEST) -> Course:
    toy.write_course(folder, manifest=manifest)
    (folder / "people.csv").write_text("id,name\nanna,Anna Ivanova\n")
    return load_course(folder)


def send(folder: Path, name: str, content: bytes, day: int) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (datetime(2024, 9, day, tzinfo=UTC).timestamp(),) * 2)


def there(course: Course) -> bytes:
    return (course.submitted / "anna" / "toy" / "toy.ipynb").read_bytes()


def test_the_best_counts_and_is_not_tried_again(tmp_path: Path, monkeypatch) -> None:
    course, sent = course_in(tmp_path / "course"), tmp_path / "sent"
    send(sent, "anna.ipynb", GOOD, 1)
    send(sent, "anna (1).ipynb", WORSE, 2)
    done = take_in(course, course.exercise("toy"), [sent])
    assert there(course) == GOOD
    assert "the one with the most points counts" in done.taken[0].remarks[-1]
    assert not (course.folder / FILE).exists() and not Gradebook.exists(course)
    monkeypatch.setattr(BestVersion, "_earned", None)
    again = take_in(course, course.exercise("toy"), [sent])
    assert again.taken[0].state.value == "same" and not again.notes


def test_the_newest_counts_where_that_is_wanted(tmp_path: Path) -> None:
    course, sent = course_in(tmp_path / "course"), tmp_path / "sent"
    send(sent, "anna.ipynb", GOOD, 1)
    send(sent, "anna (1).ipynb", WORSE, 2)
    take_in(course, course.exercise("toy"), [sent], newest=True)
    assert there(course) == WORSE


def test_what_came_too_late_is_not_the_best(tmp_path: Path) -> None:
    course, sent = course_in(tmp_path / "course", toy.MANIFEST + CLOSES), tmp_path / "sent"
    send(sent, "anna+toy+2024-09-02 10:00:00 UTC+a1/toy.ipynb", WORSE, 2)
    send(sent, "anna+toy+2024-09-04 10:00:00 UTC+b2/toy.ipynb", GOOD, 4)
    take_in(course, course.exercise("toy"), [sent])
    assert there(course) == WORSE


def test_where_it_cannot_be_tried_the_newest_counts_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise SandboxError("Nothing runs here.")

    monkeypatch.setattr(BestVersion, "_earned", broken)
    course, sent = course_in(tmp_path / "course"), tmp_path / "sent"
    send(sent, "anna.ipynb", GOOD, 1)
    send(sent, "anna (1).ipynb", WORSE, 2)
    done = take_in(course, course.exercise("toy"), [sent])
    assert there(course) == WORSE
    assert "so the newest counts: Nothing runs here." in done.notes[0]
