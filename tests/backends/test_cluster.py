"""Grading on a Dask cluster, for real: the records of the local run, whoever comes, goes, dies."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cluster_tools as tools
import msgspec
import pytest
import toy_course as toy
import toy_personal
from cluster_tools import DEADLY, FATAL, HEAVY, Cluster, Started
from gradings import graded_by

from autograder.backends.dask import connection
from autograder.backends.dask.messages import decode_work
from autograder.backends.dask.runner import ClusterRunner
from autograder.classroom.runner import device_for
from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.errors import ClusterError
from autograder.grading import Graded, Submission
from autograder.results import Report, ReportStatus, Status

Locally = Callable[[list[Submission]], dict[str, Graded]]

NAMES = ("Ivanova Anna", "ben", "cleo", "dora", "emil", "fritz")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return tools.write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def shared(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler, which gives a submission up when it has ended two workers."""
    often = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    cluster = Cluster(tmp_path_factory.mktemp("logs"), course, **often)
    yield cluster
    cluster.close()


@pytest.fixture
def cluster(shared: Cluster) -> Cluster:
    """The scheduler and two workers, whatever the last test has ended."""
    shared.repair(workers=2)
    return shared


@pytest.fixture(scope="module")
def locally(course: Course) -> Iterator[Locally]:
    """The records of the local run."""
    with Engine(workers=2) as engine:

        def grade(submissions: list[Submission]) -> dict[str, bytes]:
            exercise = course.exercise(submissions[0].exercise)
            return records(graded_by(engine, exercise, submissions))

        yield grade


@pytest.fixture(autouse=True)
def connections_of_dask() -> Iterator[None]:
    """Dask's client tries to connect once more when its scheduler has gone. Where we close it
    meanwhile, its half-made socket is left to the garbage collector, which would tell another
    test. So it is collected here."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def class_of(exercise: str, seconds: float = 0.0) -> list[Submission]:
    """A submission of each, a little different; each takes so long."""
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
    with ClusterRunner(exercise, cluster.address, say) as runner:
        for _submission, each in runner.grade(exercise, submissions):
            found.append(each)
            if len(found) == 1:
                after_first()
    return records(found)


def test_the_records_are_those_of_the_local_run(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    answers = {
        "right": toy.ANSWERS,
        "stub": {},
        "mistake": {**toy.ANSWERS, "double": "def double(x):\n    return x**2"},
        "odd": {**toy.ANSWERS, "double": "def double(x):\n    return object()"},
        "crash": {**toy.ANSWERS, "total": "import os; os._exit(1)"},
        "loop": {**toy.ANSWERS, "total": "while True: pass"},
    }
    submissions = [Submission(n, "toy", toy.notebook(**each)) for n, each in answers.items()]
    submissions.append(Submission("empty", "toy", b""))
    graded = on(cluster, course, submissions)
    assert graded == locally(submissions)
    assert graded["right"].report.score == 10
    assert graded["mistake"].report.score == 6
    assert graded["loop"].report.questions[2].status is Status.TIMEOUT


def test_personal_numbers_are_those_of_the_real_id(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    content = toy_personal.notebook(course, "ann")
    submissions = [Submission(name, toy_personal.NAME, content) for name in ("ann", "ben", "Ann ")]
    graded = on(cluster, course, submissions)
    assert graded == locally(submissions)
    assert [graded[name].report.score for name in ("ann", "ben", "Ann ")] == [4, 2, 4]


def test_no_name_travels(course: Course, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[bytes, str]] = []
    send = connection.Connection.send

    def caught(self: connection.Connection, data: bytes, key: str, *rest: Any) -> Any:
        sent.append((data, key))
        return send(self, data, key, *rest)

    monkeypatch.setattr(connection.Connection, "send", caught)
    on(cluster, course, class_of("toy"))
    on(cluster, course, class_of("toy"))
    for data, key in sent:
        assert not any(name.encode() in data or name in key for name in NAMES)
    students = {
        work.submission.student for data, _ in sent if (work := decode_work(data)).submission
    }
    assert len(students) == 2 * len(NAMES)  # others in each run
    assert len({key for _data, key in sent}) == len(sent)


def test_workers_that_are_killed_cost_nothing(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    submissions = class_of("toy", 0.4)

    def kill() -> None:
        first, second = cluster.workers
        os.kill(tools.dask_worker_of(first), signal.SIGKILL)  # its nanny starts another one
        second.end(signal.SIGKILL)  # and the machine of this one is gone

    assert on(cluster, course, submissions, kill) == locally(submissions)


def test_a_run_waits_for_a_worker_with_a_gpu(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    submissions = class_of(HEAVY)
    said: list[str] = []
    started: list[Started] = []

    def say(text: str) -> None:
        said.append(text)
        started.append(cluster.start_worker(gpu=1, wait=False))

    heavy = course.exercise(HEAVY)
    assert device_for(heavy, None, cluster.address).device == "cpu"  # its fallback
    assert on(cluster, course, submissions, say=say) == locally(submissions)
    assert device_for(heavy, None, cluster.address).device == "gpu"
    assert len(said) == 1, said
    text = said[0]
    assert "wait for a worker with a GPU" in text
    assert f"`autograder worker --scheduler {cluster.address} --gpu 1` starts one" in text
    assert started[0].press_ctrl_c() == 0
    assert "Traceback" not in started[0].log.read_text()


def anew(cluster: Cluster) -> None:
    """End the scheduler, and start one in its place."""
    cluster.scheduler.end(signal.SIGKILL)
    cluster.start_scheduler()


def test_a_scheduler_that_is_started_anew(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    submissions = class_of("toy", 0.4)
    said: list[str] = []

    graded = on(cluster, course, submissions, lambda: anew(cluster), said.append)
    assert graded == locally(submissions)
    assert "Waiting for it to come back" in said[0]
    assert cluster.workers[0].said("The scheduler has gone")


def test_a_client_that_was_connecting_anew_while_it_was_closed(
    course: Course, cluster: Cluster, locally: Locally, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = connection.Client.close

    def meet(client: connection.Client) -> None:
        close(client)
        raise RuntimeError("ConnectionPool is closed")  # what Dask says there

    monkeypatch.setattr(connection.Client, "close", meet)
    submissions = class_of("toy", 0.4)

    graded = on(cluster, course, submissions, lambda: anew(cluster))
    assert graded == locally(submissions)


def test_a_scheduler_that_stays_away(
    course: Course, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "AGAIN_SECONDS", 0.5)
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.5)
    found = []
    with ClusterRunner(course.exercise("toy"), cluster.address) as runner:
        gradings = runner.grade(course.exercise("toy"), class_of("toy", 0.2))
        found.append(next(gradings))
        cluster.scheduler.end(signal.SIGKILL)
        with pytest.raises(ClusterError, match="No scheduler has answered") as caught:
            found += gradings
    assert "what was finished is kept" in caught.value.todo
    with pytest.raises(ClusterError, match="No scheduler has answered"):
        ClusterRunner(course.exercise("toy"), cluster.address)


def test_whoever_ends_the_workers_has_no_verdict(
    course: Course, cluster: Cluster, locally: Locally
) -> None:
    submissions = class_of(DEADLY)
    fatal = toy.notebook(**{**toy.ANSWERS, "by_hand": f"A = {FATAL}"})
    submissions.insert(1, Submission("the fatal one", DEADLY, fatal))
    graded = on(cluster, course, submissions)
    fatal_one = graded.pop("the fatal one").report
    assert fatal_one.status is ReportStatus.INTERNAL
    assert "workers have ended while they graded this" in " ".join(fatal_one.notes)
    assert [question.name for question in fatal_one.questions] == ["by_hand", "double", "total"]
    assert graded == locally([each for each in submissions if each.student in graded])


def test_a_worker_that_does_not_fit_is_not_used(
    course: Course, cluster: Cluster, locally: Locally, tmp_path: Path
) -> None:
    folder = shutil.copytree(course.folder, tmp_path / "other")
    for name in ("toy", HEAVY):
        (folder / "solutions" / name / "checks.py").write_text(toy.CHECKS + "\n")
    differs = cluster.start_worker(gpu=1, course=load_course(folder))
    with (
        ClusterRunner(course.exercise(HEAVY), cluster.address) as runner,
        pytest.raises(ClusterError, match=r"differs in heavy, or") as caught,
    ):
        assert runner.isolation(course.exercise(HEAVY))
    assert str(caught.value).startswith("the worker ")
    plain = cluster.start_plain_worker("--host", "127.0.0.1", "--resources", "CPU=1", "--no-nanny")
    tools.until(lambda: plain.said("Registered to"))
    said: list[str] = []
    submissions = class_of("toy", 0.2)
    assert on(cluster, course, submissions, say=said.append) == locally(submissions)
    assert said and all("is not used" in text for text in said)
    differs.end()
    plain.end()
