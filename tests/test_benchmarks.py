"""What the benchmarks compare with does the same work: else their ratios would mean nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.classes import for_any_kernel, our_class, this_course

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["ex01_forward_pass", "ex02_activations"])
def test_the_floor_finds_right_answers_right(tmp_path: Path, name: str) -> None:
    folder = our_class(this_course(), tmp_path / "class", name, 1, display=False)
    command = [sys.executable, "-m", "benchmarks.floor", str(folder), name, "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_stock_nbgrader_has_a_kernel() -> None:
    exercise = this_course().exercise("ex02_activations")
    source, release = (
        path.read_bytes() for path in (exercise.source_notebook, exercise.release_notebook)
    )
    kernel = json.loads(for_any_kernel(source, release))["metadata"]["kernelspec"]
    assert kernel["name"] == "python3" != json.loads(source)["metadata"]["kernelspec"]["name"]


def test_the_floor_stops_at_a_wrong_answer(tmp_path: Path) -> None:
    folder = our_class(this_course(), tmp_path / "class", "ex02_activations", 1, display=False)
    (notebook,) = folder.glob("submitted/*/ex02_activations/*.ipynb")
    source = notebook.read_text(encoding="utf-8")
    assert "np.maximum(0.0, x)" in source
    notebook.write_text(
        source.replace("np.maximum(0.0, x)", "np.minimum(0.0, x)"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "benchmarks.floor", str(folder), "ex02_activations", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 1
    assert "a check of the floor has failed" in done.stderr
