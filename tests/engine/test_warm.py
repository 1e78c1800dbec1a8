"""Many exercises are warm at once: one trusted process, few student sides."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import toy_course as toy
from toy_files import MANIFEST

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.engine.memory import proportional_set_size
from autograder.engine.messages import Target
from autograder.engine.warm import WarmSet
from autograder.errors import CourseError
from autograder.grading import Graded, Submission
from autograder.results import Status
from autograder.sandbox.inside.confine.processes import descendants

ENTRY = """\
[[exercises]]
name = "{name}"
points = 10
title = {{en = "Toy", ru = "Игра"}}
{more}
"""
SMALL, HEAVY, TIGHT = "small", "heavy", "tight"
MORE = {SMALL: "", HEAVY: 'warm = ["numpy", "keras"]', TIGHT: "limits = {memory_megabytes = 64}"}
SIDE, CHECKER = "sandbox.inside.main", "engine.server"
PATIENCE = 600.0  # seconds, where something may wait for ever


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The toy, the same with Keras, and the same with little memory."""
    folder = tmp_path_factory.mktemp("course")
    toy.write_course(folder)
    for name in MORE:
        shutil.copytree(folder / "solutions" / "toy", folder / "solutions" / name)
        for kind in ("release", "source"):
            place = folder / kind / name / f"{name}.ipynb"
            place.parent.mkdir()
            shutil.copyfile(folder / kind / "toy" / "toy.ipynb", place)
    entries = [ENTRY.format(name=name, more=more) for name, more in MORE.items()]
    (folder / "course.toml").write_text(MANIFEST + "".join(entries), encoding="utf-8")
    return load_course(folder)


def notebook(**answers: str) -> bytes:
    return toy.notebook(**{**toy.ANSWERS, **answers})


def grade(engine: Engine, course: Course, name: str, content: bytes | None = None) -> Graded:
    content = notebook() if content is None else content
    content = content.replace(b'"exercise": "toy"', f'"exercise": "{name}"'.encode())
    return engine.submit(course.exercise(name), Submission("ann", name, content)).result()


def sides(engine: Engine) -> list[int]:
    """The warm processes of the student side, without what they have forked."""
    return children(engine, SIDE)


def children(engine: Engine, kind: str) -> list[int]:
    """The processes of one kind that the grader process has started itself."""
    [grader] = engine.processes()
    found = Path(f"/proc/{grader}/task/{grader}/children").read_text().split()
    return sorted(int(number) for number in found if kind in command_line(number))


def command_line(process: str) -> str:
    """Empty for one that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.02)


def test_one_student_side_for_each_set_of_libraries(course: Course) -> None:
    with Engine(workers=2) as engine:
        for name in ("toy", SMALL, TIGHT, HEAVY, "toy"):
            assert grade(engine, course, name).report.score == 10
        assert len(sides(engine)) == 2
        assert len(engine.processes()) == 1


ONCE_MORE = """
from pathlib import Path

was_read = Path(__file__).with_name("was_read")
if was_read.exists():
    {then}
was_read.touch()
"""


@pytest.mark.parametrize(("then", "verdict"), [("pass", 10), ("raise ValueError", None)])
def test_an_exercise_that_changes_while_work_waits_for_it(
    tmp_path: Path, then: str, verdict: float | None
) -> None:
    for name in ("changes", "stays"):
        (tmp_path / name).mkdir()
    changes = toy.CHECKS + ONCE_MORE.format(then=then)  # when they are read: then the first waits
    exercise = toy.write_course(tmp_path / "changes", checks=changes).exercise("toy")
    stays = toy.write_course(tmp_path / "stays").exercise("toy")
    with Engine(workers=1) as engine:
        first, second = (
            engine.submit(exercise, Submission(name, "toy", notebook())) for name in ("ann", "ben")
        )
        for ticket in (first, second):
            if verdict is None:
                with pytest.raises(CourseError, match="ValueError"):
                    ticket.result(PATIENCE)
            else:
                assert ticket.result(PATIENCE).report.score == verdict
        [grader] = engine.processes()
        assert engine.submit(stays, Submission("cy", "toy", notebook())).result().report.score == 10
        assert engine.processes() == [grader]


def test_limits_come_with_the_child(course: Course) -> None:
    hungry = notebook(by_hand="A = 2.5 * (len(bytearray(200_000_000)) > 0)")
    with Engine(workers=1) as engine:
        for name in ("toy", TIGHT, "toy"):
            [by_hand, *_others] = grade(engine, course, name, hungry).report.questions
            assert (by_hand.status is Status.PASSED) == (name == "toy")
        assert len(sides(engine)) == 1  # of one process


def test_what_was_not_used_for_longest_makes_way(course: Course) -> None:
    with Engine(workers=1, memory_megabytes=1) as engine:
        for name in ("toy", HEAVY, "toy", HEAVY):
            assert grade(engine, course, name).report.score == 10
            assert len(sides(engine)) == 1  # the other one made way


def test_nobody_goes_on_holding_what_has_made_way(course: Course) -> None:
    with Engine(workers=2, memory_megabytes=1, spare=False) as engine:
        for name in ("toy", SMALL):
            assert grade(engine, course, name).report.score == 10
        assert len(children(engine, CHECKER)) == 1  # the one that knew the first has gone


def test_nothing_makes_way_where_there_is_room(course: Course) -> None:
    with Engine(workers=1) as engine:
        grade(engine, course, "toy")
        before = sides(engine)
        grade(engine, course, HEAVY)
        assert set(before) < set(sides(engine))


def test_a_student_side_that_has_ended_is_started_again(course: Course) -> None:
    with Engine(workers=1) as engine:
        grade(engine, course, "toy")
        [side] = sides(engine)
        os.kill(side, signal.SIGKILL)
        until(lambda: side not in sides(engine))
        assert grade(engine, course, "toy").report.score == 10
        [other] = sides(engine)
    assert other != side


def test_what_is_taken_back_while_it_says_something_ends_nothing_else(course: Course) -> None:
    slow = notebook(by_hand="import time; time.sleep(1)\nA = 2.5")
    with Engine(workers=1, spare=False) as engine:
        grade(engine, course, "toy")
        [grader], [side] = engine.processes(), sides(engine)
        until(lambda: not descendants(side))
        ticket = engine.submit(course.exercise("toy"), Submission("ann", "toy", slow))
        until(lambda: bool(descendants(side)))
        os.kill(grader, signal.SIGSTOP)
        ticket.cancel()
        until(lambda: not descendants(side))  # all is said, and the grader hears both at once
        os.kill(grader, signal.SIGCONT)
        assert grade(engine, course, "toy").report.score == 10
        assert engine.processes() == [grader]


def test_a_child_waits_for_the_next_submission_and_is_used_once(course: Course) -> None:
    marks = "import os\nos.environ['MARK'] = os.environ.get('MARK', '') + 'x'\n"
    content = notebook(by_hand=f"{marks}A = 2.5 if os.environ['MARK'] == 'x' else 0.0")
    with Engine(workers=1, spare=True) as engine:
        engine.isolation(course.exercise("toy"))
        [side] = sides(engine)
        until(lambda: bool(descendants(side)))  # before anything was handed in
        [first, *_more] = descendants(side)
        for _time in range(3):
            assert grade(engine, course, "toy", content).report.score == 10
        until(lambda: bool(descendants(side)))
        assert first not in descendants(side)


def test_without_a_spare_nothing_waits(course: Course) -> None:
    with Engine(workers=1, spare=False) as engine:
        assert grade(engine, course, "toy").report.score == 10
        [side] = sides(engine)
        until(lambda: not descendants(side))


def test_a_spare_child_that_has_died_costs_nobody_anything(course: Course) -> None:
    with Engine(workers=1) as engine:
        engine.isolation(course.exercise("toy"))
        [side] = sides(engine)
        until(lambda: len(descendants(side)) >= 2)  # it, and what watches it
        for number in descendants(side):
            os.kill(number, signal.SIGKILL)
        until(lambda: not descendants(side))
        assert grade(engine, course, "toy").report.score == 10


def test_how_much_memory_processes_hold() -> None:
    own = proportional_set_size([os.getpid()])
    assert 1 << 20 < own < 1 << 36
    assert proportional_set_size([os.getpid(), 2**22 - 1]) >= own // 2
    assert proportional_set_size([]) == 0


def test_the_student_side_of_an_exercise_that_cannot_be_opened_makes_way_first(
    tmp_path: Path,
) -> None:
    exercise = toy.write_course(tmp_path, checks="1 / 0\n").exercise("toy")
    warm = WarmSet()
    try:
        with pytest.raises(CourseError, match="ZeroDivisionError"):
            warm.get(Target.of(exercise))
        [unused] = warm.sides.open.values()
        assert warm.make_way(()) is unused
        warm.forget(unused)
        assert warm.make_way(()) is None
    finally:
        warm.sides.close_all()
