"""All attempts once more, by a grader that is an ordinary user: it needs no root."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attack_tools import is_root

import autograder
from autograder.sandbox.launch import _library_paths

NOBODY = 65534
HERE = Path(__file__).parent
NEEDED = "import numpy, IPython, msgspec, sandlock, pyseccomp, autograder"


@pytest.mark.skipif(not is_root(), reason="these tests run as an ordinary user already")
def test_nothing_succeeds_for_an_ordinary_user(tmp_path: Path) -> None:
    packages = _library_paths()
    paths = [str(HERE), str(Path(autograder.__file__).parents[1]), *packages]
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)

    def run(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *arguments],
            user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", text=True, capture_output=True,
            env={"PYTHONPATH": os.pathsep.join(paths), "HOME": "/tmp", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip

    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for python in (sys.executable, f"/usr/bin/python{version}"):
        try:
            if run(python, "-c", NEEDED).returncode == 0:
                break
        except OSError:
            continue  # it is not there, or not for this user
    else:
        pytest.skip("no interpreter with our libraries that another user may run")
    done = run(python, str(HERE / "as_user.py"), *packages)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["user"] == NOBODY
    assert found["unharmed"]
    levels = [level for level in ("full", "base") if level in found]
    if not levels:
        pytest.skip(f"no level works for another user here: {found['problems']}")
    for level in levels:
        won = [f"{name}: {said}" for name, said in found[level].items()
               if not said.startswith(("lost", "died"))]  # fmt: skip
        assert not won, level
        computes, waits = found["clock"][level]
        assert "loop" in computes
        assert "your code waited" in waits
        assert len(found[level]) > 100
