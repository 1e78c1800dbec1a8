"""`make demo` says what it does while it takes minutes, and needs no terminal."""

from __future__ import annotations

import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def test_what_make_demo_does_and_says(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "demo", f"VENV={tmp_path / 'venv'}"],
        cwd=REPOSITORY,
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
