"""What others do with the same notebook, in the same run: the tests that a student can see.

None of them runs hidden checks in a sandbox, so these figures are no race; they say what a student
is used to. `nbgrader validate` and Otter run in the student's own kernel, with tests that the
student may read. Jobe (CodeRunner's engine) is asked over HTTP, where somebody has started one.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import msgspec

from autograder.validation.candidates import reference_answers
from benchmarks import classes, measure
from benchmarks.service.rows import NUMPY
from benchmarks.service.table import Row, spread

OTTER = Path(tempfile.gettempdir()) / "autograder-benchmark-otter"
INSTALL_SECONDS = 300
QUESTION = "softmax"
OTTER_TEST = """
OK_FORMAT = False
name, points = "softmax", 1
from otter.test_files import test_case

@test_case(points=1)
def test_sums(softmax):
    import numpy as np
    found = softmax(np.array([[1.0, 2.0, 3.0], [1000.0, 1000.0, 1000.0]]))
    assert np.allclose(np.sum(found, axis=1), 1.0)
"""
OTTER_ASKS = """
import sys, time
import numpy as np
import otter
namespace = {"np": np}
exec(sys.stdin.read(), namespace)
grader = otter.Notebook(tests_dir=sys.argv[1])
for _time in range(int(sys.argv[2])):
    start = time.perf_counter()
    result = grader.check("softmax", global_env=namespace)
    seconds = time.perf_counter() - start
    assert result.grade == 1, result
    print(seconds)
"""
JOBE_RUN = "index.php/restapi/runs"
NO_JOBE = (
    "not run: it is a PHP application for Apache that wants system users of its own and runs as "
    "root; start one and name it with `--jobe http://HOST/jobe/`"
)


def rows(room: Path, jobe: str) -> Iterator[Row]:
    """Beside ours."""
    yield Row("`nbgrader validate`, the whole notebook, visible tests", "", None, _nbgrader(room))
    yield Row("Otter's `grader.check`, one question, in the kernel", "", None, _otter(room))
    yield Row("Jobe, one question as a program", "", None, _jobe(jobe) if jobe else NO_JOBE)


def _nbgrader(room: Path, times: int = 3) -> str:
    folder = classes.stock_class(classes.this_course(), room / "stock", NUMPY, 1)
    (notebook,) = (folder / "submitted").rglob("*.ipynb")
    costs = [measure.run(classes.nbgrader("validate", str(notebook)), folder) for _ in range(times)]
    middle = measure.middle(costs)
    return f"{middle.wall:.1f} s, CPU {middle.cpu:.1f} s (median of {times})"


def _otter(room: Path, times: int = 30) -> str:
    python = OTTER / "bin" / "python"
    try:
        if not (OTTER / "ready").exists():
            pip = [str(python), "-m", "pip", "install", "-q", "otter-grader", "numpy"]
            for command in ([sys.executable, "-m", "venv", "--clear", str(OTTER)], pip):
                subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS)
            (OTTER / "ready").touch()
    except (OSError, subprocess.SubprocessError) as error:
        return f"missing: `pip install otter-grader` did not work here ({type(error).__name__})"
    tests = room / "otter-tests"
    tests.mkdir()
    (tests / f"{QUESTION}.py").write_text(OTTER_TEST)
    command = [str(python), "-c", OTTER_ASKS, str(tests), str(times)]
    asked = subprocess.run(
        command, input=_answer(), capture_output=True, text=True, cwd=room, timeout=INSTALL_SECONDS
    )
    if asked.returncode:
        return f"it fails: {asked.stderr.strip().splitlines()[-1]}"
    first, *walls = map(float, asked.stdout.split())
    return f"{spread(walls)}; the first {first * 1e3:.0f} ms; the test is readable, no sandbox"


def _jobe(address: str, times: int = 20) -> str:
    source = f"import numpy as np\n{_answer()}\nprint(softmax(np.array([[1.0, 2.0, 3.0]])))\n"
    run = {"language_id": "python3", "sourcefilename": "test.py", "sourcecode": source}
    request = urllib.request.Request(
        address.rstrip("/") + "/" + JOBE_RUN,
        data=msgspec.json.encode({"run_spec": run}),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    walls = []
    for _time in range(times):
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            outcome = msgspec.json.decode(answer.read())["outcome"]
        walls.append(time.perf_counter() - start)
        if outcome != 15:  # its word for: ran to its end
            return f"it does not run this: outcome {outcome}"
    return f"{spread(walls)}, median {median(walls) * 1e3:.0f} ms"


def _answer() -> str:
    return reference_answers(classes.this_course().exercise(NUMPY))[QUESTION]
