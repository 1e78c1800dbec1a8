"""docs/validity.md: what is known of the grader's own errors, from the figures of every proof.

python -m autograder.validation.validity           writes the tables of the page
python -m autograder.validation.validity --check   says what is not as the proofs have it
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.course import Course, load_course
from autograder.errors import AutograderError, CourseError
from autograder.validation import kept
from autograder.validation.figures import TITLES, Figures, shown

PAGE = "docs/validity.md"
BEGIN, END = "<!-- figures: python -m autograder.validation.validity -->", "<!-- end of figures -->"
NONE = (0, 0)
COLUMNS = {
    "right answers": ("reference", "alternative"),
    "worthless answers": ("stub", "blind", "liar"),
    "mistakes": ("mistake",),
    "own hint": ("hint",),
    "no untrue hint": ("crossed",),
    "at every seed": ("right_always", "wrong_always"),
    "mutants": ("mutant", "boundary"),
}


def tables(proved: Mapping[str, Figures], changed: Sequence[str] = ()) -> str:
    """The tables as Markdown: by exercise, and all exercises together by kind of answer.

    `changed` are exercises that are not what they were when they were last proved: they have no
    figures until they are.
    """
    names = ["exercise", *COLUMNS]
    lines = [_row(names), _row(["---", *["---:"] * len(COLUMNS)])]
    for name, figures in proved.items():
        cells = (_sum(figures.get(kind, NONE) for kind in kinds) for kinds in COLUMNS.values())
        lines.append(_row([f"`{name}`", *map(_of, cells)]))
    if changed:
        listed = ", ".join(f"`{name}`" for name in changed)
        lines += ["", f"Changed since, and proved in full by every `make test`: {listed}."]
    which = "all of these together" if changed else "all exercises together"
    lines += ["", _row([which, "as it has to be"]), _row(["---", "---:"])]
    for kind, title in TITLES.items():
        together = _sum([NONE, *(figures.get(kind, NONE) for figures in proved.values())])
        lines.append(_row([title, shown(together)]))
    return "\n".join(lines)


def _sum(figures: Iterable[tuple[int, int]]) -> tuple[int, int]:
    right, asked = zip(*figures, strict=True)
    return sum(right), sum(asked)


def _of(figure: tuple[int, int]) -> str:
    right, asked = figure
    if not asked:
        return "none"
    return f"{asked}" if right == asked else f"**{shown(figure)}**"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def proved_in(course: Course) -> tuple[dict[str, Figures], list[str]]:
    """The figures of all exercises that are as they were proved, and the names of the others.

    Raises CourseError for one that was never proved.
    """
    found, changed = {}, []
    for exercise in course.exercises:
        proof = kept.read(exercise)
        if proof is not None:
            found[exercise.name] = proof.figures
        elif kept.stored(exercise) is not None:
            changed.append(exercise.name)
        else:
            raise CourseError(
                "Nothing was proved of this exercise yet.",
                where=exercise.folder / kept.FILE,
                todo=f"Run `autograder validate {exercise.name} --keep`.",
            )
    return found, changed


def with_tables(page: str, proved: Mapping[str, Figures], changed: Sequence[str] = ()) -> str:
    """The page with the tables between its two marks."""
    before, rest = page.split(BEGIN)
    _old, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{tables(proved, changed)}\n\n{END}{after}"


def _faults(folder: Path, *, check: bool) -> Iterator[str]:
    path = folder / PAGE
    page = path.read_text(encoding="utf-8")
    now = with_tables(page, *proved_in(load_course(folder)))
    if page == now:
        return
    if check:
        yield f"{PAGE} has other figures: run `python -m autograder.validation.validity`"
    else:
        path.write_text(now, encoding="utf-8")


def main() -> int:
    """Write the page, or check it; exit status 1 where something is out of date."""
    try:
        faults = list(_faults(Path.cwd(), check="--check" in sys.argv[1:]))
    except AutograderError as error:
        faults = [str(error)]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
