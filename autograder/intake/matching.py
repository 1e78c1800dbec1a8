"""Whose a file is, by its path and the class list. Between two people nobody is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from autograder.intake.class_list import ClassList, How, Mention
from autograder.intake.items import Item
from autograder.intake.platforms import Delivered, delivered
from autograder.language import _
from autograder.notebooks.quoted import listed, shown

__all__ = ["How", "Known", "Match", "Nobody", "match"]


class Known(NamedTuple):
    """Whom a learning platform means by a number, and when that person has handed in."""

    student: str
    came: datetime | None = None


class Match(NamedTuple):
    """Whose a file is, how that is known, and which files came together with it (`group`); what
    it was called, in which folders of its group it lies, when it came where a clock that can be
    trusted says so, and what to look at."""

    student: str
    how: How
    group: str
    file: str
    folder: tuple[str, ...] = ()
    platform: str = ""
    came: datetime | None = None
    remark: str = ""


class Nobody(NamedTuple):
    """Why nobody was recognised, and what to do."""

    what: str
    todo: str


def match(item: Item, known: ClassList, sheet: Mapping[str, Known] = {}) -> Match | Nobody:
    """Whose a file is; `sheet` says whom Moodle's numbers mean."""
    told = delivered(item.parts)
    if told is not None:
        found = _of_platform(item, told, known, sheet)
        if found is not None:
            return found
    whole = len(item.parts) if told is None else told.around - 1
    people, group, number = _by_path(item.parts[:whole], known)
    people, remark = _in_section(people, item.parts[: whole - 1], known)
    if len(people) == 1:
        [(student, how)] = people.items()
        folder = item.parts[len(group) : -1]
        return Match(student, how, "/".join(group), item.name, folder, remark=remark)
    if people:
        return _several(sorted(people), _todo())
    if number:
        return Nobody(_("Its path names several people."), _todo())
    return _unknown(told.who if told is not None else item.name, known, _todo())


def _of_platform(
    item: Item, told: Delivered, known: ClassList, sheet: Mapping[str, Known]
) -> Match | Nobody | None:
    """The platform's word counts: who has signed in there has handed it in, whoever is named
    behind. Nothing where its name may be one that a person has made: so Canvas' may be."""
    group = "/".join((*item.parts[: told.around - 1], told.who, told.number))
    folder = item.parts[told.around : -1]
    in_sheet = sheet.get(told.number) if told.platform == "Moodle" else None
    if in_sheet is not None:
        came = in_sheet.came
        return Match(in_sheet.student, How.SHEET, group, told.file, folder, told.platform, came)
    people = next(filter(None, map(known.named, told.names)), {})
    if told.platform == "Canvas" and not people:
        people = known.named(told.number)
    inside = _inside(item, told, known)
    around = (*item.parts[: told.around - 1], *told.groups)
    people, remark = _in_section(people, around, known)
    todo = _todo_in_moodle() if told.platform == "Moodle" and not sheet else _todo()
    if len(people) > 1:
        told_apart = {who: inside[who] for who in people if inside.get(who) in (How.ID, How.EMAIL)}
        if len(told_apart) != 1:
            return _several(sorted(people), todo)
        people = told_apart
        remark = _("Of several people of that name, the one whose id the file has in its name.")
    if not people:
        return None if told.platform == "Canvas" else _unknown(told.who, known, todo)
    [(student, how)] = people.items()
    others = sorted(who for who, way in inside.items() if who != student and way is not How.PART)
    if others and student not in inside:
        text = _("The file is named after somebody else ({names}), and was sent by this student.")
        remark = text.format(names=listed(others))
    return Match(student, how, group, told.file, folder, told.platform, told.came, remark)


def _inside(item: Item, told: Delivered, known: ClassList) -> dict[str, How]:
    """Who is named by what the student has chosen: the file's name, and folders around it."""
    found: dict[str, How] = {}
    for text in dict.fromkeys((told.file, *item.parts[told.around :])):
        for each in known.mentioned(text):
            found |= each.people
    return found


def _by_path(
    parts: tuple[str, ...], known: ClassList
) -> tuple[dict[str, How], tuple[str, ...], int]:
    """Whom all that is named in a path may mean; up to where it is the same for files that came
    together; and how many names there are."""
    people: dict[str, How] | None = None
    around, number = len(parts) - 1, 0
    for place, part in enumerate(parts):
        for each in known.mentioned(part):
            if number == 0:
                around = min(place + 1, len(parts) - 1)
            number += 1
            people = each.people if people is None else _both(people, each)
    return people or {}, parts[:around], number


def _both(people: Mapping[str, How], other: Mention) -> dict[str, How]:
    return {who: min(how, other.people[who]) for who, how in people.items() if who in other.people}


def _in_section(
    people: dict[str, How], around: Sequence[str], known: ClassList
) -> tuple[dict[str, How], str]:
    """Of several people the one in the section whose name a folder or a group around has."""
    if len(people) < 2:
        return people, ""
    own = {who: how for who, how in people.items() if known.is_in_one_of(who, around)}
    if len(own) != 1:
        return people, ""
    return own, _("Of several people of that name, the one in this section.")


def _several(people: Sequence[str], todo: str) -> Nobody:
    text = _("Several people may be meant: {names}.")
    return Nobody(text.format(names=listed(people)), todo)


def _unknown(text: str, known: ClassList, todo: str) -> Nobody:
    what = _("Nobody in the class list is called “{name}”.").format(name=shown(text))
    like = known.like(text)
    if like:
        what += " " + _("It may be: {names}.").format(names=listed(like))
    return Nobody(what, todo)


def _todo() -> str:
    return _("If you know whose it is, collect that file alone, unpacked, with --as ID.")


def _todo_in_moodle() -> str:
    return _("Moodle's grading worksheet tells whose it is: name it with --sheet FILE.")
