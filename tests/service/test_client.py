"""The client for notebooks, asked in IPython as a person asks it, with a service behind it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from jupyter_client.manager import start_new_kernel
from service_tools import PATIENCE, Clock, answers, browser, is_graded, reached, until

from autograder import __version__
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.api import client_wheel
from autograder.service.store.sessions import end_all_of, make_token
from autograder.service.web.state import State


@pytest.fixture
def live(course: Course, engine: Engine, clock: Clock) -> Iterator[State]:
    with reached(course, engine, clock) as state:
        yield state


class Kernel:
    """A Jupyter kernel, asked as JupyterLab asks it; `secret` is what is typed where it asks."""

    def __init__(self, secret: str, **environment: str) -> None:
        env = {**os.environ, **environment}
        self._manager, self._client = start_new_kernel(kernel_name="python3", env=env)
        self._secret = secret

    def run(self, *cells: str) -> str:
        """What the last of these cells shows, as text."""
        shown: list[str] = []
        for cell in cells:
            shown.clear()
            self._client.execute_interactive(
                cell,
                store_history=True,
                timeout=PATIENCE,
                output_hook=lambda message: shown.append(_text(message)),
                stdin_hook=lambda _message: self._client.input(self._secret),
            )
        return "".join(shown)

    def close(self) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def _text(message: dict[str, Any]) -> str:
    content = message["content"]
    if message["msg_type"] == "error":
        return "\n".join(content["traceback"])
    return str(content.get("text") or content.get("data", {}).get("text/plain", ""))


@pytest.fixture
def kernel(live: State, tmp_path: Path) -> Iterator[Kernel]:
    """A notebook's kernel, in which somebody has signed in."""
    with live.history.database.writing() as connection:
        token = make_token(connection, "ann", "a notebook", live.now())
    tokens = str(tmp_path / "tokens.json")
    made = Kernel(token, AUTOGRADER_TOKENS=tokens, JPY_SESSION_NAME="")
    try:
        said = made.run("%load_ext autograder_client", f"%sign_in {live.settings.shown}")
        assert "Exercises: toy" in said
        assert token in Path(tokens).read_text()
        yield made
    finally:
        made.close()


def test_a_check_at_the_cell(kernel: Kernel) -> None:
    text = kernel.run("def double(x):\n    return x**2", "%check double")
    assert "double: not right yet" in text
    assert "Hint" not in text
    assert "by_hand" not in text  # whose cell was not run
    text = kernel.run("def double(x):\n    return 2 * x", "%check toy double")
    assert "double: passed" in text
    assert "There are: by_hand, double, total." in kernel.run("%check none # which?")
    assert "Name a question" in kernel.run("%check")


def test_a_right_answer_is_right_however_it_came_about(kernel: Kernel) -> None:
    """What was run is what is checked: mended helpers, names made of themselves, cells that
    failed, were timed, or stand above the check."""
    kernel.run("def half(x):\n    return x / 2", "A = half(10)", "def half(x, y):\n    return y")
    kernel.run("A = A / 4", "A = A * 2", "A = A * nothing", "A = (")
    assert "by_hand: passed" in kernel.run("%check by_hand")
    kernel.run("def double(x):\n    return x**2", "print(double(2))", "k = (7\n     % 5)")
    kernel.run("%%time\ndef double(x):\n    return k * x", "def double(x):\n    return 1 / 0)")
    assert "double: passed" in kernel.run("%check double")
    total = "def total(x):\n    return sum(x)\n%check total\nprint(total)"
    assert "total: passed" in kernel.run(total)


def test_handing_in(kernel: Kernel, live: State, tmp_path: Path) -> None:
    file = tmp_path / "toy.ipynb"
    file.write_bytes(answers())
    text = kernel.run(toy.ANSWERS["double"], f"%hand_in {file}")
    assert "Handed in for toy: receipt 1" in text
    assert hashlib.sha256(answers()).hexdigest() in text
    assert "3 of 3 questions are answered." in text
    assert "older" not in text
    place = re.search(r"/hand-ins/\S+", text)
    assert place
    until(lambda: is_graded(live, place[0]))
    assert "does not know its file" in kernel.run("%hand_in")
    assert "There is no file" in kernel.run("%hand_in no_such_file.ipynb")
    assert "is a folder" in kernel.run(f"%hand_in {tmp_path}")
    assert "Name one file" in kernel.run(f"%hand_in {file} toy more")
    assert "had been handed in before" in kernel.run(f"%hand_in {file}")
    kernel.run(f"import os; os.environ['JPY_SESSION_NAME'] = {str(file)!r}")
    kernel.run("def double(x):\n    return x", "def double(x):\n    return x + x")
    text = kernel.run("%hand_in")
    assert "An answer in the file is not the one that you have run: double." in text
    assert "receipt" not in text
    assert "receipt 1" in kernel.run("%hand_in")  # the same file is the same hand-in
    kernel.run(toy.ANSWERS["double"])
    text = kernel.run("%hand_in")
    assert "receipt 1" in text and "older" not in text


def test_what_the_service_refuses_is_said(kernel: Kernel, live: State) -> None:
    with live.history.database.writing() as connection:
        end_all_of(connection, "ann")
    address = live.settings.shown
    assert f"Make a new one on {address}/me" in kernel.run("%check double")
    kernel.run("import getpass")
    assert "no such token" in kernel.run(f"%sign_in {address}")  # it asks, and gets the old one


def test_no_token_is_in_the_notebook(kernel: Kernel, tmp_path: Path) -> None:
    token = json.loads((tmp_path / "tokens.json").read_text())["tokens"].popitem()[1]
    assert token not in kernel.run("%check double", "print(In, Out, globals())")


def test_the_wheel_is_what_pip_takes(idle: State, tmp_path: Path) -> None:
    ann = browser(idle, "ann")
    page = ann.get("/me").text
    found = re.search(r"/client/(\S+\.whl)#sha256=([0-9a-f]{64})", page)
    assert found
    wheel = ann.get(f"/client/{found[1]}").content
    assert hashlib.sha256(wheel).hexdigest() == found[2]
    file = tmp_path / client_wheel.FILE
    file.write_bytes(wheel)
    names = zipfile.ZipFile(io.BytesIO(wheel)).namelist()
    assert "autograder_client/magics.py" in names
    place = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    done = subprocess.run(
        [*command, "--target", str(place), str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    asks = f"import sys; sys.path.insert(0, {str(place)!r})\n"
    asks += "import autograder_client as a; print(a.__version__, a.__file__)"
    told = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(place)!r}); {asks}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(place) in told.stdout
    assert told.stdout.startswith(__version__)
