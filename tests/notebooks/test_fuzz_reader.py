"""Whatever happens to a notebook, it is read or refused, and what is released stays as it is."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import nbformat
import pytest
import toy_course as toy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import ALL, mutated, seeded

from autograder.errors import SubmissionError
from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.cells import Work
from autograder.notebooks.kinds import ANSWER, CHECK, DISPLAY, GIVEN
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match

SHOWN = toy.code("print(total)")
SHOWN["metadata"]["autograder"] = {"kind": "display", "name": "picture"}
RELEASED = toy.notebook([*toy.cells(), SHOWN])
RIGHT = toy.notebook([*toy.cells(toy.ANSWERS), SHOWN])
RELEASE = read_notebook(RELEASED)
KNOWN = {cell.grade_id: cell for cell in RELEASE.cells if cell.grade_id}
LOCKED = Counter(map(repr, (cell for cell in KNOWN.values() if cell.locked)))
SECONDS = 3.0  # of processor time, for anything; nearly all take a millisecond

numbers = st.integers(0, 10**6)
changes = st.lists(st.tuples(st.sampled_from(ALL), numbers, numbers), min_size=1, max_size=5)
fuzz = settings(
    max_examples=1500,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def work_of(data: bytes) -> Work | None:
    """The notebook in order; None where it is refused in a sentence."""
    start = time.process_time()
    try:
        return match(read_notebook(data), RELEASE, "toy")
    except SubmissionError as refused:
        sentence = str(refused)
    finally:
        assert time.process_time() - start < SECONDS
    assert 0 < len(sentence) < 300
    return None


def handed_in(data: bytes) -> set[str]:
    """The sources of a notebook, read in another way than the one that is tested."""
    sources = set()
    for cell in json.loads(data)["cells"]:
        source: Any = cell.get("source") if isinstance(cell, dict) else None
        lines = source if isinstance(source, list) else [source]
        sources.add("".join(line for line in lines if isinstance(line, str)))
    return sources


def assert_honest(work: Work, data: bytes) -> None:
    """Nothing is examined, given or credited that the released notebook does not say."""
    examined = [question for cell in work.cells for question in cell.examine]
    assert sorted(examined) == sorted(toy.ANSWERS)
    assert Counter(repr(cell.raw) for cell in work.cells if cell.role in (CHECK, GIVEN)) == LOCKED
    theirs = handed_in(data)
    for i, cell in enumerate(work.cells):
        if cell.role in (CHECK, GIVEN):
            continue
        assert cell.raw.source in theirs
        if cell.role == ANSWER:
            assert cell.raw == replace(KNOWN[cell.question], source=cell.raw.source)
            assert not any(cell.question in before.examine for before in work.cells[:i])
        else:
            assert cell.raw.grade_id == ""
        if cell.role == DISPLAY:
            assert cell.raw.source == "print(total)"
    assert set(work.answers()) <= set(toy.ANSWERS)
    assert set(work.answers().values()) <= theirs
    assert len(work.notes) == len(set(work.notes)) <= 2 * len(KNOWN) + 1
    assert all(len(note) < 400 and note.isprintable() for note in work.notes)


def assert_written(work: Work) -> None:
    """The autograded notebook has every graded cell once, as nbgrader's gradebook knows it."""
    data = autograded_notebook(work.cells, [[] for _cell in work.cells], "toy", {})
    content = json.loads(data)
    names = [cell["metadata"].get("nbgrader") for cell in content["cells"]]
    found = Counter(each["grade_id"] for each in names if each)
    assert max(found.values()) == 1
    points = {each["grade_id"]: each["points"] for each in names if each and each["grade"]}
    assert points == {cell.grade_id: cell.points for cell in KNOWN.values() if cell.is_grade}
    if len(content["cells"]) < 50:
        nbformat.validate(nbformat.from_dict(content))


@pytest.mark.parametrize("original", [RELEASED, RIGHT], ids=["stub", "right"])
def test_any_changes_are_read_or_refused_and_earn_nothing(original: bytes) -> None:
    @fuzz
    @given(changes)
    def run(its_changes: list[tuple[str, int, int]]) -> None:
        data = mutated(original, its_changes)
        work = work_of(data)
        if work is not None:
            assert_honest(work, data)
            assert_written(work)

    run()


@pytest.mark.parametrize("original", [RELEASED, RIGHT], ids=["stub", "right"])
def test_hundreds_of_seeds(original: bytes) -> None:
    read = 0
    for seed in range(700):
        data = seeded(original, seed)
        work = work_of(data)
        if work is not None:
            read += 1
            assert_honest(work, data)
    assert read > 350  # the fuzzing is worth something only where much is read


def test_what_the_fuzzing_has_found() -> None:
    made_up = {"grade_id": "mine", "locked": True, "grade": True, "points": 1000}
    text = toy.code("words", **made_up) | {"cell_type": "markdown"}
    shown = {**SHOWN, "metadata": {**SHOWN["metadata"], "nbgrader": made_up}}
    copies = [toy.answer("total", "pass")] * 300
    content = json.loads(toy.notebook([*toy.cells(), text, text, shown, *copies]))
    content["metadata"]["autograder"]["exercise"] = "other\x1b[2J" * 10_000
    data = json.dumps(content).encode()
    work = work_of(data)
    assert work is not None
    assert_honest(work, data)
    assert_written(work)
