"""What the pool and its trusted process say to each other."""

from __future__ import annotations

import msgspec

from autograder.course import Device, Setting
from autograder.errors import BY_NAME, AutograderError
from autograder.grading import Graded, Submission


class Job(msgspec.Struct, frozen=True, tag=True):
    """Grade this submission."""

    number: int
    submission: Submission


class Setup(msgspec.Struct, frozen=True, tag=True):
    """The first message: the course folder and its language, the exercise and what it is graded
    on, how many at once."""

    course: str
    language: str
    exercise: str
    device: Device
    setting: Setting
    workers: int


class Warm(msgspec.Struct, frozen=True, tag=True):
    """Everything is warm; jobs may come. `isolation` is the level that the student side gives."""

    isolation: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """A submission is graded."""

    number: int
    graded: Graded


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Nothing can be graded: the author or the machine is at fault, and this is why."""

    kind: str
    what: str
    where: str | None
    todo: str

    @classmethod
    def by(cls, error: AutograderError) -> Failed:
        """The message that says what an error says."""
        where = None if error.where is None else str(error.where)
        return cls(type(error).__name__, error.what, where, error.todo)

    def error(self) -> AutograderError:
        """The error that it tells of."""
        return BY_NAME[self.kind](self.what, where=self.where, todo=self.todo)


ToServer = Setup | Job
FromServer = Warm | Done | Failed
