"""The tables of answers that people grade, and of questions about a grade."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Table, Text

from autograder.history.tables import Moment
from autograder.service.store.columns import filled, key
from autograder.service.store.leaderboards_table import WITH_LEADERBOARDS as METADATA

# What a grader gave for an answer of a person, the newest last. `answer` is the digest of the text
# that was read; without `points` the mark was taken back. `is_booked` says that the gradebook has
# it.
MARKS = Table(
    "marks",
    METADATA,
    key("id"),
    filled("exercise"),
    filled("question"),
    filled("person"),
    filled("answer"),
    Column("points", Float),
    filled("comment", Text),
    filled("grader"),
    filled("at", Moment),
    filled("is_booked", Boolean),
    Index("marks_of_a_question", "exercise", "question"),
)

# Answers that a grader (`person`) has open, so that nobody else is given them.
OPENED = Table(
    "answers_opened",
    METADATA,
    key("exercise"),
    key("question"),
    key("answer"),
    filled("person"),
    filled("until", Moment),
)

# What the gradebook made of a hand-in, where people have changed something: the questions as they
# are shown then, as JSON.
REVIEWS = Table(
    "reviews",
    METADATA,
    key("exercise"),
    key("person"),
    filled("submission"),
    filled("questions", Text),
)

# Questions of students about a grade, and what was said there.
THREADS = Table(
    "grade_questions",
    METADATA,
    key("id"),
    filled("submission"),
    filled("exercise"),
    filled("question"),
    filled("person"),
    filled("asked_at", Moment),
    filled("is_open", Boolean),
)
SAID = Table(
    "grade_words",
    METADATA,
    key("id"),
    filled("thread"),
    filled("person"),
    filled("writer"),
    filled("at", Moment),
    filled("text", Text),
    Index("words_of_a_question", "thread"),
)
MARKING = (MARKS, OPENED, REVIEWS, THREADS, SAID)
WITH_MARKING = METADATA  # whoever takes it from here has these tables in it, and those before them
