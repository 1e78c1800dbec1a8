"""Who is in a class, and what each has for an exercise by the gradebook."""

from __future__ import annotations

import msgspec

from autograder.classroom.records import LookBack, look_back
from autograder.classroom.sink import OpenSink
from autograder.course import Course, Exercise
from autograder.reports.statuses import open_points
from autograder.results import Report, ReportStatus
from autograder.roster import Person, Roster


class Standing(msgspec.Struct, frozen=True):
    """The people of a class, those of the list first; their reports, with the points that count, by
    id; and whoever is left out of these."""

    people: tuple[Person, ...]
    reports: dict[str, Report]
    found: LookBack

    @property
    def earned(self) -> dict[str, float | None]:
        """The points by id; None where a person has to decide first, or we have failed."""
        return {id: decided_points(each) for id, each in self.reports.items()}


def standing(
    course: Course, exercise: Exercise, roster: Roster, open_sink: OpenSink | None
) -> Standing:
    """Raises UsageError where nothing has been graded."""
    found = look_back(course, exercise, open_sink)
    reports = {each.student: each for each in found.reports}
    listed = [each for each in roster.people if each in roster.students or each.id in reports]
    known = {each.id for each in listed}
    others = [Person(id) for id in sorted(reports) if id not in known]
    return Standing((*listed, *others), reports, found)


def decided_points(report: Report) -> float | None:
    """What somebody has, as far as nothing of it is open."""
    is_open = report.status is ReportStatus.INTERNAL or open_points(report) > 0
    return None if is_open else report.score
