"""`autograder serve --scheduler`: what students send is graded by the workers of a Dask cluster."""

from __future__ import annotations

import gc
import os
import signal
import warnings
from pathlib import Path

from cluster_tools import Cluster, dask_worker_of
from service_tools import answers, browser, csrf, hand_in, is_graded, make_course, until

from autograder.service.serve import running
from autograder.service.web.settings import Settings


def test_a_worker_is_killed_and_each_hand_in_is_graded_once(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    (tmp_path / "logs").mkdir()
    cluster = Cluster(tmp_path / "logs", course)
    try:
        worker = cluster.start_worker()
        with running(course, Settings(scheduler=cluster.address)) as state:
            ann, bob = browser(state, "ann"), browser(state, "bob")
            asked = {"exercise": "toy", "question": "double", "source": answers().decode()}
            token = {"x-csrf-token": csrf(ann)}
            verdict = ann.post("/api/v1/check", json=asked, headers=token)
            assert verdict.json()["status"] == "passed"
            slow = "import time\ntime.sleep(1)\nA = 2.5"
            places = [hand_in(ann, answers(by_hand=slow)), hand_in(bob, answers(by_hand=slow))]
            until(lambda: state.engine.workers > 1 and _under_way(state))
            os.kill(dask_worker_of(worker), signal.SIGKILL)
            until(lambda: all(is_graded(state, place) for place in places))
            entries = state.history.entries()
            assert len(entries) == 2
            assert [each.grading.score for each in entries if each.grading] == [10, 10]
    finally:
        cluster.close()
        with warnings.catch_warnings():  # a socket that Dask's client has left half made
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def _under_way(state) -> bool:  # type: ignore[no-untyped-def]
    with state.history.database.reading() as connection:
        taken = connection.exec_driver_sql("SELECT count(*) FROM jobs WHERE taken_by IS NOT NULL")
        return bool(taken.scalar())
