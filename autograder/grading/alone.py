"""The verdict on some questions alone: by the cells that they need, or by everything above."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import closing

from autograder.grading.needed import Needed, everything_above, needed
from autograder.grading.records import ExerciseContext, Submission
from autograder.grading.run import Done, Run
from autograder.notebooks.cells import Work
from autograder.results import QuestionResult


def carried_out(steps: Needed, run: Run) -> Run:
    """The run, when it has gone through all steps; its child has ended."""
    with closing(run):
        for cell, runs in steps.steps:
            run.step(cell, runs=runs)
        run.draw()
    return run


def alone(
    questions: Collection[str],
    work: Work,
    submission: Submission,
    context: ExerciseContext,
    start: Callable[[Done], Run],
    done: Done,
) -> list[Run]:
    """The runs that it took to examine some questions of a work: what the last one says of a
    question counts. `start` makes a run; `done` gets each of the verdicts when it is final.

    Where a name is missing while a question is examined, or is one that nobody has followed, only
    everything above tells what it would be.
    """
    plan = needed(questions, work, submission, context)

    def is_sure(name: str) -> bool:
        """Whether what was asked is what was followed: for a question, and for those that it was
        built on."""
        seen, waiting = set[str](), {name}
        while waiting:
            asked = first.asked(each := waiting.pop())
            if not plan.holds(asked):
                return False
            seen.add(each)
            waiting |= asked.questions - seen
        return True

    def if_sure(result: QuestionResult) -> None:
        if result.name in questions and is_sure(result.name):
            done(result)

    def if_unsure(result: QuestionResult) -> None:
        if result.name in unsure and not first.clock.again:  # another try decides about all then
            done(result)

    first = start(if_sure)
    carried_out(plan, first)
    unsure = [name for name in questions if not is_sure(name)]
    if not unsure or first.clock.is_void:
        return [first]
    second = start(if_unsure)
    carried_out(everything_above(unsure, work, submission, context), second)
    kept = {name: second.results[name] for name in unsure}
    second.results = {**first.results, **kept}
    return [first, second]
