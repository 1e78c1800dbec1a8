"""`autograder validate`: prove the hidden checks with answers whose verdict is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

from rich.table import Table
from rich.text import Text

from autograder.classroom.prove import prove
from autograder.cli.common import chosen, console, open_course, progress
from autograder.reports.plain import one_line
from autograder.validation.exercise import Proved, Wanted
from autograder.validation.figures import TITLES, shown

TITLE_LIMIT = 200


def run(
    folder: Path | None,
    name: str | None,
    wanted: Wanted,
    *,
    workers: int | None = None,
    device: str | None = None,
    hints: bool = False,
) -> int:
    """Prove one exercise, one question of it, or all; exit status 1 if a verdict is not what it
    has to be, or if too few mutants lose points. With `hints`, the mutants that get one are
    listed."""
    course = open_course(folder)
    exercises = chosen(course, name)
    done = prove(course, exercises, wanted, workers=workers, device=device, watch=_watch)
    shown = [_shown(proved, hints=hints) for proved in done]
    return 0 if all(shown) else 1


@contextmanager
def _watch(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    with progress(what, total) as bar:
        yield lambda: bar.advance(bar.task_ids[0])


def _shown(proved: Proved, *, hints: bool) -> bool:
    """Print what was proved; returns whether all is as it has to be."""
    console().print(_table(proved))
    for said in (*proved.faults, *proved.notes):
        print(f"  {said}")
    for question, change, mistake in proved.hints if hints else ():
        print(f"  a mutant of {question} gets '{mistake}':\n{indent(change, '    ')}")
    return not proved.faults


def _table(proved: Proved) -> Table:
    exercise = proved.exercise
    title = Text(one_line(f"{exercise.name} · {exercise.title}", TITLE_LIMIT))
    table = Table(title=title, title_justify="left")
    table.add_column("what is proved")
    table.add_column("as it has to be", justify="right")
    for kind, figure in proved.figures.items():
        table.add_row(TITLES[kind], shown(figure))
    if proved.score is not None:
        table.add_row("mutation score", f"{proved.score.share:.1%}")
    return table
