"""The answers to one question as graders see them: what waits, what was given, who has what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from autograder.classroom.marking.answers import Answers
from autograder.classroom.marking.marks import InGradebook
from autograder.classroom.marking.piles import Pile, piles_of
from autograder.classroom.marking.rubrics import Part, parts_of
from autograder.course import Exercise
from autograder.gradebook import Gradebook
from autograder.service.store.marks import Mark, marks_of, opened
from autograder.service.web.state import State

MOST_COMMENTS = 9  # that stand ready: as many as there are keys for them

_answers = Answers()


class Desk(NamedTuple):
    """One written question. `marks` are all that was given on our pages, by the digest of the
    answer, the oldest first; `holders` says who has which answer open."""

    question: str
    points: float
    rubric: str
    parts: tuple[Part, ...]
    piles: list[Pile]
    marks: dict[str, list[Mark]]
    holders: dict[str, str]

    @property
    def waiting(self) -> list[Pile]:
        """What is to be read."""
        return [each for each in self.piles if each.waits]

    @property
    def students_waiting(self) -> int:
        """How many students wait."""
        return sum(grade.waits for pile in self.piles for grade in pile.grades)

    @property
    def students_done(self) -> int:
        """How many have their points."""
        return sum(not grade.waits for pile in self.piles for grade in pile.grades)

    def pile(self, digest: str) -> Pile | None:
        """The answer with this digest."""
        return next((each for each in self.piles if each.answer.digest == digest), None)

    def next_for(self, who: str, after: str = "") -> Pile | None:
        """What somebody reads next: nothing that another grader has open. It goes on below the
        answer `after`, and at the end from the top."""
        order = [each.answer.digest for each in self.piles]
        start = order.index(after) + 1 if after in order else 0
        turned = [*self.piles[start:], *self.piles[:start]]
        free = (each for each in turned if self.holders.get(each.answer.digest, who) == who)
        return next((each for each in free if each.waits), None)

    @property
    def comments(self) -> list[str]:
        """What graders have written here, the most frequent first."""
        newest = [marks[-1].comment for marks in self.marks.values() if marks[-1].comment]
        return [comment for comment, _times in Counter(reversed(newest)).most_common(MOST_COMMENTS)]


def grades_in_book(state: State, exercise: Exercise) -> list[InGradebook]:
    """What the gradebook has for an exercise; nothing where there is none yet."""
    if not Gradebook.exists(state.course):
        return []
    with Gradebook(state.course) as book:
        return book.marks(exercise)


def desks(state: State, exercise: Exercise, only: str = "") -> list[Desk]:
    """The written questions of an exercise, or one of them."""
    wanted = [name for name in exercise.written if only in ("", name)]
    if not wanted:
        return []
    grades = grades_in_book(state, exercise)
    with state.history.database.reading() as connection:
        given = marks_of(connection, exercise.name, only)
        held = {name: opened(connection, exercise.name, name, state.now()) for name in wanted}
    found = []
    for name in wanted:
        marks = [mark for mark in given if mark.question == name]
        own = [grade for grade in grades if grade.question == name]
        found.append(_desk(state, exercise, name, own, marks, held[name]))
    return found


def _desk(
    state: State,
    exercise: Exercise,
    name: str,
    grades: Iterable[InGradebook],
    marks: list[Mark],
    held: dict[str, str],
) -> Desk:
    written = exercise.written[name]
    rubric = written.rubric[exercise.language]
    by_answer: dict[str, list[Mark]] = {}
    pending: dict[str, Mark] = {}
    for mark in marks:
        by_answer.setdefault(mark.answer, []).append(mark)
        if not mark.is_booked:
            pending[mark.person] = mark
    grades = list(grades)
    answers = {
        grade.student: answer
        for grade in grades
        if (answer := _answers.of(state.course, exercise.name, grade.student).get(name)) is not None
    }
    digests = {student: answer.digest for student, answer in answers.items()}
    now = [_with_pending(grade, pending.get(grade.student), digests) for grade in grades]
    return Desk(
        name,
        written.points,
        rubric,
        parts_of(rubric, written.points),
        piles_of(now, answers),
        by_answer,
        held,
    )


def _with_pending(grade: InGradebook, mark: Mark | None, digests: Mapping[str, str]) -> InGradebook:
    """What the gradebook is about to have."""
    if mark is None:
        return grade
    holds = digests.get(grade.student, mark.answer) == mark.answer
    is_open = mark.points is None and grade.automatic is None
    return msgspec.structs.replace(
        grade, by_hand=mark.points, comment=mark.comment, waits=is_open or not holds
    )
