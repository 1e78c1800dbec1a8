"""Which cells have to run, and which questions have to be examined, for the verdict on some alone.

Where a name cannot be followed, or is nowhere, it is everything above them, as in a whole notebook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from autograder.grading.following import NotFollowed, Search, Step
from autograder.grading.records import ExerciseContext, Submission
from autograder.notebooks.cells import Cell, Work, own_code
from autograder.notebooks.kinds import CHECK
from autograder.notebooks.studied import MAX_READ_OF_ALL, length
from autograder.student import Inquiry


@dataclass(frozen=True)
class Needed:
    """The steps of a grading in order, and the questions that are examined on the way.

    `names` are those that were followed, of all that are `given`; None where everything above runs.
    """

    steps: list[Step]
    names: frozenset[str] | None = None
    given: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()

    def holds(self, asked: Inquiry) -> bool:
        """Whether what was asked of the student's code is what was followed, and was there."""
        if self.names is None:
            return True
        unknown = (asked.names & self.given) - self.names
        return not (asked.lacking or unknown or asked.questions - self.questions)


def everything(work: Work, submission: Submission) -> Needed:
    """All cells of a whole notebook."""
    return Needed([(cell, _runs(cell, submission)) for cell in work.cells])


def everything_above(
    questions: Iterable[str], work: Work, submission: Submission, context: ExerciseContext
) -> Needed:
    """What a whole notebook runs and examines, up to the last of these questions."""
    left = set(questions)
    steps: list[Step] = []
    for cell in work.cells:
        if not left:
            break
        order = sorted(cell.examine, key=context.questions.index)
        found = [place for place, name in enumerate(order) if name in left]
        left.difference_update(order)
        if found and not left:
            order = order[: found[-1] + 1]
        steps.append((replace(cell, examine=tuple(order)), _runs(cell, submission)))
    return Needed(steps)


def needed(
    questions: Iterable[str], work: Work, submission: Submission, context: ExerciseContext
) -> Needed:
    """What the verdict on some questions needs: no more than everything above them."""
    above = everything_above(questions, work, submission, context)
    place = context.questions.index
    order = [place(name) for cell, _does in above.steps for name in cell.examine]
    if length(own_code(work)) > MAX_READ_OF_ALL or order != sorted(order):
        return above
    try:
        search = Search(above.steps, context)
        search.follow(questions)
    except NotFollowed:
        return above
    places, examined = search.places, search.examined
    steps = []
    for i, (cell, _runs) in enumerate(above.steps):
        after = tuple(name for name in cell.examine if name in examined)
        if i in places or after:
            steps.append((replace(cell, examine=after), i in places))
    return Needed(steps, search.names, search.given, examined)


def _runs(cell: Cell, submission: Submission) -> bool:
    return cell.runs and (submission.visible_checks or cell.role != CHECK)
