"""Write what a grading leaves behind: the autograded notebook, the record, the student's page.

Every file appears whole or not at all, and the notebook comes last: a folder without one belongs
to a grading that was interrupted.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from autograder.course import Course
from autograder.engine.cache import FOLDER as CACHE
from autograder.errors import GradebookError, SubmissionError
from autograder.files import (
    READ_ONLY,
    alone_in,
    cannot_be,
    is_id,
    read_regular,
    remove_abandoned,
    write_atomically,
)
from autograder.grading import Graded
from autograder.language import speaking
from autograder.notebooks.raw import MAX_BYTES, RawCell, read_notebook
from autograder.reports.cell_outputs import cell_outputs
from autograder.reports.page import feedback_page
from autograder.results import Report, Status, to_json
from autograder.submissions import SECRET, TIMESTAMP, date_line

RECORD = "report.json"
HIDDEN = ".autograder"  # the folder of what is no file of the author's
MAX_LINE = 1000  # bytes of a date or a secret


class Outputs(msgspec.Struct, frozen=True):
    """Where the outputs of one grading are."""

    notebook: Path
    record: Path
    page: Path


def places(course: Course, exercise: str, student: str) -> Outputs:
    """Where the outputs of a grading belong; raises GradebookError for an impossible name."""
    if not is_id(student):
        raise GradebookError(
            f"{student!r} cannot be the name of a student's folder.",
            where=course.autograded,
            todo='Rename it: without a full stop in front, and without / < > " \\ in it.',
        )
    autograded = course.autograded / student / exercise
    page = course.feedback / student / exercise / f"{exercise}.html"
    return Outputs(autograded / f"{exercise}.ipynb", autograded / RECORD, page)


def write_outputs(
    course: Course, graded: Graded, shown: Report | None = None, before: Report | None = None
) -> Outputs:
    """Write all outputs of one grading; raises FileError.

    `shown` is the report for the student's page where a person has changed something in the
    gradebook; the record stays as it was graded. `before` is that of the attempt before.
    """
    report = graded.report
    exercise = course.exercise(report.exercise)
    outputs = places(course, exercise.name, report.student)
    folder = outputs.notebook.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone_in(folder):
            _pass_on(course.submitted / report.student / exercise.name, outputs)
            write_atomically(outputs.record, to_json(report), READ_ONLY)
            page = student_page(course, shown or report, graded.answers, graded.notebook, before)
            write_atomically(outputs.page, page.encode())
            if not (lacks_work(report) and outputs.notebook.exists()):
                write_atomically(outputs.notebook, graded.notebook, READ_ONLY)
    except OSError as error:
        raise cannot_be("written", folder, error) from error
    return outputs


def write_page(course: Course, shown: Report, answers: Mapping[str, str]) -> None:
    """Write the student's page anew, where a person has changed something; raises FileError."""
    page = places(course, shown.exercise, shown.student).page
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(page, student_page(course, shown, answers).encode())
    except OSError as error:
        raise cannot_be("written", page, error) from error


def lacks_work(report: Report) -> bool:
    """Whether the notebook of this grading has nothing of the student's in it: all of it failed,
    through our fault. What was there before tells better what a person has seen and marked."""
    return all(question.status is Status.INTERNAL for question in report.questions)


def removed_unfinished(folder: Path, exercise: str) -> bool:
    """Remove the folder of a grading that a killed run has left without its notebook, if it is
    that. What is just being written stays. Raises OSError."""
    with alone_in(folder):
        is_unfinished = not os.path.lexists(folder / f"{exercise}.ipynb")
        if is_unfinished:
            shutil.rmtree(folder)
    return is_unfinished


def complete_for_exchange(folder: Path) -> None:
    """Add to a folder with a page what nbgrader's `release_feedback` stops without.

    Work that was handed in by hand has neither a date nor a secret of the exchange. It gets its
    own, under which nobody looks for a page.
    """
    if not _read_short(folder / SECRET):
        write_atomically(folder / SECRET, secrets.token_hex(32).encode())
    if not _read_short(folder / TIMESTAMP):
        now = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        write_atomically(folder / TIMESTAMP, now.encode())


def handed_in(course: Course, exercise: str, student: str) -> bool:
    """Whether the work of a student is still there."""
    return is_id(student) and (course.submitted / student / exercise).is_dir()


def forget_outputs(course: Course, exercise: str, student: str) -> None:
    """Remove what gradings of one submission have left; raises FileError."""
    outputs = places(course, exercise, student)
    for folder in (outputs.notebook.parent, outputs.page.parent):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise cannot_be("removed", folder, error) from error


def remove_unfinished(course: Course, exercise: str) -> None:
    """Remove the files that a killed run has begun. What a running one writes stays."""
    remove_abandoned(course.autograded, f"*/{exercise}/")
    remove_abandoned(course.feedback, f"*/{exercise}/")
    remove_abandoned(course.folder / CACHE / exercise)
    remove_abandoned(course.folder / HIDDEN)
    remove_abandoned(course.folder, f".{course.database.name}")


def student_page(
    course: Course,
    report: Report,
    answers: Mapping[str, str],
    notebook: bytes = b"",
    before: Report | None = None,
) -> str:
    """The page for the student, in the language of the course. `notebook` is the autograded one,
    and `before` the attempt before this one."""
    exercise = course.exercise(report.exercise)
    with speaking(exercise.language):
        outputs = cell_outputs(notebook)
    folder = course.submitted / report.student / exercise.name
    return feedback_page(
        report,
        title=exercise.title,
        language=exercise.language,
        answers=answers,
        course=course.title,
        date=date_line(folder, language=exercise.language) if is_id(report.student) else "",
        written=exercise.written.keys(),
        outputs=outputs,
        before=before,
    )


def answers_in(notebook: bytes) -> dict[str, str]:
    """The student's source by question, out of an autograded notebook."""
    cells = read_notebook(notebook).cells
    return {cell.grade_id: cell.source for cell in cells if cell.grade_id and not cell.locked}


def answers_of(course: Course, exercise: str, student: str) -> dict[str, str]:
    """The same, of the work that was graded last; nothing where that cannot be read."""
    notebook = read_regular(places(course, exercise, student).notebook, MAX_BYTES) or b""
    try:
        return answers_in(notebook)
    except SubmissionError:
        return {}


def shown_before(course: Course, exercise: str, student: str) -> dict[str, str] | None:
    """What formgrader has shown of each answer until now; None where nothing is left of that."""
    notebook = read_regular(places(course, exercise, student).notebook, MAX_BYTES + 1)
    return None if notebook is None else shown_in(notebook)


def shown_in(notebook: bytes) -> dict[str, str]:
    """What formgrader shows of each answer, pictures and all, to tell whether it has changed. Words
    are the same with other blanks and lines. Of a notebook that is too long or damaged nobody has
    seen any."""
    try:
        cells = read_notebook(notebook).cells
    except SubmissionError:
        return {}
    return {
        cell.grade_id: "\n".join((_read(cell), *sorted(cell.pictures.values())))
        for cell in cells
        if cell.grade_id and not cell.locked
    }


def _read(cell: RawCell) -> str:
    """A cell as somebody reads it."""
    return cell.source.strip() if cell.type == "code" else " ".join(cell.source.split())


def _pass_on(source: Path, outputs: Outputs) -> None:
    """Take over what nbgrader's exchange has left in the folder of a submission."""
    page_folder = outputs.page.parent
    for name in (TIMESTAMP, SECRET):
        content = _read_short(source / name)
        place = outputs.notebook.with_name(name)
        if content:
            write_atomically(place, content, READ_ONLY)
            write_atomically(page_folder / name, content)
        else:
            try:
                place.unlink(missing_ok=True)
            except OSError as error:
                raise cannot_be("removed", place, error) from error
    complete_for_exchange(page_folder)


def _read_short(path: Path) -> bytes:
    """A line in a file; empty where there is none, or far more than one."""
    content = read_regular(path, MAX_LINE + 1) or b""
    return content if len(content.strip()) and len(content) <= MAX_LINE else b""
