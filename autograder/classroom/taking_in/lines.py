"""What was taken in, as it is told."""

from __future__ import annotations

from autograder.classroom.taking_in.records import TakenIn
from autograder.course import Course
from autograder.policies import shown_moment
from autograder.reports.collected import Line, Lines


def lines(course: Course, done: TakenIn) -> Lines:
    """The lines of the tables, with times on the clocks of the course."""
    policy = course.policies.get(done.exercise)
    zone = policy.zone if policy is not None else "UTC"
    return Lines(
        exercise=done.exercise,
        is_dry=done.is_dry,
        taken=[
            Line(
                student=each.student,
                name=each.name,
                state=each.state.value,
                place=each.place,
                how=each.how,
                platform=each.platform,
                versions=each.versions,
                came=shown_moment(each.received, zone) if each.received is not None else "",
                remarks=each.remarks,
            )
            for each in done.taken
        ],
        missing=done.missing,
        notes=done.notes,
        not_taken=[(each.place, each.what, each.todo) for each in done.not_taken],
    )
