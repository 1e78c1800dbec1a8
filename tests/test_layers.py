"""Imports run one way, and what runs beside a student's code is small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import PACKAGE, imported, module_of, room_of

# Each may import what stands before it.
ORDER = (
    "errors",
    "files",
    "closing",
    "results",
    "language",
    "visible",
    "personal",
    "pysource",
    "policies",
    "course",
    "roster",
    "history",
    "nbgrader_config",
    "wire",
    "responder",
    "kits.inside",
    "kits",
    "notebooks",
    "lessons",
    "catalogues",
    "sandbox.inside",
    "sandbox",
    "student",
    "checking",
    "grading",
    "engine",
    "pytest_plugin",
    "backends",
    "validation",
    "submissions",
    "intake",
    "reports",
    "sheets",
    "outputs",
    "classroom",
    "gradebook",
    "nbgrader_plugins",
    "demo",
    "api",
    "__init__",
    "service",
    "cli",
    "__main__",
)
# Within the service, too.
IN_THE_SERVICE = (
    "store",
    "queue",
    "hub",
    "lti",
    "web",
    "signin",
    "student",
    "teacher",
    "marking",
    "lti_pages",
    "api",
    "isolation",
    "upkeep",
    "app",
    "serve",
)
# Some may import even less.
ONLY = {
    "errors": set(),
    "files": {"errors"},
    "closing": set(),
    "results": {"errors"},
    "language": set(),
    "visible": set(),
    "personal": set(),
    "pysource": {"errors"},
    "policies": {"errors"},
    "roster": {"errors", "files", "language", "personal", "policies", "course"},
    "history": {"errors", "closing", "results", "policies"},
    "wire": set(),
    "kits.inside": {"wire"},
    "sandbox.inside": {"wire", "kits.inside"},
    "responder": {"results", "wire"},
    "student": {"results", "language", "pysource", "wire", "responder", "kits"},
    "kits": {"errors", "results", "language", "wire", "responder", "kits.inside"},
    "notebooks": {"errors", "language", "personal", "pysource", "course", "wire"},
    "reports": {"errors", "results", "language", "visible", "policies", "course"},
    "sheets": {"errors", "files", "results", "language", "personal", "roster", "reports"},
    "cli": {
        "__init__",
        "errors",
        "files",
        "results",
        "language",
        "course",
        "roster",
        "history",
        "nbgrader_config",
        "catalogues",
        "validation",
        "submissions",
        "reports",
        "sheets",
        "classroom",
        "gradebook",
        "demo",
        "service",
    },
}
# Where exercises are written and built. Grading alone needs Linux: see test_without_linux.py.
AUTHORING = (
    "pysource",
    "course",
    "nbgrader_config",
    "notebooks",
    "lessons",
    "catalogues",
    "kits",
    "student",
    "checking",
)


FILES = sorted(PACKAGE.rglob("*.py"), key=str)


def test_every_module_has_its_place() -> None:
    assert {room_of(module_of(path)) for path in FILES} == {*ORDER, "__init__"}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_run_one_way(path: Path) -> None:
    own = room_of(module_of(path))
    before = set(ORDER[: ORDER.index(own)]) if own in ORDER else set()
    allowed = ONLY.get(own, before) | {own}
    rooms = {room_of(name) for name in imported(path)} - {"__version__", ""}
    assert rooms <= allowed, f"{module_of(path)} imports {rooms - allowed}"


@pytest.mark.parametrize("path", [p for p in FILES if "service" in p.parts], ids=module_of)
def test_within_the_service_they_run_one_way(path: Path) -> None:
    own = room_of(module_of(path), "service")
    if own == "__init__":
        return
    allowed = {*IN_THE_SERVICE[: IN_THE_SERVICE.index(own) + 1], ""}
    rooms = {room_of(name, "service") for name in imported(path)}
    assert rooms <= allowed, f"{module_of(path)} imports {rooms - allowed}"


def test_only_python_m_imports_the_command_line() -> None:
    asked = {module_of(path): imported(path) for path in FILES if room_of(module_of(path)) != "cli"}
    who = {module for module, names in asked.items() if any(room_of(n) == "cli" for n in names)}
    assert who == {"autograder.__main__"}


def test_the_command_line_knows_no_insides_of_the_gradebook() -> None:
    own = [path for path in FILES if room_of(module_of(path)) == "cli"]
    names = {name for path in own for name in imported(path) if room_of(name) == "gradebook"}
    assert names == {"autograder.gradebook.Gradebook"}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_who_writes_exercises_needs_no_sandbox(path: Path) -> None:
    if room_of(module_of(path)) in AUTHORING:
        assert not [name for name in imported(path) if name.startswith("autograder.sandbox")]


@pytest.mark.parametrize(
    ("module", "never"),
    [
        (
            "autograder.cli.main",
            {"numpy", "pytest", "nbgrader", "IPython", "hypothesis", "distributed"},
        ),
        ("autograder.cli.grade", {"nbgrader", "IPython", "distributed", "dask"}),
        ("autograder.wire.channel", {"IPython", "pytest", "hypothesis"}),
        ("autograder.reports.page", {"pytest", "nbformat", "nbgrader", "IPython", "numpy"}),
        (
            "autograder.engine.in_process",
            {"nbformat", "nbgrader", "keras", "IPython", "matplotlib"},
        ),
    ],
)
def test_what_is_slow_is_imported_late(module: str, never: set[str]) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in done.stdout.split()} & never
