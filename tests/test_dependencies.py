"""What is imported is declared in pyproject.toml, and what is declared is used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Needed, although nothing here imports them.
BY_NAME = {
    "ipykernel": "the kernel that opens the notebooks",
    "jax": "the backend of Keras that KERAS_BACKEND names in a test",
    "mypy": "a command",
    "pytest-xdist": "pytest -n",
    "ruff": "a command",
    "tzdata": "the time zones, where the system has none",
}


def distribution(name: str) -> str:
    """The name of a distribution, or of a requirement, as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


MAIN = {distribution(each) for each in PROJECT["dependencies"]}
DEV = {distribution(each) for each in PROJECT["optional-dependencies"]["dev"]}


def imported(folders: Iterable[str]) -> dict[str, str]:
    """The packages that the files of some folders import, each with one of the files."""
    found = {}
    for folder in folders:
        files = sorted((ROOT / folder).rglob("*.py"))
        ours = {path.stem for path in files} | {"autograder", "benchmarks", "tools"}
        for path in files:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                tops = {name.partition(".")[0] for name in names}
                found |= dict.fromkeys(tops - sys.stdlib_module_names - ours, str(path))
    return found


def distributions(folders: Iterable[str]) -> dict[str, str]:
    """The distributions to which these packages belong, each with one of the files."""
    known = packages_distributions()
    return {
        distribution(known.get(name, [name])[0]): path for name, path in imported(folders).items()
    }


@pytest.mark.parametrize(
    ("folder", "declared"),
    [("autograder", MAIN), ("solutions", MAIN), ("tests", MAIN | DEV), ("benchmarks", MAIN | DEV)],
)
def test_what_is_imported_is_declared(folder: str, declared: set[str]) -> None:
    missing = {name: at for name, at in distributions([folder]).items() if name not in declared}
    assert not missing


def test_what_is_declared_is_used() -> None:
    used = {*distributions(["autograder", "solutions", "tests", "benchmarks"]), *BY_NAME}
    assert not (MAIN | DEV) - used


def test_what_is_declared_is_in_the_lock_file() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {distribution(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert locked >= MAIN | DEV
