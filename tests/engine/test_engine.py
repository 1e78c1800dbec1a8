"""What an engine does with its grader process, which a test plays here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy

from autograder.course import Exercise
from autograder.engine import engine as engines
from autograder.engine.engine import WINDOW, Engine
from autograder.engine.messages import (
    Cancel,
    Cancelled,
    Done,
    Examined,
    Failed,
    Job,
    Open,
    Opened,
    Setup,
    Unable,
)
from autograder.engine.ticket import Reader
from autograder.errors import CourseError, SandboxError, UsageError
from autograder.grading import Graded, Submission
from autograder.results import QuestionResult, Report, ReportStatus, Status

QUESTIONS = tuple(
    QuestionResult(name=name, status=Status.PASSED, score=1.0, max_score=1.0) for name in "ab"
)


def verdict(submission: Submission, *, again: bool = False, score: float = 2.0) -> Graded:
    report = Report(
        exercise="toy",
        student=submission.student,
        status=ReportStatus.GRADED,
        score=score,
        max_score=2.0,
        questions=QUESTIONS,
    )
    return Graded(report, b"", again=again)


def given(*names: str) -> list[Submission]:
    return [Submission(name, "toy", b"") for name in names]


class Played:
    """Stands for a grader process: a test sees what is sent, and says what comes."""

    def __init__(self, setup: Setup, hear: Callable[[Any], None], ended: Callable[[], None]):
        self.setup, self.hear, self.ended = setup, hear, ended
        self.sent: list[Any] = []
        self.number = id(self)
        self.closed = False

    def send(self, message: Any) -> None:
        self.sent.append(message)

    def close(self) -> None:
        self.closed = True

    def jobs(self) -> list[str]:
        """Who was sent to be graded, in that order."""
        return [each.submission.student for each in self.sent if isinstance(each, Job)]

    def job(self, student: str) -> Job:
        """The last one of a student."""
        return [e for e in self.sent if isinstance(e, Job) and e.submission.student == student][-1]

    def finish(self, student: str, **options: Any) -> None:
        job = self.job(student)
        self.hear(Done(job.number, verdict(job.submission, **options)))


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return toy.write_course(tmp_path).exercise("toy")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Played]:
    """The grader processes that were started."""
    started: list[Played] = []

    def start(*arguments: Any) -> Played:
        started.append(Played(*arguments))
        return started[-1]

    monkeypatch.setattr(engines, "GraderProcess", start)
    return started


@pytest.fixture
def engine(played: list[Played]) -> Iterator[Engine]:
    with Engine(workers=1) as made:
        yield made


def test_nothing_is_started_before_it_is_needed(engine: Engine, played: list[Played]) -> None:
    assert played == [] and engine.processes() == []


def test_only_a_few_are_sent_ahead(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    names = [f"s{number:02}" for number in range(WINDOW + 2)]
    tickets = [engine.submit(exercise, each) for each in given(*names)]
    [process] = played
    assert process.jobs() == names[:WINDOW]
    process.finish("s01")
    assert process.jobs() == names[: WINDOW + 1]
    assert [ticket.done for ticket in tickets[:2]] == [False, True]


def test_a_higher_priority_comes_first(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    first = [f"s{number}" for number in range(WINDOW)]
    for each in given(*first, "low"):
        engine.submit(exercise, each)
    engine.submit(exercise, *given("high"), priority=5)
    [process] = played
    assert process.jobs() == [*first, "high"]  # it does not wait for the others at all
    process.finish("s0")
    process.finish("s1")
    assert process.jobs() == [*first, "high", "low"]
    assert process.job("high").priority == 5  # where the process has several, it goes on so


def test_what_the_machine_may_have_caused_is_tried_once_more_alone(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    ann, ben, cy = (engine.submit(exercise, each) for each in given("ann", "ben", "cy"))
    [process] = played
    process.finish("ann", again=True, score=0.0)
    assert process.jobs() == ["ann", "ben", "cy"]  # the others go on first
    process.finish("ben")
    later = engine.submit(exercise, *given("later"))
    assert process.jobs() == ["ann", "ben", "cy"]
    process.finish("cy")
    assert process.jobs() == ["ann", "ben", "cy", "ann"]
    process.finish("ann", again=True, score=1.0)
    assert ann.result().report.score == 1.0
    assert process.jobs() == ["ann", "ben", "cy", "ann", "later"]
    assert ben.done and cy.done and not later.done


def test_questions_are_told_once(engine: Engine, played: list[Played], exercise: Exercise) -> None:
    told: list[str] = []
    ticket = engine.submit(exercise, *given("ann"), on_question=lambda each: told.append(each.name))
    [process] = played
    number = process.job("ann").number
    process.hear(Examined(number, QUESTIONS[0]))
    assert told == ["a"]
    process.finish("ann", again=True)
    process.hear(Examined(number, QUESTIONS[0]))
    process.hear(Examined(number, QUESTIONS[1]))
    process.finish("ann")
    assert ticket.done and told == ["a", "b"]


def test_where_it_is_told_nobody_waits(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    other = engine.submit(exercise, *given("ben"))
    refused: list[str] = []

    def wait(_question: QuestionResult) -> None:
        ways = (
            other.result,
            lambda: engine.isolation(exercise),
            lambda: list(engine.grade(exercise, given("cy"))),
        )
        for way in ways:
            with pytest.raises(UsageError, match="Wait for it in a thread of your own") as caught:
                way()
            refused.append(caught.value.what)

    engine.submit(exercise, *given("ann"), on_question=wait)
    [process] = played
    told = Reader(target=process.finish, args=("ann",))
    told.start()
    told.join()
    assert len(refused) == 3 * len(QUESTIONS) and process.jobs() == ["ben", "ann"]


def test_what_is_taken_back_is_not_graded_or_ended(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    names = [f"s{number}" for number in range(WINDOW + 1)]
    tickets = [engine.submit(exercise, each) for each in given(*names)]
    [process] = played
    assert tickets[-1].cancel()  # it had not been sent
    assert tickets[0].cancel()
    number = process.job("s0").number
    assert process.sent[-1] == Cancel(number)
    process.hear(Cancelled(number))
    process.finish("s1")
    assert not tickets[1].cancel()
    assert process.jobs() == names[:WINDOW]
    for ticket in (tickets[0], tickets[-1]):
        with pytest.raises(CancelledError):
            ticket.result()


def test_a_process_that_ends_costs_what_was_under_way_alone(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    names = [f"s{number}" for number in range(WINDOW + 1)]
    tickets = [engine.submit(exercise, each) for each in given(*names)]
    ready = engine.open(exercise)
    played[0].ended()
    for ticket in tickets[:WINDOW]:
        with pytest.raises(SandboxError, match="ended unexpectedly"):
            ticket.result()
    with pytest.raises(SandboxError):
        ready.result()
    assert len(played) == 2 and played[1].jobs() == names[WINDOW:]
    played[1].finish(names[-1])
    assert tickets[-1].result().report.score == 2.0


@pytest.mark.parametrize("later", [SandboxError, RuntimeError], ids=["known", "a fault of ours"])
def test_where_no_process_can_be_started_nobody_waits(
    engine: Engine,
    played: list[Played],
    exercise: Exercise,
    monkeypatch: pytest.MonkeyPatch,
    later: type[Exception],
) -> None:
    kind: type[Exception] = SandboxError

    def full(*_arguments: Any) -> Played:
        raise kind("The grading process cannot be started.")

    with monkeypatch.context() as patched:
        patched.setattr(engines, "GraderProcess", full)
        with pytest.raises(SandboxError):
            engine.submit(exercise, *given("refused"))
        with pytest.raises(SandboxError):
            engine.open(exercise)
    names = [f"s{number}" for number in range(WINDOW + 1)]
    tickets = [engine.submit(exercise, each) for each in given(*names)]
    assert played[0].jobs() == names[:WINDOW]
    monkeypatch.setattr(engines, "GraderProcess", full)
    kind = later
    played[0].ended()
    for ticket in tickets:
        with pytest.raises(SandboxError):
            ticket.result()


def test_an_exercise_that_cannot_be_opened_says_so_to_each(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    ticket = engine.submit(exercise, *given("ann"))
    opening = engine.open(exercise)
    [process] = played
    failed = Failed.by(CourseError("No checks.", where="here", todo="Write some."))
    process.hear(Unable(process.job("ann").number, failed))
    asked = next(each for each in process.sent if isinstance(each, Open))
    process.hear(Unable(asked.number, failed))
    for future in (ticket.future, opening):
        with pytest.raises(CourseError, match=r"here: No checks\. Write some\."):
            future.result()


def test_the_level_of_isolation_is_asked_for_once(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    opening = engine.open(exercise)
    [process] = played
    [asked] = process.sent
    assert not opening.cancel()  # whose patience has ended costs nobody else anything
    process.hear(Opened(asked.number, "full"))
    assert opening.result() == engine.isolation(exercise) == "full"
    assert process.sent == [asked]


def test_who_waits_when_it_is_closed_hears_it(played: list[Played], exercise: Exercise) -> None:
    engine = Engine(workers=1)
    tickets = [engine.submit(exercise, each) for each in given(*"abcdefgh")]
    engine.close()
    assert played[0].closed
    for ticket in tickets:
        with pytest.raises(SandboxError, match="closed before this was done"):
            ticket.result()
    with pytest.raises(UsageError, match="closed"):
        engine.submit(exercise, *given("late"))


def test_a_class_that_is_left_is_taken_back(
    engine: Engine, played: list[Played], exercise: Exercise
) -> None:
    gradings = engine.grade(exercise, given(*"abcdefgh"))
    [process] = played or [None]  # nothing is sent before somebody asks
    assert process is None
    threading.Timer(0.1, lambda: played[0].finish("a")).start()
    submission, graded = next(gradings)
    assert (submission.student, graded.report.student) == ("a", "a")
    gradings.close()
    taken_back = [each for each in played[0].sent if isinstance(each, Cancel)]
    assert len(taken_back) == len(played[0].jobs()) - 1
