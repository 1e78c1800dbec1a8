"""A grader gives points and a comment for an answer: for all who have written the same."""

from __future__ import annotations

import math

from starlette.exceptions import HTTPException

from autograder.classroom.marking.piles import Pile
from autograder.course import Exercise
from autograder.language import _
from autograder.reports.plain import clean
from autograder.reports.values import points as points_text
from autograder.service.marking.desk import Desk
from autograder.service.store.audit import PEOPLE, note
from autograder.service.store.marks import Mark, close_answers, marks_of, write_marks
from autograder.service.web.ask import Ask

MOST_COMMENT = 2_000  # characters
MOST_NUMBER = 20
CLOSE = 1e-9


class NotGiven(Exception):
    """Why nothing was given, as a sentence; what was filled in is shown once more."""


class Filled:
    """The form, as it was filled in."""

    def __init__(self, ask: Ask, desk: Desk) -> None:
        self.parts = [i for i in range(len(desk.parts)) if ask.text(f"part-{i}")]
        self.typed = ask.text("points", MOST_NUMBER).strip()
        self.comment = clean(ask.text("comment", MOST_COMMENT), MOST_COMMENT).strip()
        self.give = ask.text("give")
        self.seen = ask.text("seen")


def points_in(filled: Filled, desk: Desk) -> float | None:
    """The points that a form gives; None where a mark is taken back. Raises NotGiven."""
    if filled.give == "back":
        return None
    if filled.give in ("all", "none"):
        return desk.points if filled.give == "all" else 0.0
    if filled.typed:
        return _number(filled.typed, desk.points)
    if filled.parts:
        return min(round(sum(desk.parts[i].points for i in filled.parts), 6), desk.points)
    raise NotGiven(_("How many points? Choose parts, or write a number."))


def give(ask: Ask, exercise: Exercise, desk: Desk, pile: Pile, filled: Filled) -> None:
    """Write it down. Raises NotGiven where another grader has given something meanwhile."""
    given, who, now = points_in(filled, desk), ask.person.id, ask.state.now()
    answer = pile.answer.digest
    with ask.writing(f"{exercise.name} {desk.question}") as connection:
        newest = newest_of(marks_of(connection, exercise.name, desk.question), answer)
        if newest is not None and newest.id != filled.seen and newest.grader != who:
            raise NotGiven(already_given(newest, desk.points))
        people = [each.student for each in pile.grades]
        write_marks(
            connection,
            [
                Mark(
                    exercise=exercise.name,
                    question=desk.question,
                    person=person,
                    answer=answer,
                    points=given,
                    comment="" if given is None else filled.comment,
                    grader=who,
                    at=now,
                )
                for person in people
            ],
        )
        close_answers(connection, who)
        detail: dict[str, object] = {"question": desk.question, PEOPLE: people}
        detail |= {} if given is None else {"points": given}
        note(connection, who, "graded an answer", exercise.name, **detail)
    ask.state.queue.wake()


def newest_of(marks: list[Mark], answer: str) -> Mark | None:
    """What was given for an answer last."""
    return next((each for each in reversed(marks) if each.answer == answer), None)


def already_given(mark: Mark, most: float) -> str:
    """That somebody was faster."""
    text = _(
        "{who} has graded this answer meanwhile: {points} of {most}. Nothing of yours was kept."
    )
    given = points_text(mark.points) if mark.points is not None else "–"
    return text.format(who=mark.grader, points=given, most=points_text(most))


def _number(text: str, most: float) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = math.nan
    if not -CLOSE <= found <= most + CLOSE:  # no number is not between them either
        said = _("Points are a number from 0 to {most}, such as {example}.")
        raise NotGiven(said.format(most=points_text(most), example=points_text(most / 2)))
    return min(max(round(found, 6), 0.0), most)


def pile_asked(desk: Desk, digest: str) -> Pile:
    """The answer that a form is about; raises HTTPException where nobody has it any more."""
    pile = desk.pile(digest)
    if pile is None:
        text = _("Nobody's work has this answer any more: a newer one has come in its place.")
        raise HTTPException(409, text)
    return pile
