"""The teacher's page about learning platforms: where grades go, what could not be sent, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.enrol import Enrolled, enrol
from autograder.errors import CourseError, ServiceError
from autograder.language import _
from autograder.roster.files import MAX_BYTES
from autograder.service.lti.comparing import compare_all
from autograder.service.lti.joining import Proposal, as_table, proposal, read_table, see_who
from autograder.service.lti.members import members_in
from autograder.service.store.audit import note
from autograder.service.store.identities import (
    Identity,
    all_identities,
    bind_identity,
    saw_identity,
)
from autograder.service.store.lti import (
    OF_A_CONTEXT,
    Context,
    Link,
    context_of,
    our_contexts,
    our_links,
    saw_member,
)
from autograder.service.store.passbacks import grades_told, waiting_passbacks
from autograder.service.web.ask import Ask, said
from autograder.service.web.pages import page

MOST = 2_000  # characters of what names a course in a platform


def platforms(ask: Ask) -> Response:
    """The courses in platforms that are ours, their places, and what waits to be sent."""
    return _platforms_page(ask)


def _platforms_page(ask: Ask, trouble: str = "") -> Response:
    tool = ask.state.tool
    with ask.state.history.database.reading() as connection:
        contexts = our_contexts(connection)
        links = our_links(connection)
        waiting = waiting_passbacks(connection)
        numbers = grades_told(connection)

    def number(link: Link) -> int:
        return numbers.get((*context_of(link), link.link, link.line_item), 0)

    def places(context: Context) -> list[Link]:
        return [each for each in links if context_of(each) == context_of(context)]

    return page(
        ask.state,
        "platforms.html.jinja",
        ask.who,
        503 if trouble else 200,
        registered=tool.platforms() if tool is not None else (),
        trouble=trouble or (tool.trouble if tool is not None else ""),
        contexts=contexts,
        places=places,
        number=number,
        waiting=waiting,
        roster=ask.state.class_list.now(),
    )


def send_again(ask: Ask) -> Response:
    """Compare all grades with what platforms know: as after points by hand in formgrader."""
    with ask.state.history.database.writing() as connection:
        compare_all(connection, ask.state.course, ask.state.now())
        note(connection, ask.person.id, "sent all grades to learning platforms")
    return ask.see_other("/platforms")


def read_members(ask: Ask) -> Response:
    """Read the class list of a course in a platform, and show what it would add to ours."""
    tool = ask.state.tool
    asked = tuple(ask.text(name, MOST) for name in OF_A_CONTEXT)
    with ask.state.history.database.reading() as connection:
        ours = our_contexts(connection)
    context = next((each for each in ours if context_of(each) == asked), None)
    platform = tool.platform(asked[0], asked[1]) if tool is not None else None
    if tool is None or platform is None or context is None or not context.members_url:
        raise HTTPException(404, _("There is no such course of yours in a learning platform."))
    try:
        found = members_in(tool.services, platform, context.members_url)
    except ServiceError as error:
        return _platforms_page(ask, said(error))
    with ask.state.history.database.writing() as connection:
        for each in found:
            saw_member(connection, context, each.subject)
        bound = _bound(connection, platform.issuer)
        note(connection, ask.person.id, "read the class list of a learning platform")
    roster = ask.state.class_list.now()
    shown = proposal(roster, bound, found, trusts_emails=platform.trusts_emails)
    return _members_page(ask, platform.issuer, shown.table, shown)


def join(ask: Ask) -> Response:
    """Take over what a teacher has read there, and may have corrected."""
    issuer, table = ask.text("issuer", MOST), ask.as_written("table", MAX_BYTES)
    roster = ask.state.class_list.now()
    with ask.state.history.database.reading() as connection:
        bound = _bound(connection, issuer)
    try:
        rows = read_table(table)
        see_who(rows, roster, bound)
        new = [each for each in rows if roster.person(each["id"]) is None]
        done = enrol(ask.state.course, as_table(new)) if new else Enrolled()
    except CourseError as error:
        return _members_page(ask, issuer, table, trouble=said(error))
    if done.mistakes:
        return _members_page(ask, issuer, table, trouble="\n".join(map(str, done.mistakes)))
    try:
        _bind(ask, issuer, rows)
    except CourseError as error:  # somebody has decided otherwise meanwhile
        return _members_page(ask, issuer, table, trouble=said(error))
    return ask.see_other("/people")


def _bind(ask: Ask, issuer: str, rows: Sequence[dict[str, str]]) -> None:
    """Say who they are, unless somebody has said otherwise meanwhile: then raise CourseError, and
    say nothing."""
    own, now = ask.person.id, ask.state.now()
    with ask.writing() as connection:
        see_who(rows, ask.state.class_list.now(), _bound(connection, issuer))
        for each in rows:
            if each["there"]:
                who = (issuer, each["there"])
                saw_identity(connection, *who, each["name_there"], each["email"], now)
                bind_identity(connection, *who, each["id"], own)
        people = [each["id"] for each in rows]
        note(connection, own, "took over people of a learning platform", people=people)
        compare_all(connection, ask.state.course, now)


def _bound(connection: Connection, issuer: str) -> list[Identity]:
    """Who of this platform is somebody here."""
    return [each for each in all_identities(connection) if each.person and each.issuer == issuer]


def _members_page(
    ask: Ask, issuer: str, table: str, shown: Proposal | None = None, trouble: str = ""
) -> Response:
    return page(
        ask.state,
        "members.html.jinja",
        ask.who,
        400 if trouble else 200,
        issuer=issuer,
        table=table,
        shown=shown,
        trouble=trouble,
    )
