"""Who is in a class, and what each has for an exercise by the gradebook."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from autograder.classroom.records import LookBack, look_back
from autograder.classroom.sink import OpenSink
from autograder.course import Course, Exercise
from autograder.outputs import handed_in
from autograder.reports.statuses import open_points
from autograder.results import Report, ReportStatus
from autograder.roster import Person, Roster


class Standing(msgspec.Struct, frozen=True):
    """The people of a class, those of the list first; their reports, with the points that count, by
    id; whoever is left out of these; and who has handed in something that has no grade yet."""

    people: tuple[Person, ...]
    reports: dict[str, Report]
    found: LookBack
    ungraded: tuple[str, ...] = ()

    @property
    def earned(self) -> dict[str, float | None]:
        """The points by id; None where there is work, and nobody can say yet what it has."""
        unknown = (*self.ungraded, *self.found.gone, *self.found.without_record)
        own = {id: decided_points(each) for id, each in self.reports.items()}
        return dict.fromkeys(unknown) | own


def standing(
    course: Course,
    exercise: Exercise,
    roster: Roster,
    open_sink: OpenSink | None,
    came: Collection[str] = (),
) -> Standing:
    """`came` are those of whom work is known that does not lie in submitted/. Raises UsageError
    where nothing has been graded."""
    found = look_back(course, exercise, open_sink)
    reports = {each.student: each for each in found.reports}
    listed = [each for each in roster.people if each in roster.students or each.id in reports]
    known = {each.id for each in listed}
    others = [Person(id) for id in sorted(reports) if id not in known]
    left_out = {*reports, *found.gone, *found.without_record}
    ungraded = [
        each.id
        for each in listed
        if each.id not in left_out
        and (each.id in came or handed_in(course, exercise.name, each.id))
    ]
    return Standing((*listed, *others), reports, found, tuple(ungraded))


def decided_points(report: Report) -> float | None:
    """What somebody has, as far as nothing of it is open."""
    is_open = report.status is ReportStatus.INTERNAL or open_points(report) > 0
    return None if is_open else report.score
