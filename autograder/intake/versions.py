"""The works for an exercise among what one student has sent, each with the files beside it.

What is in a file tells whether it is work for the exercise; an answered one goes before one that is
as it was given out, and of equals the newest.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from autograder.course import Exercise
from autograder.files import is_plain
from autograder.intake.file_names import bare, copy_number
from autograder.intake.items import Item, Odd
from autograder.intake.matching import How, Match
from autograder.intake.ranks import Rank, Worth, digest_of, rounded, worth_of
from autograder.language import _
from autograder.notebooks.quoted import shown
from autograder.notebooks.raw import MAX_BYTES
from autograder.submissions import is_python_file, look, right_names
from autograder.submissions.found import MAX_FILES, MAX_FILES_BYTES, NOT_THEIRS
from autograder.submissions.work import is_work

MOST_LOOKED_AT = 100  # files of one student
MOST_BYTES = 200_000_000  # in them
_MAYBE = (".json", ".txt")  # what some browsers make of a notebook


@dataclass(frozen=True)
class Version:
    """One work of a student, with the files beside it under the names that they get."""

    student: str
    files: Mapping[str, bytes]
    place: str
    how: How
    platform: str
    rank: Rank
    came: datetime | None
    work: bytes
    remarks: tuple[str, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        digests = {name: hashlib.sha256(data).digest() for name, data in self.files.items()}
        object.__setattr__(self, "digest", digest_of(digests))


@dataclass(frozen=True)
class _Work:
    item: Item
    match: Match
    content: bytes
    worth: Worth
    is_python: bool
    trouble: str = ""


def versions(
    exercise: Exercise, sent: Iterable[tuple[Item, Match]]
) -> tuple[list[Version], list[Odd]]:
    """The works in what one student has sent, and what of it is none."""
    groups = defaultdict[str, list[tuple[Item, Match]]](list)
    number, left, too_many = 0, 0, list[Odd]()
    for item, match in sent:
        if _may_be_work(match.file):
            number, left = number + 1, left + min(item.size, MAX_BYTES)
        if number > MOST_LOOKED_AT or left > MOST_BYTES:
            text = _("There are too many files of {student}: this one and the rest were left.")
            too_many = [Odd(item.place, text.format(student=shown(match.student)))]
            break
        groups[match.group].append((item, match))
    found, odd = dict[str, Version](), too_many
    of_others = list[Odd]()  # to be told only where there is nothing else
    for own in groups.values():
        for each in _of_group(exercise, own, odd, of_others):
            before = found.get(each.digest)
            if before is None or before.rank < each.rank:
                found[each.digest] = each
    return list(found.values()), odd if found else [*odd, *of_others]


def _of_group(
    exercise: Exercise,
    sent: Sequence[tuple[Item, Match]],
    odd: list[Odd],
    of_others: list[Odd],
) -> list[Version]:
    works, beside = list[_Work](), list[tuple[Item, Match]]()
    said = len(odd) + len(of_others)
    for item, match in sent:
        if match.file == exercise.visible_checks.name or match.file in NOT_THEIRS:
            continue
        work = _work(exercise, item, match) if _may_be_work(match.file) else None
        if isinstance(work, Odd):
            (of_others if work.todo else odd).append(work)
        elif work is not None:
            works.append(work)
        else:
            beside.append((item, match))
    sure = [each for each in works if each.worth > Worth.UNMARKED]
    taken = sure or [each for each in works if _is_believed(each, works, exercise)]
    for each in works:
        if each not in taken and not sure:
            unread = each.worth is Worth.UNREADABLE
            odd.append(
                Odd(each.item.place, each.trouble)
                if unread
                else _unmarked(exercise, each.item, each.match)
            )
    if not works and len(odd) + len(of_others) == said:
        odd += _without_work(exercise, sent)
    return [_version(exercise, each, beside) for each in taken]


def _may_be_work(name: str) -> bool:
    return is_work(name) or name.lower().endswith(_MAYBE) or "." not in name


def _work(exercise: Exercise, item: Item, match: Match) -> _Work | Odd | None:
    """A file as the work, or why it is none; None where it may lie beside one."""
    content = item.read(MAX_BYTES + 1)
    if content is None:
        return Odd(item.place, _("It cannot be unpacked: it is broken."))
    is_python = is_python_file(match.file, content)
    if is_python is None:
        return None
    seen = look(exercise.course_folder, exercise.name, match.file, content)
    if seen.exercise not in ("", exercise.name):
        what = _("It is the work for {exercise}, not for {own}.")
        todo = _("`autograder collect {exercise}` takes it from there.")
        what = what.format(exercise=seen.exercise, own=exercise.name)
        return Odd(item.place, what, todo.format(exercise=seen.exercise))
    worth = worth_of(seen, is_python=is_python, exercise=exercise.name)
    if worth is None:
        return None
    return _Work(item, match, content, worth, is_python, seen.trouble)


def _is_believed(work: _Work, works: Sequence[_Work], exercise: Exercise) -> bool:
    """What says nothing of the exercise, or cannot be read, is taken where it was sent for it."""
    if work.worth is Worth.UNREADABLE:
        named = exercise.name.casefold() in bare(work.match.file).casefold()
        return bool(work.match.platform) or named or work.match.how is How.TOLD
    alone = sum(each.worth is Worth.UNMARKED for each in works) == 1
    return alone and bool(work.match.platform or work.match.how is How.TOLD)


def _without_work(exercise: Exercise, sent: Sequence[tuple[Item, Match]]) -> list[Odd]:
    """What is to be told where a student has sent files, and none of them is a work."""
    for item, match in sent:
        if match.platform:
            text = _("{student} has sent neither a notebook nor a Python file for {exercise}.")
            text = text.format(student=shown(match.student), exercise=exercise.name)
            return [Odd(item.place, text)]
    return [_unmarked(exercise, *each) for each in sent if is_work(each[1].file)]


def _unmarked(exercise: Exercise, item: Item, match: Match) -> Odd:
    text = _("Nothing in it says that it is the work for {exercise}.")
    todo = _("If it is, collect that file alone, unpacked, with --as {id}.").format(
        id=match.student
    )
    return Odd(item.place, text.format(exercise=exercise.name), todo)


def _version(exercise: Exercise, work: _Work, beside: Sequence[tuple[Item, Match]]) -> Version:
    item, match = work.item, work.match
    right = right_names(exercise.name)[work.is_python]
    files, remarks = {right: work.content}, [match.remark] if match.remark else []
    left, left_out = MAX_FILES_BYTES, 0
    near = sorted(beside, key=lambda each: each[1].folder != match.folder)
    for other, its in near:
        if its.folder not in (match.folder, ()) or not is_plain(its.file) or its.file in files:
            continue
        data = other.read(left + 1) if other.size <= left else None
        if data is None or len(data) > left or len(files) > MAX_FILES:
            left_out += 1
            continue
        files[its.file] = data
        left -= len(data)
    if left_out:
        remarks.append(_("Files beside it were left out: {number}.").format(number=left_out))
    if work.worth is Worth.UNMARKED:
        text = _("Nothing in it says that it is the work for {exercise}.")
        remarks.append(text.format(exercise=exercise.name))
    if work.worth is Worth.UNTOUCHED:
        remarks.append(_("It is as it was given out: no answer was found in it."))
    if work.worth is Worth.UNREADABLE:
        remarks.append(_("It cannot be graded: {why}").format(why=work.trouble))
    if match.how is How.PART:
        remarks.append(_("Only a part of the name in the class list stands there."))
    moment = rounded(match.came or item.changed or datetime.now(UTC))
    rank = Rank(work.worth, moment, copy_number(match.file), is_notebook=not work.is_python)
    return Version(
        match.student,
        files,
        item.place,
        match.how,
        match.platform,
        rank,
        match.came,
        work.content,
        tuple(remarks),
    )
