"""The second of two steps by which somebody comes here from a learning platform: it sends them with
what it has signed."""

from __future__ import annotations

from starlette.responses import Response

from autograder.language import _
from autograder.roster import Person
from autograder.roster.names import readable
from autograder.service.lti.comparing import compare_all, compare_one
from autograder.service.lti.launch import CHOOSING, Launch, address_in, email_in, text_in, texts_in
from autograder.service.lti.platforms import Platform
from autograder.service.lti.states import LASTS, State, is_of, nonce_of, opened
from autograder.service.lti.tool import Tool
from autograder.service.lti.verify import Refused, verified
from autograder.service.lti_pages.choosing import choose
from autograder.service.lti_pages.frames import is_framed
from autograder.service.lti_pages.login import COOKIE, MOST
from autograder.service.signin.identity import Claim, let_in, person_for, stranger
from autograder.service.store.lti import (
    Context,
    Link,
    came_back,
    is_ours,
    saw_context,
    saw_link,
    saw_member,
)
from autograder.service.store.passbacks import put_passbacks
from autograder.service.web.access import OF_ROLE, Level, cookie_of
from autograder.service.web.ask import Ask

HOW = "LTI"  # for the audit log


def launch(ask: Ask, tool: Tool) -> Response:
    """A platform sends somebody, with what it has signed of them."""
    platform, found = _taken(ask, tool)
    claim = Claim(
        platform.issuer,
        found.sub,
        readable(found.name or ""),
        email_in(found.email),
        found.vouches_for_email or platform.trusts_emails,
    )
    person = person_for(ask.state, claim)
    teaches = person is not None and OF_ROLE[person.role] >= Level.STAFF
    exercise = _exercise(ask, found, teaches=teaches)
    _write_down(ask, platform, found, exercise, person, ours=teaches)
    place = f"/exercises/{exercise}" if exercise else "/exercises"
    if person is None:
        if found.message == CHOOSING and is_framed(ask):  # no cookie of ours would be kept there
            what = _("This course does not know yet who you are.")
            todo = _(
                "Open an exercise of this course there in a window of its own. Once your teacher, "
                "or you yourself, have said there who you are, come back here."
            )
            raise Refused(what, todo)
        return stranger(ask.state, claim, place)
    if found.message == CHOOSING:
        return choose(ask, tool, platform, found, teaches=teaches)
    if teaches:
        place = f"/class/{exercise}" if exercise else "/class"
    return let_in(ask.state, claim, person, place, HOW, ask.session)


def _write_down(
    ask: Ask, platform: Platform, found: Launch, exercise: str, person: Person | None, *, ours: bool
) -> None:
    """Where somebody has come from, for the grades that go back there; also of who is nobody yet,
    since it may be decided later who that is."""
    own = {
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "deployment": found.deployment,
        "context": found.context_id,
    }
    here = platform.is_here
    context = Context(
        **own,
        title=text_in(found.context, "title"),
        members_url=address_in(found.members, "context_memberships_url", here=here),
        ours=ours,
    )
    link = Link(
        **own,
        link=found.link_id,
        exercise=exercise,
        title=found.link_title,
        line_item=address_in(found.grades, "lineitem", here=here),
        line_items=address_in(found.grades, "lineitems", here=here),
        scopes=texts_in(found.grades, "scope"),
    )
    now = ask.state.now()
    with ask.state.history.database.writing() as connection:
        was_ours = is_ours(connection, context)
        saw_context(connection, context)
        saw_member(connection, context, found.sub)
        if link.link and saw_link(connection, link):  # everybody's grades belong elsewhere now
            compare_one(connection, exercise, now)
        elif link.link and person is not None:
            put_passbacks(connection, exercise, [person.id], now)
        if ours and not was_ours:
            compare_all(connection, ask.state.course, now)


def _taken(ask: Ask, tool: Tool) -> tuple[Platform, Launch]:
    """What the platform has signed, once it is certain that this browser has begun it, that it is
    meant for us, and that it was not taken before."""
    now, key = ask.state.now(), tool.keys().states
    state = opened(ask.text("state", MOST), key, now, State)
    if state is None:
        raise Refused(_("This sign-in was not begun here, or too long ago."))
    if not is_of(state, cookie_of(ask.request, ask.state.settings, COOKIE)):
        what = _("This sign-in was begun in another browser, or this one keeps no cookies of ours.")
        todo = _("Open the exercise in the learning platform once more, in a window of its own.")
        raise Refused(what, todo)
    platform = tool.platform(state.issuer, state.client_id)
    if platform is None:
        raise Refused(_("This learning platform is no longer known to this course."))
    if ask.text("error"):
        what = _("The learning platform has not let you in: {why}.")
        raise Refused(what.format(why=ask.text("error_description") or ask.text("error")))
    token = ask.form.get("id_token", "")
    found = verified(
        token if isinstance(token, str) else "", platform, tool.key_sets, nonce_of(state, key), now
    )
    with ask.state.history.database.writing() as connection:
        is_new = came_back(connection, state.id, now, now + LASTS)
    if not is_new:
        raise Refused(_("This sign-in was used before."))
    return platform, found


def _exercise(ask: Ask, found: Launch, *, teaches: bool) -> str:
    """The exercise that the place in the platform stands for; empty where it stands for all. Which
    there are is said to nobody but those who teach."""
    names = [each.name for each in ask.state.course.exercises]
    if not found.exercise or found.exercise in names:
        return found.exercise
    what = _("The learning platform asks for the exercise {name}, which is not in this course.")
    todo = _("Your teacher corrects `exercise` there.")
    if teaches:
        todo = _("Correct `exercise` there. There are: {names}.").format(names=", ".join(names))
    raise Refused(what.format(name=repr(found.exercise[:100])), todo)
