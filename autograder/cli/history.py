"""`autograder history`: who handed in what and when, and what it was given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from autograder.cli.common import console, open_course, write_text
from autograder.course import Course
from autograder.errors import UsageError, did_you_mean
from autograder.history import FILE, Clock, Entry, History, KeptSubmission
from autograder.policies import Decision, decide, shown_moment
from autograder.reports.attention import class_list_lines
from autograder.reports.history_table import Line, history_table, late_words, refused_words
from autograder.results import ReportStatus
from autograder.roster import Roster, load_roster


def run(folder: Path | None, name: str | None, student: str | None, json: str | None) -> int:
    """Print the history, of one exercise or one student if these are named."""
    course = open_course(folder)
    exercise = course.exercise(name).name if name is not None else ""
    roster = load_roster(course)
    entries = asked(course, exercise, student or "")
    if json is not None:
        write_text(json, as_json(course, roster, entries))
    if json != "-":
        lines = [line(course, roster, each) for each in entries]
        console().print(history_table(lines, language=course.language))
    if json != "-" and exercise and student is None and roster.students:
        ids = [person.id for person in roster.students]
        handed_in = [each.submission.student for each in entries]
        missing = class_list_lines(ids, handed_in, exercise, language=course.language)
        print(*(missing if set(ids) - set(handed_in) else []), sep="\n")
    return 0


def asked(course: Course, exercise: str, student: str) -> list[Entry]:
    """The entries that were asked for; raises UsageError where there are none."""
    path = course.folder / FILE
    found = list[Entry]()
    everyone = set[str]()
    if path.exists():
        with History(path) as history:
            found = history.entries(exercise=exercise, student=student)
            if not found and student:
                everyone = {each.submission.student for each in history.entries()}
    if not found:
        who = f" of '{student}'" if student else ""
        what = f" for {exercise}" if exercise else ""
        raise UsageError(
            f"The history has nothing{who}{what}.",
            where=path,
            todo=did_you_mean(student, everyone) or "`autograder grade EXERCISE` writes it.",
        )
    return found


def line(course: Course, roster: Roster, entry: Entry) -> Line:
    """An entry as a row of the table."""
    submission, grading = entry.submission, entry.grading
    policy = course.policies.get(submission.exercise)
    zone = policy.zone if policy is not None else "UTC"
    known = submission.clock is not Clock.SEEN
    decision = applied(course, roster, submission)
    late = ""
    if decision is not None and not decision.taken:
        late = refused_words(decision.verdict, language=course.language)
    elif decision is not None:
        late = late_words(decision.days_late, language=course.language)
    has_verdict = grading is not None and grading.status is not ReportStatus.INTERNAL
    return Line(
        exercise=submission.exercise,
        student=submission.student,
        attempt=submission.attempt,
        came=shown_moment(submission.received_at, zone) if known else "",
        late=late,
        graded=shown_moment(grading.graded_at, zone) if grading is not None else "",
        score=grading.points if grading is not None and has_verdict else None,
        max_score=grading.max_score if grading is not None else 0.0,
        automatic=grading.score
        if grading is not None and grading.points != grading.score
        else None,
    )


def applied(course: Course, roster: Roster, submission: KeptSubmission) -> Decision | None:
    """What the dates of the course make of a hand-in; None where nobody knows when it came, or the
    course no longer has the exercise."""
    policy = course.policies.get(submission.exercise)
    if policy is None or submission.clock is Clock.SEEN:
        return None
    until = roster.until(submission.student, submission.exercise)
    return decide(policy, submission.received_at, until=until, attempt=submission.attempt)


def as_json(course: Course, roster: Roster, entries: list[Entry]) -> bytes:
    """The entries as one JSON array, each with what the dates of the course make of it."""
    rows: list[dict[str, Any]] = [
        {
            "submission": each.submission,
            "grading": each.grading,
            "dates": applied(course, roster, each.submission),
        }
        for each in entries
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n"
