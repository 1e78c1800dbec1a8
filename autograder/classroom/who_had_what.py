"""Who handed in what and when, what it was given, and what the course's dates make of it."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from autograder.classroom.counted import counted_for
from autograder.classroom.dates import applied
from autograder.classroom.kept import known_entries, open_history
from autograder.course import Course
from autograder.errors import UsageError, did_you_mean
from autograder.history import (
    Clock,
    Entry,
    KeptGrading,
    KeptSubmission,
    place_of,
    shown,
)
from autograder.policies import Decision, shown_moment
from autograder.reports.attention import in_a_row
from autograder.reports.history_table import Line, late_words, refused_words
from autograder.results import ReportStatus
from autograder.roster import Roster, load_roster


class Had(msgspec.Struct, frozen=True):
    """A hand-in with one of its gradings, and what the dates of the course make of it: None where
    nobody knows when it came. Of the attempt that counts, its days in hand are in that. As
    JSON it is what `autograder history --json` writes."""

    submission: KeptSubmission
    grading: KeptGrading | None
    dates: Decision | None


def who_had_what(course: Course, exercise: str = "", student: str = "") -> list[Had]:
    """The history of a course, of one exercise or one student if these are named.

    Raises UsageError where there is nothing, CourseError where the class list is wrong, and
    HistoryError.
    """
    roster, entries = load_roster(course), _entries(course, exercise, student)
    settled = _settled(course, roster, student)
    attempts = defaultdict[tuple[str, str], list[KeptSubmission]](list)
    for work in {each.submission.id: each.submission for each in entries}.values():
        attempts[work.exercise, work.student].append(work)
    found = []
    for work, grading in ((each.submission, each.grading) for each in entries):
        dates = applied(course, roster, work, attempts[work.exercise, work.student])
        found.append(Had(work, grading, settled.get(work.id, dates) if dates else None))
    return found


def without_hand_in(course: Course, exercise: str) -> list[str]:
    """Who of the class list has never handed in anything for an exercise, by the history."""
    handed_in = {each.submission.student for each in who_had_what(course, exercise)}
    return sorted({person.id for person in load_roster(course).students} - handed_in)


def line(course: Course, had: Had) -> Line:
    """A row of the table, with times on the clocks of the course."""
    submission, grading = had.submission, had.grading
    policy = course.policies.get(submission.exercise)
    zone = policy.zone if policy is not None else "UTC"
    known = submission.clock is not Clock.SEEN
    has_verdict = grading is not None and grading.status is not ReportStatus.INTERNAL
    return Line(
        exercise=submission.exercise,
        student=submission.student,
        attempt=submission.attempt,
        came=shown_moment(submission.received_at, zone) if known else "",
        late=_late(had.dates, course.language),
        graded=shown_moment(grading.graded_at, zone) if grading is not None else "",
        score=grading.points if grading is not None and has_verdict else None,
        max_score=grading.max_score if grading is not None else 0.0,
        automatic=grading.score if grading is not None and grading.was_changed else None,
    )


def _settled(course: Course, roster: Roster, student: str) -> dict[str, Decision]:
    """What was done with the attempts that count, by their ids: days in hand are taken off."""
    own = defaultdict[str, list[Entry]](list)
    with open_history(course) as history:
        for each in history.entries(student=student):  # days in hand are of the whole course
            own[each.submission.student].append(each)
    return {
        counted.attempt.id: counted.decision
        for who, theirs in own.items()
        for counted in counted_for(course, roster, who, theirs).values()
    }


def _late(dates: Decision | None, language: str) -> str:
    if dates is None:
        return ""
    if not dates.taken:
        return refused_words(dates.verdict, language=language)
    return late_words(dates.days_late, dates.days_in_hand, language=language)


def _entries(course: Course, exercise: str, student: str) -> list[Entry]:
    found = known_entries(course, exercise=exercise, student=student)
    everyone = set[str]()
    if not found and student:
        everyone = {each.submission.student for each in known_entries(course)}
    if not found:
        who = f" of '{student}'" if student else ""
        what = f" for {exercise}" if exercise else ""
        todo = "`autograder grade EXERCISE` writes it."
        if everyone and student not in everyone:  # else it is of another exercise
            known = f"Those of whom it has something: {in_a_row(sorted(everyone))}."
            todo = did_you_mean(student, everyone) or known
        where = shown(place_of(course.folder))
        raise UsageError(f"The history has nothing{who}{what}.", where=where, todo=todo)
    return found
