"""What all pages have that are one file: their templates, their style, and what they may do."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.language import _, speaking
from autograder.reports.code import highlighted
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


def plain_page(template: str, *, language: str, **values: Any) -> str:
    """A page of the look of the feedback page, which needs nothing else and runs nothing."""
    own = style("feedback.css")
    with speaking(language):
        page = templates().get_template(template)
        return page.render(_=_, style=own, policy=policy(own), language=language, **values)


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
    environment.filters["highlighted"] = highlighted
    return environment
