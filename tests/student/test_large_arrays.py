"""Large arrays go to the student's code as sealed files; each call gets a fresh copy."""

from __future__ import annotations

import numpy as np
import pytest
from toy_course import OpenSession

from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure
from autograder.wire.responses import Returned
from autograder.wire.values import SHARED_FROM_BYTES, Shared

N = SHARED_FROM_BYTES // 8
SOURCE = """
import os
import numpy as np
def total(x):
    return x.sum()
def look(x):
    return [str(x.dtype), list(x.shape), type(x) is np.ndarray, bool(x.flags.writeable)]
def spoil(x):
    x[...] = 0
    return x.sum()
def overwrite(x):
    tried = []
    for number in range(3, 256):
        try:
            is_ours = "memfd" in os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if not is_ours:
            continue
        for attempt in (lambda: os.pwrite(number, b"x" * 64, 0), lambda: os.ftruncate(number, 0)):
            try:
                attempt()
                tried.append("changed")
            except OSError:
                tried.append("refused")
    return tried
"""


@pytest.fixture
def student(session: Session) -> Student:
    assert not session.run_cell(SOURCE).failed
    return Student(session)


@pytest.mark.parametrize("kind", ["<f4", "<f8", "|u1", "<i8", "|b1", ">f4"])
def test_they_arrive_as_they_are(student: Student, kind: str) -> None:
    array = np.arange(8 * N).reshape(4, -1).astype(kind)
    assert np.isclose(student.total(array), array.sum())
    native = array.dtype.newbyteorder("=").name
    assert student.look(array) == [native, list(array.shape), True, True]


def test_rows_that_do_not_lie_together(student: Student) -> None:
    array = np.arange(4.0 * N).reshape(2, -1)[:, ::2]
    assert student.total(array) == array.sum()
    assert student.total(np.asfortranarray(array)) == array.sum()


def test_each_call_gets_a_fresh_copy(student: Student) -> None:
    array = np.ones(2 * N)
    assert student.spoil(array) == 0
    assert student.total(array) == array.sum() == 2 * N


def test_each_array_is_sent_once(student: Student, session: Session) -> None:
    array, other = np.ones(N), np.ones(N)
    for each in (array, other, array):
        assert student.total(each) == N
    assert session.share(array) == 0 and session.share(other) == 1


def test_the_file_cannot_be_changed(student: Student) -> None:
    array = np.ones(N)
    assert student.overwrite(array).count("refused") >= 2
    assert student.total(array) == N


def test_a_fresh_child_gets_them_again(open_session: OpenSession) -> None:
    array = np.ones(N)
    for _child in range(2):
        session = open_session()
        session.run_cell(SOURCE)
        assert Student(session).total(array) == N


def test_no_student_can_share_anything(
    student: Student, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    def forged(*_arguments: object) -> Returned:
        return Returned(1, Shared(0))

    monkeypatch.setattr(session, "ask", forged)
    with pytest.raises(StudentFailure) as caught:
        student.value("x")
    assert caught.value.status is Status.CRASHED
