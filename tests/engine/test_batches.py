"""What comes within a moment is given out together, and nothing is held back or lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.engine import batches
from autograder.errors import SandboxError
from autograder.grading import Graded
from autograder.results import Report, ReportStatus


def graded(number: int) -> Graded:
    report = Report(
        exercise="toy",
        student=f"s{number}",
        status=ReportStatus.GRADED,
        score=0.0,
        max_score=0.0,
        questions=(),
    )
    return Graded(report, b"")


class Source:
    """Gradings of which some are there at once; before the others it takes a while."""

    def __init__(self, at_once: list[bool], fails: bool = False) -> None:
        self._at_once = at_once
        self._fails = fails
        self._given = 0

    def grade(self) -> Iterator[Graded]:
        while self._given < len(self._at_once):
            self._given += 1
            yield graded(self._given)
        if self._fails:
            raise SandboxError("The student side has ended.")

    def has_more(self, seconds: float) -> bool:
        if self._given == len(self._at_once):
            return self._fails
        return seconds > 0 and self._at_once[self._given]


def sizes(source: Source) -> list[int]:
    return [len(batch) for batch in batches.in_batches(source.grade(), source)]


def test_what_is_there_comes_together() -> None:
    assert sizes(Source([False, True, True, False, False, True])) == [3, 1, 2]
    assert sizes(Source([])) == []


def test_a_batch_is_bounded() -> None:
    assert sizes(Source([True] * (batches.MOST + 2))) == [batches.MOST, 2]


def test_a_stream_of_gradings_is_written_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", -1.0)
    assert sizes(Source([True] * 3)) == [1, 1, 1]


def test_what_came_before_a_failure_is_given_out() -> None:
    source = Source([True, True], fails=True)
    given = batches.in_batches(source.grade(), source)
    assert [each.report.student for each in next(given)] == ["s1", "s2"]
    with pytest.raises(SandboxError):
        next(given)
