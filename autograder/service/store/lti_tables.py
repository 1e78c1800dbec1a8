"""The tables of learning platforms: where people come from, and which grades they were told."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, Table, Text

from autograder.history.tables import Moment
from autograder.service.store.columns import METADATA, filled, key

# Sign-ins that have come back, so that none of them is taken twice.
LTI_STATES = Table("lti_states", METADATA, key("id"), filled("until", Moment))

# Courses in a platform. What it calls them, and the places in them, it promises for one deployment
# alone, and some call places in two courses the same. `deployment` is empty in rows from before it
# was kept, until somebody comes from there again. `ours` says that somebody who teaches here has
# come from it: only then are grades sent there, and the class list is read.
LTI_CONTEXTS = Table(
    "lti_contexts",
    METADATA,
    key("issuer"),
    key("client_id"),
    key("deployment"),
    key("context"),
    filled("title"),
    filled("members_url", Text),
    filled("ours", Boolean),
)

# Places in such a course that lead to an exercise. `line_item` is the column of its gradebook, and
# `line_items` is where such columns are made; `scopes` are what we may do with them.
LTI_LINKS = Table(
    "lti_links",
    METADATA,
    key("issuer"),
    key("client_id"),
    key("deployment"),
    key("context"),
    key("link"),
    filled("exercise"),
    filled("title"),
    filled("line_item", Text),
    filled("line_items", Text),
    filled("scopes", JSON),
)

# Who belongs to such a course: they have come from it, or stand in its list.
LTI_MEMBERS = Table(
    "lti_members",
    METADATA,
    key("issuer"),
    key("client_id"),
    key("deployment"),
    key("context"),
    key("subject"),
)

# Whose grade for which exercise may be another one than platforms know. What is being sent is put
# off for a while, so that it is sent again should whoever does it be killed.
PASSBACKS = Table(
    "passbacks",
    METADATA,
    key("exercise"),
    key("person"),
    filled("version", Integer),
    filled("queued_at", Moment),
    filled("not_before", Moment),
    filled("tries", Integer),
    filled("trouble", Text),
)

# The grade that a platform was told last, and of which hand-in. `points` is empty where it was told
# that there is none. `line_item` is the column that has it: a new one there knows nothing yet.
LTI_GRADES = Table(
    "lti_grades",
    METADATA,
    key("issuer"),
    key("client_id"),
    key("deployment"),
    key("context"),
    key("link"),
    key("subject"),
    filled("person"),
    filled("exercise"),
    filled("line_item", Text),
    filled("sent_at", Moment),
    Column("points", Float),
    filled("possible", Float),
    filled("progress"),
    filled("hand_in"),
    Column("handed_in_at", Moment),
    Index("lti_grades_of_a_person", "person"),
)

WITH_LTI = METADATA  # whoever takes it from here has these tables in it
