"""Warm student sides: one process for each set of libraries, whatever exercise asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course import GPU, Exercise
from autograder.engine.context import child_limits, shown_datasets
from autograder.engine.digests import libraries
from autograder.sandbox.isolation import Confinement
from autograder.sandbox.launch import StudentSide

Key = tuple[tuple[str, ...], bool]  # the modules that it has imported; whether it has a GPU


@dataclass
class Side:
    """A student side, and whether its libraries are imported: until then nothing runs in it."""

    key: Key
    process: StudentSide
    is_warm: bool = False

    def confinement(self, exercise: Exercise) -> Confinement:
        """How the children of an exercise are kept; once it is warm."""
        return self.process.confinement(child_limits(exercise.limits), shown_datasets(exercise))


class Sides:
    """The student sides that are there. A new one imports its libraries while others go on."""

    def __init__(self) -> None:
        self.open: dict[Key, Side] = {}

    def of(self, exercise: Exercise) -> Side:
        """The student side for an exercise: started where there is none."""
        key = libraries(exercise), exercise.device == GPU
        if key not in self.open:
            self.open[key] = Side(key, StudentSide(key[0], with_gpu=key[1]))
        return self.open[key]

    @property
    def processes(self) -> list[int]:
        """The process numbers of the warm processes."""
        return [side.process.process for side in self.open.values()]

    def close(self, side: Side) -> None:
        """End one of them."""
        if self.open.get(side.key) is side:
            del self.open[side.key]
        side.process.close()

    def close_all(self) -> None:
        """End all of them."""
        for side in list(self.open.values()):
            self.close(side)
