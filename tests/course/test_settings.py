"""course.toml is read strictly, and what is wrong in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy

from autograder.course import find_course, load_course
from autograder.errors import CourseError, UsageError


def load(folder: Path, manifest: str) -> None:
    (folder / "course.toml").write_text(manifest, encoding="utf-8")
    load_course(folder)


def test_what_is_read(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    assert (course.id, course.title, course.language) == ("toy", "Toy", "en")
    assert course.limits.cell_seconds == 0.8
    assert course.limits.output_kilobytes == 256
    (exercise,) = course.exercises
    assert exercise is course.exercise("toy")
    assert (exercise.name, exercise.title, exercise.points) == ("toy", "Toy", 10)
    assert exercise.warm == ("numpy",)
    assert load_course(tmp_path, language="ru").exercise("toy").title == "Игра"
    with pytest.raises(CourseError, match="Take one of en, ru, or add it"):
        load_course(tmp_path, language="de")


def test_places(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    exercise = course.exercise("toy")
    assert exercise.folder == tmp_path / "solutions" / "toy"
    assert exercise.release_notebook == tmp_path / "release" / "toy" / "toy.ipynb"
    assert exercise.source_notebook == tmp_path / "source" / "toy" / "toy.ipynb"
    assert exercise.stub == tmp_path / "exercises" / "toy.py"
    assert exercise.visible_checks == tmp_path / "exercises" / "test_toy.py"
    assert course.submitted == tmp_path / "submitted"
    assert course.autograded == tmp_path / "autograded"
    assert course.feedback == tmp_path / "feedback"
    assert course.database == tmp_path / "gradebook.db"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id =", "id", "course.toml"),
        ('\nlanguage = "en"', '\nlanguage = "de"', "The language 'de' is none of the course's"),
        ('\nlanguage = "en"', "", "no field `language`"),
        ('languages = ["en", "ru"]', "", 'Add languages = ["en", "ru"]: first the one'),
        ('languages = ["en", "ru"]', "languages = []", 'Add languages = ["en", "ru"]: first'),
        ('languages = ["en", "ru"]', 'languages = "en"', "`languages`: Expected a list"),
        ('"ru"]', '"english"]', "'english' in `languages` is no code of a language"),
        ('"ru"]', '"en"]', "'en' stands twice in `languages`"),
        ('"ru"]', '"ru", "de"]', "title of the course is missing in the language 'de'"),
        ('id = "toy"', 'id = "toy"\ncolour = "red"', "colour"),
        ("points = 10", 'points = "ten"', "points"),
        ("points = 10", "points = 10\npoints_ = 1", "points_"),
        ('{en = "Toy", ru = "Игра"}\n[', '{ru = "Игра"}\n[', "title of the course is missing"),
        ('points = 10\ntitle = {en = "Toy",', "points = 10\ntitle = {", "title of toy is missing"),
        ('name = "toy"', 'name = "../toy"', "cannot be the name"),
        ('name = "toy"', 'name = "ex 1"', "cannot be the name"),
        ("points = 10", "points = -10", "`points`: Expected a number >= 0.0"),
        ("points = 10", "points = nan", "`points`: Expected a number >= 0.0"),
        ("cell_seconds = 0.8", 'cell_seconds = "fast"', "cell_seconds"),
        ("cell_seconds = 0.8", "cell_seconds = 0", "cell_seconds`: Expected a number > 0.0"),
        (
            "cell_seconds = 0.8",
            "memory_megabytes = -1",
            "memory_megabytes`: Expected a whole number >= 1",
        ),
        ("[limits]", "[limits", "course.toml"),
    ],
)
def test_what_is_wrong(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in toy.MANIFEST
    with pytest.raises(CourseError) as caught:
        load(tmp_path, toy.MANIFEST.replace(old, new, 1))
    assert message in str(caught.value)
    assert caught.value.where == tmp_path / "course.toml"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('address = "grading.example.org"', "cannot be the address of the service"),
        ('address = "ftp://grading.example.org"', "cannot be the address of the service"),
        ('address = "https://ann:secret@example.org"', "cannot be the address of the service"),
        ('address = "https://example.org/?course=1"', "cannot be the address of the service"),
        ('address = "https://[::1"', "cannot be the address of the service"),
        ('address = "https://example.org:port"', "cannot be the address of the service"),
        ('address = "http://grading.example.org"', "anybody could read"),
        ('adress = "https://example.org"', "Did you mean 'address'?"),
        ("attempts_kept = 0", "`service.attempts_kept`"),
    ],
)
def test_what_is_wrong_with_the_service(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(CourseError, match=message):
        load(tmp_path, toy.MANIFEST.replace("[[exercises]]", f"[service]\n{line}\n[[exercises]]"))


@pytest.mark.parametrize("address", ["https://example.org/a", "http://127.0.0.1:8000", ""])
def test_where_the_service_is(tmp_path: Path, address: str) -> None:
    named = toy.MANIFEST.replace(
        "[[exercises]]", f'[service]\naddress = "{address}"\n[[exercises]]'
    )
    load(tmp_path, named)
    assert load_course(tmp_path).service.address == address


def test_files_of_windows(tmp_path: Path) -> None:
    load(tmp_path, "\ufeff" + toy.MANIFEST.replace("\n", "\r\n"))
    (tmp_path / "course.toml").write_text(toy.MANIFEST.replace('"Игра"', '"Игра"  # я'), "cp1251")
    with pytest.raises(CourseError, match=r"course\.toml:\d+: This is no text in UTF-8\. Save"):
        load_course(tmp_path)


def test_data_are_files_of_bounded_size(tmp_path: Path) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    data = exercise.folder / "data"
    data.mkdir()
    (data / "walls.csv").symlink_to("walls.csv")
    with pytest.raises(CourseError, match=r"data/walls\.csv: .* and this is none\. Take it out"):
        _ = exercise.data
    (data / "walls.csv").unlink()
    with (data / "walls.csv").open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(CourseError, match="may have 10 MB, all together"):
        _ = exercise.data


SECOND = """
[[exercises]]
name = "second"
points = 5
title = {en = "Second", ru = "Второе"}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points = 5", 'points = "five"', ["Exercise 'second'", "`points`", "Expected a number"]),
        ("points = 5", 'points = 5\nlimits = {cell_seconds = "1"}', ["number, got a text."]),
        ("points = 5", "points = 5\npolicies = {attempts = []}", ["a whole number, got a list."]),
        ("points = 5", "points = 5\npoint = 1", ["'second'", "Did you mean 'points'?", "device,"]),
        ("points = 5", "", ["Exercise 'second'", "no field `points`"]),
        ('name = "second"', "", ["exercise number 2", "no field `name`"]),
        ("points = 5", "points = 5\nsettings = {tpu = {}}", ["Exercise 'second'", "`settings`"]),
        ("points = 5", "points = 5\nlimits = {cell_second = 1}", ["second", "'cell_seconds'?"]),
        ("points = 5", 'points = 5\ndatasets = ["minst"]', ["second", "Did you mean 'mnist'?"]),
        ("[limits]", "[limits]\nmemory = 3", ["`limits`", "memory_megabytes"]),
        ('id = "toy"', 'id = "toy"\nlanguage_ = "en"', ["Did you mean 'language'?", "title,"]),
        ('id = "toy"', "id = 2030-02-31", ["Invalid date", "line 1"]),
    ],
)
def test_an_error_names_the_exercise_and_the_fields(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    manifest = toy.MANIFEST + SECOND
    assert old in manifest
    with pytest.raises(CourseError) as caught:
        load(tmp_path, manifest.replace(old, new, 1))
    for each in said:
        assert each in str(caught.value)
    assert "$" not in str(caught.value)


def test_an_exercise_that_stands_there_twice(tmp_path: Path) -> None:
    entry = toy.MANIFEST[toy.MANIFEST.index("[[exercises]]") :]
    with pytest.raises(CourseError, match="stands here twice"):
        load(tmp_path, toy.MANIFEST + entry)


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ('["toys"]', "Did you mean 'toy'?"),
        ('["second"]', "Before it stand: toy."),
        ('["later"]', "Before it stand: toy."),
    ],
)
def test_what_is_needed_comes_before(tmp_path: Path, needs: str, said: str) -> None:
    entry = 'name = "{0}"\npoints = 1\ntitle = {{en = "A", ru = "А"}}\n'
    later = f"[[exercises]]\n{entry.format('later')}"
    second = f"[[exercises]]\nneeds = NEEDS\n{entry.format('second')}{later}"
    toy.write_course(tmp_path)
    load(tmp_path, toy.MANIFEST + second.replace("NEEDS", '["toy"]'))
    exercise = load_course(tmp_path).exercise("second")
    assert (exercise.number, exercise.of_all) == (2, 3)
    assert (exercise.needs, exercise.needed_titles) == (("toy",), ("Toy",))
    assert exercise.at("gpu").number == 2
    with pytest.raises(CourseError, match="no exercise of that name stands before it") as caught:
        load(tmp_path, toy.MANIFEST + second.replace("NEEDS", needs))
    assert said in caught.value.todo


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(CourseError):
        load_course(tmp_path)


def test_no_course_here(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no course here") as caught:
        load_course(tmp_path)
    assert "--course DIR" in caught.value.todo


def test_the_nearest_course_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy.write_course(tmp_path)
    below = tmp_path / "submitted" / "ann"
    below.mkdir(parents=True)
    assert find_course(tmp_path) == find_course(below) == tmp_path
    monkeypatch.chdir(below)
    assert find_course(Path()) == tmp_path


def test_no_course_above() -> None:
    with pytest.raises(UsageError, match=r"no course\.toml here or in a folder above"):
        find_course(Path("/proc"))


def test_an_unknown_exercise(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    with pytest.raises(UsageError, match="There is no exercise 'other'") as caught:
        course.exercise("other")
    assert caught.value.todo == "The exercises are: toy."
    with pytest.raises(UsageError) as caught:
        course.exercise("Toys")
    assert caught.value.todo == "Did you mean 'toy'?"


def test_a_missing_file_of_an_exercise(tmp_path: Path) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    assert exercise.file("checks.py").is_file()
    with pytest.raises(CourseError, match=r"has no lesson\.md") as caught:
        exercise.file("lesson.md")
    assert caught.value.where == exercise.folder / "lesson.md"
