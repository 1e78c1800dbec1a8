"""The service and its engine, killed at random moments while a class hands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from service_tools import answers, make_course

from autograder.course import load_course
from benchmarks import service_killed

ROUNDS = 10


def content(number: int) -> bytes:
    """Every file is another one, and of ten one is no notebook."""
    if number % 10 == 9:
        return f"broken off {number}".encode()
    return answers(by_hand=f"A = 2.5\n# {number}")


def test_what_was_answered_is_there_once_and_graded_once(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    course = make_course(tmp_path / "course")
    path = course.folder / "course.toml"
    rules = "[policies]\npause_minutes = 0\n[[exercises]]"
    path.write_text(path.read_text().replace("[[exercises]]", rules))
    course = load_course(course.folder)
    ledger = service_killed.rounds(course, "toy", content, ROUNDS, port=unused_tcp_port, seed=3)
    assert len(ledger.answered) == ROUNDS * service_killed.STUDENTS
    assert set(ledger.kills) == set(service_killed.VICTIMS)


def test_a_ledger_that_does_not_agree_is_told(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    ledger = service_killed.Ledger()
    ledger.took("ann-1", "an id that is nowhere", "0" * 64)
    with pytest.raises(AssertionError, match="is lost"):
        service_killed.compare(course, ledger)
