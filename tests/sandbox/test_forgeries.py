"""Student code that talks to the grader itself, over the socket that it can find."""

from __future__ import annotations

import pytest
from toy_course import OpenSession

from autograder.responder import ChildDied, StudentFailure
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.channel import MAX_MESSAGE

# `send` writes to the socket whatever the student likes.
TOOLS = """
import os, msgspec, time
def the_socket():
    for number in range(3, 256):
        try:
            if os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
                return number
        except OSError:
            pass
def send(body, size=None):
    size = len(body) if size is None else size
    data = size.to_bytes(4, "big") + body
    while data:
        data = data[os.write(the_socket(), data):]
def answer(kind, **fields):
    send(msgspec.msgpack.encode({"type": kind, **fields}))
"""
NO_SENSE = "makes no sense"


@pytest.fixture
def armed(session: Session) -> Session:
    """A session with the tools of a forger; two questions have been asked."""
    session.run_cell("pass")
    session.run_cell(TOOLS)
    return session


@pytest.mark.parametrize(
    "attack",
    [
        "os.write(the_socket(), b'\\xff' * 100)",
        "os.write(the_socket(), b'\\0\\0\\0\\x50' + b'\\xc1' * 100)",
        "send(b'')",
        "send(b'\\xc1')",
        f"send(b'x', {MAX_MESSAGE + 1})",
        "send(b'x', 2**32 - 1)",
        "answer('Returned', number=3, value=1)",
        "answer('CellDone', number=4, outputs=[], failed=False)",
        "answer('CellDone', number=2, outputs=[], failed=False)",
        "answer('CellDone', number=-3, outputs=[], failed=False)",
        "answer('CellDone', number=3, outputs=[{'type': 'Display', 'data': {'text/html': ''}}],"
        " failed=False)",
        "answer('CellDone', number=3, failed=False, outputs=["
        "{'type': 'Stream', 'name': 'stdout', 'text': 'x' * 10**6}])",
        "answer('CellDone', number=3, failed=False, outputs=["
        "{'type': 'Display', 'data': {'image/png': 'x' * 10**6}}])",
    ],
)
def test_garbage_is_a_crash(armed: Session, attack: str) -> None:
    with pytest.raises(ChildDied, match=NO_SENSE) as caught:
        armed.run_cell(attack)
    assert caught.value.status is Status.CRASHED
    assert not armed.alive


@pytest.mark.parametrize(
    ("file", "attack"),
    [
        ("", "answer('Reached', number=3, line=1)"),  # of a cell
        ("own.py", "answer('Reached', number=3, line=1)"),  # once more
        ("own.py", "answer('Reached', number=3, line=40)"),  # it has fewer
        ("own.py", "answer('Reached', number=2, line=3)"),
        ("own.py", "answer('Reached', number=3, line=-1)"),
    ],
)
def test_a_file_comes_further_as_often_as_it_has_lines(
    armed: Session, file: str, attack: str
) -> None:
    with pytest.raises(ChildDied, match=NO_SENSE):
        armed.run_cell(f"{attack}\n\n\n", file)


def test_an_answer_before_the_question_does_not_count(armed: Session) -> None:
    source = "answer('CellDone', number=3, outputs=[], failed=False)"
    early = "answer('Returned', number=4, value=42.0)"
    armed.run_cell(f"{source}\n{early}")  # the answer to this cell is believed: it is a claim
    student = Student(armed)
    seen = None
    try:
        seen = student.call("f", ())
    except StudentFailure:
        pass
    # A forged answer to a function that is not there is no more than what a function could return;
    # the genuine answers that follow are out of step, and end the session.
    assert seen is None or seen.value == 42.0
    with pytest.raises(ChildDied, match=NO_SENSE):
        student.call("f", ())


def test_an_endless_message_is_a_timeout(open_session: OpenSession) -> None:
    session = open_session(idle_seconds=0.5)
    session.run_cell(TOOLS)
    with pytest.raises(ChildDied) as caught:
        session.run_cell("send(b'x', 1000); time.sleep(60)")
    assert caught.value.status is Status.TIMEOUT


def test_a_closed_socket_is_a_crash(armed: Session) -> None:
    with pytest.raises(ChildDied) as caught:
        armed.run_cell("os.close(the_socket()); time.sleep(60)")
    assert caught.value.status is Status.CRASHED


@pytest.mark.parametrize(
    "value",
    [
        "{'type': 'Array', 'dtype': 'O', 'shape': [1], 'data': b'12345678'}",
        "{'type': 'Array', 'dtype': 'f8,(', 'shape': [1], 'data': b'12345678'}",
        "{'type': 'Array', 'dtype': '<f8', 'shape': [0, 2**62], 'data': b''}",
        "{'type': 'Array', 'dtype': '<f8', 'shape': [10**12], 'data': b'12345678'}",
        "deep(100)",
        "deep(100_000)",
        "{'type': 'Sequence', 'items': [None] * 10**6}",
        "{'type': 'Handle', 'kind': 'keras.Model', 'number': 0, 'description': msgspec.msgpack."
        "encode({'layers': [{'kind': 'Dense', 'units': 1,"
        " 'weights': [{'type': 'Array', 'dtype': '<f8', 'shape': [2], 'data': b''}]}]})}",
        "{'type': 'Handle', 'kind': 'keras.Model', 'number': 0, 'description': b'\\xdd' * 9}",
        "{'type': 'Handle', 'kind': 'no.such', 'number': 0, 'description': b''}",
    ],
)
def test_a_forged_value_is_a_crash_and_no_fault_of_ours(armed: Session, value: str) -> None:
    armed.run_cell(
        "def deep(n):\n"
        "    inner = b'\\x82\\xa4type\\xa8Sequence\\xa5items\\x91'\n"
        "    return msgspec.Raw(inner * n + b'\\xc0')\n"
        f"def f():\n    answer('Returned', number=4, value={value})\n    time.sleep(60)\n"
    )
    with pytest.raises(StudentFailure) as caught:
        Student(armed).call("f", ())
    assert caught.value.status is Status.CRASHED


def test_a_forged_handle_is_a_crash(session: Session) -> None:
    session.run_cell(
        "import gc\n"
        "import msgspec\n"
        "from autograder.wire.values import Handle\n"
        "(child,) = [one for one in gc.get_objects() if type(one).__name__ == 'Child']\n"
        "child._pack = lambda thing: Handle('keras.Model', 99, msgspec.msgpack.encode({}))\n"
        "def f():\n    pass"
    )
    model = Student(session).f()
    assert model.layers == ()
    with pytest.raises(StudentFailure) as caught:
        model.predict([1.0])
    assert caught.value.status is Status.CRASHED


def test_other_sessions_go_on(armed: Session, open_session: OpenSession) -> None:
    other = open_session()
    with pytest.raises(ChildDied):
        armed.run_cell("send(b'')")
    assert not other.run_cell("1 + 1").failed
