"""Where gradings go: the seam between grading a class and a gradebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from autograder.classroom.marking.marks import Given
from autograder.course import Course, Exercise
from autograder.grading import Graded
from autograder.results import Report


class OutdatedMark(NamedTuple):
    """A question, the points that a person gave, and what the work would have by itself now; None
    where only a person can say that."""

    question: str
    by_hand: float
    automatic: float | None


class Sink(Protocol):
    """A gradebook, open inside a `with` block: nbgrader's, or another that keeps these promises.

    What a person has written into it is never overwritten.
    """

    @property
    def where(self) -> str:
        """How a person finds it: its file, as a rule."""

    def ensure_exercise(self, exercise: Exercise, *, points_may_change: bool = False) -> None:
        """See that it knows the exercise as it is released; raises GradebookError where it holds
        grades for another form of it, be it only that a question has other points: but these
        `points_may_change` where all that is there is graded again."""

    def record_all(self, gradings: Sequence[tuple[Graded, str | None]]) -> list[Report]:
        """Write gradings of one exercise, each with the date when it was handed in: None where
        nobody knows it. Gives each report with the points that count: after people and rules for
        late work."""

    def reviewed_all(self, reports: Sequence[Report]) -> list[Report]:
        """Reports on one exercise with the points that count, where it knows them."""

    def class_list(self) -> list[str]:
        """All students whom it knows."""

    def students(self, exercise: Exercise) -> list[str]:
        """Who has a grade for an exercise."""

    def decided_by_hand(self, exercise: Exercise, student: str) -> list[str]:
        """The questions on which a person has left points or a comment."""

    def outdated_marks(
        self, exercise: Exercise, students: Sequence[str]
    ) -> list[tuple[str, OutdatedMark]]:
        """The marks by hand of these students that are from before the work has changed, until they
        are saved again."""

    def forget(self, exercise: Exercise, student: str) -> None:
        """Remove the grade of one student."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class MarkedSink(Sink, Protocol):
    """A gradebook into which people's points are written on our pages, too."""

    def mark_all(self, marked: Sequence[tuple[Report, Sequence[Given]]]) -> list[Report]:
        """Write what people give for answers to one exercise, each with the record of the work.
        Gives the reports with the points that count then."""


OpenSink = Callable[[Course], Sink]
