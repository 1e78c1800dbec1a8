"""What a service sends to a cluster, and what comes of it, with a connection that a test plays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_course as toy
from cluster_tools import until

from autograder.backends.dask import crew as crews
from autograder.backends.dask.engine import ClusterEngine
from autograder.backends.dask.messages import (
    Lost,
    Ready,
    Refused,
    Reply,
    Verdict,
    Work,
    decode_work,
)
from autograder.course import Course, Exercise
from autograder.engine.messages import Failed
from autograder.errors import ClusterError, CourseError
from autograder.grading import Graded, Submission
from autograder.results import Report, ReportStatus

WAIT = 60.0
Answers = Callable[[Work], Reply | None]


class Sent:
    """A future of Dask's that a test finishes."""

    def __init__(self, work: Work, priority: int) -> None:
        self.work, self.priority = work, priority
        self.reply: Reply | None = None
        self._calls: list[Callable[[Any], None]] = []
        self._lock = threading.Lock()

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        with self._lock:
            if self.reply is None:
                self._calls.append(call)
                return
        call(self)

    def finish(self, reply: Reply) -> None:
        with self._lock:
            self.reply, calls = reply, self._calls
        for call in calls:
            call(self)


class Cluster:
    """One worker with one place; `answers` says what it replies at once, None for later."""

    is_lost = False

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.answers: Answers = lambda _work: None

    def places(self, _resource: str) -> dict[str, int]:
        return {"worker": 1}

    def send(self, data: bytes, _key: str, _resource: str, _workers: object, priority: int) -> Sent:
        sent = Sent(decode_work(data), priority)
        self.sent.append(sent)
        reply = self.answers(sent.work)
        if reply is not None:
            sent.finish(reply)
        return sent

    def fetch(self, future: Sent) -> Reply | None:
        return future.reply

    def close(self) -> None:
        pass

    @property
    def students(self) -> list[str]:
        """Of what was sent to be graded: the contents, which say whose it is."""
        return [each.work.submission.content.decode() for each in self.sent if each.work.submission]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    played = Cluster()
    monkeypatch.setattr(crews, "Connection", lambda _address: played)
    return played


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[ClusterEngine]:
    with ClusterEngine("tcp://127.0.0.1:1", print) as engine:
        yield engine


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    course: Course = toy.write_course(tmp_path)
    return course.exercise("toy")


def ready(work: Work) -> Reply | None:
    return Ready("full") if work.submission is None else None


def graded(work: Work) -> Reply:
    if work.submission is None:
        return Ready("full")
    report = Report(
        exercise="toy", student=work.submission.student, status=ReportStatus.GRADED, score=1.0,
        max_score=1.0, questions=(), seconds=0.0,
    )  # fmt: skip
    return Verdict(Graded(report, b""))


def of(name: str) -> Submission:
    return Submission(name, "toy", name.encode())


def test_a_grading_has_the_real_name_and_travels_without(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    cluster.answers = graded
    assert engine.submit(exercise, of("ann")).result(WAIT).report.student == "ann"
    sent = cluster.sent[-1].work
    assert sent.submission is not None and sent.submission.student != "ann"
    assert sent.isolation == "full"
    assert engine.isolation(exercise) == "full"


def test_a_check_does_not_wait_behind_hand_ins(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    cluster.answers = ready
    until(lambda: engine.workers == crews.WINDOW)
    for name in ("ann", "bob", "cleo", "dora"):
        engine.submit(exercise, of(name))
    until(lambda: len(cluster.students) == crews.WINDOW)
    engine.submit(exercise, of("emil"), priority=10)
    until(lambda: cluster.students == ["ann", "bob", "emil"])
    assert cluster.sent[-1].priority == 10


def test_what_was_lost_is_tried_once_more_and_then_has_no_verdict(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    cluster.answers = lambda work: ready(work) or Lost("It has ended.")
    report = engine.submit(exercise, of("ann")).result(WAIT).report
    assert report.status is ReportStatus.INTERNAL and report.student == "ann"
    assert [each.work.alone for each in cluster.sent if each.work.submission] == [False, True]
    report = engine.submit(exercise, of("bob"), once=True).result(WAIT).report
    assert report.status is ReportStatus.INTERNAL
    assert cluster.students == ["ann", "ann", "bob"] and cluster.sent[-1].work.once


def test_where_all_refuse_it_is_said_and_asked_anew_later(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    cluster.answers = lambda _work: Refused("worker", "node 1", "It is another version.", "See.")
    for _time in range(2):
        with pytest.raises(ClusterError, match="another version"):
            engine.submit(exercise, of("ann")).result(WAIT)
    cluster.answers = graded
    assert engine.submit(exercise, of("ann")).result(WAIT).report.score == 1.0


def test_what_a_worker_cannot_grade_is_an_error(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    failed = Failed.by(CourseError("Its checks are broken."))
    cluster.answers = lambda _work: failed
    with pytest.raises(CourseError, match="broken"):
        engine.submit(exercise, of("ann")).result(WAIT)
    cluster.answers = lambda work: ready(work) or failed
    with pytest.raises(CourseError, match="broken"):
        engine.submit(exercise, of("bob")).result(WAIT)


def test_what_nobody_wants_is_not_sent(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    cluster.answers = ready
    tickets = [engine.submit(exercise, of(name)) for name in ("ann", "bob", "cleo", "dora")]
    until(lambda: cluster.students == ["ann", "bob"])
    assert tickets[2].cancel()
    for sent in list(cluster.sent):
        if sent.work.submission is not None:
            sent.finish(graded(sent.work))
    until(lambda: cluster.students == ["ann", "bob", "dora"])
    assert tickets[1].result(WAIT).report.student == "bob"


def test_who_waits_when_it_is_closed_hears_so(
    engine: ClusterEngine, cluster: Cluster, exercise: Exercise
) -> None:
    tickets = [engine.submit(exercise, of("ann"))]
    cluster.answers = ready
    engine.close()
    for ticket in tickets:
        assert ticket.future.exception(WAIT) is not None
    with pytest.raises(Exception, match="closed"):
        engine.submit(exercise, of("ann"))
