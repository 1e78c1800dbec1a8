"""`autograder check` answers at once: it imports nothing that takes long and that it does not need.

Seconds depend on the machine, so what is imported is tested; `benchmarks.cold_start` measures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NAME = "ex02_activations"
SLOW = (
    "nbformat", "jsonschema", "nbgrader", "nbconvert", "sqlalchemy", "traitlets", "IPython",
    "jupyter_client", "babel", "matplotlib", "keras", "tensorflow", "hypothesis",
    "dask", "distributed",
)  # fmt: skip
CODE = """
import json, sys
from autograder.cli.main import main
sys.argv = ["autograder", "check", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_check_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    answer = tmp_path / f"{NAME}.ipynb"
    shutil.copyfile(REPOSITORY / "source" / NAME / f"{NAME}.ipynb", answer)
    command = [sys.executable, "-c", CODE, str(answer), "--course", str(REPOSITORY)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    *_verdict, last = done.stdout.splitlines()
    assert set(json.loads(last)).isdisjoint(SLOW)
    assert "autograder" in json.loads(last)


def test_grade_starts_its_engine_before_it_imports_what_takes_long() -> None:
    code = "import sys, autograder.cli.grade; print(*{m.partition('.')[0] for m in sys.modules})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"autograder"} == set(said.stdout.split()) & {"autograder", "jinja2", *SLOW}
