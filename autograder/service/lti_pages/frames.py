"""Pages of ours that a learning platform may show in a frame: two, with nothing secret in them."""

from __future__ import annotations

from autograder.service.lti.platforms import Platform
from autograder.service.web.guard import POLICY


def framed_policy(platform: Platform) -> str:
    """The Content-Security-Policy of a page that only this platform may show in a frame."""
    ancestors = " ".join(platform.embedders) or "'none'"
    return POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
