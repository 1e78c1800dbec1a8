"""Every name and every archive of the corpus: taken as whose it is, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import CASES, EXERCISE, Case

from autograder.classroom.taking_in import take_in


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 100
    assert len({case.called for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.called for case in CASES])
def test_each_is_taken_as_whose_it_is(case: Case, course, exercise, written, tmp_path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    case.make(folder, written())
    before = _files(tmp_path)
    done = take_in(course, exercise, [folder])
    assert [each.student for each in done.taken] == ([case.student] if case.student else [])
    said = "\n".join(f"{each.place}: {each.what} {each.todo}" for each in done.not_taken)
    assert case.why in said
    assert bool(said) == bool(case.why)
    new = _files(tmp_path) - before
    own = {path for path in new if path.parts[:2] == ("course", "submitted")}
    assert new == own, "something was written elsewhere"
    placed = {path.parts[2:4] for path in own if path.parts[2] != ".collected"}
    assert placed == ({(case.student, EXERCISE)} if case.student else set())


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()}
