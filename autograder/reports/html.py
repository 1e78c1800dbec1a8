"""What all pages have that are one file: their templates, their style, and what they may do."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.reports.code_words import with_code

TITLE_LIMIT = 200


@cache
def style(name: str) -> str:
    """The style in this file."""
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def policy(style: str) -> str:
    """What a browser may do with the page: apply this style, and nothing else."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def templates() -> Environment:
    """The templates of all pages. What stands in them as text becomes no HTML."""
    environment = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = with_code
    return environment
