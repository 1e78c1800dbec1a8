"""What stands between backticks in a sentence is code, and is shown as such."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`\n]+)`")


def with_code(text: str) -> Markup:
    """The sentence as HTML."""
    parts = _CODE.split(text)
    code = Markup('<code translate="no">{}</code>')
    return Markup("").join(
        code.format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )
