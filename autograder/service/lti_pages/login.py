"""The first of two steps by which somebody comes here from a learning platform: it announces them,
and we send them back to it with a state of ours."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from autograder.language import _
from autograder.service.lti.addresses import CHOOSE, LAUNCH, LOGIN
from autograder.service.lti.platforms import Platform
from autograder.service.lti.states import LASTS, State, nonce_of, sealed
from autograder.service.lti.tool import Tool
from autograder.service.lti.verify import Refused
from autograder.service.lti_pages.frames import framed_policy, is_framed
from autograder.service.store.secrets import BYTES, digest_of, new_secret
from autograder.service.web.access import cookie_name, cookie_of
from autograder.service.web.ask import Ask
from autograder.service.web.pages import page

COOKIE = "lti"
ANNOUNCED = ("iss", "login_hint", "lti_message_hint", "client_id", "target_link_uri")
MOST = 8_000  # characters of what a platform announces


def login(ask: Ask, tool: Tool) -> Response:
    """A platform announces somebody. In a frame, where browsers keep cookies back, they are asked
    to go on in a window of their own; nothing is begun before that."""
    said = _announced(ask)
    platform = tool.platform(said["iss"], said["client_id"])
    if platform is None:
        raise _not_known(tool, said["iss"], said["client_id"])
    if not said["login_hint"]:
        what = _("The learning platform does not say who you are.")
        raise Refused(what, _("Its administrator has to let it send that to this tool."))
    if is_framed(ask) and said["target_link_uri"] != ask.state.settings.shown + CHOOSE:
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
    if is_framed(ask) and secure:  # Starlette writes this word from Python 3.14 on
        name, value = answer.raw_headers.pop()
        answer.raw_headers.append((name, value + b"; Partitioned"))
    return answer


def _not_known(tool: Tool, issuer: str, client_id: str) -> Refused:
    """Who is told so shows it to the teacher, who has to see what is wrong."""
    if not any(each.issuer == issuer for each in tool.platforms()):
        what = _("The learning platform {issuer} is not known to this course.")
        todo = _("The teacher adds it: autograder lti add.")
    elif client_id:
        what = _("The client id {id} of the learning platform {issuer} is not known here.")
        todo = _("The teacher compares it there, and adds it: autograder lti add, --client-id.")
    else:
        what = _("The learning platform {issuer} does not say which of its client ids this is.")
        todo = _("Its administrator has to let it send that to this tool.")
    return Refused(what.format(issuer=repr(issuer[:200]), id=repr(client_id[:200])), todo)


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
