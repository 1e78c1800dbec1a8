"""The tables of the service, as the newest version has them. They stand in the database of the
history, so that a hand-in, its receipt and its job are on disk together or not at all.

Of every secret, be it of a link, a session or a token, only a digest is kept.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from autograder.history.migrations import Part
from autograder.history.tables import Moment
from autograder.service.store.columns import filled as _filled
from autograder.service.store.columns import key as _key
from autograder.service.store.marking_tables import WITH_MARKING as METADATA
from autograder.service.store.steps import make_leaderboards, make_marking, tell_contexts_apart

VERSION = Table("service_version", METADATA, _filled("version", Integer))

# One for each hand-in that was answered. `key` is what the browser's form or the client has called
# it: sent again, it is the same hand-in.
RECEIPTS = Table(
    "receipts",
    METADATA,
    _key("number", Integer),
    _filled("submission"),
    _filled("person"),
    _filled("exercise"),
    _filled("arrived_at", Moment),
    _filled("digest"),
    _filled("size", Integer),
    _filled("file_name"),
    _filled("key"),
    UniqueConstraint("person", "key"),
    Index("receipts_of_a_submission", "submission"),
    sqlite_autoincrement=True,
)

# Hand-ins that have no grading yet, or are tried with another version of their exercise. The row
# goes in the transaction that writes the grading.
JOBS = Table(
    "jobs",
    METADATA,
    _key("submission"),
    _filled("exercise"),
    _filled("person"),
    _filled("queued_at", Moment),
    Column("not_before", Moment),
    Column("taken_by", String),
    Column("taken_until", Moment),
    _filled("tries", Integer),
    _filled("trouble", Text),
    _filled("is_trial", Boolean),
)

# What hand-ins would be given by an exercise that has changed since they were graded.
TRIALS = Table(
    "trials",
    METADATA,
    _key("submission"),
    _filled("exercise"),
    _filled("person"),
    _filled("graded_at", Moment),
    _filled("record", Text),
)

# Whose gradebook has to be brought up to date for which exercise. `version` grows with each reason
# for that, so that one that comes while it is done is not lost.
BOOKINGS = Table(
    "bookings",
    METADATA,
    _key("exercise"),
    _key("person"),
    _filled("version", Integer),
    _filled("queued_at", Moment),
    Column("not_before", Moment),
    Column("taken_by", String),
    Column("taken_until", Moment),
    _filled("trouble", Text),
)

# Personal links, each used once.
LINKS = Table(
    "links",
    METADATA,
    _key("digest"),
    _filled("person"),
    _filled("made_at", Moment),
    _filled("until", Moment),
    Column("used_at", Moment),
    Index("links_of_a_person", "person"),
)

# `issuer` and `subject` name the identity through which a session began, or that of the session in
# which a token was made; empty where it was none. `browser` is a digest of the issuer's session.
SESSIONS = Table(
    "sessions",
    METADATA,
    _key("digest"),
    _filled("person"),
    _filled("made_at", Moment),
    _filled("seen_at", Moment),
    _filled("until", Moment),
    _filled("shows_names", Boolean),
    _filled("issuer"),
    _filled("subject"),
    _filled("browser"),
)

TOKENS = Table(
    "tokens",
    METADATA,
    _key("id"),
    _filled("digest"),
    _filled("person"),
    _filled("label"),
    _filled("made_at", Moment),
    Column("seen_at", Moment),
    _filled("issuer"),
    _filled("subject"),
    UniqueConstraint("digest"),
)

# Who another system says that somebody is; `person` is empty until that is decided.
IDENTITIES = Table(
    "identities",
    METADATA,
    _key("issuer"),
    _key("subject"),
    Column("person", String, index=True),
    _filled("name"),
    _filled("email"),
    _filled("how"),
    _filled("seen_at", Moment),
)

# Browsers in which an identity has come that nobody knows.
VISITS = Table(
    "visits",
    METADATA,
    _key("digest"),
    _filled("issuer"),
    _filled("subject"),
    _filled("place"),
    _filled("until", Moment),
)

# Checks that a person has left for a question.
BUCKETS = Table(
    "buckets",
    METADATA,
    _key("person"),
    _key("exercise"),
    _key("question"),
    _filled("left", Float),
    _filled("at", Moment),
)

# What checks of one question have found.
CHECKS = Table(
    "checks",
    METADATA,
    _key("id"),
    _filled("asked_at", Moment),
    _filled("person"),
    _filled("exercise"),
    _filled("question"),
    _filled("status"),
    _filled("mistake"),
    _filled("said", Text),
    _filled("has_hint", Boolean),
)

# Copies that were made of the course, and when they are to be deleted.
BACKUPS = Table(
    "backups",
    METADATA,
    _key("id"),
    _filled("place"),
    _filled("made_at", Moment),
    _filled("keep_until", Moment),
)

# Who was forgotten, so that no backup brings them back: a digest that only this course can make.
# `key` is empty where it was made with the secret that the course has now.
FORGOTTEN = Table("forgotten", METADATA, _key("digest"), _filled("key"))

# Who has seen or changed what.
AUDIT = Table(
    "audit",
    METADATA,
    _key("id"),
    _filled("at", Moment),
    _filled("who"),
    _filled("what"),
    _filled("about"),
    _filled("detail", JSON),
)

# Whoever changes a table here adds a step to this part.
STEPS = (tell_contexts_apart, make_leaderboards, make_marking)
SERVICE = Part("service", METADATA, VERSION, STEPS)
