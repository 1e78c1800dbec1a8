"""What was filled into a sheet, in sentences, in the current language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.language import _
from autograder.reports.attention import in_a_row
from autograder.sheets.filled import Filled, Line

SHOWN = 30  # names in one sentence


def sentences(filled: Filled) -> Iterator[str]:
    """First what was done, then what a teacher should look at."""
    text = _("Column “{column}”. Filled in: {number}. These points stood there already: {same}.")
    counts = {"number": len(filled.written), "same": len(filled.same)}
    yield text.format(column=in_a_row([filled.column]), **counts)
    if filled.others:
        others = [f"{each.student} ({each.before} → {each.now})" for each in filled.others]
        yield from told(_("Other points stood there before"), others)
    if filled.by_name:
        yield _("Nobody's id or e-mail stands in the sheet, so whole names have told who is who.")
    for what, names in (
        (_("Left as it was, since nobody can say the points yet"), filled.waiting),
        (_("Left as it was, since nothing was handed in"), filled.without),
        (_("Left as it was, since the platform takes no points for them"), filled.closed),
        (_("More points than the exercise is worth there"), filled.above),
        (_("Left as it was, since it may be one student's row or another's"), filled.unclear),
        (_("In the sheet, and not in the class"), filled.not_in_class),
        (_("In the class, and not in the sheet"), filled.not_in_sheet),
    ):
        yield from told(what, names)


def told(what: str, names: Sequence[str | Line]) -> Iterator[str]:
    """A sentence that ends with names; nothing where there are none."""
    if names:
        shown = in_a_row(_row(each) for each in names[:SHOWN])
        yield f"{what} ({len(names)}): {shown}" + (", …" if len(names) > SHOWN else "")


def _row(line: str | Line) -> str:
    if isinstance(line, str):
        return line
    return _("{name} (line {number})").format(name=line.name, number=line.number)
