"""What is urgent has workers of its own: nothing else holds it up, however long that goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy
import toy_files

from autograder.engine.engine import Engine
from autograder.engine.lanes import Lanes
from autograder.grading import Submission

LOW, MIDDLE, HIGH = 0, 5, 10
LANES = Lanes(((MIDDLE, 1), (HIGH, 3)))
RIGHT = Submission("bob", "toy", toy.notebook(**toy.ANSWERS))
ENDLESS = Submission("ann", "toy", toy.notebook(**{**toy.ANSWERS, "by_hand": "while True: pass"}))
PATIENT = toy_files.MANIFEST.replace("cell_seconds = 0.8", "cell_seconds = 900").replace(
    "submission_seconds = 20", "submission_seconds = 900"
)


@pytest.mark.parametrize("workers", [1, 2, 16])
def test_each_lane_leaves_room_for_those_above_it(workers: int) -> None:
    running = [LOW] * workers
    assert not LANES.has_room(LOW, running, workers)
    assert not LANES.has_room(LOW - 1, running, workers)
    assert LANES.has_room(MIDDLE, running, workers)
    running.append(MIDDLE)
    assert not LANES.has_room(MIDDLE, running, workers)
    for _each in range(2):
        assert LANES.has_room(HIGH, running, workers)
        running.append(HIGH)
    assert not LANES.has_room(HIGH, running, workers)


def test_what_is_urgent_may_use_all_of_it() -> None:
    running = [HIGH] * 4
    assert LANES.has_room(HIGH, running, 2)
    assert LANES.has_room(LOW, running, 2)
    running.append(HIGH)
    assert not any(LANES.has_room(each, running, 2) for each in (LOW, MIDDLE, HIGH))


def test_where_no_place_can_be_added_each_lane_leaves_some() -> None:
    assert not LANES.leaves_room(LOW, [LOW], 3)
    assert LANES.leaves_room(MIDDLE, [LOW], 3)
    assert not LANES.leaves_room(MIDDLE, [LOW, MIDDLE], 3)
    assert LANES.leaves_room(HIGH, [LOW, MIDDLE], 3)
    assert LANES.leaves_room(LOW, [], 1)  # else no hand-in would ever be graded there
    assert Lanes().leaves_room(LOW, [LOW] * 9, 3)


def test_without_lanes_all_are_alike() -> None:
    assert Lanes().has_room(HIGH, [LOW], 2)
    assert not Lanes().has_room(HIGH, [LOW, LOW], 2)
    assert Lanes().holds_back(LOW, HIGH)


def test_what_has_no_end_holds_up_nothing_urgent(tmp_path: Path) -> None:
    """Neither at its first try nor at its second, beside which nothing of its kind is graded."""
    exercise = toy.write_course(tmp_path, manifest=PATIENT).exercise("toy")
    with Engine(1, beyond=((HIGH, 1),)) as engine:
        assert engine.submit(exercise, RIGHT).result().report.score == 10  # it is warm
        for alone in (False, True):
            endless = engine.submit(exercise, ENDLESS, alone=alone)
            behind = engine.submit(exercise, RIGHT)
            for _time in range(2):
                urgent = engine.submit(exercise, RIGHT, priority=HIGH)
                assert urgent.result().report.score == 10
            assert not endless.done
            assert not behind.done
            endless.cancel()
            assert behind.result().report.score == 10
