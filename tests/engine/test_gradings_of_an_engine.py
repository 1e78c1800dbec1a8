"""Gradings by an engine: the same as in this process, in any order, each exactly once."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import msgspec
import pytest
import toy_course as toy
import toy_personal
from gradings import grade_here, graded_by
from killing import children, kill_server

from autograder.engine.checker import MOST_TASKS
from autograder.engine.engine import Engine
from autograder.errors import CourseError, SandboxError
from autograder.grading import Graded, Submission
from autograder.results import Report, ReportStatus, Status

NOTEBOOKS = {
    "right": toy.notebook(**toy.ANSWERS),
    "stub": toy.notebook(),
    "mistake": toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    return x**2"}),
    "unknown": toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    return x**3"}),
    "odd": toy.notebook(**{**toy.ANSWERS, "double": "def double(x):\n    return object()"}),
    "loop": toy.notebook(**{**toy.ANSWERS, "double": "while True: pass"}),
    "crash": toy.notebook(**{**toy.ANSWERS, "total": "import os; os._exit(1)"}),
    "empty": b"",
}
SUBMISSIONS = [Submission(name, "toy", content) for name, content in NOTEBOOKS.items()]


def reports(graded: list[Graded]) -> dict[str, Report]:
    return {each.report.student: msgspec.structs.replace(each.report, seconds=0) for each in graded}


def test_an_engine_says_what_this_process_says(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    exercise = course.exercise("toy")
    here = reports(grade_here(exercise, SUBMISSIONS))
    assert here["right"].score == 10
    assert here["loop"].score == 6
    with Engine(workers=2) as pool:
        assert reports(graded_by(pool, exercise, SUBMISSIONS)) == here
        assert reports(graded_by(pool, exercise, reversed(SUBMISSIONS))) == here
        assert graded_by(pool, exercise, []) == []


def test_a_checker_has_a_limit_of_memory_of_its_own(tmp_path: Path) -> None:
    adds = '"""adds a row up"""'
    limit = "resource.getrlimit(resource.RLIMIT_AS)[0]"
    looks = f"\n    import resource\n    assert 2**31 < {limit} < 2**41"
    course = toy.write_course(tmp_path, checks=toy.CHECKS.replace(adds, adds + looks))
    with Engine(workers=1) as pool:
        [graded] = graded_by(pool, course.exercise("toy"), SUBMISSIONS[:1])
    assert graded.report.score == 10


def test_what_failed_checks_have_held_is_let_go(tmp_path: Path) -> None:
    """An exception holds the frames that it came through, and their arrays; in a circle, so that
    they stay until somebody looks for them. Python does so when it has counted many new things,
    which are few here, and may be few where an array is large: it is told not to."""
    total = "same(student.total, reference.total, np.array([1.5, 2.0, -0.25]))"
    holds = f"""gc.disable()
    held = np.zeros(48_000_000)
    try:
        {total}
    except Exception as error:
        held_by = error
        raise"""
    course = toy.write_course(tmp_path, checks="import gc\n" + toy.CHECKS.replace(total, holds))
    wrong = toy.notebook(**{**toy.ANSWERS, "total": "def total(x):\n    return 0.0"})
    submissions = [Submission(f"s{number}", "toy", wrong) for number in range(20)]
    with Engine(workers=1) as pool:
        whole = [graded.report for graded in graded_by(pool, course.exercise("toy"), submissions)]
    assert [(report.status, report.score) for report in whole] == [(ReportStatus.GRADED, 6)] * 20


def test_both_trust_the_id_that_was_handed_in(tmp_path: Path) -> None:
    course = toy_personal.write_course(tmp_path)
    exercise = course.exercise(toy_personal.NAME)
    content = toy_personal.notebook(course, "ann")
    submissions = [Submission(name, exercise.name, content) for name in ("ann", "ben", "Ann ")]
    here = reports(grade_here(exercise, submissions))
    assert {name: report.score for name, report in here.items()} == {"ann": 4, "ben": 2, "Ann ": 4}
    assert here["ben"].questions[0].status is Status.MANUAL
    with Engine(workers=2) as pool:
        assert reports(graded_by(pool, exercise, submissions)) == here


def test_more_and_larger_submissions_than_are_on_the_way(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    comments = [toy.code("# " + "z" * 190_000) for _cell in range(10)]
    content = toy.notebook([*toy.cells(toy.ANSWERS), *comments])
    many = [Submission(f"s{number}", "toy", content) for number in range(12)]
    graded: list[Graded] = []
    with Engine(workers=4) as pool:
        # If both ends waited for each other, the test would end by killing one of them.
        pool.isolation(course.exercise("toy"))
        watch = threading.Timer(300, kill_server, pool.processes())
        watch.start()
        for _submission, each in pool.grade(course.exercise("toy"), many):
            if not graded:
                time.sleep(0.5)  # now the other end has something to send, and so have we
            graded.append(each)
        watch.cancel()
    assert {each.report.student for each in graded} == {each.student for each in many}
    assert len(graded) == len(many)
    assert {each.report.score for each in graded} == {10}
    assert all(len(each.notebook) > len(content) for each in graded)


@pytest.mark.parametrize("kind", ["here", "pool"])
@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"checks": "def broken(:"}, "SyntaxError"),
        ({"solution": "1 / 0"}, "ZeroDivisionError"),
        ({"manifest": toy.MANIFEST.replace("points = 10", "points = 11")}, "give 10 points"),
    ],
)
def test_a_broken_course(tmp_path: Path, kind: str, files: dict[str, str], message: str) -> None:
    course = toy.write_course(tmp_path, **files)
    with pytest.raises(CourseError, match=message):
        grade(kind, course.folder)


@pytest.mark.parametrize("kind", ["here", "pool"])
def test_a_release_that_is_not_there(tmp_path: Path, kind: str) -> None:
    course = toy.write_course(tmp_path)
    release = course.exercise("toy").release_notebook
    release.write_bytes(b"no notebook")
    with pytest.raises(CourseError, match="not a notebook, or it is damaged"):
        grade(kind, tmp_path)
    release.write_bytes(toy.notebook(toy.cells()[:6]))
    with pytest.raises(CourseError, match="does not have the question 'total'"):
        grade(kind, tmp_path)
    release.unlink()
    with pytest.raises(CourseError, match="has not been built") as caught:
        grade(kind, tmp_path)
    assert "autograder build" in caught.value.todo


def grade(kind: str, folder: Path) -> None:
    course = toy.load_course(folder)
    exercise = course.exercise("toy")
    if kind == "here":
        grade_here(exercise, SUBMISSIONS[:1])
    else:
        with Engine(workers=1) as pool:
            graded_by(pool, exercise, SUBMISSIONS[:1])


@pytest.mark.parametrize("times", [1, 2])
def test_a_checker_that_is_killed_twice_gives_no_verdict(tmp_path: Path, times: int) -> None:
    course = toy.write_course(tmp_path)
    slow = {**toy.ANSWERS, "by_hand": "import time; time.sleep(3)\nA = 2.5"}
    submission = Submission("slow", "toy", toy.notebook(**slow))
    with Engine(workers=1) as pool:
        (warmed_up,) = graded_by(pool, course.exercise("toy"), SUBMISSIONS[:1])
        assert warmed_up.report.score == 10
        server = pool.processes()[0]
        side, _checker = children(server)

        def kill_the_checker() -> None:
            killed: set[int] = set()
            for _time in range(times):
                # Until the student's code runs, with a checker that has not been killed yet.
                while not children(side) or not set(children(server)) - {side} - killed:
                    time.sleep(0.01)
                time.sleep(0.5)
                [checker] = set(children(server)) - {side} - killed
                killed.add(checker)
                os.kill(checker, signal.SIGKILL)
                while checker in children(server):
                    time.sleep(0.01)

        killer = threading.Thread(target=kill_the_checker)
        killer.start()
        (graded,) = graded_by(pool, course.exercise("toy"), [submission])
        killer.join()
        (right,) = graded_by(pool, course.exercise("toy"), SUBMISSIONS[:1])
    assert graded.report.status is (ReportStatus.INTERNAL if times == 2 else ReportStatus.GRADED)
    assert right.report.score == 10


def test_a_checker_makes_way_for_a_fresh_one(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    right = SUBMISSIONS[0].content
    many = [Submission(f"student {i}", "toy", right) for i in range(1 + MOST_TASKS)]
    with Engine(workers=1) as pool:
        graded_by(pool, course.exercise("toy"), many[:1])
        _side, first = children(pool.processes()[0])
        gradings = graded_by(pool, course.exercise("toy"), many[1:])
        _side, second = children(pool.processes()[0])
    assert {graded.report.score for graded in gradings} == {10}
    assert first != second


def test_luck_on_our_side_is_the_same_for_everybody(tmp_path: Path) -> None:
    lucky = toy.CHECKS.replace(
        '    """computes A"""\n',
        '    """computes A"""\n    import random\n'
        "    raise AssertionError(f'{random.random()} {np.random.rand()}')\n",
    )
    assert lucky != toy.CHECKS
    course = toy.write_course(tmp_path, checks=lucky)
    with Engine(workers=1) as pool:
        given = [Submission(name, "toy", SUBMISSIONS[0].content) for name in "abc"]
        gradings = graded_by(pool, course.exercise("toy"), given)
    said = {graded.report.questions[0].checks[0].message for graded in gradings}
    assert len(said) == 1


def test_a_server_that_is_killed_is_an_error_of_ours(tmp_path: Path) -> None:
    """For those who wait for it; who comes later gets another one."""
    exercise = toy.write_course(tmp_path).exercise("toy")
    sleeps = toy.notebook(**{**toy.ANSWERS, "total": "import time; time.sleep(30)"})
    with Engine(workers=1) as pool:
        begun = threading.Event()
        slow = Submission("slow", "toy", sleeps)
        ticket = pool.submit(exercise, slow, on_question=lambda _each: begun.set())
        assert begun.wait(60.0)
        killed = pool.processes()
        kill_server(killed[0])
        with pytest.raises(SandboxError, match="ended unexpectedly"):
            ticket.result(60.0)
        [later] = graded_by(pool, exercise, SUBMISSIONS[:1])
        assert later.report.score == 10
        assert not set(pool.processes()) & set(killed)


@pytest.mark.parametrize("end", ["closed", "terminated"])
def test_nothing_is_left_of_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """Neither a process nor a folder: of the spare child, and of one that is ended in the midst;
    also where a service is stopped, with all of its processes."""
    exercise = toy.write_course(tmp_path).exercise("toy")
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setenv("TMPDIR", str(rooms))
    with Engine(workers=1) as pool:
        graded_by(pool, exercise, SUBMISSIONS[:1])
        [server] = pool.processes()
        started = side, _checker = children(server)
        room = Path(f"/proc/{side}/cwd").readlink()
        begun = threading.Event()
        sleeps = toy.notebook(**{**toy.ANSWERS, "total": "import time; time.sleep(30)"})
        slow = Submission("slow", "toy", sleeps)
        ticket = pool.submit(exercise, slow, on_question=lambda _each: begun.set())
        assert begun.wait(60.0)
        assert any(rooms.iterdir())
        if end == "terminated":
            for each in (server, *started):
                os.kill(each, signal.SIGTERM)
            with pytest.raises(SandboxError, match="ended unexpectedly"):
                ticket.result(60.0)
    patience = time.monotonic() + 60.0
    while Path(f"/proc/{server}").exists() and time.monotonic() < patience:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{each}").exists() for each in (server, *started))
    assert not any(rooms.iterdir())
    assert not room.exists()
