"""A question is graded once more, as it was handed in: for who looks at a verdict again."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool

from autograder.classroom.devices import choose_device
from autograder.engine.ticket import Ticket
from autograder.grading import ScoredCall
from autograder.language import _
from autograder.reports.plain import one_line
from autograder.results import Provenance, QuestionResult, Report
from autograder.service.queue.asking import LATER
from autograder.service.queue.reading import asked_alone, read_work
from autograder.service.store.threads import Thread
from autograder.service.web.state import State

MOST_TEXT = 300  # characters of a call, and of what came back


class Again(NamedTuple):
    """What came of it: the verdict of now, the calls that decided, and what is another than it was
    then. Where nothing is, these are the very inputs that were scored."""

    result: QuestionResult | None
    calls: list[ScoredCall]
    differs: list[str]

    def is_as(self, then: QuestionResult | None) -> bool:
        """Whether the verdict is the same."""
        now = self.result
        if then is None or now is None:
            return False
        return (now.status, now.score) == (then.status, then.score)


async def graded_again(state: State, thread: Thread, then: Report) -> Again:
    """Grade it; raises AutograderError where that cannot be."""
    ticket = await run_in_threadpool(_submit, state, thread)
    graded = await asyncio.wrap_future(ticket.future)
    found = {each.name: each for each in graded.report.questions}
    calls = [
        ScoredCall(each.check, one_line(each.call, MOST_TEXT), one_line(each.answer, MOST_TEXT))
        for each in graded.scored.get(thread.question, [])
    ]
    return Again(
        found.get(thread.question),
        calls,
        differences(then.provenance, graded.report.provenance),
    )


def differences(then: Provenance | None, now: Provenance | None) -> list[str]:
    """What two gradings were made of that is not the same, in words."""
    if then is None or now is None:
        return [_("what the grading was made of: nobody has written that down")]
    pairs = {
        _("the exercise"): (then.exercise, now.exercise),
        "autograder": (then.version, now.version),
        "Python": (then.python, now.python),
        _("the device"): (then.device, now.device),
        _("the isolation"): (then.isolation, now.isolation),
    }
    names = sorted({*then.libraries, *now.libraries})
    pairs |= {name: (then.libraries.get(name, "–"), now.libraries.get(name, "–")) for name in names}
    return [_said(name, *pair) for name, pair in pairs.items() if pair[0] != pair[1]]


def _said(name: str, then: str, now: str) -> str:
    short = 8 if len(then) == len(now) > 30 else 40  # digests are long
    return f"{name}: {then[:short]} → {now[:short]}"


def _submit(state: State, thread: Thread) -> Ticket:
    work = read_work(state.course, state.history, thread.submission)
    asked = asked_alone(work.found.submission, thread.question)
    recorded = msgspec.structs.replace(asked, recording=True)
    return state.engine.submit(choose_device(work.exercise), recorded, priority=LATER)
