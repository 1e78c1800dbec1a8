"""What was graded before, with what has to be graded again of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.kept import open_history
from autograder.classroom.records import graded_before
from autograder.course import Course, Exercise
from autograder.grading import Submission
from autograder.history import Entry, History, place_of
from autograder.outputs import handed_in
from autograder.results import Provenance, Report, ReportStatus
from autograder.submissions import Found, is_python_file, read_submission
from autograder.visible import visible


class Work(NamedTuple):
    """A work with its record. `questions` are those that the change can have touched, and `whole`
    says that all of it has to be graded again. Without `found`, nobody has its bytes any more, or
    something else lies there now (`is_other`), which waits for a grading of its own."""

    before: Report
    questions: tuple[str, ...]
    whole: bool
    found: Found | None = None
    is_other: bool = False


def touched(report: Report, now: Mapping[str, str], only: str = "") -> tuple[str, ...]:
    """The questions of a record whose verdicts may be others by now, or only one of them. Where a
    record does not say what its verdicts hang on, that is all of them."""
    names = [name for name in now if only in ("", name)]
    if report.provenance is None or report.status is not ReportStatus.GRADED:
        return tuple(names)
    known = report.provenance.questions
    return tuple(name for name in names if known.get(name) != now[name])


def works(
    course: Course, exercise: Exercise, now: Mapping[str, str], only: str = ""
) -> Iterator[Work]:
    """All that was graded, in the order of the students; `now` has the digests of the questions."""
    written = exercise.written.keys()
    with ExitStack() as stack:
        history, newest = None, dict[str, Entry]()
        place = place_of(course.folder)
        if not isinstance(place, Path) or place.exists():
            history = stack.enter_context(open_history(course))
            newest = {
                each.submission.student: each for each in history.entries(exercise=exercise.name)
            }
        for report in graded_before(course, exercise):
            questions = touched(report, now, only)
            same_names = {each.name for each in report.questions} == now.keys()
            whole = (
                report.status is not ReportStatus.GRADED
                or not same_names
                or not written.isdisjoint(questions)  # its rubric stands in the graded notebook
                or (not only and len(questions) == len(now))
            )
            work = Work(report, questions, whole and bool(questions))
            if not questions or report.provenance is None:
                yield work
                continue
            found = _in_folder(course, exercise, report.student)
            if found is not None and not _is_it(found.submission, report.provenance):
                yield work._replace(is_other=True)
                continue
            if found is None and history is not None:
                found = _kept(history, newest.get(report.student), report)
            yield work._replace(found=found)


def _in_folder(course: Course, exercise: Exercise, student: str) -> Found | None:
    if not handed_in(course, exercise.name, student):
        return None
    return read_submission(course.submitted / student / exercise.name, exercise, student)


def _is_it(submission: Submission, graded: Provenance) -> bool:
    """Whether these bytes are those that were graded."""
    files = {visible(name): _sum(content) for name, content in submission.files.items()}
    return (_sum(submission.content), files) == (graded.submission, graded.files)


def _kept(history: History, entry: Entry | None, report: Report) -> Found | None:
    """The work as the history has kept it; None where it has not, or that is another one."""
    graded = report.provenance
    if entry is None or graded is None or entry.submission.digest != graded.submission:
        return None
    content = history.content(entry.submission.digest)
    files = {name: history.content(digest) for name, digest in entry.submission.files.items()}
    if content is None or None in files.values():
        return None
    submission = Submission(
        report.student,
        report.exercise,
        content,
        is_python=bool(is_python_file("work.py", content)),
        files={name: data for name, data in files.items() if data is not None},
    )
    return Found(submission, timestamp="")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
