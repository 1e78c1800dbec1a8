"""What is known of learning platforms: sign-ins that were used, courses, places, members."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from autograder.service.store.lti_tables import (
    LTI_CONTEXTS,
    LTI_GRADES,
    LTI_LINKS,
    LTI_MEMBERS,
    LTI_STATES,
)
from autograder.service.store.rows import columns_of, made_of

Row = TypeVar("Row", bound=msgspec.Struct)

OF_A_CONTEXT = ("issuer", "client_id", "deployment", "context")
OF_A_LINK = (*OF_A_CONTEXT, "link")
OF_CONTEXTS = (LTI_CONTEXTS, LTI_LINKS, LTI_MEMBERS, LTI_GRADES)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """A course in a platform. `ours` says that somebody who teaches here has come from it."""

    issuer: str
    client_id: str
    deployment: str
    context: str
    title: str = ""
    members_url: str = ""
    ours: bool = False


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A place in it that leads to an exercise; `line_item` is its column in the gradebook there."""

    issuer: str
    client_id: str
    deployment: str
    context: str
    link: str
    exercise: str
    title: str = ""
    line_item: str = ""
    line_items: str = ""
    scopes: list[str] = []


def came_back(connection: Connection, id: str, now: datetime, until: datetime) -> bool:
    """Write down that a sign-in has come back; False where it has before."""
    connection.execute(delete(LTI_STATES).where(LTI_STATES.c.until <= now))
    try:
        with connection.begin_nested():
            connection.execute(insert(LTI_STATES).values(id=id, until=until))
    except IntegrityError:
        return False
    return True


def saw_context(connection: Connection, new: Context) -> None:
    """Somebody has come from this course in a platform. Whose it was, it stays."""
    _name_deployment(connection, new)
    old = _as_it_was(connection, LTI_CONTEXTS, new, OF_A_CONTEXT)
    if old is not None:
        new = _with_what_lasts(new, old, "title", "members_url", "ours")
    _put(connection, LTI_CONTEXTS, new, OF_A_CONTEXT)


def is_ours(connection: Connection, context: Context) -> bool:
    """Whether somebody who teaches here has come from it before."""
    own = _same(LTI_CONTEXTS, context, OF_A_CONTEXT)
    return bool(connection.scalar(select(LTI_CONTEXTS.c.ours).where(*own)))


def now_ours(connection: Connection, issuer: str, subject: str) -> None:
    """Somebody is known to teach here: the courses from which they have come are ours."""
    member = (LTI_MEMBERS.c.issuer == issuer, LTI_MEMBERS.c.subject == subject)
    asked = select(*(LTI_MEMBERS.c[name] for name in OF_A_CONTEXT)).where(*member)
    for row in connection.execute(asked).all():
        own = [LTI_CONTEXTS.c[name] == value for name, value in zip(OF_A_CONTEXT, row, strict=True)]
        connection.execute(update(LTI_CONTEXTS).where(*own).values(ours=True))


def saw_link(connection: Connection, new: Link) -> bool:
    """Somebody has come from this place; True where its grades belong into another column now, or
    are those of another exercise."""
    old = _as_it_was(connection, LTI_LINKS, new, OF_A_LINK)
    if old is not None:
        new = _with_what_lasts(new, old, "line_item", "line_items", "scopes")
    _put(connection, LTI_LINKS, new, OF_A_LINK)
    if old is None:
        return False
    return (new.line_item, new.exercise) != (old.line_item, old.exercise)


def saw_member(connection: Connection, context: Context, subject: str) -> None:
    """Somebody belongs to this course in a platform."""
    row = {name: getattr(context, name) for name in OF_A_CONTEXT} | {"subject": subject}
    own = [LTI_MEMBERS.c[name] == value for name, value in row.items()]
    if connection.scalar(select(LTI_MEMBERS.c.subject).where(*own)) is None:
        connection.execute(insert(LTI_MEMBERS).values(row))


def our_contexts(connection: Connection) -> list[Context]:
    """The courses in platforms from which somebody who teaches here has come."""
    asked = select(*columns_of(LTI_CONTEXTS, Context)).where(LTI_CONTEXTS.c.ours)
    return [made_of(row, Context) for row in connection.execute(asked).mappings()]


def our_links(connection: Connection, exercise: str = "") -> list[Link]:
    """Their places that lead to an exercise, to this one or any."""
    ours = {context_of(each) for each in our_contexts(connection)}
    asked = select(*columns_of(LTI_LINKS, Link)).where(LTI_LINKS.c.exercise != "")
    if exercise:
        asked = asked.where(LTI_LINKS.c.exercise == exercise)
    found = [made_of(row, Link) for row in connection.execute(asked).mappings()]
    return [each for each in found if context_of(each) in ours]


def context_of(each: Context | Link) -> tuple[str, ...]:
    """What names a course in a platform, or the one in which a place is."""
    return (each.issuer, each.client_id, each.deployment, each.context)


def members_of(connection: Connection, link: Link) -> set[str]:
    """The subjects of all who are known to belong to it."""
    own = _same(LTI_MEMBERS, link, OF_A_CONTEXT)
    return set(connection.scalars(select(LTI_MEMBERS.c.subject).where(*own)))


def drop_member(connection: Connection, issuer: str, subject: str) -> None:
    """Nothing stays of somebody here."""
    own = (LTI_MEMBERS.c.issuer == issuer, LTI_MEMBERS.c.subject == subject)
    connection.execute(delete(LTI_MEMBERS).where(*own))


def has_line_item(connection: Connection, link: Link, line_item: str) -> None:
    """A column was made, or found, in the gradebook of a platform; or it is gone from there."""
    own = _same(LTI_LINKS, link, OF_A_LINK)
    connection.execute(update(LTI_LINKS).where(*own).values(line_item=line_item))


def _name_deployment(connection: Connection, new: Context) -> None:
    """What is known of this course from before deployments were kept is of the one from which
    somebody comes first."""
    if _as_it_was(connection, LTI_CONTEXTS, new, OF_A_CONTEXT) is not None:
        return
    unnamed = msgspec.structs.replace(new, deployment="")
    for table in OF_CONTEXTS:
        own = _same(table, unnamed, OF_A_CONTEXT)
        connection.execute(update(table).where(*own).values(deployment=new.deployment))


def _as_it_was(connection: Connection, table: Table, new: Row, keys: tuple[str, ...]) -> Row | None:
    asked = select(*columns_of(table, type(new))).where(*_same(table, new, keys))
    row = connection.execute(asked).mappings().first()
    return None if row is None else made_of(row, type(new))


def _with_what_lasts(new: Row, old: Row, *names: str) -> Row:
    """What a platform does not say each time holds as it was said."""
    lasts = {name: getattr(new, name) or getattr(old, name) for name in names}
    return msgspec.structs.replace(new, **lasts)


def _put(connection: Connection, table: Table, new: msgspec.Struct, keys: tuple[str, ...]) -> None:
    values = msgspec.structs.asdict(new)
    changed = update(table).where(*_same(table, new, keys)).values(values)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(table).values(values))


def _same(table: Table, new: msgspec.Struct, keys: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [table.c[name] == getattr(new, name) for name in keys]
