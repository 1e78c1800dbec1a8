"""What was skipped for want of a part is counted, and CI fails over it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TESTS = """\
import pytest
needs = pytest.mark.skipif(True, reason="missing: Chromium (apt install chromium)")

@needs
def test_one(): pass

@needs
def test_two(): pass

@pytest.mark.skip(reason="later")
def test_three(): pass

def test_four(): pass
"""
WHOLE_FILE = 'import pytest\npytest.skip("missing: node", allow_module_level=True)\n'


def run_tests(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "missing_parts", *options, str(folder)]
    own = {"PYTHONPATH": str(REPOSITORY / "tests"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_parts_that_are_missing_are_counted(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "test_more.py").write_text(WHOLE_FILE)
    done = run_tests(tmp_path, AUTOGRADER_ALL_PARTS="")
    assert done.returncode == 0, done.stdout
    assert "2 of the tests: Chromium (apt install chromium)" in done.stdout
    assert "1 of the tests: node" in done.stdout
    assert "later" not in done.stdout.partition("for want of a part")[2]
    side_by_side = ("-p", "xdist", "-n", "2")
    done = run_tests(tmp_path, *side_by_side, AUTOGRADER_ALL_PARTS="1")
    assert done.returncode == 1
    assert "2 of the tests: Chromium (apt install chromium)" in done.stdout
    assert "so it has failed" in done.stdout


def test_where_nothing_is_missing_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text("def test_one(): pass\n")
    done = run_tests(tmp_path, AUTOGRADER_ALL_PARTS="1")
    assert done.returncode == 0
    assert "want of a part" not in done.stdout


def ci(folder: Path, *there: str) -> list[str]:
    """What `.ci/run` does on a machine that has these commands."""
    programs, log = folder / "bin", folder / "log"
    programs.mkdir()
    for name in ("bash", "dirname", "env"):
        (programs / name).symlink_to(shutil.which(name) or "")
    said = f'#!/bin/sh\necho "${{0##*/}} $* $AUTOGRADER_ALL_PARTS" >> {log}\n'
    for name in ("make", "apt-get", *there):
        (programs / name).write_text(said)
        (programs / name).chmod(0o755)
    (programs / "id").write_text("#!/bin/sh\necho 0\n")
    (programs / "id").chmod(0o755)
    environment = {"PATH": str(programs)}
    subprocess.run([str(REPOSITORY / ".ci" / "run")], env=environment, check=True)
    return [line.strip() for line in log.read_text().splitlines()]


def test_ci_installs_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    for name in ("all", "none"):
        (tmp_path / name).mkdir()
    text = (REPOSITORY / ".ci" / "run").read_text()
    wanted = re.findall(r"^lacks \S+ (\S+)", text, re.MULTILINE)
    steps = ci(tmp_path / "all", *wanted)
    assert steps[-1] == "make test 1"
    assert not any(step.startswith("apt-get") for step in steps)
    steps = ci(tmp_path / "none", "npm")
    assert steps[0] == "apt-get update"
    assert {"chromium", "postgresql", "nodejs"} <= set(steps[1].split())
    assert steps[-1] == "make test 1"
