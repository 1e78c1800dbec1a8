"""Answer cells in which nothing was written, and where the answer stands then."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from autograder.language import _
from autograder.notebooks.cells import (
    ANSWERS,
    Cell,
    Work,
    code_lines,
    is_choice,
    is_written,
    own_code,
)
from autograder.notebooks.chosen import chosen
from autograder.notebooks.kinds import ANSWER, BLANK, CHECKS_SUFFIX, FREE
from autograder.notebooks.raw import RawCell, RawNotebook
from autograder.notebooks.recognise import names_in
from autograder.notebooks.studied import (
    MAX_READ,
    MAX_READ_OF_ALL,
    gives,
    length,
    may_give,
    names_of,
)


def asked_names(question: str, release: RawNotebook) -> frozenset[str]:
    """The names that a question asks for. Where its answer cell does not give them, as where
    numbers are asked for, they are those that its check takes and no other cell gives."""
    known = {cell.grade_id: cell for cell in release.cells if cell.type == "code" and cell.grade_id}
    check = known.get(question + CHECKS_SUFFIX)
    names = names_in(known[question].source) if question in known else frozenset()
    if names or check is None:
        return names
    others = tuple(
        cell.source for cell in release.cells if cell.type == "code" and cell is not check
    )
    return _taken(check.source, others)


@lru_cache(maxsize=64)
def _taken(check: str, others: tuple[str, ...]) -> frozenset[str]:
    given = (names_of(each).given for each in others)
    return names_of(check).taken.difference(dir(builtins), *given)


def holds_nothing(source: str, released: RawCell) -> bool:
    """Whether surely no answer stands in an answer cell: it is empty, as it was given out, or a
    frame with nothing in it."""
    if is_written(released):
        return source.strip() in ("", released.source.strip())
    if is_choice(released):
        return not chosen([source], released.grade_id)
    if len(source) > MAX_READ:
        return False
    if code_lines(source) in ([], code_lines(released.source)):
        return True
    return names_of(source).is_hollow


def what_was_chosen(work: Work, question: str) -> str:
    """What was written down for a choice question: in its own cell, or else in any other; see
    `chosen`."""
    own = [cell.raw.source for cell in work.cells if cell.question == question]
    return chosen(own, question) or chosen(own_code(work), question)


def is_answered(work: Work, release: RawNotebook, most: int = MAX_READ_OF_ALL) -> bool:
    """Whether any question may have an answer in a work: a cell of its own that holds something, or
    a value that another cell of the student's may give. What has more than so many characters of
    code is not looked into."""
    if length(own_code(work)) > most:
        return True
    names = frozenset[str]()
    for released in release.cells:
        if not released.grade_id or released.locked:
            continue
        if is_choice(released):  # which is 0 until something is chosen
            if what_was_chosen(work, released.grade_id):
                return True
            continue
        names |= asked_names(released.grade_id, release)
        for cell in work.cells:
            if cell.question != released.grade_id or cell.role not in ANSWERS:
                continue
            if not holds_nothing(cell.raw.source, released):
                return True
    return any(may_give(cell.raw.source, names) for cell in work.cells if cell.role == FREE)


def leave_out_blank_copies(work: Work, known: Mapping[str, RawCell]) -> None:
    """A copy of an answer cell that holds no answer does not count below one that does: it is not
    run. Copies are said."""
    places: dict[str, list[int]] = {}
    for i, cell in enumerate(work.cells):
        if cell.role in ANSWERS:
            places.setdefault(cell.question, []).append(i)
    for question, own in places.items():
        if len(own) == 1:
            continue
        released = known[question]
        blank = {i for i in own if holds_nothing(work.cells[i].raw.source, released)}
        first = min(set(own) - blank, default=len(work.cells))
        left = [i for i in own if i in blank and i > first]
        for i in left:
            raw = replace(work.cells[i].raw, grade_id="", is_grade=False)
            work.cells[i] = Cell(BLANK, raw)
        if left:
            text = _("A copy of the answer cell “{name}” holds no answer: it was left out.")
            work.notes.append(text.format(name=question))
        if len(own) - len(left) > 1:
            text = _("The answer cell “{name}” is there more than once: the last one counts.")
            if not is_written(released):
                text = _(
                    "The answer cell “{name}” is there more than once: all of them were run in "
                    "order, and what is defined last counts."
                )
            work.notes.append(text.format(name=question))


def examine_below(work: Work, release: RawNotebook) -> None:
    """Where nothing, or not all, was written in an answer cell, examine its question after the last
    cell below that gives the answer."""
    answered = {cell.question for cell in work.cells if cell.role == ANSWER}
    places = {name: i for i, cell in enumerate(work.cells) for name in cell.examine}
    for question in [name for name in places if name in answered]:
        last = places[question]
        place = _answered_below(last, question, release, work)
        if place != last:
            before, after = work.cells[last], work.cells[place]
            left = tuple(name for name in before.examine if name != question)
            work.cells[last] = replace(before, examine=left)
            work.cells[place] = replace(after, examine=(*after.examine, question))


def _answered_below(last: int, question: str, release: RawNotebook, work: Work) -> int:
    """The last cell that gives the answer, or what its own cell lacks of it; it is said then.
    Otherwise `last`, the place that belongs to the question."""
    names = asked_names(question, release)
    theirs = [
        (i, cell)
        for i, cell in enumerate(work.cells)
        if cell.role in (ANSWER, FREE) and cell.runs and not cell.is_ours
    ]
    below = [(i, cell.raw.source) for i, cell in theirs if i > last]
    if not any(may_give(source, names) for _i, source in below):
        return last
    own = [cell.raw.source for _i, cell in theirs if cell.question == question]
    others = [cell.raw.source for i, cell in theirs if i <= last and cell.question != question]
    released = next(cell for cell in release.cells if cell.grade_id == question)
    is_blank = all(holds_nothing(source, released) for source in own)
    lacking = names  # of a blank cell: what was given out stands in the way of what is above
    if not is_blank:
        there = [may_give(source, names) for source in own]
        lacking = names.difference(*there, *(gives(source, names) for source in others))
    sure = [i for i, source in below if gives(source, lacking)]
    found = sure or [i for i, source in below if may_give(source, lacking)]
    if found:
        work.notes.append(_from_below(is_blank, bool(sure)).format(name=question))
        return found[-1]
    _note_second_answers(names - lacking, own, [source for _i, source in below], work)
    return last


def _from_below(is_blank: bool, is_sure: bool) -> str:
    """What is said where a question is examined below its answer cell."""
    if is_sure and is_blank:
        return _(
            "Nothing was written in the answer cell “{name}”; its answer was taken from a cell "
            "below."
        )
    if is_sure:
        return _(
            "The answer cell “{name}” does not hold the whole answer; the rest was taken from a "
            "cell below."
        )
    if is_blank:
        return _(
            "Nothing was written in the answer cell “{name}”; its answer was looked for in the "
            "cells below."
        )
    return _(
        "The answer cell “{name}” does not hold the whole answer; the rest was looked for in the "
        "cells below."
    )


def _note_second_answers(
    names: frozenset[str], own: Sequence[str], below: Sequence[str], work: Work
) -> None:
    """Say which of the names get another value below, where it does not count."""
    short = [source for source in below if len(source) <= MAX_READ]
    same = {tuple(code_lines(source)) for source in own if len(source) <= MAX_READ}
    others = [source for source in short if tuple(code_lines(source)) not in same]
    given = (gives(source, names & names_in(source)) for source in others)
    text = _("“{name}” is defined again in a cell below its check: what counts is the answer cell.")
    work.notes += [text.format(name=name) for name in sorted(frozenset().union(*given))]
