"""The two steps by which somebody comes here from a learning platform: it announces them, we send
them back to it with a state of ours, and it sends them here with what it has signed."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from autograder.language import _
from autograder.roster import Person
from autograder.service.lti.addresses import CHOOSE, LAUNCH, LOGIN
from autograder.service.lti.launch import CHOOSING, Launch, text_in, texts_in
from autograder.service.lti.platforms import Platform
from autograder.service.lti.states import LASTS, State, is_of, nonce_of, opened, sealed
from autograder.service.lti.tool import Tool
from autograder.service.lti.verify import Refused, verified
from autograder.service.lti_pages.choosing import choose
from autograder.service.lti_pages.frames import framed_policy
from autograder.service.signin.identity import Claim, let_in, person_for, stranger
from autograder.service.store.lti import (
    Context,
    Link,
    came_back,
    saw_context,
    saw_link,
    saw_member,
)
from autograder.service.store.passbacks import put_passbacks
from autograder.service.store.secrets import BYTES, digest_of, new_secret
from autograder.service.web.access import OF_ROLE, Level, cookie_name, cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.pages import page

COOKIE = "lti"
HOW = "LTI"  # for the audit log
FRAMES = ("iframe", "frame", "embed", "object")
ANNOUNCED = ("iss", "login_hint", "lti_message_hint", "client_id", "target_link_uri")
MOST = 8_000  # characters of what a platform announces


def login(ask: Ask, tool: Tool) -> Response:
    """A platform announces somebody. In a frame, where browsers keep cookies back, they are asked
    to go on in a window of their own; nothing is begun before that."""
    said = _announced(ask)
    platform = tool.platform(said["iss"], said["client_id"])
    if platform is None:
        what = _("The learning platform {issuer} is not known to this course.")
        todo = _("The teacher adds it: autograder lti add.")
        raise Refused(what.format(issuer=repr(said["iss"][:200])), todo)
    if not said["login_hint"]:
        what = _("The learning platform does not say who you are.")
        raise Refused(what, _("Its administrator has to let it send that to this tool."))
    is_framed = ask.request.headers.get("sec-fetch-dest") in FRAMES
    if is_framed and said["target_link_uri"] != ask.state.settings.shown + CHOOSE:
        return _in_a_window(ask, platform, said)
    key, now = tool.keys().states, ask.state.now()
    secret = cookie_of(ask.request, ask.state.settings, COOKIE)
    if len(secret) < BYTES:  # one that is there serves all tabs of this browser
        secret = new_secret()
    until = (now + LASTS).timestamp()
    state = State(
        id=secrets.token_urlsafe(16),
        issuer=platform.issuer,
        client_id=platform.client_id,
        browser=digest_of(secret),
        until=until,
    )
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": ask.state.settings.shown + LAUNCH,
        "login_hint": said["login_hint"],
        "state": sealed(state, key),
        "nonce": nonce_of(state, key),
    }
    if said["lti_message_hint"]:
        asked["lti_message_hint"] = said["lti_message_hint"]
    between = "&" if urlsplit(platform.login_url).query else "?"
    answer = RedirectResponse(f"{platform.login_url}{between}{urlencode(asked)}", 303)
    secure = ask.state.settings.secure
    answer.set_cookie(
        cookie_name(ask.state.settings, COOKIE),
        secret,
        max_age=int(LASTS.total_seconds()),
        path=ask.state.settings.cookie_path,
        httponly=True,
        secure=secure,
        samesite="none" if secure else "lax",  # it comes back from the platform's page
    )
    if is_framed and secure:  # Starlette writes this word from Python 3.14 on
        name, value = answer.raw_headers.pop()
        answer.raw_headers.append((name, value + b"; Partitioned"))
    return answer


def launch(ask: Ask, tool: Tool) -> Response:
    """A platform sends somebody, with what it has signed of them."""
    platform, found = _taken(ask, tool)
    claim = Claim(
        platform.issuer,
        found.sub,
        found.name or "",
        found.email or "",
        found.vouches_for_email or platform.trusts_emails,
    )
    exercise = _exercise(ask, found)
    person = person_for(ask.state, claim)
    if person is None:
        return stranger(ask.state, claim, f"/exercises/{exercise}" if exercise else "/exercises")
    teaches = OF_ROLE[person.role] >= Level.STAFF
    _write_down(ask, platform, found, exercise, person, ours=teaches)
    if found.message == CHOOSING:
        return choose(ask, tool, platform, found, teaches=teaches)
    place = f"/exercises/{exercise}" if exercise else "/exercises"
    if teaches:
        place = f"/class/{exercise}" if exercise else "/class"
    return let_in(ask.state, claim, person, place, HOW, ask.session)


def _write_down(
    ask: Ask, platform: Platform, found: Launch, exercise: str, person: Person, *, ours: bool
) -> None:
    """Where somebody of the class list has come from, for the grades that go back there."""
    own = {"issuer": platform.issuer, "client_id": platform.client_id, "context": found.context_id}
    context = Context(
        **own,
        title=text_in(found.context, "title"),
        members_url=text_in(found.members, "context_memberships_url"),
        ours=ours,
    )
    link = Link(
        **own,
        link=found.link_id,
        exercise=exercise,
        title=found.link_title,
        line_item=text_in(found.grades, "lineitem"),
        line_items=text_in(found.grades, "lineitems"),
        scopes=texts_in(found.grades, "scope"),
    )
    with ask.state.history.database.writing() as connection:
        saw_context(connection, context)
        saw_member(connection, context, found.sub)
        if link.link:
            saw_link(connection, link)
            put_passbacks(connection, exercise, [person.id], ask.state.now())


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


def _announced(ask: Ask) -> dict[str, str]:
    """What a platform has sent, in the address or as a form."""
    if ask.request.method == "GET":
        said = {name: ask.request.query_params.get(name, "") for name in ANNOUNCED}
    else:
        said = {name: ask.text(name, MOST) for name in ANNOUNCED}
    if sum(map(len, said.values())) > MOST:
        raise Refused(_("The learning platform has sent too much."))
    return said


def _in_a_window(ask: Ask, platform: Platform, said: dict[str, str]) -> Response:
    """A page for the platform's frame, with nothing in it but the way out of it."""
    again = urlencode({name: value for name, value in said.items() if value})
    return page(
        ask.state,
        "window.html.jinja",
        None,
        headers={"content-security-policy": framed_policy(platform)},
        place=f"{LOGIN}?{again}",
    )


def _exercise(ask: Ask, found: Launch) -> str:
    """The exercise that the place in the platform stands for; empty where it stands for all."""
    names = [each.name for each in ask.state.course.exercises]
    if found.exercise and found.exercise not in names:
        what = _("The learning platform asks for the exercise {name}, which is not in this course.")
        todo = _("Your teacher corrects `exercise` there. There are: {names}.")
        raise Refused(
            what.format(name=repr(found.exercise[:100])), todo.format(names=", ".join(names))
        )
    return found.exercise
