"""What is exported, and that docs/api.md says so, with examples that run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder import errors
from autograder.cli import new
from autograder.course import load_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NAME = "ex02_activations"
FOLDERS = (f"solutions/{NAME}", f"source/{NAME}", f"release/{NAME}", f"exercises/{NAME}.py")


def test_what_is_exported() -> None:
    expected = {"load_course", "Engine", "Submission", "Report", "grade_class", "build", "validate"}
    expected |= {
        name
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and issubclass(thing, errors.AutograderError)
    } - {"SlowAnswer"}
    assert set(autograder.__all__) == {*expected, "__version__"} == set(dir(autograder))


@pytest.mark.parametrize("name", autograder.__all__)
def test_every_public_name_is_there_and_on_the_page(name: str) -> None:
    assert getattr(autograder, name) is not None
    assert name in PAGE or name == "__version__"


def test_there_is_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'gradings'"):
        autograder.gradings  # noqa: B018


def test_the_package_alone_imports_nothing() -> None:
    program = (
        "import sys, autograder; print(*[m for m in sys.modules if m.startswith('autograder')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["autograder"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder as the page has it, and a notebook with one wrong answer, handed in, too."""
    exercise = load_course(ROOT).exercise(NAME)
    for name in ("course.toml", "nbgrader_config.py", *FOLDERS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, tmp_path / name)
    work = tmp_path / "submitted" / "ivanova" / NAME
    work.mkdir(parents=True)
    answers = {**reference_answers(exercise), "relu": "def relu(x):\n    return np.abs(x)"}
    notebook = fill(exercise.release_notebook.read_bytes(), answers)
    for path in (work, tmp_path):
        (path / f"{NAME}.ipynb").write_bytes(notebook)
    return tmp_path


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_page(number: int, folder: Path) -> None:
    """It runs as it stands there; the proof, which takes long, of a small exercise."""
    source = EXAMPLES[number]
    if "validate(" in source:
        folder = folder / "small"
        new.run(folder, "ex01_small")
        source = source.replace(NAME, "ex01_small").replace('"relu"', '"paint"')
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout
    if "check.hint" in source:
        assert said.startswith("9 of 10")
        assert "relu failed" in said and "You turn negative numbers into positive ones" in said
    if "grade_class(" in source:
        assert said.split() == ["ivanova", "9.0", "graded"]
        assert (folder / "feedback" / "ivanova" / NAME / f"{NAME}.html").is_file()
    if "on_question" in source:
        assert said.startswith("['linear', 'relu', ") and said.endswith(" relu failed\n")
    if "validate(" in source:
        assert said == "ex01_small as it has to be\n"


def test_the_first_example_is_a_short_script() -> None:
    lines = [line for line in EXAMPLES[1].splitlines() if line.strip()]
    assert len(lines) <= 15
