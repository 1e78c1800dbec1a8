"""The secret seed of a submission: the same when it is graded again, and known to no student."""

from __future__ import annotations

import stat

import msgspec
import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.classroom.secret import FILE, course_secret, with_secret
from autograder.errors import FileError
from autograder.grading import Submission
from autograder.sandbox.session import Session
from autograder.student import Student

ANN = Submission("ann", "toy", b"one")


def test_a_course_keeps_its_secret(make_toy: MakeCourse) -> None:
    course = make_toy()
    secret = course_secret(course)
    assert secret == course_secret(course) and len(secret) == 32
    path = course.folder / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    assert course_secret(course) != secret


def test_where_nothing_can_be_kept(make_toy: MakeCourse) -> None:
    course = make_toy()
    (course.folder / ".autograder").write_text("a file where a folder should be")
    assert len(course_secret(course)) == 32


@pytest.mark.parametrize("damage", ["unreadable", "short"])
def test_one_that_is_there_is_never_replaced_by_another(make_toy: MakeCourse, damage: str) -> None:
    course = make_toy()
    secret = course_secret(course)
    path = course.folder / FILE
    if damage == "unreadable":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(secret[:-1])
    with pytest.raises(FileError) as caught:
        course_secret(course)
    assert caught.value.where == path and caught.value.todo


def test_a_submission_has_its_own(make_toy: MakeCourse) -> None:
    secret = course_secret(make_toy())
    first = with_secret(ANN, secret)
    assert first == with_secret(first, secret) == with_secret(ANN, secret)
    ben = msgspec.structs.replace(ANN, student="ben")
    assert with_secret(ben, secret).secret == first.secret
    named = with_secret(msgspec.structs.replace(ANN, id="an id"), secret)
    assert (named.id, named.secret) == ("an id", first.secret)
    changed = msgspec.structs.replace(ANN, content=b"two")
    more = msgspec.structs.replace(ANN, files={"a": b""})
    assert len({with_secret(each, secret).secret for each in (ANN, changed, more)}) == 3
    assert with_secret(ANN, b"another").secret != first.secret


@pytest.mark.parametrize("secret", [b"s", b"s" * 100])
def test_what_comes_of_it(session: Session, secret: bytes) -> None:
    def numbers(secret: bytes, purpose: str) -> list[int]:
        rng = Student(session, secret=secret).secret_rng(purpose)
        return rng.permutation(100).tolist()

    assert numbers(secret, "a") == numbers(secret, "a")
    assert numbers(secret, "a") != numbers(secret, "b")
    assert numbers(secret, "a") != numbers(b"t", "a")
    assert numbers(b"", "a") != numbers(b"", "a")


WANTS_ALL = """
    assert (setting, datasets) == ({}, {})
    assert secret_rng.random() != np.random.default_rng(0).random()  # which everybody could know
"""


def test_checks_get_it(grade_toy: toy.GradeHere) -> None:
    old = "def test_by_hand(student, reference):"
    new = "def test_by_hand(student, reference, setting, datasets, secret_rng):"
    end = 'equal(student.value("A"), reference.A, "A")\n'
    assert old in toy.CHECKS and end in toy.CHECKS
    checks = toy.CHECKS.replace(old, new).replace(end, end + WANTS_ALL)
    assert grade_toy(toy.notebook(**toy.ANSWERS), checks=checks).report.score == 10
