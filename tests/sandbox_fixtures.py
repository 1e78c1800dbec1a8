"""What the tests share that run a student's code: one warm student side, and sessions with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from toy_course import Examine, GradeHere, MakeCourse, OpenSession

from autograder.checking.collect import collect_one
from autograder.checking.examine import Examiner
from autograder.checking.mistakes import load_mistakes
from autograder.engine.context import open_context
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission, grade
from autograder.results import QuestionResult
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.student import Student

UNBOUNDED = 1 << 20  # megabytes: nothing that is warm makes way


@pytest.fixture(scope="session")
def side() -> Iterator[StudentSide]:
    """The warm student side, with NumPy and pyplot."""
    with StudentSide(["numpy", "matplotlib.pyplot"]) as warm:
        warm.wait_until_warm()
        yield warm


@pytest.fixture(scope="session")
def keras_side() -> Iterator[StudentSide]:
    """A warm student side with Keras: takes seconds, so few tests use it."""
    with StudentSide(["numpy", "keras"]) as warm:
        warm.wait_until_warm()
        yield warm


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """An engine that stays warm for all tests of this process, with one checker: as many processes
    run tests as there are cores."""
    with Engine(workers=1, memory_megabytes=UNBOUNDED) as warm:
        yield warm


@pytest.fixture
def control(side: StudentSide) -> Iterator[ControlChannel]:
    """A control of the test's own."""
    own = side.control.open_control()
    yield own
    own.close()


@pytest.fixture
def open_session(control: ControlChannel) -> Iterator[OpenSession]:
    """Open a session; all are closed at the end."""
    opened: list[Session] = []

    def start(
        cell_seconds: float = 20.0,
        submission_seconds: float = 60.0,
        idle_seconds: float = 20.0,
        output_limit: int = 10_000,
        files: dict[str, bytes] | None = None,
        still_seconds: float = 0.0,
    ) -> Session:
        clock = Clock(cell_seconds, submission_seconds, idle_seconds, still_seconds=still_seconds)
        session = Session(control, clock, output_limit, files or {})
        opened.append(session)
        return session

    yield start
    for session in opened:
        session.close()


@pytest.fixture
def session(open_session: OpenSession) -> Session:
    """A session with generous limits."""
    return open_session()


@pytest.fixture
def examine(make_toy: MakeCourse, open_session: OpenSession) -> Examine:
    """Examine one question of the toy course, for the student's source."""

    def run(question: str, source: str, cell_seconds: float = 20.0, **files: str) -> QuestionResult:
        exercise = make_toy(**files).exercise("toy")
        examiner = Examiner(collect_one(exercise), cache(lambda: load_mistakes(exercise)))
        session = open_session(cell_seconds)
        session.run_cell(f"import numpy as np\nx1 = 0.5\n{source}")
        return examiner.examine(question, Student(session))

    return run


@pytest.fixture
def grade_toy(make_toy: MakeCourse, control: ControlChannel) -> GradeHere:
    """Grade one submission of the toy course."""

    def run(
        content: bytes,
        *,
        is_python: bool = False,
        attached: dict[str, bytes] | None = None,
        data: dict[str, bytes] | None = None,
        **files: str,
    ) -> Graded:
        course = make_toy(**files)
        exercise = course.exercise("toy")
        (exercise.folder / "data").mkdir()
        for name, file in (data or {}).items():
            (exercise.folder / "data" / name).write_bytes(file)
        submission = Submission("ann", "toy", content, is_python, attached or {})
        return grade(submission, open_context(exercise), control)

    return run
