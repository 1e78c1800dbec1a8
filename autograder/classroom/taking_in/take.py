"""The whole way: files, whose they are, which of them count, and what is told."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.classroom.rooms import remove_left_rooms, room
from autograder.classroom.taking_in.asked import numbers_of, people_of, see_that_it_can_be
from autograder.classroom.taking_in.best import BestVersion
from autograder.classroom.taking_in.records import NotTaken, Taken, TakenIn
from autograder.course import Course, Exercise
from autograder.errors import AutograderError
from autograder.intake.class_list import ClassList, How
from autograder.intake.gathered import gather
from autograder.intake.items import Item, Odd
from autograder.intake.matching import Known, Match, match
from autograder.intake.shelf import Shelf, State
from autograder.intake.versions import Version, versions
from autograder.language import _, speaking
from autograder.policies import Keep
from autograder.roster import Person, load_roster
from autograder.submissions.files import names
from autograder.submissions.work import is_work

ROOM = "autograder-collect-"


def take_in(
    course: Course,
    exercise: Exercise,
    paths: Sequence[Path],
    *,
    student: str = "",
    sheet: Path | None = None,
    newest: bool = False,
    is_dry: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> TakenIn:
    """Put the work of everybody that counts into submitted/; nothing that is there is lost. Of
    several versions that is the best one, where the course keeps the best, else the `newest`.

    All of it is taken as that of one `student` where one is named. `sheet` is Moodle's grading
    worksheet. `tell` hears how many students of how many are done. Raises UsageError, CourseError
    and FileError.
    """
    people = people_of(course, student)
    see_that_it_can_be(course, exercise, paths)
    with speaking(course.language), ExitStack() as stack:
        known = ClassList(people, exercise.name)
        numbers = numbers_of(course, sheet, known)
        place = Path(tempfile.gettempdir())
        remove_left_rooms(place, ROOM)
        found = gather(paths, stack.enter_context(room(place, ROOM)), stack)
        sent, odd = _by_student(found.items, known, numbers, student)
        odd[:0] = found.odd
        keeps_best = course.policies[exercise.name].keep is Keep.BEST and not newest
        best = stack.enter_context(BestVersion(course, exercise, load_roster(course)))
        decide = best if keeps_best else None
        shelf = Shelf(course.submitted, exercise, is_dry=is_dry, decide=decide)
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
        notes = _notes(course, numbers, best.trouble)
    lines = tuple(NotTaken(*each) for each in odd)
    return TakenIn(exercise.name, is_dry, tuple(taken), tuple(missing), lines, notes)


def _take(
    shelf: Shelf, person: Person, works: Sequence[Version], taken: list[Taken], odd: list[Odd]
) -> None:
    state, best, number, was_decided, is_open = shelf.take(person.id, works)
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
    if was_decided:
        remarks.append(_("Of the versions the one with the most points counts."))
    if is_open:
        remarks.append(
            _("Several versions have one date: which of them is newest, it does not say.")
        )
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


def _notes(
    course: Course, numbers: Mapping[str, Known], trouble: AutograderError | None
) -> tuple[str, ...]:
    """What holds for all of it."""
    found = []
    if numbers and course.rules.zone is None:
        found.append(
            _(
                "The dates of the worksheet were left out, since the course has no time zone: "
                "write one into course.toml, and collect again."
            )
        )
    if trouble is not None:
        text = _("Which of several versions is the best could not be tried, so the newest counts:")
        found.append(f"{text} {trouble}")
    return tuple(found)
