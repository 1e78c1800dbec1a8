"""The benchmark of the service does what it says: clients that see verdicts, and a simulation that
agrees with what queueing theory knows."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from service_tools import make_course

from benchmarks import measure
from benchmarks.service.files import Files
from benchmarks.service.house import Service
from benchmarks.service.machine import percentile
from benchmarks.service.plans import CHECKED, HANDED_IN, Check, HandIn
from benchmarks.service.scaling import beside, evening, need, same_minute
from benchmarks.service.simulation import Arrivals, Costs, Waits, on_many, served

MANY = 200_000


def test_percentiles_are_of_the_nearest_rank() -> None:
    assert [percentile([3, 1, 2, 4], share) for share in (0.5, 0.51, 0.95, 1.0)] == [2, 3, 4, 4]
    assert percentile([7], 0.01) == 7
    assert math.isnan(percentile([], 0.5))


def arrivals(random: np.random.Generator, rate: float, many: int = MANY) -> np.ndarray:
    return np.cumsum(random.exponential(1 / rate, many))


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (1, 0.8), (3, 0.7)])
def test_waiting_is_that_of_erlang(servers: int, load: float) -> None:
    """M/M/c: the mean wait by Erlang's C formula (Gross, Harris: Fundamentals of Queueing Theory,
    section on M/M/c); for one server it is load / (1 - load) of a service time."""
    random = np.random.default_rng(1)
    at, lasts = arrivals(random, load * servers), random.exponential(1.0, MANY)
    (done,) = served([at], [lasts], servers)
    offered = load * servers
    last = offered**servers / math.factorial(servers) / (1 - load)
    waits = last / (sum(offered**k / math.factorial(k) for k in range(servers)) + last)
    expected = waits / (servers - offered)
    assert np.mean(done - at - lasts) == pytest.approx(expected, rel=0.08)
    if servers == 1:
        assert expected == pytest.approx(load / (1 - load))


def test_those_who_come_first_wait_as_cobham_says() -> None:
    """Two kinds, one server, nobody is interrupted (Cobham: Priority assignment in waiting line
    problems, Operations Research 2, 70, 1954)."""
    random = np.random.default_rng(2)
    at = [arrivals(random, 0.3), arrivals(random, 0.5)]
    end = min(each[-1] for each in at)
    at = [each[each < end] for each in at]
    lasts = [random.exponential(1.0, len(each)) for each in at]
    first, second = (
        np.mean(done - came - last)
        for done, came, last in zip(served(at, lasts, 1), at, lasts, strict=True)
    )
    left = 0.3 + 0.5  # the mean of what is left of the one that is served: rate * E[S^2] / 2
    assert first == pytest.approx(left / (1 - 0.3), rel=0.08)
    assert second == pytest.approx(left / (1 - 0.3) / (1 - 0.8), rel=0.08)


def test_one_front_and_one_worker_are_a_line_of_two() -> None:
    """With nobody before them, each waits for both."""
    costs = Costs(0.01, 0.05, 0.02, 0.1)
    random = np.random.default_rng(0)
    apart = np.arange(0.0, 1000.0, 2.0)
    waits: Waits = on_many(Arrivals(apart, apart + 1.0), costs, 2, 3, random)
    assert np.mean(waits.checks) == pytest.approx(0.06, rel=0.1)
    assert np.mean(waits.hand_ins) == pytest.approx(0.12, rel=0.1)


def test_more_students_need_more_cores_and_none_waits_too_long() -> None:
    costs = Costs(0.01, 0.06, 0.1, 0.15)
    few, many = need(200, same_minute, costs), need(2_000, same_minute, costs)
    assert few.workers < many.workers and few.fronts <= many.fronts
    assert percentile(many.waits.checks, 0.95) <= 1.0 and many.waits.hand_ins.max() <= 120.0
    calm = need(2_000, evening, costs)
    assert calm.workers < many.workers and calm.writes < many.writes


def test_three_students_see_their_verdicts(tmp_path: Path, unused_tcp_port: int) -> None:
    students = ["ann", "bob", "cleo"]
    course = make_course(tmp_path / "course")
    (course.folder / "people.csv").write_text("\n".join(["id", *students]) + "\n")
    files = Files(course, "toy")
    question = files.questions[0]
    does: dict[str, list[Check | HandIn]] = {
        "ann": [
            Check(0.0, "toy", question, files.asked(1, question)),
            HandIn(0.0, "toy", files.whole(1), twice=True, looks=0.2),
        ],
        "bob": [HandIn(0.1, "toy", files.whole(9))],  # is no notebook
        "cleo": [
            Check(0.0, "toy", "no such question", files.asked(2, question)),
            HandIn(0.2, "toy", files.whole(2), breaks=True),
        ],
    }
    service = Service(course, students, port=unused_tcp_port)
    service.start()
    try:
        load = service.run(does)
        assert service.memory() > 0
    finally:
        service.stop()
    (asked, wrong) = sorted(load.of(CHECKED), key=lambda each: each.trouble)
    assert asked.status == "passed" and wrong.trouble.startswith("Trouble: 404")
    handed = {each.student: each for each in load.of(HANDED_IN)}
    assert set(handed) == set(students) and load.troubles == [wrong]
    assert all(each.ids == [each.id] for each in handed.values())
    assert all(0 < each.receipt_seconds <= each.seconds for each in handed.values())
    assert load.service_cpu > load.front_cpu > 0 and load.client_cpu > 0
    assert load.spell.busy > 0 and measure.used_by_orphans() > 0
    lines = list(beside(load.seen, Costs(0.01, 0.05, 0.1, 0.1), 2))
    assert len(lines) == 4
