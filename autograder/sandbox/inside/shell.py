"""An IPython shell that runs cells as Jupyter does, without a kernel and without a terminal."""

from __future__ import annotations

import ast
import re
import site
import subprocess
import sys
import time
import types
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.history import HistoryManager

from autograder.sandbox.inside.outputs import Outputs, Writer
from autograder.sandbox.inside.statements import StatementShell
from autograder.wire.responses import MAX_PROBLEMS, ErrorOutput

# `!pip install …`: there is no network, and pip would try again and again.
INSTALLS = re.compile(
    r"\s*(sudo\s+)?(\S*python\S*\s+-m\s+)?(\S*/)?(pip3?|conda|mamba|uv|apt(-get)?)\s"
)


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


class StudentShell(StatementShell):
    """A shell whose outputs are collected. Cells and functions print into `outputs`."""

    def __init__(self, **options: Any) -> None:
        self.outputs = Outputs()
        self.tell_line: Callable[[int], None] | None = None
        super().__init__(
            displayhook_class=CollectingHook, display_pub_class=CollectingPublisher, **options
        )

    def system(self, cmd: str) -> None:
        """`!command`, with its output among the outputs of the cell."""
        command = self.var_expand(cmd, depth=1)
        if INSTALLS.match(command):
            print("Nothing can be installed where your work is graded.")
            return
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

    def show_problem(self, problem: ErrorOutput) -> None:
        """An exception is an output."""
        self.outputs.fail(problem)

    def has_shown_enough(self) -> bool:
        """Whether nothing more would be kept."""
        return self.outputs.problems >= MAX_PROBLEMS

    def begins(self, statement: ast.stmt) -> None:
        """Of a file, tell where a statement begins: it may never end."""
        if self.tell_line is not None:
            self.tell_line(statement.lineno)

    def shown(self) -> Any:
        """What the cell has shown so far."""
        return self.outputs.so_far()

    def show_again(self, before: Any) -> None:
        """Take back what the cell has shown since then."""
        self.outputs.take_back(before)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """`%%time` runs its cell as if it stood there alone; so does a magic that is not here."""
        if magic_name == "time" and not line.strip():
            return self._run_timed(cell)
        try:
            return super().run_cell_magic(magic_name, line, cell)
        except UsageError:
            if self._find_with_lazy_load("cell", magic_name) is None:
                self.run_cell(cell)
            raise

    def _run_timed(self, cell: str) -> None:
        processor, wall = time.process_time(), time.time()
        self.run_cell(cell)
        processor, wall = time.process_time() - processor, time.time() - wall
        print(f"CPU times: {processor:.3g} s\nWall time: {wall:.3g} s")

    def run(self, source: str) -> None:
        """Run one cell into `outputs`."""
        self.capture()
        result = self.run_cell(source, store_history=True)
        errors = result.error_before_exec, result.error_in_exec
        error = next((each for each in errors if each is not None), None)
        if error is not None and not self.outputs.failed:  # no memory was left to show it
            self.outputs.fail(self.problem(error, []))

    def capture(self) -> None:
        """Send what is printed from now on into `outputs`, whatever the student did to it."""
        sys.stdout, sys.stderr = Writer("stdout", self.outputs), Writer("stderr", self.outputs)


def make_shell() -> StudentShell:
    """The shell as a new kernel would have it, with figures inline; no history file."""
    HistoryManager.enabled = False  # type: ignore[assignment]  # a trait: no file, no thread
    site.sethelper()  # `help`, which Python without its site module does not have
    shell = StudentShell.instance(colors="nocolor")
    shell.db = {}  # no file either: `%cd` would write one
    shell.InteractiveTB.set_mode("Plain")  # 2 ms, where the lines around each frame take 400 ms
    module = types.ModuleType("__main__")
    shell.user_module = module
    shell.user_ns = module.__dict__
    sys.modules["__main__"] = module
    shell.init_user_ns()
    shell.run_cell("None", store_history=False)
    shell.run_cell("1/0", store_history=False)  # the first error takes 0.2 s: not in each child
    shell.outputs.start(0)
    return shell
