"""The digest of an exercise: the same as long as nothing has changed that a grading depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import PIL
import pytest
import toy_course as toy
from toy_files import CHECKS, MANIFEST

from autograder.course import Course, Exercise, load_course
from autograder.engine import digests
from autograder.engine.digests import digest_of_exercise, libraries, library_versions, provenance


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = toy.write_course(tmp_path, checks=f"import helpers\n{CHECKS}")
    (tmp_path / "solutions" / "helpers.py").write_text("curve = 1")
    return course


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise("toy")


def test_a_copy_of_the_course_has_the_same_digest(tmp_path: Path, exercise: Exercise) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    toy.write_course(other, checks=f"import helpers\n{CHECKS}")
    (other / "solutions" / "helpers.py").write_text("curve = 1")
    copied = load_course(other).exercise("toy")
    assert digest_of_exercise(copied) == digest_of_exercise(exercise)


def test_times_alone_change_nothing(exercise: Exercise) -> None:
    before = digest_of_exercise(exercise)
    for path in exercise.folder.iterdir():
        os.utime(path, (1, 1))
    assert digest_of_exercise(exercise) == before


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda exercise: append(exercise.folder / "checks.py"),
        lambda exercise: (exercise.folder / "more.csv").write_text("1"),
        lambda exercise: (exercise.folder / "mistakes" / "total.py").unlink(),
        lambda exercise: (exercise.folder / "alternatives.py").rename(exercise.folder / "other.py"),
        lambda exercise: append(exercise.release_notebook),
        lambda exercise: exercise.release_notebook.unlink(),
        lambda exercise: append(exercise.folder.parent / "helpers.py"),
    ],
    ids=["changed", "added", "removed", "renamed", "release", "no release", "shared"],
)
def test_every_change_shows(exercise: Exercise, change: Callable[[Exercise], object]) -> None:
    before = digest_of_exercise(exercise)
    change(exercise)
    assert digest_of_exercise(exercise) != before


@pytest.mark.parametrize("name", ["data", "mistakes"])
def test_a_folder_that_is_a_link_counts_like_any_other(exercise: Exercise, name: str) -> None:
    folder, elsewhere = exercise.folder / name, exercise.course_folder / "shared_by_exercises"
    elsewhere.mkdir()
    if folder.exists():
        folder.rename(elsewhere / "as_it_was")
    folder.symlink_to(elsewhere)
    before = digest_of_exercise(exercise)
    (elsewhere / "table.csv").write_text("1")
    assert digest_of_exercise(exercise) != before


@pytest.mark.parametrize(
    "line",
    ['warm = ["numpy", "pytest"]', "[exercises.limits]\ncell_seconds = 7"],
    ids=["warm", "limits"],
)
def test_settings_count_as_they_were_loaded(course: Course, line: str) -> None:
    before = digest_of_exercise(course.exercise("toy"))
    (course.folder / "course.toml").write_text(f"{MANIFEST}{line}\n", encoding="utf-8")
    assert digest_of_exercise(course.exercise("toy")) == before
    assert digest_of_exercise(load_course(course.folder).exercise("toy")) != before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("library_versions", lambda _warm: {"numpy": "0.1"}),
        ("digest_of_package", lambda: b"another"),
        ("chosen", lambda: {"keras": "jax"}),
    ],
)
def test_other_libraries_give_another_digest(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    before = digest_of_exercise(exercise)
    monkeypatch.setattr(digests, name, value)
    assert digest_of_exercise(exercise) != before


def test_what_others_let_be_imported_in_the_same_process_counts_too(
    course: Course, exercise: Exercise
) -> None:
    before, manifest = digest_of_exercise(exercise), course.folder / "course.toml"

    def beside_one_with(module: str) -> Exercise:
        other = f'[[exercises]]\nname = "other"\npoints = 1\nwarm = ["numpy", "{module}"]\n'
        title = 'title = {en = "Other", ru = "Другое"}\n'
        manifest.write_text(f"{MANIFEST}{other}{title}", encoding="utf-8")
        return load_course(course.folder).exercise("toy")

    assert digest_of_exercise(beside_one_with("keras")) == before  # it has another process
    shares = beside_one_with("PIL.Image")
    assert digest_of_exercise(shares) != before
    assert libraries(shares) == libraries(shares.at("gpu")) == ("numpy", "PIL.Image")
    assert provenance(shares).libraries["PIL"] == PIL.__version__


def test_another_python_gives_another_digest(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of_exercise(exercise)
    monkeypatch.setattr(digests.platform, "python_version", lambda: "3.99.0")
    assert digest_of_exercise(exercise) != before


def test_what_has_not_changed_is_not_read_again(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.course.remembered.SETTLED", 0)
    before = digest_of_exercise(exercise)
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert digest_of_exercise(exercise) == before
    assert read == []
    (exercise.folder / "checks.py").write_text(CHECKS, encoding="utf-8")
    digest_of_exercise(exercise)
    assert {path.name for path in read} == {"checks.py"}


def test_versions_are_told_by_the_names_that_are_imported() -> None:
    versions = library_versions(["matplotlib.pyplot", "keras", "json", "dateutil", "nowhere"])
    assert list(versions) == sorted(versions)
    assert versions.keys() == {
        "IPython", "dateutil", "keras", "matplotlib", "nowhere", "numpy", "tensorflow",
    }  # fmt: skip
    assert versions["nowhere"] == ""
    assert all(version[0].isdecimal() for name, version in versions.items() if name != "nowhere")


def test_a_file_whose_name_is_no_text_counts_like_any_other(tmp_path: Path) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    before = digest_of_exercise(exercise)
    (exercise.folder / os.fsdecode(b"caf\xe9.csv")).write_text("1")
    assert digest_of_exercise(exercise) != before
