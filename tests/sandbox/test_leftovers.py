"""Nothing of one submission is left, or seen by another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from toy_course import OpenSession

from autograder.errors import SandboxError
from autograder.responder import ChildDied
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student, StudentFailure
from autograder.wire.responses import ErrorOutput, Stream


def printed(session: Session, source: str) -> str:
    """What a cell prints, without the newline at the end."""
    (stream,) = session.run_cell(source).outputs
    assert isinstance(stream, Stream)
    return stream.text.strip()


def lives(sign: str) -> bool:
    """Whether a process runs whose command line has this sign; a dead one has none."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if sign in path.read_text(errors="replace"):
                return True
        except OSError:
            continue  # it has just gone
    return False


def dies(sign: str) -> bool:
    """Whether all processes with this sign end within a moment."""
    for _moment in range(100):
        if not lives(sign):
            return True
        time.sleep(0.02)
    return False


def start(sign: str) -> str:
    """A cell that starts a process with a sign, another in a session of its own, and a thread."""
    return f"""
import subprocess, threading, time
threading.Thread(target=lambda: time.sleep(60)).start()
subprocess.Popen(["sleep", "{sign}"])
subprocess.Popen(["sleep", "{sign}"], start_new_session=True)
"""


def test_processes_and_threads_end_with_the_session(session: Session) -> None:
    sign = "60.0000001"
    session.run_cell(start(sign))
    assert lives(sign)
    session.close()
    assert dies(sign)


def test_processes_end_with_a_child_that_ends_itself(session: Session) -> None:
    sign = "60.0000002"
    session.run_cell(start(sign))
    assert lives(sign)
    session.run_cell("import os; threading.Timer(0.1, os._exit, [0]).start()")
    assert dies(sign)
    with pytest.raises(ChildDied, match="ended Python"):
        session.run_cell("1")


def test_children_end_with_their_control_channel(side: StudentSide) -> None:
    sign = "60.0000003"
    control = side.control.open_control()
    session = Session(control, Clock(20, 20), 1000, {})
    session.run_cell(start(sign))
    assert lives(sign)
    control.close()
    assert dies(sign)
    with pytest.raises(SandboxError):
        session.close()
    other = Session(side.control, Clock(20, 20), 1000, {})
    assert not other.run_cell("1").failed
    other.close()


def test_the_folder_is_gone_after_the_session(
    control: ControlChannel, open_session: OpenSession
) -> None:
    session = open_session()
    session.run_cell("import os; open('file', 'w').write('x'); os.mkdir('d'); os.chmod('d', 0)")
    assert session.scratch.is_dir()
    session.close()
    session.close()
    control.see_off()
    assert not session.scratch.exists()


def test_a_child_is_gone_before_the_next_is_made(control: ControlChannel) -> None:
    sign = "60.0000004"
    first = Session(control, Clock(20, 20), 1000, {})
    first.run_cell(start(sign))
    assert lives(sign)
    first.close()
    second = Session(control, Clock(20, 20), 1000, {})
    assert not lives(sign) and not first.scratch.exists()
    second.close()


def test_temporary_files_lie_in_the_folder(session: Session) -> None:
    source = "import os, tempfile; print(tempfile.mkdtemp().startswith(os.getcwd()))"
    assert printed(session, source) == "True"


def test_sessions_do_not_see_each_other(open_session: OpenSession) -> None:
    one = open_session(files={"given.txt": b"for one"})
    other = open_session()
    one.run_cell("x = 5\nimport math\nmath.pi = 3\nopen('mine', 'w').close()")
    with pytest.raises(StudentFailure, match="x is not there"):
        Student(other).value("x")
    assert printed(other, "import math, os; print(math.pi > 3.1, os.listdir())") == "True []"
    assert printed(one, "import os; print(sorted(os.listdir()))") == "['given.txt', 'mine']"
    assert printed(one, "import os; print(open('given.txt').read())") == "for one"


def test_a_new_session_starts_from_nothing(open_session: OpenSession) -> None:
    one = open_session()
    one.run_cell("x = 5\ndef f(): pass")
    one.close()
    done = open_session().run_cell("x")
    assert [each.name for each in done.outputs if isinstance(each, ErrorOutput)] == ["NameError"]


def test_no_descriptor_is_left(control: ControlChannel) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _time in range(3):
        session = Session(control, Clock(20, 20), 1000, {})
        session.run_cell("1")
        session.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
