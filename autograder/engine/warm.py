"""The exercises that are warm: opened when they are first asked for, and anew when they have
changed; those that were not used for longest make way when there is no more memory."""

from __future__ import annotations

import gc
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from autograder.course import Course, load_course
from autograder.course.manifest import MANIFEST
from autograder.engine.bounded import bounded
from autograder.engine.context import open_context
from autograder.engine.digests import digest_of_exercise
from autograder.engine.messages import Target
from autograder.engine.sides import Side, Sides
from autograder.errors import AutograderError, CourseError, file_trouble
from autograder.grading import ExerciseContext
from autograder.sandbox.isolation import Confinement

OPEN_SECONDS = 300.0  # on the wall: far more than it takes on a busy machine


@dataclass
class Warm:
    """An exercise that is open, and how its students' code is kept in.

    `number` is 0 until its student side is warm. Then it counts the exercises that are ready: a
    process that was forked before this one was does not know it.
    """

    target: Target
    context: ExerciseContext
    digest: bytes
    side: Side
    number: int = 0
    is_new: bool = True
    confinement: Confinement | None = None


@dataclass
class WarmSet:
    """The open exercises, the one that was used last at the end; and their student sides."""

    sides: Sides = field(default_factory=Sides)
    exercises: dict[Target, Warm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._courses: dict[tuple[str, str], tuple[bytes, Course]] = {}

    def get(self, target: Target) -> Warm:
        """An exercise as it is now; raises AutograderError where it cannot be graded."""
        try:
            return self._get(target)
        except Exception as error:
            raise in_words(error, target.exercise) from error

    def _get(self, target: Target) -> Warm:
        course = self._course(target)
        exercise = target.find(course)
        digest = digest_of_exercise(exercise)
        before = self.exercises.pop(target, None)
        if before is None or before.digest != digest or before.side.key not in self.sides.open:
            side = self.sides.of(exercise)  # it imports its libraries meanwhile
            with bounded(OPEN_SECONDS, exercise.name):  # others wait for us
                context = open_context(exercise)
                with suppress(Exception):  # a fault in a catalogue costs hints, never a grading
                    context.examiner.mistakes()
                with suppress(AutograderError):  # once: else each checker looks into the checks
                    _ = context.mentions
            before = Warm(target, context, digest, side)
        self._get_ready(before)
        self.exercises[target] = before
        return before

    def side_is_warm(self, side: Side) -> dict[Target, AutograderError]:
        """The libraries of a student side are imported: its exercises are ready, but for those that
        cannot be, as where a set of data is damaged. These are closed, and it gives why.

        Raises SandboxError where the libraries cannot be imported.
        """
        side.process.wait_until_warm()
        side.is_warm = True
        failed = {}
        for target, warm in list(self.exercises.items()):
            try:
                self._get_ready(warm)
            except Exception as error:
                del self.exercises[target]
                failed[target] = in_words(error, target.exercise)
        return failed

    def forget(self, side: Side) -> None:
        """A student side has ended: its exercises are to be opened again."""
        for target, warm in list(self.exercises.items()):
            if warm.side is side:
                del self.exercises[target]
        self.sides.close(side)

    def make_way(self, busy: Collection[Warm]) -> Side | None:
        """Close the exercise that was not used for longest, none of those that are busy: gives its
        student side, or None where there was none to close. First comes a student side that no
        exercise has, since the one that it was started for could not be opened."""
        for side in self.sides.open.values():
            if not self.is_used(side, busy):
                return side
        kept = {warm.target for warm in busy}
        target = next((each for each in self.exercises if each not in kept), None)
        if target is None:
            return None
        side = self.exercises.pop(target).side
        gc.unfreeze()
        gc.collect()
        return side

    def is_used(self, side: Side, busy: Collection[Warm]) -> bool:
        """Whether an open exercise has this student side, or one that is busy: its files may have
        changed since, so that it is not open any more."""
        return any(warm.side is side for warm in (*self.exercises.values(), *busy))

    def _get_ready(self, warm: Warm) -> None:
        if warm.side.is_warm and not warm.number:
            warm.confinement = warm.side.confinement(warm.context.exercise)
            warm.number = next(self._numbers)

    def _course(self, target: Target) -> Course:
        """The course, loaded again only where its course.toml has changed."""
        place = target.course, target.language
        folder = Path(target.course)
        try:
            manifest = (folder / MANIFEST).read_bytes()
        except OSError:
            manifest = b""  # loading says what is wrong
        content, course = self._courses.get(place, (None, None))
        if course is None or content != manifest:
            course = load_course(folder, target.language)
            self._courses[place] = manifest, course
        return course


def in_words(error: Exception, where: str | None = None) -> AutograderError:
    """What those hear who wait for what cannot be got ready, whatever the reason. It may be a fault
    of ours, or a course that nobody thought of; but it costs nobody else anything."""
    if isinstance(error, AutograderError):
        return error
    trouble = file_trouble(error) if isinstance(error, OSError) else None
    if trouble is not None:  # a file that nobody may read, a disk that is full
        return trouble
    what = f"It cannot be opened: {type(error).__name__}: {error}."
    return CourseError(what, where=where, todo="`autograder validate` may say more.")
