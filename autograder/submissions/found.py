"""Read what a student handed in for one exercise: submitted/STUDENT/EXERCISE/, as nbgrader has it.

Nothing here trusts a submitted file. What is odd becomes a note for the student and the teacher,
never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from autograder.course import Course, Exercise
from autograder.files import is_id, is_plain, read_regular
from autograder.grading import Graded, Submission
from autograder.language import _, speaking
from autograder.lessons.earlier import older_cells, without_blame
from autograder.notebooks.other_kinds import other_kind
from autograder.notebooks.quoted import shown
from autograder.results import Report
from autograder.submissions.files import (
    Kind,
    kind,
    names,
    why_not,
)
from autograder.submissions.stamp import SECRET, TIMESTAMP, dated
from autograder.submissions.work import (
    Piece,
    chosen,
    known_releases,
    pieces,
    read_piece,
    right_names,
    title_of,
)

MAX_FILES = 20
MAX_FILES_BYTES = 10_000_000
MAX_LISTED = 5
MAX_NOTES = 20
NOT_THEIRS = (TIMESTAMP, SECRET)


class Found(msgspec.Struct, frozen=True):
    """A submission on disk; notes on what was odd about its files; when it was handed in.

    `missing` says that there was no file to grade: the content is empty then, and the notes say
    why. Where not even another file was there, it `is_empty`. `timestamp` is the text of
    timestamp.txt where that is a date. `older` are the cells that stand as in an earlier release,
    and `language` is the exercise's.
    """

    submission: Submission
    notes: tuple[str, ...] = ()
    timestamp: str | None = None
    missing: bool = False
    is_empty: bool = False
    older: frozenset[str] = frozenset()
    language: str = ""


def find_submissions(course: Course, exercise: Exercise, student: str = "") -> Iterator[Found]:
    """The submissions of an exercise in the order of the students; or that of one student.

    What this passes over, `strays` tells.
    """
    for name in [student] if student else names(course.submitted, most=None):
        own = course.submitted / name
        folder = own / exercise.name
        if is_id(name) and kind(own) is kind(folder) is Kind.FOLDER:
            yield read_submission(folder, exercise, name)


def read_submission(folder: Path, exercise: Exercise, student: str, called: str = "") -> Found:
    """Read one folder of a student. Where it holds one file under a name of ours, `called` is what
    its owner has called it: so it is called in the notes."""
    with speaking(exercise.language):
        if kind(folder) is not Kind.FOLDER:
            return _found(None, student, exercise, {}, [why_not(folder)], None)
        found = pieces(folder, exercise)
        work = chosen(found, exercise.name)
        notes = _notes(folder, exercise, found, work, called)
        stamp, trouble = dated(folder)
        taken = {piece.place for piece in found if piece.is_notebook or piece is work}
        folders = dict.fromkeys([work.place.parent, folder] if work else [folder])
        notes += [trouble] if trouble else []
        files = _files_beside(folders, taken, notes)
        if len(notes) > MAX_NOTES:
            notes[MAX_NOTES:] = [_("There is more of this kind.")]
    theirs = [name for name in names(folder) if not name.startswith(".")]
    is_empty = not set(theirs) - set(NOT_THEIRS)
    made = _found(work, student, exercise, files, notes, stamp)
    return msgspec.structs.replace(made, is_empty=is_empty)


def read_file(path: Path, exercise: Exercise, student: str, *, with_files: bool = False) -> Found:
    """Read one file as the work of an exercise; and what lies beside it, if that is asked for."""
    with speaking(exercise.language):
        piece, notes = read_piece(path, exercise), list[str]()
        if piece is not None and piece.exercise not in ("", exercise.name):
            notes.append(_of_another(piece, path.parent, exercise))
            piece = None
        elif piece is not None:
            notes += filter(None, [other_kind(piece.content)])
        files = _files_beside([path.parent], {path}, notes) if with_files else {}
    return _found(piece, student, exercise, files, notes, None)


def with_notes(graded: Graded, found: Found) -> Graded:
    """The grading with the notes on the files in front; but the reason why a file could not be
    read, or not be graded, stays the first note."""
    if not found.notes and not found.older:
        return graded
    reasons = graded.reasons
    notes = without_blame(graded.report.notes, found.older, found.language)
    first = () if found.missing else notes[:reasons]  # that there is none, our notes say better
    report: Report = msgspec.structs.replace(
        graded.report, notes=tuple(dict.fromkeys((*first, *found.notes, *notes[reasons:])))
    )
    return msgspec.structs.replace(graded, report=report, reasons=len(first))


def _found(
    work: Piece | None,
    student: str,
    exercise: Exercise,
    files: dict[str, bytes],
    notes: list[str],
    stamp: str | None,
) -> Found:
    submission = Submission(
        student,
        exercise.name,
        work.content if work else b"",
        is_python=work is not None and work.is_python,
        files=files,
    )
    once = tuple(dict.fromkeys(notes))  # of one file, two places may say the same
    older = frozenset[str]()
    if work is not None and work.is_notebook:
        older = older_cells(work.content, exercise)
    return Found(
        submission,
        once,
        stamp,
        missing=work is None,
        older=older,
        language=exercise.language,
    )


def _notes(
    folder: Path, own: Exercise, found: list[Piece], work: Piece | None, called: str
) -> list[str]:
    """What to say about the choice among the files."""
    notes, exercise = [], own.name
    if work is None:
        notes += _nothing_to_grade(folder, exercise, found)
    elif not work.named or work.place.name != right_names(exercise)[work.is_python]:
        text = _("“{name}” was graded, as the work for {exercise}. Please hand it in as “{right}”.")
        right = right_names(exercise)[work.is_python]
        notes.append(text.format(name=_place(work, folder, called), exercise=exercise, right=right))
    for piece in found:
        if piece is work:
            continue
        if piece.exercise not in ("", exercise) and (piece.is_notebook or piece.named or not work):
            notes.append(_of_another(piece, folder, own, called))
        elif not work or piece.is_notebook or piece.named or (work.is_python and piece.exercise):
            text = _("“{name}” was not graded: only one file is.")
            if work is not None and work.answered and piece.answered is False:
                text = _("“{name}” was not graded: no answer was found in it.")
            if work is None:
                text = _("“{name}” was not graded: nothing in it says that it is this exercise.")
            if piece.place.name == f"test_{right_names(exercise)[1]}":
                text = _("“{name}” holds the checks that were given out, and no answers.")
            notes.append(text.format(name=_place(piece, folder, called)))
    return [*notes, *filter(None, (other_kind(piece.content) for piece in found))]


def _nothing_to_grade(folder: Path, exercise: str, found: list[Piece]) -> list[str]:
    if any(piece.named for piece in found):
        return []
    named = [folder / name for name in right_names(exercise)]
    there = next((path for path in named if kind(path) is not Kind.NOTHING), named[0])
    notes = [_not_there(exercise) if kind(there) is Kind.NOTHING else why_not(there)]
    others = [name for name in names(folder) if name not in NOT_THEIRS and folder / name != there]
    if others and not found:
        quoted = [_("“{name}”").format(name=shown(name)) for name in others[:MAX_LISTED]]
        text = _(
            "There is instead: {files}. If that is your work, hand it in under the right name."
        )
        notes.append(text.format(files=", ".join(quoted)))
    return notes


def _not_there(exercise: str) -> str:
    text = _(
        "There is neither “{notebook}” nor “{python}” in this submission: hand in the file in "
        "which the answers are written."
    )
    notebook, python = right_names(exercise)
    return text.format(notebook=notebook, python=python)


def _of_another(piece: Piece, folder: Path, exercise: Exercise, called: str = "") -> str:
    """With titles, as the pages of the service have them, or with what is called so in folders."""
    found, own = piece.exercise, exercise.name
    if called:
        known = known_releases(exercise.course_folder)
        titles = (title_of(known[found]) or found, exercise.title)
        found, own = (_("“{name}”").format(name=each) for each in titles)
    text = _("“{name}” is the work for {found}, not for {exercise}: it was not graded here.")
    return text.format(name=_place(piece, folder, called), found=found, exercise=own)


def _place(piece: Piece, folder: Path, called: str = "") -> str:
    return shown(called or str(piece.place.relative_to(folder)))


def _files_beside(
    folders: Iterable[Path], taken: AbstractSet[Path], notes: list[str]
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MAX_FILES_BYTES
    for path in [folder / name for folder in folders for name in names(folder)]:
        name = path.name
        if name in NOT_THEIRS or name.startswith(".") or name in files or path in taken:
            continue
        if kind(path) is Kind.FOLDER:
            if names(path) and not any(path in place.parents for place in taken):
                text = _("The folder “{name}” was left out: only files beside the work are read.")
                notes.append(text.format(name=shown(name)))
            continue
        if not is_plain(name):
            text = _("“{name}” was left out: its name is too long, or has signs that nobody sees.")
            notes.append(text.format(name=shown(name)))
            continue
        content = read_regular(path, left + 1)
        if content is None:
            notes.append(why_not(path))
        elif len(files) == MAX_FILES or len(content) > left:
            text = _(
                "Too many or too large files lie beside it: “{name}” and the rest were left out."
            )
            notes.append(text.format(name=shown(name)))
            break
        else:
            files[name] = content
            left -= len(content)
    return files
