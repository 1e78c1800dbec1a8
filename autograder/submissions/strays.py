"""What lies in submitted/ and is no submission: nothing vanishes without a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course import Course
from autograder.errors import closest
from autograder.files import is_id
from autograder.language import _, speaking
from autograder.notebooks.quoted import shown
from autograder.submissions.files import Kind, alike, kind, names, regular
from autograder.submissions.stamp import TIMESTAMP, dated
from autograder.submissions.work import files_in, is_work

ANY_STUDENT, ANY_EXERCISE = "STUDENT", "EXERCISE"


def strays(course: Course, student: str = "") -> list[str]:
    """A sentence on each file or folder that no grading looks at, with what to do; in the folders
    of the whole class, or of one student."""
    everybody = names(course.submitted, most=None)
    if student:
        everybody = [name for name in everybody if name == student]
    with speaking(course.language):
        lines = [line for name in everybody for line in _in_place_of_a_student(course, name)]
        if kind(course.submitted) is Kind.CLOSED:
            lines.append(_closed(course.submitted.name))
        if not student:
            lines += _nearly_the_same(everybody)
            lines += _one_file_of_two(course, everybody)
    return lines


def _in_place_of_a_student(course: Course, name: str) -> Iterator[str]:
    """What is wrong with an entry of submitted/."""
    path = course.submitted / name
    place = _place(course, path)
    known = [exercise.name for exercise in course.exercises]
    match kind(path):
        case Kind.FOLDER if name in known:
            text = _("{place} stands where a student's folder should. Put it here: {right}")
            yield text.format(place=place, right=_right_place(course, ANY_STUDENT, name))
        case Kind.FOLDER if is_id(name):
            for inside in names(path):
                yield from _in_place_of_an_exercise(course, name, inside, known)
        case Kind.FOLDER if not name.startswith(".") or set(known) & set(names(path)):
            text = _(
                "{place} was passed over: its name is hidden or too long, has signs that nobody "
                'sees, or one of < > " \\ in it. Give it another name.'
            )
            yield text.format(place=place)
        case Kind.CLOSED:
            yield _closed(place)
        case Kind.LINK:
            yield _link(place)
        case Kind.FILE | Kind.OTHER if is_work(name) or not name.startswith("."):
            exercise = _exercise_of(name, known) or ANY_EXERCISE
            yield _outside(place, _right_place(course, ANY_STUDENT, exercise))


def _in_place_of_an_exercise(
    course: Course, student: str, name: str, known: Sequence[str]
) -> Iterator[str]:
    """What is wrong with an entry of a student's folder."""
    path = course.submitted / student / name
    place = _place(course, path)
    match kind(path):
        case Kind.FOLDER if name in known:
            if dated(path)[1]:
                text = _(
                    "{place} holds no date, so formgrader cannot show this exercise. Take the file "
                    "away, or write a date such as 2030-09-01 12:00:00 UTC."
                )
                yield text.format(place=_place(course, path / TIMESTAMP))
        case Kind.FOLDER if not name.startswith("."):
            text = _("{place} was passed over: the course has no exercise of that name.")
            like = _exercise_of(name, known)
            if like:
                text = _("{place} was passed over: no exercise has that name. Is it “{like}”?")
            yield text.format(place=place, like=like)
        case Kind.CLOSED:
            yield _closed(place)
        case Kind.LINK:
            yield _link(place)
        case Kind.FILE | Kind.OTHER if is_work(name) or not name.startswith("."):
            exercise = _exercise_of(name, known) or ANY_EXERCISE
            yield _outside(place, _right_place(course, student, exercise))


def _nearly_the_same(everybody: Sequence[str]) -> Iterator[str]:
    """Folders that may be one student's, under two spellings."""
    by_form = defaultdict[str, list[str]](list)
    for name in filter(is_id, everybody):
        by_form[alike(name)].append(name)
    for same in by_form.values():
        if len(same) > 1:
            text = _("These names differ only in how they are written: {names}. Is it one student?")
            yield text.format(names=", ".join(f"“{shown(name)}”" for name in same))


def _one_file_of_two(course: Course, everybody: Sequence[str]) -> Iterator[str]:
    """Files of several students that are one and the same on the disk: hard links."""
    by_number = defaultdict[tuple[int, int], dict[str, str]](dict)
    folders = [name for name in everybody if kind(course.submitted / name) is Kind.FOLDER]
    for name in filter(is_id, folders):
        for path in files_in(course.submitted / name):
            state = regular(path)
            if state is not None and state.st_nlink > 1:
                by_number[state.st_dev, state.st_ino][name] = _place(course, path)
    for places in by_number.values():
        if len(places) > 1:
            text = _("These are one and the same file (hard links), so it is one work: {places}")
            yield text.format(places=", ".join(places.values()))


def _outside(place: str, right: str) -> str:
    text = _("{place} lies in no exercise's folder, so it was not read. Put it here: {right}")
    return text.format(place=place, right=right)


def _link(place: str) -> str:
    text = _("{place} is a link, and links are not followed. Put what it leads to in its place.")
    return text.format(place=place)


def _closed(place: str) -> str:
    return _("{place} may not be read. Change its permissions.").format(place=place)


def _exercise_of(name: str, known: Sequence[str]) -> str:
    """The exercise that a file or folder is probably meant for."""
    stem = name.partition(".")[0]
    return next((each for each in known if each.casefold() in name.casefold()), "") or closest(
        stem, known
    )


def _place(course: Course, path: Path) -> str:
    return "/".join(map(shown, path.relative_to(course.folder).parts))


def _right_place(course: Course, student: str, exercise: str) -> str:
    return f"{course.submitted.name}/{shown(student)}/{exercise}/"
