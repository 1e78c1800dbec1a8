"""A teacher chooses in a learning platform which exercises it links to: deep linking.

All that is needed comes along, signed by us: where this stands in a frame, no cookie would.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from joserfc import jwt
from starlette.responses import Response

from autograder.course import Exercise
from autograder.language import _
from autograder.service.lti.addresses import CHOOSE, LAUNCH
from autograder.service.lti.grades import TAG
from autograder.service.lti.launch import DEEP, LTI, Launch, address_in, texts_in
from autograder.service.lti.platforms import Platform, origin_of
from autograder.service.lti.states import Lasting, opened, sealed
from autograder.service.lti.tool import Tool
from autograder.service.lti.verify import ALGORITHM, Refused
from autograder.service.lti_pages.frames import framed_policy
from autograder.service.web.ask import Ask
from autograder.service.web.pages import page

LASTS = timedelta(hours=1)
SIGNED_FOR = timedelta(minutes=5)
MOST = 60_000  # characters of what comes along
LINK = "ltiResourceLink"


class Choice(Lasting, frozen=True, kw_only=True):
    """Somebody who teaches here may choose; `back` is where that goes, with the platform's `data`.
    `several` says that it takes more than one."""

    issuer: str
    client_id: str
    deployment: str
    back: str
    data: str | None
    several: bool


def choose(ask: Ask, tool: Tool, platform: Platform, found: Launch, *, teaches: bool) -> Response:
    """The exercises, to be chosen from."""
    if not teaches:
        what = _("Only teachers of this course choose exercises for a learning platform.")
        raise Refused(what, _("Your teacher can say who you are here."))
    asked = found.choosing
    back = address_in(asked, "deep_link_return_url", here=platform.is_here)
    if LINK not in texts_in(asked, "accept_types") or not back:
        what = _("The learning platform takes no links to exercises in this place.")
        raise Refused(what, _("Choose a place there where an external tool may be put."))
    data = asked.get("data")
    if isinstance(data, str) and not _is_whole(data):
        raise Refused(_("The learning platform has sent nothing that can be read."))
    choice = Choice(
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployment=found.deployment,
        back=back,
        data=data if isinstance(data, str) else None,
        several=asked.get("accept_multiple") in (True, "true"),
        until=(ask.state.now() + LASTS).timestamp(),
    )
    return page(
        ask.state,
        "choose.html.jinja",
        None,
        headers=_policy(platform),
        choice=sealed(choice, tool.keys().states),
        several=choice.several,
        place=CHOOSE,
    )


def chosen(ask: Ask, tool: Tool) -> Response:
    """What was chosen goes to the platform, signed; its form is sent by a script, or by a press."""
    choice = opened(
        ask.text("choice", MOST), tool.keys().states, ask.state.now(), Choice, most=MOST
    )
    platform = tool.platform(choice.issuer, choice.client_id) if choice is not None else None
    if choice is None or platform is None:
        raise Refused(_("This was not begun here, or too long ago."))
    wanted = ask.form.getlist("exercise")
    exercises = [each for each in ask.state.course.exercises if each.name in wanted]
    items = [_item(ask, each) for each in exercises[: None if choice.several else 1]]
    return page(
        ask.state,
        "chosen.html.jinja",
        None,
        headers=_policy(platform, origin_of(choice.back)),
        back=choice.back,
        token=_signed(ask, tool, choice, items),
    )


def _is_whole(text: str) -> bool:
    """Whether it can be sent back as it came: halves of signs cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _item(ask: Ask, exercise: Exercise) -> dict[str, Any]:
    """A link to an exercise, with the column for its grades."""
    return {
        "type": LINK,
        "title": exercise.title,
        "url": ask.state.settings.shown + LAUNCH,
        "custom": {"exercise": exercise.name},
        "window": {"targetName": "_blank"},
        "lineItem": {
            "label": exercise.title,
            "scoreMaximum": exercise.points,
            "resourceId": exercise.name,
            "tag": TAG,
        },
    }


def _signed(ask: Ask, tool: Tool, choice: Choice, items: list[dict[str, Any]]) -> str:
    now = ask.state.now()
    own = tool.keys().signing(now).key
    claims = {
        "iss": choice.client_id,
        "aud": choice.issuer,
        "iat": int(now.timestamp()),
        "exp": int((now + SIGNED_FOR).timestamp()),
        "nonce": secrets.token_urlsafe(16),
        f"{LTI}deployment_id": choice.deployment,
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": "1.3.0",
        f"{DEEP}content_items": items,
    }
    if choice.data is not None:
        claims[f"{DEEP}data"] = choice.data
    return jwt.encode({"alg": ALGORITHM, "kid": own.kid}, claims, own)


def _policy(platform: Platform, back: str = "") -> dict[str, str]:
    """Only the platform may show this in a frame, and only to it the form may go."""
    policy = framed_policy(platform).replace("form-action 'self'", f"form-action 'self' {back}")
    return {"content-security-policy": policy}
