"""What an engine and its grader process say to each other."""

from __future__ import annotations

import reprlib

import msgspec

from autograder.course import Course, Device, Exercise, Setting
from autograder.errors import BY_NAME, AutograderError, UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult


class Target(msgspec.Struct, frozen=True):
    """An exercise as another process finds it: the folder and the language of its course, its name,
    what it is graded on, and the setting of that, as JSON."""

    course: str
    language: str
    exercise: str
    device: Device
    setting: str

    @classmethod
    def of(cls, exercise: Exercise) -> Target:
        """How to find an exercise. Raises UsageError for what is none, such as its name."""
        if not isinstance(exercise, Exercise):
            todo = 'Take one of a course: load_course(".").exercise("ex02_activations").'
            raise UsageError(f"{reprlib.repr(exercise)} is no exercise.", todo=todo)
        setting = msgspec.json.encode(exercise.setting, order="sorted").decode()
        folder = str(exercise.course_folder.absolute())
        if folder != _sendable(folder):
            what = f"The name of this course's folder is no text: {_sendable(folder)}."
            raise UsageError(what, todo="Give it another name.")
        return cls(folder, exercise.language, exercise.name, exercise.device, setting)

    def find(self, course: Course) -> Exercise:
        """The exercise in its course, which has been loaded."""
        setting = msgspec.json.decode(self.setting, type=Setting)
        return course.exercise(self.exercise).at(self.device, setting)


class Setup(msgspec.Struct, frozen=True, tag=True):
    """The first message: how many submissions at once, how much memory may be kept warm, whether a
    child waits for the next submission, how far others go before, as of the command `nice`, and how
    many more at once where they are urgent, as `Lanes` has it."""

    workers: int
    memory_bytes: int
    spare: bool
    nice: int = 0
    beyond: tuple[tuple[int, int], ...] = ()


class Numbered(msgspec.Struct, frozen=True, tag=True):
    """All other messages: `number` is that of the request that they are, or are about."""

    number: int


class Open(Numbered, frozen=True):
    """Get an exercise ready."""

    target: Target


class Job(Numbered, frozen=True):
    """Grade this submission; of several that wait, those of a larger priority come first. With
    `tells`, somebody wants to hear of each question as soon as it is done."""

    target: Target
    submission: Submission
    priority: int = 0
    tells: bool = False


class Cancel(Numbered, frozen=True):
    """Nobody wants the grading of this number any more."""


class Opened(Numbered, frozen=True):
    """An exercise is warm. `isolation` is the level that the student side gives."""

    isolation: str


class Examined(Numbered, frozen=True):
    """One question of a submission has its verdict; the others follow."""

    result: QuestionResult


class Done(Numbered, frozen=True):
    """A submission is graded."""

    graded: Graded


class Cancelled(Numbered, frozen=True):
    """The last word on a grading that nobody wants."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Nothing can be graded: the author or the machine is at fault, and this is why."""

    kind: str
    what: str
    where: str | None
    todo: str

    @classmethod
    def by(cls, error: AutograderError) -> Failed:
        """The message that says what an error says."""
        where = None if error.where is None else _sendable(str(error.where))
        return cls(type(error).__name__, _sendable(error.what), where, _sendable(error.todo))

    def error(self) -> AutograderError:
        """The error that it tells of."""
        return BY_NAME[self.kind](self.what, where=self.where, todo=self.todo)


class Unable(Numbered, frozen=True):
    """Nothing comes of a request, and this is why."""

    failed: Failed


def _sendable(text: str) -> str:
    """A text without what cannot be sent, such as the name of a file that is no text."""
    return text.encode(errors="backslashreplace").decode()


ToServer = Setup | Open | Job | Cancel
FromServer = Opened | Examined | Done | Cancelled | Unable
