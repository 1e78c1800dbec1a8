"""How a class has done, at one exercise or in the course so far: from the records, the gradebook,
the class list and the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from autograder.classroom.dates import RULE
from autograder.classroom.kept import known_entries
from autograder.classroom.records import graded_before, look_back
from autograder.classroom.sink import OpenSink
from autograder.classroom.told_in_notes import changed_cells, was_late
from autograder.course import Course, Exercise
from autograder.errors import HistoryError, UsageError, did_you_mean
from autograder.history import Clock, Entry
from autograder.language import _, speaking
from autograder.policies import total
from autograder.reports.class_page import CourseFacts, ExerciseFacts, InTotal, Pupil, Work
from autograder.results import Report
from autograder.roster import PEOPLE, Roster, load_roster
from autograder.roster.pseudonyms import is_pseudonym


class Sources(NamedTuple):
    """What is asked about a class: its list, its history, and who is in the gradebook. `section` is
    the only one that is asked about; empty for the whole class."""

    roster: Roster
    entries: list[Entry]
    open_sink: OpenSink | None
    section: str = ""


class AtExercise(NamedTuple):
    """What a class has done at an exercise; and whose work is left out: as `look_back` says, and of
    those who are no students by the class list, such as a teacher who has tried it."""

    facts: ExerciseFacts
    gone: list[str]
    without_record: list[str]
    staff: list[str]


class _Dates(msgspec.Struct, frozen=True):
    """Of the dates that applied to a hand-in, out of its record."""

    days_late: int = 0
    days_in_hand: int = 0


def sources(
    course: Course,
    open_sink: OpenSink | None,
    section: str = "",
    *,
    roster: Roster | None = None,
    entries: list[Entry] | None = None,
) -> Sources:
    """What is there of a course; its list and its history are read where nobody has them at hand.
    Raises UsageError where the class list has no such section, and CourseError where that list is
    wrong."""
    roster = load_roster(course) if roster is None else roster
    if section and section not in roster.sections:
        known = ", ".join(roster.sections)
        raise UsageError(
            _("There is no section '{section}' in the class list.").format(section=section),
            where=course.folder / PEOPLE,
            todo=did_you_mean(section, roster.sections)
            or (known and _("There are: {sections}.").format(sections=known))
            or _("Write sections into its column `section`."),
        )
    if entries is None:
        try:
            entries = known_entries(course)
        except HistoryError:  # it cannot be opened: the records of the last grading are there
            entries = []
    return Sources(roster, entries, open_sink, section)


def class_at(course: Course, exercise: Exercise, asked: Sources) -> AtExercise:
    """The class at one exercise; raises UsageError where nothing has been graded."""
    found = look_back(course, exercise, asked.open_sink)
    pupils = _pupils(course, asked, [each.student for each in found.reports])
    facts = _facts(course, exercise, asked, pupils, found.reports)
    staff = sorted(_staff(asked.roster) & {each.student for each in found.reports})
    return AtExercise(facts, found.gone, found.without_record, staff)


def class_in_course(course: Course, asked: Sources) -> CourseFacts:
    """The class in the whole course so far; raises UsageError where nothing has been graded."""
    graded = [each for each in course.exercises if graded_before(course, each)]
    if not graded:
        raise UsageError(
            _("Nothing has been graded yet in this course."),
            where=course.autograded,
            todo=_("Run `autograder grade EXERCISE` first."),
        )
    found = {each.name: look_back(course, each, asked.open_sink).reports for each in graded}
    whose = [report.student for reports in found.values() for report in reports]
    pupils = _pupils(course, asked, whose)
    facts = tuple(_facts(course, each, asked, pupils, found[each.name]) for each in graded)
    return CourseFacts(
        exercises=facts,
        not_yet=tuple(each.title for each in course.exercises if each not in graded),
        totals=tuple(_in_total(course, facts, place) for place in range(len(pupils))),
    )


def _in_total(course: Course, exercises: tuple[ExerciseFacts, ...], place: int) -> InTotal:
    """Of the student at this place: it is the same in all exercises."""
    works = [each.works[place] for each in exercises]
    scores = [
        (course.policies[each.name], work.points or 0.0, each.max_points)
        for each, work in zip(exercises, works, strict=True)
    ]
    return InTotal(
        works[0].pupil,
        tuple(work.points for work in works),
        *total(scores),
        is_open=any(work.is_open for work in works),
    )


def _facts(
    course: Course,
    exercise: Exercise,
    asked: Sources,
    pupils: Iterable[Pupil],
    reports: Iterable[Report],
) -> ExerciseFacts:
    policy = course.policies[exercise.name]
    came = _moments(asked.entries, exercise.name)
    by_student = {each.student: each for each in reports}
    with speaking(course.language):
        works = tuple(_work(each, by_student.get(each.id), came) for each in pupils)
    times = [moment for work in works for moment in _times(work, came)]
    return ExerciseFacts(
        name=exercise.name,
        title=exercise.title,
        max_points=exercise.points,
        works=works,
        times=tuple(sorted(times)),
        due=policy.due,
        zone=policy.zone,
        weight=policy.weight,
        bonus=policy.bonus,
    )


def _work(
    pupil: Pupil, report: Report | None, came: Mapping[str, Mapping[str, datetime | None]]
) -> Work:
    attempts = len(came.get(pupil.id, {}))
    if report is None:
        return Work(pupil=pupil, attempts=attempts)
    rules = [rule.facts for rule in report.policy or () if rule.name == RULE]
    dates = msgspec.convert(rules[0], _Dates) if rules else _Dates()
    return Work(
        pupil=pupil,
        report=report,
        late=dates.days_late > 0 if rules else was_late(report),
        days_late=dates.days_late,
        days_in_hand=dates.days_in_hand,
        changed=changed_cells(report),
        attempts=attempts or 1,
    )


def _moments(entries: Iterable[Entry], exercise: str) -> dict[str, dict[str, datetime | None]]:
    """By student, when each hand-in came, by its id; None where nobody knows that."""
    found = defaultdict[str, dict[str, datetime | None]](dict)
    for work in (each.submission for each in entries if each.submission.exercise == exercise):
        is_known = work.clock is not Clock.SEEN
        found[work.student][work.id] = work.received_at if is_known else None
    return found


def _times(work: Work, came: Mapping[str, Mapping[str, datetime | None]]) -> list[datetime]:
    """When this student's hand-ins came; without a history, when the one came that was graded."""
    known = [moment for moment in came.get(work.pupil.id, {}).values() if moment is not None]
    return known or [moment for moment in (work.arrived,) if moment is not None]


def _pupils(course: Course, asked: Sources, handed_in: Iterable[str]) -> list[Pupil]:
    """All students: of the class list, of the gradebook, and who has handed in; of the section that
    is asked about, if one is."""
    students = {each.id: each for each in asked.roster.students}
    others = set(handed_in)
    if asked.open_sink is not None:
        with asked.open_sink(course) as sink:
            others |= {each for each in sink.class_list() if not is_pseudonym(each)}
    others -= _staff(asked.roster) | set(students)
    found = [Pupil(each.id, each.name, each.sections) for each in students.values()]
    found += [Pupil(each, listed=not students) for each in sorted(others)]
    return [each for each in found if not asked.section or asked.section in each.sections]


def _staff(roster: Roster) -> set[str]:
    return {each.id for each in roster.people} - {each.id for each in roster.students}
