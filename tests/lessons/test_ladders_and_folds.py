"""Ladders of hints, cells whose code is folded away, and files that travel in the notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from toy_exercise import POINTS, cells, rewrite

from autograder.course import Course, Exercise
from autograder.course.solution import read_solution
from autograder.errors import CourseError
from autograder.lessons.build import build_exercise
from autograder.validation.skeletons import skeletons

Make = Callable[[str], Course]
LADDER = """```ladder double
What is twice 2?
---
`x` goes in, a number comes out.
---
factor = ...  # how often?
return factor * x
```

"""


def with_ladder(exercise: Exercise, ladder: str = LADDER) -> None:
    for language in ("en", "ru"):
        path = exercise.lesson(language)
        answer = "```python answer double"
        path.write_text(path.read_text().replace(answer, ladder + answer))


def test_a_ladder_opens_step_by_step(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_ladder(exercise)
    files = build_exercise(exercise, POINTS)
    cell = cells(files[exercise.source_notebook])["text-double-ladder"]
    first, second, third = cell.source.split("<details>")[1:]
    assert "What is twice 2?" in first
    assert first.rstrip().endswith("</details>")
    assert "a number comes out" in second
    assert "</details>" not in second
    assert "```python\nfactor = ...  # how often?\nreturn factor * x\n```" in third
    assert third.count("</details>") == 2
    solution = read_solution(exercise.file("solution.py"))
    handed_in = dict(skeletons(exercise, solution))
    assert handed_in["double"].startswith("def double(x, *, times=1):\n    factor = ...")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("---\n`x` goes in, a number comes out.\n", "", "has not three rungs"),
        ("factor = ...  # how often?", "factor = 2", "leaves nothing to be filled in"),
        ("factor = ...", "factor = ... +", "lesson.en.md"),
        ("ladder double", "ladder triple", "no question 'triple'"),
        ("ladder double", "ladder by_hand", "does not stand above the answer"),
    ],
)
def test_what_is_wrong_in_a_ladder(make_course: Make, before: str, after: str, said: str) -> None:
    exercise = make_course("en").exercises[0]
    with_ladder(exercise, LADDER.replace(before, after))
    with pytest.raises(CourseError, match=said):
        build_exercise(exercise, POINTS)


def test_checks_and_helpers_are_folded(make_course: Make) -> None:
    exercise = make_course("ru").exercises[0]
    rewrite(exercise, "lesson.en.md", "display picture", "display picture folded")
    found = cells(build_exercise(exercise, POINTS)[exercise.source_notebook])
    hidden = {name for name, cell in found.items() if cell.metadata.get("jupyter")}
    assert hidden == {"display-picture", "check-by_hand", "check-double"}


def test_a_helper_that_the_text_names_is_not_folded(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    helper = "Use `shown(x)`.\n\n```python code helper folded\ndef shown(x):\n    return x\n```\n\n"
    before = "```python answer double"
    rewrite(exercise, "lesson.en.md", before, helper + before)
    rewrite(exercise, "lesson.ru.md", before, "```python code helper\n```\n\n" + before)
    with pytest.raises(CourseError, match="is folded, and the text names shown"):
        build_exercise(exercise, POINTS)
    rewrite(exercise, "lesson.en.md", "Use `shown(x)`.", "Use it.")
    build_exercise(exercise, POINTS)


def test_only_some_cells_can_be_folded(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    rewrite(exercise, "lesson.en.md", "answer double", "answer double folded")
    with pytest.raises(CourseError, match="is not the first line of a cell"):
        build_exercise(exercise, POINTS)


def with_data(exercise: Exercise, **files: bytes) -> None:
    (exercise.folder / "data").mkdir()
    for name, content in files.items():
        (exercise.folder / "data" / name).write_bytes(content)
    before = "```python answer double"
    for language in ("en", "ru"):
        rewrite(exercise, f"lesson.{language}.md", before, f"```python data files\n```\n\n{before}")


def test_files_travel_in_the_notebook(
    make_course: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = make_course("en").exercises[0]
    content = bytes(range(256)) * 20
    with_data(exercise, table=content, note=b"mine")
    cell = cells(build_exercise(exercise, POINTS)[exercise.source_notebook])["data-files"]
    assert cell.metadata.nbgrader.locked
    assert max(map(len, cell.source.splitlines())) <= 88
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "note").write_bytes(b"another one, that is there already")
    monkeypatch.chdir(folder)
    exec(cell.source, {})
    assert (folder / "table").read_bytes() == content
    assert (folder / "note").read_bytes() == b"another one, that is there already"


def test_large_files_do_not_travel(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_data(exercise, table=bytes(50_001))
    with pytest.raises(CourseError, match="Only files of 50 KB"):
        build_exercise(exercise, POINTS)


def test_no_cell_for_files_without_any(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    with_data(exercise)
    with pytest.raises(CourseError, match="has no place here"):
        build_exercise(exercise, POINTS)
