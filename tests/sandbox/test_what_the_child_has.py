"""What is within reach of a student's code, compared with a list of what may be."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from toy_course import MakeCourse, OpenSession

import autograder.kits
from autograder.checking.collect import collect_one
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session

LOOK = """
import builtins, gc, json, os, sys
here = os.getcwd()
files = {}
for number in os.listdir("/proc/self/fd"):
    try:
        files[number] = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        pass  # the listing itself
def read(name):
    return open(f"/proc/self/{name}", "rb").read().decode().split("\\0")
print(json.dumps({
    "argv": sys.argv, "orig_argv": sys.orig_argv, "path": sys.path, "here": here,
    "environment": dict(os.environ), "modules": sorted(sys.modules),
    "files": files, "cmdline": read("cmdline"), "first_environment": read("environ"),
}))
"""
VARIABLES = {
    "PATH", "LANG", "HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", "MPLBACKEND", "KERAS_BACKEND",
    "KERAS_HOME", "CUDA_VISIBLE_DEVICES", "TF_CPP_MIN_LOG_LEVEL",
    "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
    "PYTHONHASHSEED",
}  # fmt: skip
OURS = {
    "autograder",
    "autograder.kits",
    "autograder.kits.inside",
    "autograder.kits.inside.base",
    "autograder.kits.inside.kits",
    "autograder.kits.keras",
    "autograder.kits.keras.inside",
    "autograder.kits.keras.inside.datasets",
    "autograder.kits.keras.inside.describe",
    "autograder.kits.keras.inside.described",
    "autograder.kits.keras.inside.genuine",
    "autograder.kits.keras.inside.kit",
    "autograder.kits.keras.inside.names",
    "autograder.kits.keras.inside.stock",
    "autograder.wire",
    "autograder.wire.responses",
    "autograder.wire.channel",
    "autograder.wire.kinds",
    "autograder.wire.control",
    "autograder.wire.names",
    "autograder.wire.requests",
    "autograder.wire.packing",
    "autograder.wire.unpacking",
    "autograder.wire.values",
    "autograder.sandbox",
    "autograder.sandbox.inside",
    "autograder.sandbox.inside.bare",
    "autograder.sandbox.inside.child",
    "autograder.sandbox.inside.definitions",
    "autograder.sandbox.inside.confine",
    "autograder.sandbox.inside.confine.calls",
    "autograder.sandbox.inside.confine.disk",
    "autograder.sandbox.inside.confine.filters",
    "autograder.sandbox.inside.confine.group",
    "autograder.sandbox.inside.confine.supervisor",
    "autograder.sandbox.inside.confine.kernel",
    "autograder.sandbox.inside.confine.levels",
    "autograder.sandbox.inside.confine.limits",
    "autograder.sandbox.inside.confine.processes",
    "autograder.sandbox.inside.confine.rules",
    "autograder.sandbox.inside.confine.usage",
    "autograder.sandbox.inside.confine.view",
    "autograder.sandbox.inside.failures",
    "autograder.sandbox.inside.importing",
    "autograder.sandbox.inside.importing.bind",
    "autograder.sandbox.inside.importing.loading",
    "autograder.sandbox.inside.importing.own_modules",
    "autograder.sandbox.inside.importing.standins",
    "autograder.sandbox.inside.importing.uncaught",
    "autograder.sandbox.inside.importing.uses",
    "autograder.sandbox.inside.outputs",
    "autograder.sandbox.inside.pieces",
    "autograder.sandbox.inside.problems",
    "autograder.sandbox.inside.progress",
    "autograder.sandbox.inside.seeds",
    "autograder.sandbox.inside.server",
    "autograder.sandbox.inside.shell",
    "autograder.sandbox.inside.statements",
    "autograder.sandbox.inside.object_table",
}
# What is copied: of the kits, only what each of them has for the student side.
COPIED = (
    r"autograder/(__init__\.py|wire/\w+\.py|sandbox/(__init__\.py|inside/.+)"
    r"|kits/(__init__\.py|inside/\w+\.py|[a-z]+/inside/.+))"
)
NEVER = {"pytest", "_pytest", "hypothesis", "nbgrader", "nbformat", "sqlalchemy", "solution"}
FORBIDDEN_VARIABLE = "AUTOGRADER_TEST_SECRET"


@pytest.fixture
def seen(make_toy: MakeCourse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What a child sees that was started where the checks of a course are."""
    course = make_toy()
    found: dict[str, Any] = {}
    monkeypatch.setenv(FORBIDDEN_VARIABLE, "secret")
    monkeypatch.chdir(course.folder)
    secret = (tmp_path / "answers").open("w")
    os.set_inheritable(secret.fileno(), True)

    checks = {each.name: collect_one(each) for each in course.exercises}
    with secret, StudentSide(["numpy"]) as side:
        side.wait_until_warm()
        session = Session(side.control, Clock(20, 20), 10**6, {"data.csv": b"1"})
        found.update(json.loads(_printed(session, LOOK)))
        found["memory"] = _printed(session, SEARCH)
        session.close()
        found.update(_warm_process(side))
    assert checks["toy"].questions  # they were there all the time
    return {**found, "course": str(course.folder)}


def _warm_process(side: StudentSide) -> dict[str, Any]:
    own = Path(f"/proc/{side.process}")
    return {
        "warm_cmdline": (own / "cmdline").read_text().split("\0"),
        "warm_here": str((own / "cwd").readlink()),
        "room": [path.relative_to(own / "cwd").as_posix() for path in _python_files(own / "cwd")],
        "warm_files": list(_open_files(own)),
    }


def _open_files(process: Path) -> Iterator[str]:
    for each in (process / "fd").iterdir():
        with suppress(FileNotFoundError):  # it was closed meanwhile, as that of a child that ended
            yield str(each.readlink())


def _python_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


# Looks through all memory of the process, freed memory too. No pattern matches its own text.
SEARCH = r"""
import re
patterns = [rb"[h]idden check", rb"[Y]ou square", rb"[s]olutions/toy", rb"[c]ourse\.toml",
            rb"[A]UTOGRADER_TEST_SECRET", rb"[d]ef test_double"]
found = set()
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        place, rights, *_rest = line.split()
        if not rights.startswith("rw"):
            continue
        start, end = (int(number, 16) for number in place.split("-"))
        memory.seek(start)
        try:
            content = memory.read(end - start)
        except OSError:
            continue  # what the kernel keeps for itself
        found |= {pattern for pattern in patterns if re.search(pattern, content)}
print(sorted(found))
"""


def _printed(session: Session, source: str) -> str:
    done = session.run_cell(source)
    assert not done.failed, done
    return "".join(getattr(output, "text", "") for output in done.outputs)


def test_only_what_is_on_the_list(seen: dict[str, Any]) -> None:
    room = seen["warm_here"]
    assert Path(room).name.startswith("autograder-side-")
    module, descriptor = "autograder.sandbox.inside.main", seen["cmdline"][-2]
    assert descriptor.isdigit()
    command = [sys.executable, "-S", "-s", "-B", "-m", module, descriptor, ""]
    assert seen["cmdline"] == seen["warm_cmdline"] == command
    assert seen["orig_argv"] == command[:-1]
    assert seen["argv"] == [f"{room}/autograder/sandbox/inside/main.py", descriptor]

    assert seen["here"] == "/scratch" or "/autograder-scratch-" in seen["here"]
    assert set(seen["environment"]) <= VARIABLES
    assert {line.split("=")[0] for line in seen["first_environment"] if line} <= VARIABLES
    for name in ("HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"):
        assert seen["environment"][name] == seen["here"]

    library = Path(sysconfig.get_path("stdlib"))
    packages = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    standard = {str(library), str(library / "lib-dynload")}
    standard.add(str(library.parent / f"python{sys.version_info[0]}{sys.version_info[1]}.zip"))
    rest = set(seen["path"]) - packages - standard - {room}
    assert all(path == "" or path.endswith("IPython/extensions") for path in rest), rest

    numbers = seen["files"]
    assert {numbers.pop(stream) for stream in "012"} == {"/dev/null"}
    assert len(numbers) == 1 and next(iter(numbers.values())).startswith("socket:")
    kinds = {place.split(":")[0] for place in seen["warm_files"]}
    assert kinds <= {"/dev/null", f"{room}/log", "socket", "anon_inode", "pipe"}


def test_only_modules_that_are_on_the_list(seen: dict[str, Any]) -> None:
    modules = set(seen["modules"])
    assert {name for name in modules if name.startswith("autograder")} == OURS
    assert not {name.split(".")[0] for name in modules} & NEVER


def test_only_what_runs_beside_a_student_lies_there(seen: dict[str, Any]) -> None:
    odd = [path for path in seen["room"] if not re.fullmatch(COPIED, path)]
    assert not odd
    assert {path.replace("/", ".").removesuffix(".py") for path in seen["room"]} > {
        "autograder.kits.keras.inside.kit", "autograder.sandbox.inside.main",
    }  # fmt: skip
    plan = ast.parse(Path(autograder.kits.__file__).read_text(encoding="utf-8"))
    assert len(plan.body) == 1 and ast.get_docstring(
        plan
    )  # the one file of the room that is no `inside`


def test_nothing_of_the_course_is_in_memory(seen: dict[str, Any]) -> None:
    assert seen["memory"] == "[]\n"


def test_the_search_finds_what_is_in_memory(open_session: OpenSession) -> None:
    session = open_session()
    session.run_cell("text = ' '.join(['a', 'hidden', 'check'])")
    assert "idden check" in _printed(session, SEARCH)
    assert toy.CHECKS.count("hidden check") == 1


def test_two_control_channels_give_children_of_one_warm_process(
    control: ControlChannel, side: StudentSide
) -> None:
    parents = set()
    for one in (control, side.control):
        session = Session(one, Clock(20, 20), 1000, {})
        session.run_cell("1")
        status = Path(f"/proc/{session.child}/stat").read_text()
        parents.add(int(status.rpartition(")")[2].split()[1]))
        session.close()
    assert parents == {side.process}
