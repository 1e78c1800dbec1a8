"""What graders gave, which answers they have open, and what the gradebook made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from autograder.history import new_id
from autograder.results import QuestionResult
from autograder.service.store.marking_tables import MARKS, OPENED, REVIEWS
from autograder.service.store.rows import columns_of, made_of

STAYS_OPEN = timedelta(minutes=5)  # without a sign of life of the page that shows it


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What a `grader` gave for the answer of a person, whose text has the digest `answer`."""

    id: str = msgspec.field(default_factory=new_id)
    exercise: str
    question: str
    person: str
    answer: str
    points: float | None
    comment: str
    grader: str
    at: datetime
    is_booked: bool = False


def write_marks(connection: Connection, marks: Sequence[Mark]) -> None:
    """Write down what was given; the gradebook gets it soon."""
    if marks:
        connection.execute(insert(MARKS), [msgspec.structs.asdict(each) for each in marks])


def marks_of(connection: Connection, exercise: str, question: str = "") -> list[Mark]:
    """All that was given for an exercise or one question of it, the oldest first."""
    asked = select(*columns_of(MARKS, Mark)).where(MARKS.c.exercise == exercise)
    if question:
        asked = asked.where(MARKS.c.question == question)
    rows = connection.execute(asked.order_by(MARKS.c.id)).mappings()
    return [made_of(row, Mark) for row in rows]


def marks_to_book(connection: Connection, most: int) -> list[Mark]:
    """What the gradebook does not have yet, the oldest first; all of one exercise."""
    asked = select(*columns_of(MARKS, Mark)).where(MARKS.c.is_booked.is_(False))
    rows = connection.execute(asked.order_by(MARKS.c.id).limit(most)).mappings()
    found = [made_of(row, Mark) for row in rows]
    return [each for each in found if each.exercise == found[0].exercise]


def marks_are_booked(connection: Connection, marks: Iterable[Mark]) -> None:
    """The gradebook has these."""
    ids = [each.id for each in marks]
    connection.execute(update(MARKS).where(MARKS.c.id.in_(ids)).values(is_booked=True))


def open_answer(
    connection: Connection, exercise: str, question: str, answer: str, who: str, now: datetime
) -> str:
    """Somebody has an answer before them, and no other one that they had; the id of who has it:
    that may be somebody who came first."""
    holder = opened(connection, exercise, question, now).get(answer, who)
    close_answers(connection, who)
    if holder == who:
        row = {"exercise": exercise, "question": question, "answer": answer}
        own = (OPENED.c[name] == value for name, value in row.items())
        connection.execute(delete(OPENED).where(*own))  # of whoever has gone without a word
        connection.execute(insert(OPENED).values(**row, person=who, until=now + STAYS_OPEN))
    return holder


def close_answers(connection: Connection, who: str) -> None:
    """Somebody has no answer open any more."""
    connection.execute(delete(OPENED).where(OPENED.c.person == who))


def opened(connection: Connection, exercise: str, question: str, now: datetime) -> dict[str, str]:
    """By answer, who has it open."""
    asked = select(OPENED.c.answer, OPENED.c.person).where(
        OPENED.c.exercise == exercise, OPENED.c.question == question, OPENED.c.until > now
    )
    return {row.answer: row.person for row in connection.execute(asked)}


def put_review(
    connection: Connection,
    exercise: str,
    person: str,
    submission: str,
    questions: Sequence[QuestionResult],
) -> None:
    """Write down how these questions of a hand-in are shown since people have changed something."""
    own = REVIEWS.c.exercise == exercise, REVIEWS.c.person == person
    connection.execute(delete(REVIEWS).where(*own))
    if questions:
        text = msgspec.json.encode(questions).decode()
        row = {"exercise": exercise, "person": person, "submission": submission}
        connection.execute(insert(REVIEWS).values(**row, questions=text))


def review_of(connection: Connection, submission: str) -> tuple[QuestionResult, ...]:
    """The questions of a hand-in that are shown otherwise than they were graded."""
    asked = select(REVIEWS.c.questions).where(REVIEWS.c.submission == submission)
    text = connection.scalar(asked)
    return msgspec.json.decode(text, type=tuple[QuestionResult, ...]) if text else ()
