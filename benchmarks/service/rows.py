"""The loads of the table, one function each."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from statistics import median

from benchmarks.service.files import Files
from benchmarks.service.house import Load, Service, moments
from benchmarks.service.machine import Moment, Spell, percentile
from benchmarks.service.plans import CHECKED, HANDED_IN, Check, HandIn
from benchmarks.service.simulation import Costs
from benchmarks.service.table import Row, row, seconds, spread

NUMPY, KERAS = "ex02_activations", "ex01_forward_pass"
EVERY = 30.0  # seconds from one check of a student to the next
RUSH = 60.0  # seconds in which all hand in
DONE_WITHIN = 120.0
GIGABYTES = 2.0


def checks(
    files: Files, at: Sequence[float], students: Sequence[str], questions: Sequence[str] = ()
) -> dict[str, list[Check]]:
    """Checks at these moments, of one question after the other, by one student after the other."""
    asked = questions or files.questions
    found: dict[str, list[Check]] = {each: [] for each in students[: len(at)]}
    for number, moment in enumerate(at):
        question = asked[number % len(asked)]
        found[students[number % len(students)]].append(
            Check(moment, files.exercise, question, files.asked(number, question))
        )
    return found


def hand_ins(files: Files, at: Sequence[float], students: Sequence[str]) -> dict[str, list[HandIn]]:
    """Each student hands in once."""
    return {
        student: [HandIn(moment, files.exercise, files.whole(number))]
        for number, (moment, student) in enumerate(zip(at, students, strict=False))
    }


def cold_start(folder_course: Service, files: Files, times: int) -> Row:
    """From the command to the first verdict, of a service that was not running."""
    service, walls = folder_course, []
    before = Moment.now()
    for number in range(times):
        start = time.time()
        service.start()
        seen = service.run(checks(files, [0.0], list(service.clients)[number:]), ready=0.0).seen[0]
        walls.append(seen.sent_at + seen.seconds - start)
        if number + 1 < times:
            service.stop()
    measured = ", ".join(f"{wall:.1f}" for wall in walls) + " s"
    spell = Spell.between(before, Moment.now())
    what = "cold start to the first verdict on a NumPy question"
    return Row(what, "under 10 s", median(walls) < 10, measured, "", str(spell))


def alone(service: Service, files: Files, count: int) -> Row:
    """One NumPy question after the other, with nothing beside it."""
    load = service.run(checks(files, [0.4 * each for each in range(count)], _students(service)))
    walls = seconds(load.seen)
    reached = percentile(walls, 0.5) <= 0.040 and percentile(walls, 0.95) <= 0.100
    what = f"check of one NumPy question, alone ({count})"
    return row(what, "p50 40 ms, p95 100 ms", reached, spread(walls), load)


def at_a_rate(
    service: Service, files: Files, a_second: float, count: int, most: float,
    questions: Sequence[str] = (), what: str = "check of one NumPy question",
) -> Row:  # fmt: skip
    """Checks by students who know nothing of one another."""
    at = moments(random.Random(1), a_second, count)
    load = service.run(checks(files, at, _students(service), questions))
    walls = seconds(load.seen)
    aim = f"p95 {most * 1e3:.0f} ms" if most < 1 else f"p95 {most:.0f} s"
    what = f"{what}, {a_second:g} a second ({count}, Poisson)"
    return row(what, aim, percentile(walls, 0.95) <= most, spread(walls), load)


def a_class(service: Service, files: Files, size: int, lead: float) -> tuple[list[Row], Load]:
    """So many students who each check every half a minute, and all hand in within the same minute;
    of the files and of the checks, a tenth are broken."""
    chance, students = random.Random(2), _students(service)[:size]
    until = lead + RUSH
    does: dict[str, list[Check | HandIn]] = {}
    for number, student in enumerate(students):
        own: list[Check | HandIn] = []
        at = chance.uniform(0.0, EVERY)
        while at < until:
            question = chance.choice(files.questions)
            broken = chance.random() < 0.1
            source = files.asked(number, question, broken=broken)
            own.append(Check(at, files.exercise, question, source))
            at += EVERY
        own.append(HandIn(chance.uniform(lead, until), files.exercise, files.whole(number)))
        does[student] = sorted(own, key=lambda each: each.at)
    load = service.run(does, processes=2)
    asked, handed = seconds(load.of(CHECKED)), load.of(HANDED_IN)
    first = min((each.sent_at for each in handed), default=0.0)
    last = max((each.sent_at + each.seconds for each in handed), default=0.0)
    done = last - first
    receipts = [each.receipt_seconds for each in handed]
    kept = len({each.id for each in handed if each.id})
    what = f"{size} students of {files.exercise}, each checks every 30 s"
    of_checks = row(what, "checks under 1 s", percentile(asked, 0.99) < 1.0, spread(asked), load)
    text = (
        f"all done after {done:.0f} s; to the receipt {spread(receipts)}; "
        f"to the verdict {spread(seconds(handed))}; {kept} kept"
    )
    reached = done <= DONE_WITHIN and kept == len(students)
    aim = "nothing lost; done within two minutes"
    of_files = Row(f"the {size} hand in in the same minute", aim, reached, text)
    return [of_checks, of_files], load


def how_many(service: Service, files: Files, size: int) -> Row:
    """A few hand in at once; how many are done in two minutes at that speed."""
    students = _students(service)[:size]
    load = service.run(hand_ins(files, [0.0] * size, students))
    many = DONE_WITHIN / load.wall * size
    text = f"{size} at once in {load.wall:.1f} s: {many:.0f} in two minutes"
    return row(f"students of {files.exercise} who hand in", "", None, text, load)


def memory(service: Service) -> Row:
    """All exercises were opened when the service was started."""
    held = service.memory() / 2**30
    text = f"{held:.2f} GB (PSS of all processes)"
    return Row("memory, all exercises warm", "under 2 GB", held < GIGABYTES, text)


def one_core(service: Service, files: Files, count: int) -> list[Row]:
    """How much a service serves that may use one core: clients that never think."""
    students = _students(service)[:4]
    asked = service.run(checks(files, [0.0] * count, students))
    handed = service.run(hand_ins(files, [0.0] * (count // 3), _students(service)[4:]))
    what = f"one core serves, of {files.exercise}"
    return [
        row(what, "", None, f"{count / asked.wall:.1f} checks a second", asked),
        row(what, "", None, f"{count // 3 / handed.wall:.1f} hand-ins a second", handed),
    ]


def costs(service: Service, files: Files, count: int) -> Costs:
    """What a check and a hand-in cost, in seconds of processor time: of the service's own process,
    and of all that grades below it."""
    asked = service.run(checks(files, [0.3 * each for each in range(count)], _students(service)))
    some = _students(service)[-count // 2 :]
    handed = service.run(hand_ins(files, [0.6 * each for each in range(len(some))], some))
    return Costs(
        asked.front_cpu / count,
        (asked.service_cpu - asked.front_cpu) / count,
        handed.front_cpu / len(some),
        (handed.service_cpu - handed.front_cpu) / len(some),
    )


def _students(service: Service) -> list[str]:
    return list(service.clients)
