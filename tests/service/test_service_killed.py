"""The service and its engine, killed at random moments while a class hands in."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from postgres_server import Server
from service_tools import answers, make_course

from autograder.course import Course, load_course
from autograder.gradebook import Gradebook
from autograder.history import VARIABLE
from benchmarks import service_killed

ROUNDS = 10
ON_POSTGRES = 4  # each kind of victim once


def content(number: int) -> bytes:
    """Every file is another one, and of ten one is no notebook."""
    if number % 10 == 9:
        return f"broken off {number}".encode()
    return answers(by_hand=f"A = 2.5\n# {number}")


def without_pauses(folder: Path) -> Course:
    """The toy course, in which nobody waits between attempts."""
    course = make_course(folder)
    path = course.folder / "course.toml"
    rules = "[policies]\npause_minutes = 0\n[[exercises]]"
    path.write_text(path.read_text().replace("[[exercises]]", rules))
    return load_course(course.folder)


def test_what_was_answered_is_there_once_and_graded_once(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    course = without_pauses(tmp_path / "course")
    ledger = service_killed.rounds(course, "toy", content, ROUNDS, ports=[unused_tcp_port], seed=3)
    assert len(ledger.answered) == ROUNDS * service_killed.STUDENTS
    assert set(ledger.kills) == set(service_killed.VICTIMS)


def test_two_services_and_two_commands_on_a_server_that_is_killed_too(
    tmp_path: Path, postgres: Server, postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = without_pauses(tmp_path / "course")
    monkeypatch.setenv(VARIABLE, postgres_address)

    def grade_twice() -> None:
        command = [sys.executable, "-m", "autograder", "grade", "toy", "--accept-risk"]
        both = [
            subprocess.Popen(
                command, cwd=course.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for _each in range(2)
        ]
        said = [each.communicate()[0].decode() for each in both]
        assert [each.returncode for each in both] == [0, 0], said
        assert not any("Nothing else of this grading is missing" in each for each in said), said

    ledger = service_killed.rounds(
        course,
        "toy",
        content,
        ON_POSTGRES,
        ports=free_ports(2),
        seed=5,
        server=postgres,
        beside=grade_twice,
    )
    assert len(ledger.answered) == (ON_POSTGRES + 1) * service_killed.STUDENTS
    assert set(ledger.kills) == {*service_killed.VICTIMS, service_killed.SERVER}
    exercise = course.exercise("toy")
    with Gradebook(course) as book:
        students = book.students(exercise)
        points = {student: sum_of(book.marks_of(student)) for student in students}
    assert points == {f"student{number}": 10 for number in range(service_killed.STUDENTS)}


def sum_of(marks: list[dict[str, Any]]) -> float:
    """The points that the checks have given."""
    return sum(each["automatic"] for each in marks)


def free_ports(count: int) -> list[int]:
    """Ports of this machine on which nobody listens."""
    with ExitStack() as opened:
        probes = [opened.enter_context(socket.socket()) for _each in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def test_a_ledger_that_does_not_agree_is_told(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    ledger = service_killed.Ledger()
    ledger.took("ann-1", "an id that is nowhere", "0" * 64)
    with pytest.raises(AssertionError, match="is lost"):
        service_killed.compare(course, ledger)
