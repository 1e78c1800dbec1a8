"""What a person should look at after a grading: nothing vanishes without a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograder.classroom.sink import OpenSink, OutdatedMark
from autograder.course import Course, Exercise
from autograder.language import speaking
from autograder.roster import load_roster
from autograder.roster.pseudonyms import is_pseudonym
from autograder.submissions import Found, no_date, strays


class Odd(NamedTuple):
    """`files` are sentences on what was not understood of what lies in submitted/: first on what
    nobody has graded, then on the works, each with the student's name in front. `marks` are those
    by hand that are from before the work has changed. `missing` are those on the class list, or in
    the gradebook, who have handed in nothing."""

    files: list[str]
    marks: list[tuple[str, OutdatedMark]]
    missing: list[str]


def odd_in(
    course: Course,
    exercise: Exercise,
    found: Sequence[Found],
    open_sink: OpenSink,
    student: str | None = None,
) -> Odd:
    """What is odd about what was handed in for an exercise, by one student or by all."""
    with speaking(exercise.language):
        files = strays(course, student or "") + list(_notes(found))
    handed_in = [each.submission.student for each in found if not each.is_empty]
    with open_sink(course) as sink:
        everybody = {each for each in sink.class_list() if not is_pseudonym(each)}
        marks = sink.outdated_marks(exercise, handed_in)
    everybody |= {person.id for person in load_roster(course).students}
    return Odd(files, marks, sorted(everybody - set(handed_in)))


def _notes(found: Iterable[Found]) -> Iterable[str]:
    told = no_date()  # by `strays`, with what to do
    return (
        f"{each.submission.student}: {note}"
        for each in found
        for note in each.notes
        if note != told
    )
