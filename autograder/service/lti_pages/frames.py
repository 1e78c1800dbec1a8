"""Pages of ours that a learning platform may show in a frame: with nothing secret in them."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.service.lti.platforms import Platform
from autograder.service.web.ask import Ask
from autograder.service.web.guard import POLICY

FRAMES = ("iframe", "frame", "embed", "object")


def is_framed(ask: Ask) -> bool:
    """Whether a browser shows the answer inside of another page."""
    return ask.request.headers.get("sec-fetch-dest") in FRAMES


def framed_policy(*platforms: Platform) -> str:
    """The Content-Security-Policy of a page that only these platforms may show in a frame."""
    places = dict.fromkeys(place for each in platforms for place in each.embedders)
    ancestors = " ".join(places) or "'none'"
    return POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")


def policy_headers(platforms: Iterable[Platform]) -> dict[str, str]:
    """The same as the headers of an answer."""
    return {"content-security-policy": framed_policy(*platforms)}
