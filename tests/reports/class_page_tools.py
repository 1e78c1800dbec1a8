"""A made class for the class page: as many as asked for, with some of everything."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from autograder.policies import Policy, total
from autograder.reports.class_page import CourseFacts, ExerciseFacts, InTotal, Pupil, Work
from autograder.results import Attempt, Report, ReportStatus, Status

DUE = datetime(2030, 9, 15, 21, tzinfo=UTC)
FIRST = ("Анна", "Борис", "Lucía", "Minh", "Jonas")
LAST = ("Иванова", "Müller", "García", "Петров", "Nguyen", "Соколова")
HINT = "Divide by `n`: the mean is asked for, not the sum."


def pupils(number: int) -> list[Pupil]:
    luck = random.Random(3)
    return [
        Pupil(f"s{place:03}", f"{luck.choice(FIRST)} {luck.choice(LAST)}", (luck.choice("AB"),))
        for place in range(number)
    ]


def report(make: SimpleNamespace, pupil: Pupil, skill: float, luck: random.Random) -> Report:
    """Who has more skill gets more right, but in `upside_down`, where it is turned round."""
    hard, easy = luck.random() < skill * 0.7, luck.random() < skill + 0.3
    upside = luck.random() > skill
    essay = make.question("why", make.check("x", 0.0, 2.0), status=Status.MANUAL)
    return make.report(
        pupil.id,
        make.question(
            "mse",
            make.check("values", 2.0 * hard, 2.0, mistake=None if hard else "sums", hint=HINT),
            make.check("shape", 1.0 * easy, 1.0),
        ),
        make.question("linear", make.check("one row", 1.0 * easy, 1.0)),
        make.question("sigmoid", make.check("values", 3.0 * (luck.random() < skill), 3.0)),
        make.question("upside_down", make.check("odd", 1.0 * upside, 1.0)),
        *([essay] if luck.random() < 0.1 else []),
        attempt=Attempt(number=1, received=DUE - timedelta(hours=luck.expovariate(1 / 30) - 6)),
        max_score=10.0,
    )


def facts(make: SimpleNamespace, number: int = 60, **changed: object) -> ExerciseFacts:
    """A class at one exercise."""
    luck, works = random.Random(7), []
    for pupil in pupils(number):
        luck_of_pupil = luck.random()
        if luck_of_pupil < 0.1:
            works.append(Work(pupil=pupil))
            continue
        made = report(make, pupil, luck.random(), luck)
        assert made.attempt is not None
        late = made.attempt.received > DUE
        cells = ("softmax-checks",) if luck.random() < 0.05 else ()
        works.append(Work(pupil=pupil, report=made, late=late, changed=cells, attempts=1))
    found = {
        "name": "ex02_activations",
        "title": "Activation functions",
        "max_points": 10.0,
        "works": tuple(works),
        "times": tuple(work.arrived for work in works if work.arrived is not None),
        "due": DUE,
        "zone": "Europe/Moscow",
    }
    return ExerciseFacts(**(found | changed))


def unreadable(pupil: Pupil) -> Work:
    made = Report(
        exercise="ex02_activations",
        student=pupil.id,
        status=ReportStatus.UNREADABLE,
        score=0.0,
        max_score=10.0,
    )
    return Work(pupil=pupil, report=made, attempts=1)


def course(make: SimpleNamespace, number: int = 60) -> CourseFacts:
    """The same class at two exercises, one of them a bonus with a weight of 2."""
    one = facts(make, number)
    two = facts(make, number, name="ex03_losses", title="Losses", weight=2.0, bonus=True)
    totals = []
    for first, second in zip(one.works, two.works, strict=True):
        scores = [
            (Policy(), first.points or 0.0, 10.0),
            (Policy(weight=2.0, bonus=True), second.points or 0.0, 10.0),
        ]
        earned = (first.points, second.points)
        totals.append(InTotal(first.pupil, earned, *total(scores), is_open=first.is_open))
    return CourseFacts(exercises=(one, two), not_yet=("Fully connected",), totals=tuple(totals))
