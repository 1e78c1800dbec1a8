"""What every engine promises to those who use it, the real one and the fake."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from gradings import grade_here

from autograder.course import Course, Exercise
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.engine.ticket import Ticket
from autograder.errors import CourseError, SandboxError, UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Status
from autograder.wire.channel import MAX_MESSAGE

RIGHT = toy.notebook(**toy.ANSWERS)
SLOW = toy.notebook(**{**toy.ANSWERS, "by_hand": "import time; time.sleep(4)\nA = 2.5"})
AnyEngine = Engine | FakeEngine


def submission(student: str, content: bytes = RIGHT) -> Submission:
    return Submission(student, "toy", content)


def really(exercise: Exercise, given: Submission) -> Graded:
    """What a fake engine says: what a real one would."""
    [graded] = grade_here(exercise, [given])
    return graded


@pytest.fixture(scope="module", params=[Engine, FakeEngine], ids=["real", "fake"])
def engine(request: pytest.FixtureRequest) -> Iterator[AnyEngine]:
    with Engine(workers=1) if request.param is Engine else FakeEngine(really) as made:
        yield made


@pytest.fixture
def while_busy(engine: AnyEngine, exercise: Exercise) -> Iterator[Callable[[], Ticket | None]]:
    """What keeps an engine busy, so that everything after it has to wait."""

    def keep() -> Ticket | None:
        if isinstance(engine, FakeEngine):
            engine.hold()
            return None
        return engine.submit(exercise, submission("slow", SLOW), priority=9)

    yield keep
    if isinstance(engine, FakeEngine):
        engine.go_on()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return toy.write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def exercise(course: Course) -> Exercise:
    return course.exercise("toy")


def go_on(engine: AnyEngine) -> None:
    if isinstance(engine, FakeEngine):
        engine.go_on()


def test_each_submission_comes_back_once_with_its_grading(
    engine: AnyEngine, exercise: Exercise
) -> None:
    given = [submission(name) for name in ("ann", "ann", "ben")]  # of one student, two may come
    pairs = list(engine.grade(exercise, given))
    assert sorted(id(each) for each, _graded in pairs) == sorted(map(id, given))
    assert [graded.report.student for _each, graded in pairs] == [e.student for e, _g in pairs]
    assert {graded.report.score for _each, graded in pairs} == {10}
    assert list(engine.grade(exercise, [])) == []


def test_each_question_is_told_before_the_report(engine: AnyEngine, exercise: Exercise) -> None:
    told: list[tuple[str, Status]] = []
    ticket = engine.submit(
        exercise, submission("ann"), on_question=lambda each: told.append((each.name, each.status))
    )
    report = ticket.result().report
    assert told == [(each.name, each.status) for each in report.questions]
    assert len(told) == 3


def test_a_question_in_which_the_machine_may_have_had_a_hand_is_told_like_the_others(
    engine: AnyEngine, exercise: Exercise
) -> None:
    told: list[QuestionResult] = []
    endless = submission("ann", toy.notebook(**{**toy.ANSWERS, "total": "while True: pass"}))
    ticket = engine.submit(exercise, endless, on_question=told.append, alone=True)  # the last try
    report = ticket.result().report
    assert [each.name for each in told] == ["by_hand", "double", "total"]
    assert told == list(report.questions)
    assert told[-1].status is Status.TIMEOUT


def test_one_question_alone_gets_its_verdict_and_no_other_is_examined(
    engine: AnyEngine, exercise: Exercise
) -> None:
    told: list[str] = []
    one = Submission("ann", "toy", RIGHT, questions=("double",))
    ticket = engine.submit(exercise, one, on_question=lambda each: told.append(each.name))
    [found] = ticket.result().report.questions
    whole = engine.submit(exercise, submission("ann")).result().report.questions
    assert found == next(each for each in whole if each.name == "double")
    assert told == ["double"]


def test_who_is_told_waits_for_nothing_that_would_never_come(
    engine: AnyEngine, exercise: Exercise
) -> None:
    came: list[object] = []

    def wait(_result: QuestionResult) -> None:
        try:
            came.append(engine.submit(exercise, submission("ben")).result().report.score)
        except UsageError as error:
            came.append(error.todo)

    engine.submit(exercise, submission("ann"), on_question=wait).result()
    assert came and set(came) <= {10, "Wait for it in a thread of your own."}


def test_a_question_that_is_not_there_is_refused_and_costs_no_other(
    engine: AnyEngine, exercise: Exercise
) -> None:
    unknown = Submission("ann", "toy", RIGHT, questions=("double", "sum"))
    with pytest.raises(UsageError, match="no question 'sum'"):
        engine.submit(exercise, unknown).result()
    assert engine.submit(exercise, submission("ann")).result().report.score == 10


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("ann.ipynb", "no submission: Expected `object`, got `str`"),
        (Submission("ann", "toy", RIGHT.decode()), r"got `str` - at `\$.content`"),  # type: ignore[arg-type]
        (Submission("ann", "toy", RIGHT, questions="double"), r"at `\$.questions`"),  # type: ignore[arg-type]
        (Submission("ann\udcff", "toy", RIGHT), "surrogates not allowed"),
        (Submission("ann", "toy", Path("ann.ipynb")), "Encoding objects"),  # type: ignore[arg-type]
    ],
    ids=["a path", "text", "one name", "no name", "no bytes"],
)
def test_what_is_no_submission_is_refused_and_costs_no_other(
    engine: AnyEngine, exercise: Exercise, wrong: Any, said: str
) -> None:
    ticket = engine.submit(exercise, submission("ann"))
    with pytest.raises(UsageError, match=said):
        engine.submit(exercise, wrong)
    assert ticket.result().report.score == 10


def test_a_name_is_no_exercise_and_a_half_no_priority(
    engine: AnyEngine, exercise: Exercise
) -> None:
    wrong: Any = "toy"
    with pytest.raises(UsageError, match=r"'toy' is no exercise\. Take one of a course"):
        engine.submit(wrong, submission("ann"))
    with pytest.raises(UsageError, match=r"^Submission\(.{1,40} is no exercise"):
        engine.submit(submission("ann"), submission("ann"))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="'toy' is no exercise"):
        engine.isolation(wrong)
    for wrong in (1.5, 1 << 64):
        with pytest.raises(UsageError, match=f"{wrong} is no priority"):
            engine.submit(exercise, submission("ann"), priority=wrong)
    assert engine.submit(exercise, submission("ann")).result().report.score == 10


def test_what_cannot_be_sent_is_refused_and_costs_no_other(
    engine: AnyEngine, exercise: Exercise, tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    nameless = toy.write_course(folder).exercise("toy")
    ticket = engine.submit(exercise, submission("ann"))
    with pytest.raises(UsageError, match="too large to be graded: 67,109,"):
        engine.submit(exercise, submission("ann", bytes(MAX_MESSAGE)))
    with pytest.raises(UsageError, match=r"is no text: .*caf\\udce9\. Give it another name"):
        engine.submit(nameless, submission("ann"))
    with pytest.raises(UsageError, match="is no text"):
        engine.open(nameless)
    assert ticket.result().report.score == 10


def test_a_caller_who_stops_over_a_question_ends_nothing(
    engine: AnyEngine, exercise: Exercise, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = engine.submit(exercise, submission("ann"), on_question=lambda each: 1 / 0)
    assert ticket.result(300).report.score == 10
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == (
        [ZeroDivisionError] * 3
    )
    assert engine.submit(exercise, submission("ann")).result(300).report.score == 10


def test_a_caller_who_wants_to_end_all_ends_nothing(engine: AnyEngine, exercise: Exercise) -> None:
    ticket = engine.submit(exercise, submission("ann"), on_question=lambda _each: sys.exit(1))
    assert ticket.result().report.score == 10


def test_a_caller_who_stops_when_it_is_done_ends_nothing(
    engine: AnyEngine, exercise: Exercise
) -> None:
    ticket, heard = engine.submit(exercise, submission("ann")), threading.Event()
    ticket.when_done(lambda _ticket: sys.exit(1))
    ticket.when_done(lambda _ticket: heard.set())
    assert heard.wait(60.0)
    assert engine.submit(exercise, submission("ann")).result(60.0).report.score == 10


def test_who_is_told_may_close_the_engine(exercise: Exercise) -> None:
    engine, closed = Engine(workers=1), threading.Event()

    def close(_ticket: Ticket) -> None:
        engine.close()
        closed.set()

    ticket = engine.submit(exercise, submission("ann"))
    later = engine.submit(exercise, submission("bob", SLOW))
    ticket.when_done(close)
    assert closed.wait(60.0)
    with pytest.raises(SandboxError, match="closed before this was done"):
        later.result(60.0)


def test_how_well_code_is_kept_in(engine: AnyEngine, exercise: Exercise) -> None:
    assert engine.isolation(exercise) == engine.open(exercise).result() == "full"


def test_of_those_that_wait_the_higher_priority_comes_first(
    engine: AnyEngine, exercise: Exercise, while_busy: Callable[[], Ticket | None]
) -> None:
    done: list[str] = []
    while_busy()
    tickets = [
        engine.submit(exercise, submission(name), priority=priority)
        for name, priority in (("low", 0), ("also low", 0), ("high", 2), ("higher", 3))
    ]
    for ticket in tickets:
        ticket.when_done(lambda each: done.append(each.submission.student))
    go_on(engine)
    for ticket in tickets:
        ticket.result()
    assert done == ["higher", "high", "low", "also low"]


def test_what_is_taken_back_is_not_graded_and_the_others_are(
    engine: AnyEngine, exercise: Exercise, while_busy: Callable[[], Ticket | None]
) -> None:
    slow = while_busy()
    first, second = (engine.submit(exercise, submission(name)) for name in ("first", "second"))
    assert first.cancel()
    assert slow is None or slow.cancel()  # this one is under way
    go_on(engine)
    assert second.result().report.score == 10
    assert not second.cancel()
    for ticket in filter(None, (first, slow)):
        with pytest.raises(CancelledError):
            ticket.result()


def test_an_exercise_that_is_broken_costs_no_other(
    engine: AnyEngine, exercise: Exercise, tmp_path: Path
) -> None:
    broken = toy.write_course(tmp_path, checks="def broken(:").exercise("toy")
    with pytest.raises(CourseError, match="SyntaxError"):
        engine.submit(broken, submission("ann")).result()
    assert engine.submit(exercise, submission("ann")).result().report.score == 10


def test_a_change_in_the_exercise_counts_from_the_next_submission_on(
    engine: AnyEngine, tmp_path: Path
) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    assert engine.submit(exercise, submission("ann")).result().report.score == 10
    solution = exercise.file("solution.py")
    text = solution.read_text(encoding="utf-8").replace("2.0 * x", "3.0 * x")
    solution.write_text(text, encoding="utf-8")
    assert engine.submit(exercise, submission("ann")).result().report.score < 10


def test_a_closed_engine_takes_nothing(exercise: Exercise) -> None:
    for engine in (Engine(), FakeEngine(really)):
        engine.close()
        with pytest.raises(UsageError, match="closed"):
            engine.submit(exercise, submission("ann"))


@pytest.mark.parametrize("workers", [0, -1, 1.5, 1 << 64])
def test_an_engine_without_workers_is_none(workers: Any) -> None:
    with pytest.raises(UsageError, match="workers cannot grade anything"):
        Engine(workers)


@pytest.mark.parametrize("megabytes", [0, -1, 1.5, 1 << 64])
def test_an_engine_without_memory_is_none(megabytes: Any) -> None:
    with pytest.raises(UsageError, match="megabytes can keep nothing warm"):
        Engine(1, memory_megabytes=megabytes)
