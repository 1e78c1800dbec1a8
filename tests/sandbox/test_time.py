"""What a submission may compute and wait: however busy the machine is, and whoever computes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from textwrap import indent

import pytest
from busy import busy_machine
from toy_course import OpenSession

from autograder.responder import ChildDied
from autograder.results import Status
from autograder.sandbox import clock as clocks
from autograder.sandbox.account import Account, Use, look
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.inside.confine import processes
from autograder.sandbox.session import Session
from autograder.wire.responses import CellDone

COMPUTE = """
import time
end = time.process_time() + {seconds}
while time.process_time() < end: pass
"""

WAITED = "your code waited .* longer than it computed"


@pytest.fixture
def core() -> Iterator[int]:
    """One core, on which what is started in this test runs."""
    before = os.sched_getaffinity(0)
    chosen = min(before)
    os.sched_setaffinity(0, {chosen})
    yield chosen
    os.sched_setaffinity(0, before)


@pytest.mark.parametrize("source", ["while True: pass", "try:\n    1\nfinally:\n    while 1: pass"])
def test_a_loop_is_called_a_loop(open_session: OpenSession, source: str) -> None:
    session = open_session(cell_seconds=0.3)
    with pytest.raises(
        ChildDied, match=r"Stopped after 0\.3 s of computing.*loop.*try once more"
    ) as caught:
        session.run_cell(source)
    assert caught.value.status is Status.TIMEOUT
    assert session.clock.again and not session.clock.is_void


@pytest.mark.parametrize(
    "source",
    [
        "import time; time.sleep(60)",
        "import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\ntime.sleep(60)",
        "import threading; threading.Event().wait()",
    ],
)
def test_a_sleep_is_called_waiting(open_session: OpenSession, source: str) -> None:
    session = open_session(cell_seconds=0.3, idle_seconds=0.3)
    with pytest.raises(ChildDied, match=WAITED) as caught:
        session.run_cell(source)
    assert caught.value.status is Status.TIMEOUT
    assert not session.clock.again  # no machine makes anybody wait like that


@pytest.mark.parametrize("seconds", [0.2, 60.0])
def test_threads_may_stand_still_for_longer(open_session: OpenSession, seconds: float) -> None:
    """A library looks after them, such as TensorFlow; but that does not last for ever."""
    session = open_session(cell_seconds=10.0, idle_seconds=0.3, still_seconds=3.0)
    two = f"import threading, time\nthreading.Thread(target=time.sleep, args=[{seconds}]).start()\n"
    stands = f"{two}time.sleep({5 * seconds})"
    if seconds < 1:
        assert not session.run_cell(stands).failed
        return
    with pytest.raises(ChildDied, match=r"waited 3\.3 s longer"):
        session.run_cell(stands)


def test_computing_and_waiting_are_counted_apart(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=1.0, idle_seconds=1.0)
    half = COMPUTE.format(seconds=0.5)
    assert not session.run_cell(f"{half}\ntime.sleep(0.5)").failed


def test_who_works_longer_than_it_waits_does_not_wait(open_session: OpenSession) -> None:
    """A long training has many gaps, each too short to be seen."""
    session = open_session(cell_seconds=60.0, idle_seconds=0.3)
    turn = indent(COMPUTE.format(seconds=0.03) + "time.sleep(0.02)", "    ")
    assert not session.run_cell(f"for turn in range(100):{turn}").failed
    with pytest.raises(ChildDied, match=WAITED):
        session.run_cell("time.sleep(60)")


@pytest.mark.parametrize("what", [COMPUTE.format(seconds=0.3), "import time; time.sleep(0.3)"])
def test_the_time_of_the_submission_counts_too(open_session: OpenSession, what: str) -> None:
    session = open_session(cell_seconds=9.0, submission_seconds=1.0, idle_seconds=1 / clocks.WAITS)
    session.clock.cell = clocks.Bounds(9.0, 9.0, 900.0)
    sentence = "waits too often" if "sleep" in what else "whole notebook took too long"
    with pytest.raises(ChildDied, match=sentence):
        [session.run_cell(what) for _cell in range(6)]
    assert session.clock.is_over


def test_no_question_is_asked_when_the_time_is_over(control: ControlChannel) -> None:
    session = Session(control, Clock(10, 0), 1000, {})
    with pytest.raises(ChildDied) as caught:
        session.run_cell("1")
    assert caught.value.status is Status.TIMEOUT
    session.close()


def test_quick_answers_are_not_looked_at(
    open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, looks = open_session(), 0

    def counted(*given: object) -> object:
        nonlocal looks
        looks += 1
        return look(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(clocks, "look", counted)
    monkeypatch.setattr(clocks, "FIRST_SLICE", 10.0)  # what is quick on a busy machine
    for _cell in range(20):
        session.run_cell("1")
    assert not looks
    monkeypatch.setattr(clocks, "REFRESH", 0.0)
    session.run_cell("1")
    assert looks == 1  # now and then


def test_all_children_of_a_submission_have_one_clock(control: ControlChannel) -> None:
    clock = Clock(0.5, 60.0)
    sessions = [Session(control, clock, 1000, {}) for _number in range(2)]
    sessions[0].run_cell("import threading\ndef spin():\n    while True: pass")
    sessions[0].run_cell("threading.Thread(target=spin).start()")
    with pytest.raises(ChildDied, match="of computing"):
        sessions[1].run_cell("import time; time.sleep(60)")
    for session in sessions:
        session.close()


def test_a_grant_is_for_one_question(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=0.5)
    session.clock.grant(1.5)
    assert not session.run_cell(COMPUTE.format(seconds=1.2)).failed
    with pytest.raises(ChildDied, match="of computing"):
        session.run_cell(COMPUTE.format(seconds=1.2))


def test_grants_have_an_end() -> None:
    clock = Clock(1.0, 0.0)
    for _time in range(100):
        clock.grant(10.0)
    assert clock.granted_now == clocks.MOST_GRANTED


def test_where_work_is_done_elsewhere_the_wall_decides(control: ControlChannel) -> None:
    clock = Clock(0.5, 60.0, 0.01, elsewhere=True)
    session = Session(control, clock, 1000, {})
    with pytest.raises(ChildDied, match=r"^Stopped after 0\.5 s\. ") as caught:
        session.run_cell("import time; time.sleep(60)")
    assert caught.value.status is Status.TIMEOUT
    assert clock.again and not clock.is_void
    session.close()


@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        (Use(0.0, 0.0), "too busy"),
        (Use(9.0, 0.0), "after 0.3 s"),
        (Use(0.0, 9.0), "after 0.3 s"),
    ],
)
def test_the_last_stop_is_no_verdict_where_the_machine_was_busy(
    open_session: OpenSession, monkeypatch: pytest.MonkeyPatch, use: Use, sentence: str
) -> None:
    """Only where most of the time was neither computing nor waiting."""
    session = open_session()
    session.clock.cell = clocks.Bounds(60.0, 60.0, 0.3)
    monkeypatch.setattr(clocks, "look", lambda *_given: use)
    with pytest.raises(ChildDied, match=sentence):
        session.run_cell("while True: pass")
    assert session.clock.is_void == session.clock.is_over == (sentence == "too busy")
    assert session.clock.again


def test_short_waits_add_up(open_session: OpenSession) -> None:
    """Each answer comes before anybody looks; what they have waited together is seen."""
    session = open_session(idle_seconds=0.2)
    session.run_cell("import time, os")
    with pytest.raises(ChildDied, match="waits too often"):
        [session.run_cell("time.sleep(0.08)") for _cell in range(400)]
    assert not session.clock.is_void


def test_what_was_waited_before_a_child_ends_counts(open_session: OpenSession) -> None:
    """As waiting; or as computing, where it has vanished before anybody could look once more."""
    session = open_session()
    session.run_cell("import os, time")
    session.clock.look()
    spent = session.clock.spent
    before = spent.waited + spent.computed
    for _cell in range(12):
        session.run_cell("time.sleep(0.08)")
    with pytest.raises(ChildDied, match="ended Python"):
        session.run_cell("os._exit(1)")
    assert spent.waited + spent.computed > before + 0.1


def test_quick_answers_on_a_busy_machine_are_no_waiting(open_session: OpenSession) -> None:
    """Neither the time in which we stand in the queue, nor that in which the child does."""
    session = open_session()
    with busy_machine():
        started = time.monotonic()
        for _cell in range(1000):
            session.run_cell("1")
        wall = time.monotonic() - started
    assert session.clock.spent.waited < wall / 10


def test_a_busy_machine_leaves_time_to_compute(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=4.0, idle_seconds=1.0)
    with busy_machine():
        started = time.monotonic()
        done = session.run_cell(COMPUTE.format(seconds=1.0))
        wall = time.monotonic() - started
    assert isinstance(done, CellDone) and not done.failed
    assert session.clock.spent.computed < wall  # so there was something to wait for
    assert session.clock.spent.waited < wall / 4


def test_a_sleeper_is_found_on_a_busy_machine(open_session: OpenSession) -> None:
    session = open_session(idle_seconds=0.5)
    with busy_machine(), pytest.raises(ChildDied, match=WAITED):
        session.run_cell("import time; time.sleep(600)")


def test_who_stands_in_the_queue_does_not_wait(core: int) -> None:
    ready = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(ready[1], b"x")
        while True:
            pass
    try:
        os.read(ready[0], 1)
        account = Account(os.getpid())
        look([account], 0.0)
        with busy_machine({core}):
            uses = []
            for _look in range(20):
                started = time.monotonic()
                time.sleep(0.1)
                uses.append((look([account], time.monotonic() - started), started))
        wall = time.monotonic() - uses[0][1]
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert sum(use.waited for use, _started in uses) < wall / 4


@pytest.mark.parametrize(
    ("ran", "queued", "wanted"),
    [
        ([0.5, 0.5], [0.0, 0.0], 1.0),  # threads of a training take turns
        ([0.25, 0.25], [0.25, 0.25], 1.0),  # and do so on a busy machine
        ([1.0, 1.0], [0.0, 0.0], 1.0),  # at the same time
        ([0.0, 0.0], [0.0, 0.0], 0.0),  # nobody wants anything
        ([0.0001] * 100, [0.009] * 100, 0.09),  # a crowd wants it for a moment
        ([0.2], [0.8], 1.0),  # one stands in the queue
    ],
)
def test_how_long_a_processor_was_wanted(
    monkeypatch: pytest.MonkeyPatch, ran: list[float], queued: list[float], wanted: float
) -> None:
    times = {
        i: (int(r * 1e9), int(q * 1e9)) for i, (r, q) in enumerate(zip(ran, queued, strict=True))
    }
    monkeypatch.setattr(processes, "descendants", lambda _supervisor: [1])
    monkeypatch.setattr(processes, "processor_seconds", lambda _process: 0.0)
    monkeypatch.setattr(processes, "times_of_threads", lambda _process: times)
    monkeypatch.setattr(processes, "states", lambda _process: dict.fromkeys(times, b"S"))
    assert look([Account(1)], 1.0).waited == pytest.approx(1.0 - wanted, abs=0.001)


def test_who_comes_and_goes_in_the_queue_has_not_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account(1)
    monkeypatch.setattr(processes, "processor_seconds", lambda _process: 0.0)
    monkeypatch.setattr(processes, "states", lambda process: {process: b"S"})
    for number, child in enumerate((2, 3, 4)):
        times = {1: (number * 10**8, number * 10**8)}  # as long in the queue as at work
        monkeypatch.setattr(processes, "descendants", lambda _supervisor, now=child: [1, now])
        monkeypatch.setattr(
            processes, "times_of_threads", lambda process, now=times: now if process == 1 else {}
        )
        use = look([account], 1.0)
    assert (use.computed, use.waited) == (0.5, 0.0)


def looks_of(
    monkeypatch: pytest.MonkeyPatch, seen: list[tuple[float, float, bytes]]
) -> list[float]:
    """What was waited, look by look, each of a second, by a thread of which is seen: how long it
    has run and stood in the queue so far, and its state."""
    account, waited, left_open = Account(1), [], 0.0
    monkeypatch.setattr(processes, "descendants", lambda _supervisor: [1])
    monkeypatch.setattr(processes, "processor_seconds", lambda _process: 0.0)
    for ran, queued, state in seen:
        times = {1: (int(ran * 1e9), int(queued * 1e9))}
        monkeypatch.setattr(processes, "times_of_threads", lambda _process, now=times: now)
        monkeypatch.setattr(processes, "states", lambda _process, now=state: {1: now})
        use = look([account], 1.0, left_open)
        left_open = use.open
        waited.append(round(use.waited, 6))
    return waited


def test_who_runs_just_when_we_look_has_waited_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    awake = [(0.01 * look, 0.0, b"R") for look in range(1, 6)]
    assert sum(looks_of(monkeypatch, awake)) > 3.9


def test_who_stands_in_the_queue_for_long_has_not_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    starved = [(0.01, 0.0, b"R"), (0.01, 0.0, b"R"), (0.01, 0.0, b"R"), (0.02, 2.98, b"S")]
    assert sum(looks_of(monkeypatch, starved)) < 1.1
