"""Grading on a Dask cluster, for real: the records of the local run, whoever comes, goes or dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import cluster_tools as tools
import msgspec
import pytest
import toy_course as toy
import toy_personal
from cluster_tools import DEADLY, FATAL, HEAVY, Cluster

from autograder.course import Course
from autograder.errors import ClusterError
from autograder.grading import Graded, Submission
from autograder.results import Report, ReportStatus
from autograder.runners.cluster import connection
from autograder.runners.cluster.messages import decode_work
from autograder.runners.cluster.runner import ClusterRunner
from autograder.runners.pool import Pool

NAMES = ("Ivanova Anna", "ben", "cleo", "dora", "emil", "fritz", "gala", "hugo")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return tools.write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def cluster(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler that stands a while, and two workers."""
    with tools.cluster_for(tmp_path_factory.mktemp("logs") / "shared", course) as cluster:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster


@pytest.fixture
def own_cluster(course: Course, tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers, for a test that ends some of it."""
    with tools.cluster_for(tmp_path / "logs", course) as cluster:
        yield cluster


def class_of(exercise: str, seconds: float = 0.0) -> list[Submission]:
    """Eight submissions, each a little different; each takes so long."""
    made = []
    for number, name in enumerate(NAMES):
        wait = f"import time; time.sleep({seconds})\n" if seconds else ""
        answers = {**toy.ANSWERS, "by_hand": f"{wait}A = 2.5 + {number % 3}"}
        made.append(Submission(name, exercise, toy.notebook(**answers)))
    return made


def records(gradings: list[Graded]) -> dict[str, Graded]:
    """By student, each once; without the seconds."""
    found = {}
    for each in gradings:
        report: Report = msgspec.structs.replace(each.report, seconds=0.0)
        assert report.student not in found
        found[report.student] = msgspec.structs.replace(each, report=report)
    return found


def locally(course: Course, submissions: list[Submission]) -> dict[str, Graded]:
    exercise = course.exercise(submissions[0].exercise)
    with Pool(course, exercise, workers=2) as pool:
        return records(list(pool.grade(submissions)))


def on(
    cluster: Cluster,
    course: Course,
    submissions: list[Submission],
    after_first: Callable[[], None] = lambda: None,
    say: Callable[[str], None] = print,
) -> dict[str, Graded]:
    """Grade on the cluster; do something once the first grading is there."""
    found = []
    exercise = course.exercise(submissions[0].exercise)
    with ClusterRunner(course, exercise, cluster.address, say) as runner:
        for each in runner.grade(submissions):
            found.append(each)
            if len(found) == 1:
                after_first()
    return records(found)


def test_the_records_are_those_of_the_local_run(course: Course, cluster: Cluster) -> None:
    answers = {
        "right": toy.ANSWERS,
        "stub": {},
        "mistake": {**toy.ANSWERS, "double": "def double(x):\n    return x**2"},
        "odd": {**toy.ANSWERS, "double": "def double(x):\n    return object()"},
        "crash": {**toy.ANSWERS, "total": "import os; os._exit(1)"},
    }
    submissions = [Submission(n, "toy", toy.notebook(**each)) for n, each in answers.items()]
    submissions.append(Submission("empty", "toy", b""))
    graded = on(cluster, course, submissions)
    assert graded == locally(course, submissions)
    assert graded["right"].report.score == 10
    assert graded["mistake"].report.score == 6


def test_personal_numbers_are_those_of_the_real_id(course: Course, cluster: Cluster) -> None:
    content = toy_personal.notebook(course, "ann")
    submissions = [Submission(name, toy_personal.NAME, content) for name in ("ann", "ben", "Ann ")]
    graded = on(cluster, course, submissions)
    assert graded == locally(course, submissions)
    assert [graded[name].report.score for name in ("ann", "ben", "Ann ")] == [4, 2, 4]


def test_what_travels(
    course: Course, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[bytes, str]] = []
    send = connection.Connection.send

    def caught(self: connection.Connection, data: bytes, key: str, *rest: object) -> object:
        sent.append((data, key))
        return send(self, data, key, *rest)

    monkeypatch.setattr(connection.Connection, "send", caught)
    on(cluster, course, class_of("toy"))
    for data, key in sent:
        assert not any(name.encode() in data or name in key for name in NAMES)
    students = [work.submission.student for data, _ in sent if (work := decode_work(data)).submission]
    assert len(set(students)) == len(NAMES)
    first = list(sent)
    sent.clear()
    on(cluster, course, class_of("toy")[:1])
    assert {key for _data, key in sent}.isdisjoint(key for _data, key in first)
    (again,) = [work.submission.student for data, _ in sent if (work := decode_work(data)).submission]
    assert again not in students


def test_gradings_can_be_taken_in_batches(course: Course, cluster: Cluster) -> None:
    with ClusterRunner(course, course.exercise("toy"), cluster.address) as runner:
        assert not runner.has_more(0)
        gradings = runner.grade(class_of("toy"))
        next(gradings)
        assert runner.has_more(tools.WAIT)
        assert len(list(gradings)) == len(NAMES) - 1
        assert not runner.has_more(0)


def test_a_worker_that_is_killed_costs_nothing(course: Course, own_cluster: Cluster) -> None:
    submissions = class_of("toy", 0.4)
    workers = [own_cluster.start_worker(2), own_cluster.start_worker(2)]

    def kill() -> None:
        os.kill(tools.dask_worker_of(workers[0]), signal.SIGKILL)  # its nanny starts another one
        workers[1].end(signal.SIGKILL)  # and the machine of this one is gone

    assert on(own_cluster, course, submissions, kill) == locally(course, submissions)


def test_a_run_waits_for_a_worker_with_a_gpu(course: Course, own_cluster: Cluster) -> None:
    submissions = class_of(HEAVY)
    own_cluster.start_worker()
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        own_cluster.start_worker(gpu=1, wait=False)

    assert on(own_cluster, course, submissions, say=say) == locally(course, submissions)
    (text,) = said
    assert "wait for a worker with a GPU" in text
    assert f"`autograder worker --scheduler {own_cluster.address} --gpu 1` starts one" in text


def test_a_scheduler_that_is_started_anew(course: Course, own_cluster: Cluster) -> None:
    submissions = class_of("toy", 0.4)
    worker = own_cluster.start_worker(2)
    said: list[str] = []

    def restart() -> None:
        own_cluster.kill_scheduler()
        own_cluster.start_scheduler()

    assert on(own_cluster, course, submissions, restart, said.append) == locally(
        course, submissions
    )
    assert worker.said("The scheduler has gone")


def test_a_scheduler_that_stays_away(
    course: Course, own_cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "AGAIN_SECONDS", 0.5)
    own_cluster.start_worker()
    found: list[str] = []
    with ClusterRunner(course, course.exercise("toy"), own_cluster.address) as runner:
        with pytest.raises(ClusterError, match="No scheduler has answered") as caught:
            for each in runner.grade(class_of("toy", 0.2)):
                found.append(each.report.student)
                if len(found) == 1:
                    own_cluster.kill_scheduler()
    assert found
    assert "what was finished is kept" in caught.value.todo
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match="No scheduler has answered"):
        ClusterRunner(course, course.exercise("toy"), own_cluster.address)


def test_whoever_ends_the_workers_has_no_verdict(course: Course, tmp_path: Path) -> None:
    submissions = class_of(DEADLY)[:4]
    fatal = toy.notebook(**{**toy.ANSWERS, "by_hand": f"A = {FATAL}"})
    submissions.insert(1, Submission("the fatal one", DEADLY, fatal))
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with tools.cluster_for(tmp_path / "logs", course, **once) as cluster:
        cluster.start_worker(2)
        graded = on(cluster, course, submissions)
    fatal_one = graded.pop("the fatal one").report
    assert fatal_one.status is ReportStatus.INTERNAL
    assert "workers have ended while they graded this" in " ".join(fatal_one.notes)
    assert [question.name for question in fatal_one.questions] == ["by_hand", "double", "total"]
    assert graded == locally(course, [each for each in submissions if each.student in graded])


def test_a_worker_that_does_not_fit_is_not_used(course: Course, own_cluster: Cluster, tmp_path: Path) -> None:
    other = tools.write_course(tmp_path / "other")
    checks = other.exercise("toy").folder / "checks.py"
    checks.write_text(checks.read_text() + "\n")
    own_cluster.start_worker(course=other)
    with ClusterRunner(course, course.exercise("toy"), own_cluster.address) as runner:
        with pytest.raises(ClusterError, match="differs in toy. Copy the course there") as caught:
            assert runner.isolation
    assert str(caught.value).startswith("the worker ")
    plain = own_cluster.start_plain_worker("--host", "127.0.0.1", "--resources", "CPU=1", "--no-nanny")
    tools.until(lambda: plain.said("Registered to"))
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)

    own_cluster.start_worker()
    submissions = class_of("toy", 0.2)
    assert on(own_cluster, course, submissions, say=say) == locally(course, submissions)
    assert all("is not used" in text for text in said)
    assert said
