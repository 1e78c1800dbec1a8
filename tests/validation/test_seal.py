"""A proof is believed as long as nothing has changed that its verdicts rely on."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from toy_course import MakeCourse

from autograder.course import Course, load_course
from autograder.validation.seal import A_SAY, NO_SAY, PACKAGE, relied_on, seal_of

FILES = {
    "checking/words.py": "TOLERANCE = 1e-5  # as the stub says\n",
    "engine/context.py": "a = 1\n",
    "engine/queue.py": "b = 1\n",
    "cli/main.py": "c = 1\n",
}


@pytest.fixture
def course(make_toy: MakeCourse) -> Course:
    course = make_toy()
    data = course.folder / "solutions" / "toy" / "data"
    data.mkdir()
    (data / "table.csv").write_text("1,2\n")
    return course


def write_package(folder: Path, **changed: str) -> Path:
    for name, text in {**FILES, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def seal(course: Course) -> str:
    return seal_of(load_course(course.folder).exercise("toy"))


def add_a_line(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n")


@pytest.mark.parametrize(
    "name",
    [
        "checks.py",
        "mistakes/double.py",
        "alternatives.py",
        "solution.py",
        "reviewed.toml",
        "written.toml",
        "data/table.csv",
    ],
)
def test_a_change_in_the_folder_breaks_the_seal(course: Course, name: str) -> None:
    before = seal(course)
    assert seal(course) == before
    add_a_line(course.folder / "solutions" / "toy" / name)
    assert seal(course) != before


@pytest.mark.parametrize(
    "name",
    [
        "proved.json",
        "lesson.en.md",
        "neuron.svg",
        "messages.ru.po",
        "messages.ru.mo",
        "__pycache__/a.pyc",
    ],
)
def test_what_no_verdict_hangs_on(course: Course, name: str) -> None:
    before = seal(course)
    add_a_line(course.folder / "solutions" / "toy" / name)
    assert seal(course) == before


def test_another_exercise_breaks_only_its_own(course: Course) -> None:
    before = seal(course)
    add_a_line(course.folder / "solutions" / "other" / "checks.py")
    assert seal(course) == before


@pytest.mark.parametrize("limit", ["cell_seconds = 0.9", "memory_megabytes = 500"])
def test_the_limits_count(course: Course, limit: str) -> None:
    before = seal(course)
    path = course.folder / "course.toml"
    manifest = path.read_text()
    path.write_text(manifest.replace("Toy", "Game"))
    assert seal(course) == before
    path.write_text(f"{manifest}[exercises.limits]\n{limit}\n")
    assert seal(course) != before


def test_the_setting_and_the_libraries_count(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = course.exercise("toy")
    seals = {seal_of(exercise), seal_of(exercise.at("cpu", {"epochs": 2}))}
    seals.add(seal_of(exercise.at("gpu")))
    monkeypatch.setattr("autograder.validation.seal.library_versions", lambda _warm: {"numpy": "0"})
    seals.add(seal_of(exercise))
    assert len(seals) == 4


def test_a_module_that_exercises_share_counts(course: Course) -> None:
    before = seal(course)
    checks = course.folder / "solutions" / "toy" / "checks.py"
    checks.write_text(f"import common\n{checks.read_text()}")
    shared = course.folder / "common.py"
    shared.write_text("a = 1\n")
    with_one = seal(course)
    shared.write_text("a = 2\n")
    assert len({before, with_one, seal(course)}) == 3


@pytest.mark.parametrize("kind", ["source", "release"])
def test_the_cells_of_a_notebook_count_and_its_prose_does_not(course: Course, kind: str) -> None:
    before = seal(course)
    path = course.folder / kind / "toy" / "toy.ipynb"
    text = path.read_text()
    path.write_text(text.replace("Do it.", "Do this."))
    assert seal(course) == before
    path.write_text(text.replace("double(4.0) == 8.0", "double(4.0) == 8"))
    assert seal(course) != before


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("checking/words.py", "TOLERANCE = 1e-4\n", False),
        ("checking/words.py", "TOLERANCE = 1e-5\n", True),  # a comment says nothing
        ("checking/words.py", '"""Another docstring."""\n\nTOLERANCE = 1e-5\n', True),
        ("checking/more.py", "", False),
        ("new_room/thing.py", "", False),
        ("engine/context.py", "a = 2\n", False),
        ("engine/queue.py", "b = 2\n", True),
        ("cli/main.py", "c = 2\n", True),
    ],
)
def test_our_own_code_counts(
    course: Course, tmp_path: Path, name: str, text: str, *, fits: bool
) -> None:
    exercise = course.exercise("toy")
    before = seal_of(exercise, write_package(tmp_path / "before"))
    after = seal_of(exercise, write_package(tmp_path / "after", **{name: text}))
    assert (after == before) == fits


def test_nothing_is_relied_on_that_does_not_count() -> None:
    """Only the proof itself may call rooms without a say, and what has one in such a room."""
    with_a_say = {name.replace(".", "/") for name in A_SAY}
    counted = {path.relative_to(PACKAGE).with_suffix("").as_posix() for path in relied_on()}
    assert with_a_say <= counted
    for name in sorted(counted - with_a_say - {"__main__"}):
        if name.startswith("validation/"):
            continue
        for node in ast.walk(ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))):
            module = getattr(node, "module", None) or ""
            if module.startswith("autograder."):
                used = module.removeprefix("autograder.")
                assert used.split(".")[0] not in NO_SAY or used in A_SAY, f"{name}: {used}"
