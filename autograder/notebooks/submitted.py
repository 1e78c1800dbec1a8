"""A submitted notebook, as the cells to run and the points where to check.

Cells are matched to the released notebook by grade id. What the student must not change (visible
checks, given numbers) is taken from the release; what is gone is put back; both are said.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.course.identity import ID
from autograder.language import _
from autograder.notebooks.cells import Cell, Work, code_lines, is_choice, is_written, own_code
from autograder.notebooks.kinds import (
    ANSWER,
    CHECK,
    CHECKS_SUFFIX,
    CHOICE,
    DISPLAY,
    FREE,
    GIVEN,
    IMPORTS,
    TEXT,
    WRITTEN,
)
from autograder.notebooks.quoted import shown
from autograder.notebooks.raw import RawCell, RawNotebook
from autograder.notebooks.shown import run_what_is_needed
from autograder.notebooks.studied import MAX_READ, MAX_READ_OF_ALL, length
from autograder.notebooks.unwritten import examine_below, leave_out_blank_copies
from autograder.notebooks.written import take_texts
from autograder.personal import with_id


def match(
    submitted: RawNotebook,
    release: RawNotebook,
    exercise: str,
    student: str = "",
    most: int = MAX_READ_OF_ALL,
) -> Work:
    """Put a submitted notebook in order; never raises.

    `student` is the id that it was handed in under, where that is known. Where there are more than
    `most` characters of code, none is looked into.
    """
    work = sort_out(submitted, release, exercise)
    put_in_order(work, release, student, most)
    return work


def sort_out(submitted: RawNotebook, release: RawNotebook, exercise: str) -> Work:
    """What each cell is, by its place in the released notebook. No code is looked into."""
    work = Work([])
    if submitted.exercise and submitted.exercise != exercise:
        text = _("This is the notebook of {found}, handed in for {exercise}.")
        work.notes.append(text.format(found=shown(submitted.exercise), exercise=exercise))
        work.is_another = True
    known = _known(release)
    if submitted.cells and known.keys().isdisjoint(cell.grade_id for cell in submitted.cells):
        text = _("No cell of {exercise} is in this notebook: answers were looked for in all cells.")
        work.notes.append(text.format(exercise=exercise))
        work.is_another = True
    displays = {cell.name: cell.source for cell in release.cells if cell.kind == DISPLAY}
    texts = [cell for cell in release.cells if cell.type == "markdown" and not is_written(cell)]
    lesson = {cell.source: cell for cell in texts}
    there = set[str]()
    for raw in submitted.cells:
        cell = _match_cell(raw, known, displays, there, work)
        there.add(cell.raw.grade_id)
        released = lesson.get(raw.source)
        if cell.role == TEXT and released is not None:
            cell = Cell(TEXT, replace(released, grade_id=""), is_ours=True)
        work.cells.append(cell)
    work.notes = list(dict.fromkeys(work.notes))  # a cell may be there a thousand times
    return work


def put_in_order(
    work: Work, release: RawNotebook, student: str = "", most: int = MAX_READ_OF_ALL
) -> None:
    """Put back what is gone, and find the place where each question is examined."""
    known = _known(release)
    is_short = length(own_code(work)) <= most
    if is_short:
        leave_out_blank_copies(work, known)
    take_texts(work, release)
    _put_back(work, known)
    _put_back_id(work, release, student)
    _put_back_imports(work, release, is_short=is_short)
    _set_examinations(work, known)
    if is_short:
        examine_below(work, release)
        run_what_is_needed(work, release)


def _known(release: RawNotebook) -> dict[str, RawCell]:
    return {cell.grade_id: cell for cell in release.cells if cell.grade_id}


def _match_cell(
    raw: RawCell, known: dict[str, RawCell], displays: dict[str, str], there: set[str], work: Work
) -> Cell:
    released = known.get(raw.grade_id)
    if released is None:
        if raw.grade_id:  # of no cell of ours, so nbgrader must not look for it
            raw = replace(raw, grade_id="")
        if raw.type != "code":
            return Cell(TEXT, raw)
        if raw.kind == DISPLAY and displays.get(raw.name) == raw.source:
            return Cell(DISPLAY, raw)
        return Cell(FREE, raw)
    if not released.locked:
        role = WRITTEN if is_written(released) else CHOICE if is_choice(released) else ANSWER
        answer = replace(released, source=raw.source, pictures=raw.pictures)
        return Cell(role, answer, raw.grade_id)
    if raw.grade_id in there:
        return Cell(FREE if raw.type == "code" else TEXT, replace(raw, grade_id=""))
    if raw.source != released.source or raw.type != released.type:
        text = _("The cell “{name}” had been changed: the original was used.")
        if released.is_grade:
            text = _("The check of “{name}” had been changed: the original was used.")
        if not work.is_another:
            work.notes.append(text.format(name=raw.grade_id.removesuffix(CHECKS_SUFFIX)))
    return _locked(released)


def _locked(released: RawCell) -> Cell:
    if released.is_grade:
        question = released.grade_id.removesuffix(CHECKS_SUFFIX)
        return Cell(CHECK, released, question, is_ours=True)
    return Cell(GIVEN, released, is_ours=True)


def _put_back(work: Work, known: dict[str, RawCell]) -> None:
    """Put locked cells that are gone back where they belong, and say what is gone."""
    there = {cell.raw.grade_id for cell in work.cells}
    for grade_id, released in known.items():
        if grade_id in there:
            continue
        if is_written(released):
            text = _("The cell “{name}” was not in the notebook: it was put back.")
            work.cells.append(Cell(WRITTEN, released, grade_id))
        elif not released.locked:
            text = _(
                "The answer cell “{name}” is not in the notebook; "
                "its answer was looked for in the other cells."
            )
        else:
            text = _("The cell “{name}” was not in the notebook: it was put back.")
            if released.is_grade:
                text = _("The check of “{name}” was not in the notebook: it was put back.")
            cell = _locked(released)
            work.cells.insert(_place(cell, work), cell)
        if not work.is_another:
            work.notes.append(text.format(name=grade_id.removesuffix(CHECKS_SUFFIX)))


def _put_back_id(work: Work, release: RawNotebook, student: str) -> None:
    """Where the cell with the id is gone, begin with the id that we know; a cell of the student's
    own that says otherwise comes later and counts."""
    released = next((cell for cell in release.cells if cell.kind == ID), None)
    if released is None or any(cell.raw.kind == ID for cell in work.cells):
        return
    source = with_id(released.source, student) if student else released.source
    work.cells.insert(0, Cell(FREE, replace(released, source=source)))
    text = _("The cell with your id was not in the notebook: it was put back, with “{student}”.")
    if student:
        work.notes.append(text.format(student=student))


def _put_back_imports(work: Work, release: RawNotebook, *, is_short: bool) -> None:
    """Where the cell with the imports is gone, and they do not all stand above the answers, begin
    with that cell. One that was emptied or changed is the student's own."""
    released = next((cell for cell in release.cells if cell.kind == IMPORTS), None)
    if released is None or any(cell.raw.kind == IMPORTS for cell in work.cells):
        return
    answers = (i for i, cell in enumerate(work.cells) if cell.role == ANSWER)
    above = work.cells[: next(answers, len(work.cells))] if is_short else []
    there = {line for cell in above if _may_be_read(cell) for line in code_lines(cell.raw.source)}
    lines = code_lines(released.source)
    if not there.issuperset(lines):
        work.cells.insert(0, Cell(FREE, released))
        text = _("The cell “{name}” was not in the notebook: it was put back.")
        if not work.is_another:
            work.notes.append(text.format(name=lines[0]))


def _may_be_read(cell: Cell) -> bool:
    return cell.runs and len(cell.raw.source) <= MAX_READ


def _place(cell: Cell, work: Work) -> int:
    if cell.role == GIVEN:  # before everything that may need it
        graded = [i for i, other in enumerate(work.cells) if other.role in (ANSWER, CHECK)]
        return graded[0] if graded else len(work.cells)
    answers = [i for i, other in enumerate(work.cells) if other.question == cell.question]
    return answers[-1] + 1 if answers else len(work.cells)


def _set_examinations(work: Work, known: dict[str, RawCell]) -> None:
    """Each question is examined after its visible check, or after a later copy of its answer;
    where its answer cell is gone, the answer may be anywhere, so at the end."""
    answered = {cell.question for cell in work.cells if cell.role == ANSWER}
    for released in known.values():
        question = released.grade_id.removesuffix(CHECKS_SUFFIX)
        if not (released.is_grade and released.locked):
            continue
        last = len(work.cells) - 1
        if question in answered:
            last = max(i for i, cell in enumerate(work.cells) if cell.question == question)
        cell = work.cells[last]
        work.cells[last] = replace(cell, examine=(*cell.examine, question))
