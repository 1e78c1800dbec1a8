"""What a learning platform says when it sends somebody here: the claims of a launch."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from autograder.roster.names import readable
from autograder.service.lti.platforms import is_safe

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"
RESOURCE, CHOOSING = "LtiResourceLinkRequest", "LtiDeepLinkingRequest"
MOST = 2_000  # characters of a text that is kept
MOST_ID = 255  # bytes of an id that is kept as it is; no platform may have longer ones


class Launch(msgspec.Struct, frozen=True, kw_only=True):
    """The claims that matter here, by their names there. What platforms send in several forms, or
    leave out, is looked at by the properties below."""

    iss: str
    sub: str = msgspec.field(default="")
    aud: str | list[str]
    azp: str | None = None
    exp: float
    iat: float
    nbf: float | None = None
    nonce: str
    name: str | None = None
    email: str | None = None
    email_verified: Any = None
    version: str = msgspec.field(name=f"{LTI}version")
    message: str = msgspec.field(name=f"{LTI}message_type")
    deployment: str = msgspec.field(name=f"{LTI}deployment_id")
    target: str = msgspec.field(name=f"{LTI}target_link_uri", default="")
    roles: list[str] = msgspec.field(name=f"{LTI}roles", default_factory=list)
    link: Any = msgspec.field(name=f"{LTI}resource_link", default=None)
    context: Any = msgspec.field(name=f"{LTI}context", default=None)
    custom: Any = msgspec.field(name=f"{LTI}custom", default=None)
    grades: Any = msgspec.field(name=f"{AGS}claim/endpoint", default=None)
    members: Any = msgspec.field(name=f"{NRPS}claim/namesroleservice", default=None)
    choosing: Any = msgspec.field(name=f"{DEEP}deep_linking_settings", default=None)

    @property
    def audiences(self) -> list[str]:
        return [self.aud] if isinstance(self.aud, str) else self.aud

    @property
    def link_id(self) -> str:
        """The place in the platform from which it comes; empty where it has none."""
        return id_in(self.link)

    @property
    def link_title(self) -> str:
        return text_in(self.link, "title")

    @property
    def context_id(self) -> str:
        """The course in the platform."""
        return id_in(self.context)

    @property
    def exercise(self) -> str:
        """The exercise that the place stands for, where it says so."""
        return text_in(self.custom, "exercise").strip()

    @property
    def vouches_for_email(self) -> bool:
        return self.email_verified in (True, "true")


def text_in(claim: Any, name: str) -> str:
    """A text of a claim that is an object, without signs that nobody sees: no database takes all of
    those. Empty where there is none. PHP sends `[]` for an object that is empty."""
    value = claim.get(name) if isinstance(claim, dict) else None
    return readable(value[: 2 * MOST])[:MOST] if isinstance(value, str) else ""


def email_in(value: object) -> str:
    """An e-mail address; empty where there is none, or one with signs that nobody sees: without
    them it would be somebody else's."""
    return value if isinstance(value, str) and value.isprintable() else ""


def id_in(claim: Any) -> str:
    """The id in a claim: of one that is too long for the index of a database, its digest."""
    value = claim.get("id") if isinstance(claim, dict) else None
    id = value if isinstance(value, str) else ""
    if len(id.encode(errors="replace")) <= MOST_ID and id.isprintable():
        return id
    return f"sha256:{hashlib.sha256(id.encode(errors='replace')).hexdigest()}"


def is_subject(text: str) -> bool:
    """Whether a platform may call somebody so."""
    return 0 < len(text) <= MOST_ID and text.isprintable()


def address_in(claim: Any, name: str, *, here: bool) -> str:
    """The address of a service; empty where there is none, or none that may be asked. `here` says
    that it may be on this machine."""
    value = claim.get(name) if isinstance(claim, dict) else None
    if not isinstance(value, str) or len(value) > MOST or not is_safe(value, here=here):
        return ""
    return value


def texts_in(claim: Any, name: str) -> list[str]:
    """The texts in a list of a claim."""
    value = claim.get(name) if isinstance(claim, dict) else None
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
