"""What a class has done, as frozen data: what its page, its table and its JSON are made of."""

from __future__ import annotations

from datetime import datetime

import msgspec

from autograder.reports.statuses import OPEN
from autograder.results import Report, ReportStatus


class Pupil(msgspec.Struct, frozen=True):
    """A student; who is not `listed` is no student of the class list, where there is one."""

    id: str
    name: str = ""
    sections: tuple[str, ...] = ()
    listed: bool = True


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a student has for an exercise; without a `report` that is nothing. `late` says that it
    came after its date, and `days_late` what of it costs something, of which `days_in_hand` do not.
    `changed` are what of ours the student had changed or taken out, and `attempts` counts hand-ins.
    """

    pupil: Pupil
    report: Report | None = None
    late: bool = False
    days_late: int = 0
    days_in_hand: int = 0
    changed: tuple[str, ...] = ()
    attempts: int = 0

    @property
    def arrived(self) -> datetime | None:
        """When it came, where that is known."""
        attempt = self.report.attempt if self.report is not None else None
        return attempt.received if attempt is not None else None

    @property
    def points(self) -> float | None:
        """The points that count; None where there is nothing, or no verdict through our fault."""
        if self.report is None or self.report.status is ReportStatus.INTERNAL:
            return None
        return self.report.score

    @property
    def waits(self) -> tuple[str, ...]:
        """The questions that wait for a person, and those without a verdict through our fault."""
        questions = self.report.questions if self.report is not None else ()
        return tuple(each.name for each in questions if each.status in OPEN)

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide on a part of it."""
        return bool(self.waits) or (self.report is not None and self.points is None)


class ExerciseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A class at one exercise: a work for each student. `times` are when hand-ins came, all of them
    that anybody knows; `zone` is for showing them. `weight` and `bonus` are those of the total."""

    name: str
    title: str
    max_points: float
    works: tuple[Work, ...]
    times: tuple[datetime, ...] = ()
    due: datetime | None = None
    zone: str = "UTC"
    weight: float = 1.0
    bonus: bool = False

    @property
    def reports(self) -> list[Report]:
        """The records of what was handed in."""
        return [work.report for work in self.works if work.report is not None]

    @property
    def missing(self) -> list[Pupil]:
        """Who has handed in nothing."""
        return [work.pupil for work in self.works if work.report is None]


class InTotal(msgspec.Struct, frozen=True):
    """A student's points in the course: of each of its exercises (None: nothing yet), with weights
    and bonus, of how many that can be reached without a bonus. `is_open` where some are still to be
    given."""

    pupil: Pupil
    points: tuple[float | None, ...]
    total: float
    max_points: float
    is_open: bool = False

    @property
    def share(self) -> float | None:
        """Between 0 and 1, and more with a bonus; None where nothing can be reached."""
        return self.total / self.max_points if self.max_points else None


class CourseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A class in the whole course so far: the exercises of which something has been graded, those
    of which nothing has, by their titles, and the total of each student."""

    exercises: tuple[ExerciseFacts, ...]
    not_yet: tuple[str, ...]
    totals: tuple[InTotal, ...]
