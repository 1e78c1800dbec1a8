"""The students' pages as they lie in feedback/, in zips: of a class, of one student, for Moodle."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from autograder.classroom.giving_back.given import Given
from autograder.classroom.giving_back.standing import Standing
from autograder.course import Course, Exercise
from autograder.errors import UsageError, did_you_mean
from autograder.files import PRIVATE, read_regular, write_atomically
from autograder.language import _
from autograder.outputs import places
from autograder.reports.attention import in_a_row
from autograder.reports.class_pages import PageLine, class_pages_index
from autograder.roster import Person
from autograder.sheets.participants import participants
from autograder.sheets.said import told
from autograder.sheets.zipped import zipped

MAX_PAGE = 20_000_000  # bytes
INDEX = "index.html"


def class_pages(course: Course, exercise: Exercise, class_: Standing, student: str) -> Given:
    """A zip with feedback/index.html, which leads to each page, and the pages; of the whole class,
    or of one student alone. The one of the class is written into feedback/ as well."""
    people = _chosen(class_.people, student)
    pages = _pages(course, exercise, people)
    lines = [_line(exercise, each, class_, each.id in pages) for each in people]
    index = class_pages_index(
        lines, title=exercise.title, course=course.title, language=course.language
    ).encode()
    files = {f"feedback/{INDEX}": index}
    files |= {f"feedback/{_path(exercise, id)}": page for id, page in pages.items()}
    name = f"{exercise.name}-pages.zip"
    if student:
        return Given(f"{exercise.name}-{student}.zip", zipped(files), _said(class_, people, pages))
    write_atomically(course.feedback / INDEX, index, PRIVATE)
    where = _("feedback/index.html leads to all of them.")
    return Given(name, zipped(files), (*_said(class_, people, pages), where))


def moodle_feedback(
    course: Course, exercise: Exercise, class_: Standing, sheet: bytes, key: str, where: str
) -> Given:
    """A zip for Moodle's “Upload multiple feedback files in a zip”: a folder for each participant
    of the sheet, with the page in it."""
    found = participants(sheet, class_.people, key, where)
    pages = _pages(course, exercise, class_.people)
    files = {
        f"{folder}/{exercise.name}.html": pages[id]
        for id, folder in sorted(found.folders.items(), key=lambda each: each[1])
        if id in pages
    }
    said = [_("Pages for Moodle: {number}.").format(number=len(files))]
    outside = [id for id in pages if id not in found.folders]
    for what, names in (
        (_("In the sheet, and not in the class"), found.unknown),
        (_("In the class, and not in the sheet"), outside),
        (_("Left out, since it may be one student's row or another's"), found.unclear),
    ):
        said += told(what, names)
    if not files:
        raise UsageError(" ".join(said), where=where or None, todo=_("Grade the exercise first."))
    return Given(f"{exercise.name}-moodle-feedback.zip", zipped(files), tuple(said))


def _chosen(people: Collection[Person], student: str) -> list[Person]:
    if not student:
        return list(people)
    chosen = [each for each in people if each.id == student]
    if not chosen:
        what = _("Nobody in this class has the id “{id}”.").format(id=student)
        raise UsageError(what, todo=did_you_mean(student, (each.id for each in people)))
    return chosen


def _pages(course: Course, exercise: Exercise, people: Iterable[Person]) -> dict[str, bytes]:
    """By id, the pages that are there."""
    found = ((each.id, places(course, exercise.name, each.id).page) for each in people)
    read = ((id, read_regular(path, MAX_PAGE)) for id, path in found)
    return {id: page for id, page in read if page is not None}


def _line(exercise: Exercise, person: Person, class_: Standing, has_page: bool) -> PageLine:
    return PageLine(
        student=person.id,
        name=person.name,
        sections=person.sections,
        page=_path(exercise, person.id) if has_page else "",
        report=class_.reports.get(person.id),
    )


def _path(exercise: Exercise, student: str) -> str:
    return f"{student}/{exercise.name}/{exercise.name}.html"


def _said(class_: Standing, people: Iterable[Person], pages: Collection[str]) -> tuple[str, ...]:
    said = [_("Pages: {number}.").format(number=len(pages))]
    graded = [each.id for each in people if each.id in class_.reports and each.id not in pages]
    if graded:
        text = _("Graded, and without a page ({number}): {names}. Grade the exercise again.")
        said.append(text.format(number=len(graded), names=in_a_row(graded)))
    return tuple(said)
