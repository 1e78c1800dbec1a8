"""The class list of a course in a learning platform: the names and roles service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.errors import ServiceError
from autograder.service.lti.launch import NRPS, text_in, texts_in
from autograder.service.lti.platforms import Platform, origin_of

if TYPE_CHECKING:  # not everybody has the library that it needs
    from autograder.service.lti.services import Services

SCOPE = f"{NRPS}scope/contextmembership.readonly"
KIND = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MOST_PAGES = 200
MOST = 20_000  # members
LEARNER = "#Learner"
_NEXT = re.compile(r'<([^<>]+)>\s*;[^<>,]*\brel="?next"?', re.IGNORECASE)


class Member(msgspec.Struct, frozen=True):
    """Somebody in that list; `learns` says that they are there to learn, and to do nothing else."""

    subject: str
    name: str
    email: str
    login: str
    learns: bool


def members_in(services: Services, platform: Platform, url: str) -> list[Member]:
    """All who belong to a course there now; raises ServiceError."""
    found: dict[str, Member] = {}
    for _page in range(MOST_PAGES):
        answer = services.ask(platform, SCOPE, url, accept=KIND)
        if not answer.is_good:
            raise ServiceError(
                f"The learning platform does not tell its class list: it answers {answer.status}.",
                todo="Its administrator allows it, in the settings of this tool.",
            )
        content = answer.json()
        listed = content.get("members") if isinstance(content, dict) else None
        for each in listed if isinstance(listed, list) else ():
            if text_in(each, "user_id") and text_in(each, "status") in ("", "Active"):
                found[text_in(each, "user_id")] = _member(each)
        follows = _NEXT.search(", ".join(answer.headers.get_all("link") or ()))
        if follows is None or len(found) > MOST:
            break
        if origin_of(follows[1]) != origin_of(url):  # our token is for this one
            raise ServiceError("The learning platform leads to another one for its class list.")
        url = follows[1]
    return list(found.values())


def _member(each: Any) -> Member:
    parts = text_in(each, "given_name"), text_in(each, "family_name")
    roles = texts_in(each, "roles")
    logins = ("lis_person_sourcedid", "ext_user_username", "preferred_username")
    return Member(
        text_in(each, "user_id"),
        text_in(each, "name") or " ".join(filter(None, parts)),
        text_in(each, "email"),
        next(filter(None, (text_in(each, name) for name in logins)), ""),
        bool(roles) and all(role.endswith(LEARNER) or role == "Learner" for role in roles),
    )
