"""The table of leaderboards: who wanted to be on one, and what they are called there."""

from __future__ import annotations

from sqlalchemy import Column, Float, Table, UniqueConstraint

from autograder.service.store.columns import filled, key
from autograder.service.store.lti_tables import WITH_LTI as METADATA

# `seems` is the same for pseudonyms that look alike; `figure` is the best one of theirs, empty
# until there is one.
LEADERBOARDS = Table(
    "leaderboards",
    METADATA,
    key("exercise"),
    key("person"),
    filled("pseudonym"),
    filled("seems"),
    Column("figure", Float),
    UniqueConstraint("exercise", "seems"),
)
WITH_LEADERBOARDS = METADATA  # whoever takes it from here has this table in it, and those of LTI
