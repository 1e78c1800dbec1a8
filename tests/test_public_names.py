"""What is exported, and that docs/api.md says so, with examples that run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import toy_course as toy

import autograder
from autograder import errors

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ANSWERS = toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    return x**2"})


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
    program = "import sys, autograder; print(*[m for m in sys.modules if m.startswith('autograder')])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["autograder"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder as the page has it, with something handed in."""
    toy.write_course(tmp_path)
    work = tmp_path / "submitted" / "ivanova" / "toy"
    work.mkdir(parents=True)
    for path in (work / "toy.ipynb", tmp_path / "toy.ipynb"):
        path.write_bytes(ANSWERS)
    return tmp_path


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_of_the_page(number: int, folder: Path) -> None:
    """It runs as it stands there, but for the names of the exercise and of a question."""
    source = EXAMPLES[number].replace("ex02_activations", "toy").replace('"relu"', '"double"')
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", source],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if "check.hint" in source:
        assert done.stdout.startswith("6 of 10")
        assert "double failed" in done.stdout
    if "grade_class(" in source:
        assert done.stdout.split() == ["ivanova", "6.0", "graded"]
        assert (folder / "feedback" / "ivanova" / "toy" / "toy.html").is_file()
    if "on_question" in source:
        assert done.stdout == "['by_hand', 'double', 'total'] double failed\n"
    if "validate(" in source:
        assert "as it has to be" in done.stdout


def test_the_first_example_is_a_short_script() -> None:
    lines = [line for line in EXAMPLES[1].splitlines() if line.strip()]
    assert len(lines) <= 15
