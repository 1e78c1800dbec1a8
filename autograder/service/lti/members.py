"""The class list of a course in a learning platform: the names and roles service."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import msgspec

from autograder.errors import ServiceError
from autograder.language import _
from autograder.service.lti.launch import NRPS, email_in, is_subject, text_in, texts_in
from autograder.service.lti.platforms import Platform, is_safe, origin_of

if TYPE_CHECKING:  # not everybody has the library that it needs
    from autograder.service.lti.services import Services

SCOPE = f"{NRPS}scope/contextmembership.readonly"
KIND = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
MOST_PAGES = 200
MOST = 20_000  # members
MOST_SECONDS = 120.0  # for all pages
LEARNER = "Learner"
_ROLE = re.compile(r"(?:.*/membership(?:#|/))?(\w+)(?:#\w+)?")  # in a course, also with a finer one
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
    read: set[str] = set()
    end = time.monotonic() + MOST_SECONDS
    while len(read) < MOST_PAGES and len(found) <= MOST:
        read.add(url)
        answer = services.ask(platform, SCOPE, url, accept=KIND)
        if not answer.is_good:
            what = _("The learning platform does not tell its class list: it answers {status}.")
            raise ServiceError(
                what.format(status=answer.status),
                todo=_("Its administrator allows it, in the settings of this tool."),
            )
        content = answer.json()
        listed = content.get("members") if isinstance(content, dict) else None
        for each in listed if isinstance(listed, list) else ():
            member = _member(each)
            if member is not None and text_in(each, "status") in ("", "Active"):
                found[member.subject] = member
        follows = _NEXT.search(", ".join(answer.headers.get_all("link") or ()))
        if follows is None:
            break
        if not is_safe(follows[1]) or origin_of(follows[1]) != origin_of(url):  # our token is
            what = _("The learning platform leads to another one for its class list.")  # for this
            raise ServiceError(what)
        url = follows[1]
        if url in read:
            raise ServiceError(_("The class list of the learning platform has no end."))
        if time.monotonic() > end:
            raise ServiceError(_("The learning platform is too slow with its class list."))
    return list(found.values())


def _member(each: Any) -> Member | None:
    subject = each.get("user_id") if isinstance(each, dict) else None
    if not isinstance(subject, str) or not is_subject(subject):
        return None
    parts = text_in(each, "given_name"), text_in(each, "family_name")
    roles = [role for role in map(_role, texts_in(each, "roles")) if role]
    logins = ("lis_person_sourcedid", "ext_user_username", "preferred_username")
    return Member(
        subject,
        text_in(each, "name") or " ".join(filter(None, parts)),
        email_in(each.get("email")),
        next(filter(None, (text_in(each, name) for name in logins)), ""),
        bool(roles) and all(role == LEARNER for role in roles),
    )


def _role(name: str) -> str:
    """What somebody is in the course; empty for what they are elsewhere at that school."""
    found = _ROLE.fullmatch(name)
    return found[1] if found else ""
