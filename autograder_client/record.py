"""What was run in this kernel, and how far each cell came."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, List, Optional

from autograder_client.cells import Ran


class Record:
    """The cells that were run, in that order, written down as they end.

    Of those that were run before this extension was loaded it is not known whether they failed.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        typed = self._typed()
        self._cells = [self._ran(source) for source in typed[:-1]]
        self._now = typed[-1] if typed else ""
        shell.events.register("pre_run_cell", self._begins)
        shell.events.register("post_run_cell", self._ends)

    def so_far(self) -> List[Ran]:
        """All of them, with what was run of the cell in which this is asked."""
        line = _line(sys._getframe(), self._shell)
        if line is None:
            return list(self._cells)
        above = Ran(self._now, self._code(self._now), line).done()
        return [*self._cells, Ran(above, above)]

    def _begins(self, info: Any) -> None:
        self._now = info.raw_cell or ""

    def _ends(self, result: Any) -> None:
        if not result.info.store_history:  # what tools ask behind one's back
            return
        error = result.error_in_exec
        stopped: Optional[int] = None
        if result.error_before_exec is not None:
            stopped = 0
        elif error is not None:
            stopped = _line_of(error, self._shell)
        self._cells.append(self._ran(result.info.raw_cell or "", stopped))

    def _ran(self, source: str, stopped: Optional[int] = None) -> Ran:
        code = self._code(source)
        try:
            compile(code, "cell", "exec", dont_inherit=True)
        except SyntaxError:
            # A cell may wait at its top; IPython's compiler knows that, and has had its say.
            return Ran(source, code, stopped if "await" in code else 0)
        except ValueError:
            return Ran(source, code, 0)
        return Ran(source, code, stopped)

    def _code(self, source: str) -> str:
        try:
            return str(self._shell.transform_cell(source))
        except SyntaxError:
            return source

    def _typed(self) -> List[str]:
        history = self._shell.history_manager
        return [] if history is None else list(history.input_hist_raw[1:])


def _line(frame: Optional[FrameType], shell: Any) -> Optional[int]:
    """The line at which the cell is that runs now; None where none does."""
    found = None
    while frame is not None:
        if frame.f_globals is shell.user_global_ns:
            found = frame.f_lineno
        frame = frame.f_back
    return found


def _line_of(error: BaseException, shell: Any) -> int:
    """The line of its cell at which an error was raised; 0 where that is not known."""
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals is shell.user_global_ns:
            return step.tb_lineno
        step = step.tb_next
    return 0
