"""`make demo` says what it does while it takes minutes, and needs no terminal."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def _of_a_newcomer() -> dict[str, str]:
    """The environment of a terminal, also where these tests run below `make test`."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }


def test_what_make_demo_does_and_says(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "demo", f"VENV={tmp_path / 'venv'}"],
        cwd=REPOSITORY,
        env=_of_a_newcomer(),
        capture_output=True,
        text=True,
        check=True,
    )
    steps = done.stdout.splitlines()
    said = [step for step in steps if step.strip().startswith("echo")]
    assert any("minutes" in each for each in said)
    assert any("TensorFlow" in each for each in said)
    assert said[-1].endswith('"The environment is ready."')
    assert all("--quiet" in step for step in steps if "pip install" in step)
    assert steps[-1].endswith("autograder demo demo --again")
