"""Take in what students have sent: archives and folders become submitted/STUDENT/EXERCISE/."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import msgspec

from autograder.classroom.rooms import remove_left_rooms, room
from autograder.course import Course, Exercise
from autograder.errors import SubmissionError, UsageError, did_you_mean
from autograder.files import cannot_be
from autograder.intake.class_list import ClassList, How
from autograder.intake.gathered import gather
from autograder.intake.items import Item, Odd
from autograder.intake.matching import Known, Match, match
from autograder.intake.moodle_sheet import read_sheet
from autograder.intake.shelf import Shelf, State
from autograder.intake.versions import Version, versions
from autograder.language import _, speaking
from autograder.notebooks.quoted import listed
from autograder.policies import zone_named
from autograder.roster import Person, load_roster
from autograder.submissions.files import names
from autograder.submissions.work import is_work

ROOM = "autograder-collect-"


class Taken(msgspec.Struct, frozen=True):
    """What has become of what one student has sent: which file lies in submitted/ now, how it was
    known whose it is, how many `versions` are kept of it, and what to look at."""

    student: str
    name: str
    state: State
    place: str
    how: str
    platform: str
    versions: int
    received: datetime | None
    remarks: tuple[str, ...] = ()


class NotTaken(msgspec.Struct, frozen=True):
    """A file that was not taken, and why."""

    place: str
    what: str
    todo: str = ""


class TakenIn(msgspec.Struct, frozen=True):
    """What has become of all that was named; who of the class list has handed in nothing for the
    exercise. As JSON it is what `autograder collect --json` writes."""

    exercise: str
    is_dry: bool
    taken: tuple[Taken, ...]
    missing: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]

    @property
    def twice(self) -> tuple[Taken, ...]:
        """Who has handed in several versions."""
        return tuple(each for each in self.taken if each.versions > 1)

    def count(self, *states: State) -> int:
        """Of how many students what they have sent has become this."""
        counted = Counter(each.state for each in self.taken)
        return sum(counted[state] for state in states)


def take_in(
    course: Course,
    exercise: Exercise,
    paths: Sequence[Path],
    *,
    student: str = "",
    sheet: Path | None = None,
    is_dry: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> TakenIn:
    """Put the newest work of everybody into submitted/; nothing that is there is lost.

    All of it is taken as that of one `student` where one is named. `sheet` is Moodle's grading
    worksheet. `tell` hears how many students of how many are done. Raises UsageError, CourseError
    and FileError.
    """
    people = _people(course, student)
    _see_that_it_can_be(course, exercise, paths)
    with speaking(course.language), ExitStack() as stack:
        known = ClassList(people, exercise.name)
        numbers = _numbers(course, sheet, known)
        place = Path(tempfile.gettempdir())
        remove_left_rooms(place, ROOM)
        found = gather(paths, stack.enter_context(room(place, ROOM)), stack)
        sent, odd = _by_student(found.items, known, numbers, student)
        odd[:0] = found.odd
        shelf = Shelf(course.submitted, exercise, is_dry=is_dry)
        taken = list[Taken]()
        with shelf.changing():
            for done, (who, own) in enumerate(sorted(sent.items())):
                tell(done, len(sent))
                works, left = versions(exercise, own)
                odd += left
                if works:
                    _take(shelf, known.people[who], works, taken, odd)
        tell(len(sent), len(sent))
        has_work = {each.student for each in taken}
        missing = [
            each.id
            for each in people
            if each.id not in has_work and not names(shelf.place(each.id), most=1)
        ]
    lines = tuple(NotTaken(*each) for each in odd)
    return TakenIn(exercise.name, is_dry, tuple(taken), tuple(missing), lines)


def _take(
    shelf: Shelf, person: Person, works: Sequence[Version], taken: list[Taken], odd: list[Odd]
) -> None:
    state, best, number = shelf.take(person.id, works)
    place = shelf.place(person.id)
    newest = max(works, key=lambda each: each.rank)
    own = next((each for each in works if best is not None and each.digest == best.digest), None)
    if state is State.BLOCKED:
        what = _("Something that is no folder stands where this work has to be: {place}")
        line = what.format(place="/".join(place.parts[-3:]))
        odd.append(Odd(newest.place, line, _("Move it away, and collect again.")))
        return
    told = own or newest
    remarks = list(told.remarks)
    if own is None:
        remarks.append(_("What is in submitted/ goes before it, and stays."))
    taken.append(
        Taken(
            person.id,
            person.name,
            state,
            told.place,
            told.how.name.lower(),
            told.platform,
            number,
            told.came,
            tuple(remarks),
        )
    )


def _by_student(
    items: Iterable[Item], known: ClassList, numbers: Mapping[str, Known], student: str
) -> tuple[dict[str, list[tuple[Item, Match]]], list[Odd]]:
    """The files of each student; of nobody's, those that may be a work are told."""
    sent, odd = defaultdict[str, list[tuple[Item, Match]]](list), list[Odd]()
    for item in items:
        if student:
            around = "/".join(item.parts[:-1])
            found = Match(student, How.TOLD, around, item.name)
        else:
            whose = match(item, known, numbers)
            if not isinstance(whose, Match):
                if is_work(item.name):
                    odd.append(Odd(item.place, whose.what, whose.todo))
                continue
            found = whose
        sent[found.student].append((item, found))
    return sent, odd


def _people(course: Course, student: str) -> tuple[Person, ...]:
    people = load_roster(course).students
    if not people:
        raise UsageError(
            "Nobody is in the class list, so nobody's work can be recognised.",
            where=course.folder,
            todo="Make it from a table with the columns id, name and email: "
            "`autograder people add FILE`.",
        )
    ids = [each.id for each in people]
    if student and student not in ids:
        known = f"They are: {listed(ids)}."
        what = f"No student of the class list has the id '{student}'."
        raise UsageError(what, where=course.folder, todo=did_you_mean(student, ids) or known)
    return people


def _see_that_it_can_be(course: Course, exercise: Exercise, paths: Sequence[Path]) -> None:
    if not exercise.release_notebook.is_file():
        todo = f"Run `autograder build {exercise.name}`: it tells which files are this exercise."
        raise UsageError("This exercise was not built yet.", where=course.folder, todo=todo)
    submitted = course.submitted.resolve()
    for path in paths:
        own = path.resolve()
        if own in (submitted, *submitted.parents) or submitted in own.parents:
            raise UsageError(
                "Here lies what was collected already, not what has been sent.",
                where=path,
                todo="Name the zip or the folder in which it came.",
            )


def _numbers(course: Course, sheet: Path | None, known: ClassList) -> dict[str, Known]:
    if sheet is None:
        return {}
    try:
        data = sheet.read_bytes()
    except OSError as error:
        raise cannot_be("read", sheet, error) from error
    zone = None if course.rules.zone is None else zone_named(course.rules.zone)
    try:
        return read_sheet(data, known, zone)
    except SubmissionError as error:
        raise UsageError(error.what, where=sheet, todo=error.todo) from error
