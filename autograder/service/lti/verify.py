"""A launch is what a platform has signed, for us, now, once; or a sentence says why it is not."""

from __future__ import annotations

import base64
import math
from datetime import datetime, timedelta
from typing import Any

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from starlette.exceptions import HTTPException

from autograder.errors import ServiceError
from autograder.language import _
from autograder.roster.names import readable
from autograder.service.lti.launch import CHOOSING, MOST_ID, RESOURCE, Launch, is_subject
from autograder.service.lti.platforms import Platform
from autograder.service.lti.trust import KeySets

ALGORITHM = "RS256"  # the one that every platform has to know; it has no secret that both know
MOST = 64_000  # characters of a token
SKEW = timedelta(minutes=2)  # by which the clocks of two machines may differ
OLDEST = timedelta(hours=1)


class Refused(HTTPException):
    """A launch that is not taken, with what to do."""

    def __init__(self, what: str, todo: str = "") -> None:
        again = _("Open the exercise in the learning platform once more.")
        super().__init__(400, f"{what} {todo or again}")


def verified(token: str, platform: Platform, keys: KeySets, nonce: str, now: datetime) -> Launch:
    """The launch in a token of this platform; raises Refused."""
    claims = _signed(token, platform, keys, now)
    try:
        launch = msgspec.convert(claims, Launch)
    except msgspec.ValidationError as error:
        what = _("The learning platform has left something out, or sent it in an odd form: {what}.")
        raise Refused(what.format(what=_claim_in(error)), _ask_admin()) from error
    _see_for_whom(launch, platform)
    _see_when(launch, now)
    if launch.nonce != nonce:
        raise Refused(_("This sign-in belongs to another one that was begun elsewhere."))
    _see_what(launch)
    return launch


def _claim_in(error: msgspec.ValidationError) -> str:
    """The name of the claim that is wrong: it stands last between such signs."""
    return f"{error}".rstrip("`").rpartition("`")[2].removeprefix("$.")


def _signed(token: str, platform: Platform, keys: KeySets, now: datetime) -> dict[str, Any]:
    """The claims of a token, if this platform has signed it."""
    if len(token) > MOST:
        raise Refused(_("The learning platform has sent too much."), _ask_admin())
    header = _header(token)
    kid, algorithm = header.get("kid"), header.get("alg")
    if algorithm != ALGORITHM:  # not `none`, and not one whose key is no secret
        what = _("What the learning platform has sent is not signed in a way that is safe.")
        raise Refused(what, _("Its administrator has to choose RS256."))
    if not isinstance(kid, str) or not kid:
        what = _("What the learning platform has sent does not say with which key it is signed.")
        raise Refused(what, _ask_admin())
    try:
        key = keys.find(platform, kid, now)
        claims = _opened(token, key) if key is not None else None
        if claims is None and key is not None:  # it may have a new key under the same id
            other = keys.find(platform, kid, now, wrong=key)
            claims = _opened(token, other) if other is not None else None
    except ServiceError as error:
        what = _("The keys of the learning platform cannot be had at the moment.")
        again = _("Wait a minute, and open the exercise there once more.")
        raise Refused(what, again) from error
    if claims is not None:
        return claims
    what = _("This was not signed by the learning platform, or was changed on the way.")
    if key is None:
        what = _("The key with which this is signed is none of the learning platform's.")
    again = _("If it has a new key: wait half a minute, and open the exercise there once more.")
    raise Refused(what, f"{again} {_ask_admin()}")


def _opened(token: str, key: RSAKey) -> dict[str, Any] | None:
    """The claims, if this key has signed them."""
    try:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, RecursionError):
        return None
    return claims


def _header(token: str) -> dict[str, Any]:
    """What the token says of itself, which nobody has checked yet."""
    first = token.partition(".")[0]
    try:
        data = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
        return msgspec.json.decode(data, type=dict[str, Any])
    except (ValueError, RecursionError) as error:
        raise Refused(_("The learning platform has sent nothing that can be read.")) from error


def _see_for_whom(launch: Launch, platform: Platform) -> None:
    if launch.iss != platform.issuer:
        what = _("This comes from another learning platform than the sign-in was begun at.")
        raise Refused(what, _ask_admin())
    is_ours = platform.client_id in launch.audiences
    is_alone = len(launch.audiences) == 1 or launch.azp is not None
    if not is_ours or not is_alone or launch.azp not in (None, platform.client_id):
        what = _("This was made for another tool, and not for this course.")
        raise Refused(what, _ask_admin())
    if launch.deployment not in platform.deployments:
        what = _("This comes from a place that is not known: its deployment id is {id}.")
        todo = _("The teacher adds it: autograder lti add, with --deployment.")
        raise Refused(what.format(id=repr(launch.deployment[:MOST_ID])), todo)


def _see_when(launch: Launch, now: datetime) -> None:
    at, skew = now.timestamp(), SKEW.total_seconds()
    if not all(map(math.isfinite, (launch.iat, launch.exp, launch.nbf or 0.0))):
        raise Refused(_("The learning platform does not say when this was signed."), _ask_admin())
    starts = max(launch.iat, launch.nbf or launch.iat)
    if at > launch.exp + skew or at > launch.iat + OLDEST.total_seconds() + skew:
        raise Refused(_("This sign-in is too old."))
    if starts > at + skew or launch.exp < launch.iat:
        what = _("This sign-in is not valid yet: the clocks of two machines do not agree.")
        raise Refused(what, _ask_admin())


def _see_what(launch: Launch) -> None:
    if launch.version != "1.3.0":
        raise Refused(_("The learning platform does not speak LTI 1.3."), _ask_admin())
    if launch.message not in (RESOURCE, CHOOSING):
        what = _("The learning platform asks for something that is not known here: {what}.")
        raise Refused(what.format(what=readable(launch.message[:MOST_ID])), _ask_admin())
    if not is_subject(launch.sub):
        what = _("The learning platform does not say who you are.")
        raise Refused(what, _("Its administrator has to let it send that to this tool."))
    if launch.message == RESOURCE and not launch.link_id:
        what = _("The learning platform does not say from which place in it you come.")
        raise Refused(what, _ask_admin())


def _ask_admin() -> str:
    return _("Show this sentence to your teacher.")
