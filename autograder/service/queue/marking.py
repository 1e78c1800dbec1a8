"""What graders gave goes into the gradebook, onto the student's page and into the history; nothing
is run or graded for that."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograder.classroom.marking.answers import Answers
from autograder.classroom.marking.marks import Given
from autograder.classroom.sink import MarkedSink
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.files import read_regular
from autograder.history import Entry, History
from autograder.notebooks.raw import MAX_BYTES
from autograder.outputs import answers_of, places, write_page
from autograder.results import Report, from_json
from autograder.service.store.marks import Mark, put_review

CLOSE = 1e-9  # two numbers of points that are the same


def book_marks(
    course: Course, history: History, sink: MarkedSink, answers: Answers, marks: Sequence[Mark]
) -> None:
    """Bring marks on one exercise into the gradebook: of each answer the newest. Whose work is no
    longer there, or of an exercise that has left the course, has a mark in our own table alone."""
    (exercise,) = {mark.exercise for mark in marks}
    if exercise not in {each.name for each in course.exercises}:
        return
    newest = {(mark.person, mark.question): mark for mark in marks}
    works: list[tuple[Report, list[Given]]] = []
    for person in dict.fromkeys(mark.person for mark in marks):
        record = _record(course, exercise, person)
        if record is not None:
            now = answers.of(course, exercise, person)
            own = [mark for mark in newest.values() if mark.person == person]
            works.append((record, [_given(mark, now.get(mark.question)) for mark in own]))
    if not works:
        return
    sink.ensure_exercise(course.exercise(exercise))
    for (record, _own), shown in zip(works, sink.mark_all(works), strict=True):
        write_page(course, shown, answers_of(course, exercise, record.student))
        write_review(history, record, shown)


def write_review(history: History, record: Report, shown: Report) -> None:
    """Write down what people and rules made of a record: its points in the history, and what of it
    is shown otherwise."""
    entry = _entry(history, record)
    if entry is None:
        return
    known = {question.name: question for question in record.questions}
    others = [each for each in shown.questions if each != known.get(each.name)]
    student, before = record.student, entry.grading
    with history.writing(student) as into:
        if before is not None and not math.isclose(shown.score, before.points, abs_tol=CLOSE):
            into.grading(entry.submission, record, counted=shown.score)
    with history.database.writing(student) as connection:
        put_review(connection, record.exercise, student, entry.submission.id, others)


def _given(mark: Mark, answer: object) -> Given:
    return Given(
        student=mark.person,
        question=mark.question,
        points=mark.points,
        comment=mark.comment,
        holds=getattr(answer, "digest", mark.answer) == mark.answer,
    )


def _record(course: Course, exercise: str, student: str) -> Report | None:
    """That of the work which the gradebook has, as the checks left it."""
    place = places(course, exercise, student).record
    content = read_regular(place, MAX_BYTES)
    try:
        return from_json(content, place) if content is not None else None
    except AutograderError:  # of another version
        return None


def _entry(history: History, record: Report) -> Entry | None:
    """The hand-in of a record, with its newest grading."""
    entries = history.entries(exercise=record.exercise, student=record.student)
    if record.attempt is None:  # when it came, nobody knows: it is the newest
        return entries[-1] if entries else None
    number = record.attempt.number
    return next((e for e in reversed(entries) if e.submission.attempt == number), None)
