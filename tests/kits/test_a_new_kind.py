"""A new kind of object is one folder: described over there, seen here, handed back, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import autograder.kits
from autograder.checking import CheckFailed, equal
from autograder.checking.behaviour import alike
from autograder.checking.first_aid import first_aid
from autograder.checking.show import call, plain
from autograder.errors import CourseError
from autograder.kits.claims import Unjudged
from autograder.kits.registry import kits, kits_of, libraries, opened
from autograder.sandbox.clock import Clock
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.values import BadValue, Handle

ADDED = Path(__file__).parent / "added"
SOURCE = """
import os
from ipaddress import IPv4Address
def home():
    return IPv4Address("127.0.0.1")
def both():
    return [home(), {"other": IPv4Address(5)}]
def number(address):
    return int(address)
def same(address):
    return address
def variable():
    return os.environ["ADDRESSES"]
"""
HOME = 0x7F000001


@pytest.fixture(scope="module")
def _with_the_kit() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograder.kits, "__path__", [*autograder.kits.__path__, str(ADDED)])
        kits.cache_clear()
        yield
    kits.cache_clear()


@pytest.fixture(scope="module")
def student(_with_the_kit: None) -> Iterator[Student]:
    with StudentSide(["ipaddress"]) as side:
        side.wait_until_warm()
        session = Session(side.control, Clock(20, 60), 10_000, {})
        done = session.run_cell(SOURCE)
        assert not done.failed, done
        yield Student(session)
        session.close()


def test_it_is_described_and_seen(student: Student) -> None:
    home = student.home()
    assert (home.number, plain(home), call("f", (home,))) == (
        HOME, f"Address: {HOME}", "f(address)",
    )  # fmt: skip
    first, rest = student.both()
    assert (first.number, rest["other"].number) == (HOME, 5)
    assert student.seen.things[0] is home and student.seen.models == []


def test_it_can_be_handed_back_and_asked(student: Student) -> None:
    home = student.home()
    assert student.same(home).handle == home.handle
    assert home.next().number == HOME + 1


def test_a_check_can_choose_one(student: Student) -> None:
    chosen = student.address(7)
    assert student.number(chosen) == 7
    equal(student.same(chosen), chosen, "same(…)")


def test_it_is_compared_in_the_words_of_its_kit(student: Student) -> None:
    home = student.home()
    equal(home, student.address(HOME), "home()")
    with pytest.raises(CheckFailed, match=f"home.. is the address {HOME}; 7 is right"):
        equal(home, student.address(7), "home()")
    with pytest.raises(CheckFailed, match="is no address"):
        equal(3, student.address(7), "home()")
    assert alike(home, student.address(HOME)) and not alike(home, student.address(7))


def test_what_the_sandbox_tells_is_never_what_is_expected(student: Student) -> None:
    home = student.home()
    with pytest.raises(CourseError, match="the sandbox tells"):
        equal(student.home(), home, "home()")
    assert student.number(home) == Unjudged("number")


@pytest.mark.usefixtures("_with_the_kit")
@pytest.mark.parametrize("claim", [{"number": -1}, {"number": 2**32}, {"number": "1"}, {}, [1]])
def test_a_description_that_cannot_be_is_refused(claim: object) -> None:
    handle = Handle("addresses.Address", 0, msgspec.msgpack.encode(claim))
    with pytest.raises(BadValue):
        opened(handle, lambda *_call: None)


def test_the_rest_of_what_a_library_adds(student: Student) -> None:
    assert student.variable() == "yes"
    assert "four parts" in first_aid("AddressValueError", "Expected 4 octets in '1.2'")
    assert "import ipaddress as ip" in first_aid(
        "NameError", "name 'ip' is not defined", "ip.ip_address(3)"
    )
    assert "ipaddress" in libraries()


@pytest.mark.usefixtures("_with_the_kit")
def test_which_kits_an_exercise_needs() -> None:
    assert kits_of(["numpy", "keras", "ipaddress"]) == {"keras", "addresses"}
    assert kits_of(["tensorflow.keras"]) == {"keras"}
    assert kits_of(["numpy", "kerasnot"]) == frozenset()
