"""What a Dask worker grades with: an engine, which keeps the exercises warm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.backends.dask.messages import Lost, Ready, Refused, Reply, Verdict, Work
from autograder.course import Device, Exercise, load_course
from autograder.engine.digests import digest_of_exercise, digest_of_package
from autograder.engine.engine import Engine
from autograder.engine.messages import Failed
from autograder.errors import AutograderError, SandboxError

URGENT = ((1, 0),)  # from a priority on: what is done alone does not hold it back


class Refusal(Exception):
    """Why this worker must not do some work, and what to do next."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


class Workshop:
    """Grades what comes, in the threads in which it comes."""

    def __init__(
        self, folder: Path, address: str, worker: str, places: Mapping[Device, int]
    ) -> None:
        """`worker` is how a person finds it; `places` says how many at once on each device."""
        self._folder = folder
        self._address = address
        self._worker = worker
        self._package = digest_of_package()
        self._engine = Engine(max(1, sum(places.values())), beyond=URGENT)

    def do(self, work: Work) -> Reply:
        """Do it; what goes wrong is a reply, too."""
        try:
            return self._grade(work, self._exercise(work))
        except Refusal as refusal:
            return Refused(self._address, self._worker, refusal.what, refusal.todo)
        except AutograderError as error:
            return Failed.by(error)

    def close(self) -> None:
        """End the engine."""
        self._engine.close()

    def _grade(self, work: Work, exercise: Exercise) -> Reply:
        try:
            level = self._engine.isolation(exercise)
        except SandboxError as error:
            raise Refusal(error.what, error.todo) from error
        if work.isolation not in ("", level):
            raise Refusal(
                f"It isolates students' code at the level '{level}', and this run is graded at "
                f"'{work.isolation}'.",
                "Use workers of one level in a run; `autograder doctor` explains the levels.",
            )
        if work.submission is None:
            return Ready(level)
        try:
            ticket = self._engine.submit(
                exercise,
                work.submission,
                priority=work.priority,
                alone=work.alone,
                once=work.once,
            )
            return Verdict(ticket.result())
        except SandboxError as error:
            return Lost(error.what)

    def _exercise(self, work: Work) -> Exercise:
        """The exercise in this worker's copy of the course, if that is the same."""
        if work.package != self._package:
            raise Refusal(
                "It has another version of autograder, or one that was changed.",
                "Install the same one there, and start the worker again.",
            )
        try:
            exercise = load_course(self._folder, work.language).exercise(work.exercise)
            exercise = exercise.at(work.device)
            same = digest_of_exercise(exercise) == work.course
        except (AutograderError, OSError):
            same = False
        if not same:
            raise Refusal(
                f"Its copy of the course in {self._folder} differs in {work.exercise}, or Keras "
                "computes with another backend there.",
                "Copy the course there, and set the same KERAS_BACKEND.",
            )
        return exercise
