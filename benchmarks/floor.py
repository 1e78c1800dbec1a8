"""The floor: a warm fork that runs the same cells and calls the same checks, and nothing else.

`python -m benchmarks.floor COURSE EXERCISE SIZE`: no isolation, no socket, no pytest, no gradebook,
no pages. What grading costs beyond this is what safety and results cost.
"""

from __future__ import annotations

import copy
import gc
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np

from autograder.checking.draws import drawing
from autograder.checking.load import load
from autograder.checking.ranges import require_right
from autograder.checking.words import CHECK_MARK, Kind
from autograder.course import Exercise, load_course
from autograder.course.solution import read_solution
from autograder.kits.inside.kits import Kits
from autograder.kits.registry import opened
from autograder.notebooks.raw import RawNotebook, read_notebook
from autograder.notebooks.submitted import match
from autograder.sandbox.inside.object_table import ObjectTable
from autograder.sandbox.inside.seeds import set_seeds
from autograder.sandbox.inside.shell import StudentShell, make_shell
from autograder.student import Function, SeenCall, Student
from autograder.submissions import find_submissions
from autograder.wire.values import Handle

Check = Callable[..., None]


class BareStudent:
    """What checks know of a student, over functions that are in this very process."""

    def __init__(self, namespace: Mapping[str, Any], kits: Kits) -> None:
        self._namespace = namespace
        self._kits = kits
        self._things = ObjectTable(kits)

    def __getattr__(self, name: str) -> Function:
        return Function(self, name)  # type: ignore[arg-type]

    def value(self, name: str) -> Any:
        return self._namespace[name]

    def call(self, name: str, arguments: tuple[Any, ...]) -> SeenCall:
        value = self._as_seen(self._namespace[name](*copy.deepcopy(arguments)))
        return SeenCall(name, arguments, value)

    def watch(self, _name: str, _atol: float) -> None:
        """Nothing is compared after a call."""

    def call_each(self, name: str, calls: Sequence[tuple[Any, ...]]) -> list[SeenCall]:
        return [self.call(name, arguments) for arguments in calls]

    def passed(self, _question: str) -> bool:
        return True

    def note(self, _name: str, _value: Any) -> None:
        """Nothing is diagnosed."""

    def seed(self, seed: int) -> None:
        set_seeds(self._kits, seed)

    def put_file(self, name: str, content: bytes) -> None:
        Path(name).write_bytes(content)

    def _call_method(self, handle: int, method: str, arguments: tuple[Any, ...]) -> Any:
        kind, thing = self._things.by_number(handle)
        return self._as_seen(kind.methods[method](thing, *arguments))

    def _as_seen(self, value: Any) -> Any:
        if self._kits.kind_of(value) is None:
            return value
        described = self._things.special(value)
        assert isinstance(described, Handle)
        return opened(described, self._call_method)


def main(folder: Path, name: str, size: int) -> None:
    """Grade so many submissions, one after the other; a check that fails ends it."""
    course = load_course(folder)
    exercise = course.exercise(name)
    for module in exercise.warm:
        importlib.import_module(module)
    shell = make_shell()
    reference, checks = load(exercise, "solution.py"), _checks(exercise)
    is_personal = bool(read_solution(exercise.file("solution.py")).personal)
    release = read_notebook(exercise.release_notebook.read_bytes())
    kits = Kits()
    kits.remember()
    gc.collect()
    gc.freeze()
    for found in list(find_submissions(course, exercise))[:size]:
        child = os.fork()
        if child == 0:
            if is_personal:
                reference = load(exercise, "solution.py", found.submission.student)
            student = BareStudent(shell.user_ns, kits)
            _grade(found.submission.content, release, exercise, shell, student, reference, checks)
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            sys.exit("a check of the floor has failed")


def _checks(exercise: Exercise) -> dict[str, list[Check]]:
    checks: dict[str, list[Check]] = {}
    for thing in vars(load(exercise, "checks.py")).values():
        note = getattr(thing, CHECK_MARK, None)
        if note is not None:
            checks.setdefault(note.question, []).append(thing)
    return checks


def _grade(
    content: bytes, release: RawNotebook, exercise: Exercise, shell: StudentShell,
    student: BareStudent, reference: ModuleType, checks: dict[str, list[Check]],
) -> None:  # fmt: skip
    student.seed(0)
    fixtures = {"student": student, "reference": reference}
    for cell in match(read_notebook(content), release, exercise.name).cells:
        if cell.runs:
            shell.outputs.start(1_000_000)
            shell.run(cell.raw.source)
            assert not shell.outputs.failed
        for question in cell.examine:
            for check in checks[question]:
                wanted = check.__code__.co_varnames[: check.__code__.co_argcount]  # type: ignore[attr-defined]
                with drawing(np.random.default_rng(0)):
                    made = check(**{fixture: fixtures[fixture] for fixture in wanted})
                note = getattr(check, CHECK_MARK)
                if note.kind is Kind.RANGE:
                    require_right(cast(Student, student), note, reference, made)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
