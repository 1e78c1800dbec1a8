"""An IPython shell that runs cells as Jupyter does, without a kernel and without a terminal."""

from __future__ import annotations

import random
import site
import subprocess
import sys
import traceback
import types
from typing import Any

import numpy.random  # NumPy would import it only when it is first used: 10 ms in each child
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell

from autograder.protocol.messages import MAX_LINE, MAX_PROBLEM_TEXT, MAX_TRACEBACK_LINES, Problem
from autograder.protocol.values import MAX_NAME, clean
from autograder.sandbox.inside.outputs import Outputs, Writer, without_addresses

MAX_STUDENTS_LINE = 200
SEED = 0
CELL_FILE = "<ipython-input"


class CollectingHook(DisplayHook):
    """The last value of a cell becomes an output."""

    shell: Any  # the StudentShell below, which IPython sets

    def __call__(self, result: Any = None) -> None:
        self.check_for_underscore()
        if result is None or self.quiet():
            return
        data, _metadata = self.compute_format_data(result)
        self.update_user_ns(result)
        self.fill_exec_result(result)
        self.shell.outputs.show(data, is_result=True)


class CollectingPublisher(DisplayPublisher):
    """What `display` and matplotlib show becomes outputs."""

    shell: Any  # the StudentShell below, which IPython sets

    def publish(self, data: dict[str, Any], *_args: Any, **_options: Any) -> None:
        self.shell.outputs.show(data, is_result=False)

    def clear_output(self, wait: bool = False) -> None:
        """Progress bars clear their output; ours is kept to the end."""


class StudentShell(InteractiveShell):
    """A shell whose outputs are collected. Cells and functions print into `outputs`."""

    def __init__(self, **options: Any) -> None:
        self.outputs = Outputs()
        super().__init__(
            displayhook_class=CollectingHook, display_pub_class=CollectingPublisher, **options
        )

    def system(self, cmd: str) -> None:
        """`!command`, with its output among the outputs of the cell."""
        command = self.var_expand(cmd, depth=1)
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        sys.stdout.write(done.stdout.decode(errors="replace"))
        self.user_ns["_exit_code"] = done.returncode

    def ask_exit(self) -> None:
        """`exit()`: the cell or the function ends, as with sys.exit(); the notebook goes on."""
        raise SystemExit

    def init_io(self) -> None:
        """No terminal."""

    def enable_gui(self, gui: Any = None) -> None:
        """No window either."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.fail(describe(evalue, list(map(str, stb))))

    def run(self, source: str) -> None:
        """Run one cell into `outputs`."""
        self.capture()
        result = self.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not self.outputs.failed:  # no memory was left to show it
            self.outputs.fail(describe(error, []))

    def capture(self) -> None:
        """Send what is printed from now on into `outputs`, whatever the student did to it."""
        sys.stdout, sys.stderr = Writer("stdout", self.outputs), Writer("stderr", self.outputs)


def make_shell() -> StudentShell:
    """The shell as a new kernel would have it, with figures inline; no history file."""
    HistoryManager.enabled = False  # type: ignore[assignment]  # a trait: no file, no thread
    site.sethelper()  # `help`, which Python without its site module does not have
    shell = StudentShell.instance(colors="nocolor")
    module = types.ModuleType("__main__")
    shell.user_module = module
    shell.user_ns = module.__dict__
    sys.modules["__main__"] = module
    shell.init_user_ns()
    shell.run_cell("None", store_history=False)
    shell.run_cell("1/0", store_history=False)  # the first error takes 0.2 s: not in each child
    shell.outputs.start(0)
    return shell


def set_seeds(seed: int = SEED) -> None:
    """In a child: the same random numbers on every run, also from what is imported already."""
    random.seed(seed)
    numpy.random.seed(seed)
    keras = sys.modules.get("keras")
    if keras is not None:
        keras.utils.set_random_seed(seed)
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        tensorflow.config.experimental.enable_op_determinism()


def describe(error: BaseException, lines: list[str] | None = None) -> Problem:
    """An exception as plain data, with the student's own line where it happened."""
    if lines is None:
        lines = traceback.format_exception(error, limit=-8)
    try:
        text = without_addresses(str(error))
    except Exception:  # a student's exception class may fail to show itself
        text = ""
    if isinstance(error, SyntaxError):  # its own text names a file that nobody knows
        text = f"{error.msg} (line {error.lineno})"
    shown = "\n".join(lines).splitlines()[:MAX_TRACEBACK_LINES]
    line, function = _place(error)
    return Problem(
        clean(type(error).__name__, MAX_NAME),
        clean(text, MAX_PROBLEM_TEXT),
        clean(line, MAX_STUDENTS_LINE),
        tuple(clean(row, MAX_LINE) for row in shown),
        clean(function, MAX_NAME),
    )


def _place(error: BaseException) -> tuple[str, str]:
    """The student's own line that is nearest to the error, and the function in which it stands."""
    if isinstance(error, SyntaxError):
        return str(error.text or "").strip(), ""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(CELL_FILE):
            return (frame.line or "").strip(), frame.name
    return "", ""
