"""Which column of a sheet is which: whom a row is about, and where the points go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from autograder.errors import UsageError, did_you_mean
from autograder.language import _

MOST_NAMED = 12  # columns in a message
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*)\)$")
_KIND = re.compile(r"^[^:]{1,60}:\s+")  # such as "Assignment: "
# How Moodle says that a column has something else than the points themselves.
_NO_POINTS = {"percentage", "letter", "feedback", "проценты", "буква", "буквы", "отзыв"}


def columns_called(headings: Sequence[str], names: Collection[str]) -> tuple[int, ...]:
    """The places of the columns with one of these headings, in small letters."""
    return tuple(i for i, each in enumerate(headings) if plain(each) in names)


def column_asked(headings: Sequence[str], asked: str, where: str) -> int:
    """The column that a person has named; raises UsageError where it is not exactly one."""
    for form in (str, plain, _title):
        found = [i for i, each in enumerate(headings) if form(each) == form(asked)]
        if len(found) == 1:
            return found[0]
    what = _("In this sheet there is no column “{name}”, or there are several.")
    todo = did_you_mean(asked, headings) or _they_are(headings)
    raise UsageError(what.format(name=asked), where=where or None, todo=todo)


def column_of(
    headings: Sequence[str], titles: Iterable[str], can_be: Collection[int], where: str
) -> int:
    """The column of an exercise that is called so: of those that can be, the one that has a title
    of it, or, where none has, the one in which a title stands. Raises UsageError where it is not
    exactly one."""
    wanted = {plain(each) for each in titles}
    here = [i for i in can_be if _inside(headings[i]) not in _NO_POINTS]
    found = [i for i in here if {plain(headings[i]), _title(headings[i])} & wanted]
    found = found or [i for i in here if any(each in plain(headings[i]) for each in wanted)]
    if len(found) == 1:
        return found[0]
    raise _which_one(headings, found, here, where)


def _which_one(
    headings: Sequence[str], found: list[int], here: list[int], where: str
) -> UsageError:
    what = _("No column of this sheet has the name of the exercise.")
    if found:
        what = _("Several columns of this sheet have the name of the exercise.")
    todo = _("Name the one that gets the points (--column).")
    named = _they_are([headings[i] for i in found or here])
    return UsageError(what, where=where or None, todo=f"{todo} {named}".strip())


def _they_are(headings: Sequence[str]) -> str:
    shown = [f"“{each}”" for each in headings if each]
    if not shown:
        return ""
    more = ["…"] if len(shown) > MOST_NAMED else []
    return _("They are: {names}.").format(names=", ".join((*shown[:MOST_NAMED], *more)))


def plain(heading: str) -> str:
    """A heading in small letters, with single blanks."""
    return " ".join(heading.casefold().split())


def _title(heading: str) -> str:
    """What a platform calls an exercise, without what it has put around: `Sums (1234)` of Canvas,
    `Assignment: Sums (Real)` of Moodle."""
    return plain(_KIND.sub("", _BRACKETS.sub("", heading)))


def _inside(heading: str) -> str:
    found = _BRACKETS.search(heading)
    return plain(found["inside"]) if found else ""
