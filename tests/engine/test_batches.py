"""What comes within a moment is given out together, and nothing is held back or lost."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from autograder.engine import batches
from autograder.engine.batches import in_batches
from autograder.errors import SandboxError


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a moment may be long; what ends a batch here is the source."""
    monkeypatch.setattr(batches, "SECONDS", 60.0)


def test_what_is_there_comes_together() -> None:
    assert list(in_batches(each for each in "abc")) == [["a", "b", "c"]]
    assert list(in_batches(each for each in "")) == []


def test_a_batch_is_bounded() -> None:
    given = list(in_batches(each for each in range(batches.MOST + 2)))
    assert [len(batch) for batch in given] == [batches.MOST, 2]


def test_what_is_finished_does_not_wait_for_what_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "SECONDS", 0.0)
    written = threading.Event()

    def slow() -> Generator[str, None, None]:
        yield "first"
        written.wait()
        yield "second"

    given = in_batches(slow())
    assert next(given) == ["first"]
    written.set()
    assert list(given) == [["second"]]


def test_more_comes_while_a_batch_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", 0.0)
    all_there = threading.Event()

    def source() -> Generator[int, None, None]:
        yield 1
        yield 2
        yield 3
        all_there.set()

    given = in_batches(source())
    first = next(given)
    all_there.wait()  # though nobody has asked for the next batch
    assert [*first, *(each for batch in given for each in batch)] == [1, 2, 3]


def test_what_came_before_a_failure_is_given_out() -> None:
    def fails() -> Generator[str, None, None]:
        yield "a"
        yield "b"
        raise SandboxError("The student side has ended.")

    given = in_batches(fails())
    assert next(given) == ["a", "b"]
    with pytest.raises(SandboxError):
        next(given)


def test_whoever_leaves_closes_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", 0.0)
    goes_on, is_closed = threading.Event(), threading.Event()
    given_out = list[int]()

    def source() -> Generator[int, None, None]:
        try:
            for number in range(100):
                given_out.append(number)
                yield number
                goes_on.wait()
        finally:
            is_closed.set()

    given = in_batches(source())
    assert next(given) == [0]
    given.close()
    goes_on.set()
    assert is_closed.wait(60.0)
    assert len(given_out) <= 2  # one may have been on its way
