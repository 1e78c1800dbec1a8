"""Sentences of ours without what was filled into them: it may be a name out of a student's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import Formatter

from babel.messages.mofile import read_mo

from autograder.language import LOCALE

GAP = "…"


@lru_cache(maxsize=2_000)
def without_fillings(sentence: str) -> str:
    """A sentence as it stands in the catalogues of this package, in whatever language, with … for
    what was filled in; empty where it is none of these."""
    fixed, patterns = _sentences()
    if sentence in fixed:
        return sentence
    return next((shown for pattern, shown in patterns if pattern.fullmatch(sentence)), "")


@cache
def _sentences() -> tuple[frozenset[str], list[tuple[re.Pattern[str], str]]]:
    """Those without a place to be filled; and patterns of the others, the longest first."""
    fixed, patterns = set(), []
    for text in _texts():
        try:
            parts = list(Formatter().parse(text))
        except ValueError:  # nothing is ever filled in there
            parts = []
        if all(field is None for _literal, field, _format, _how in parts):
            fixed.add(text)
            continue
        pattern = "".join(
            re.escape(literal) + ("" if field is None else ".+?") for literal, field, *_ in parts
        )
        shown = "".join(literal + ("" if field is None else GAP) for literal, field, *_ in parts)
        patterns.append((re.compile(pattern, re.DOTALL), shown))
    patterns.sort(key=lambda each: -len(each[1]))
    return frozenset(fixed), patterns


def _texts() -> Iterator[str]:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/autograder.mo")):
        with path.open("rb") as file:
            for message in read_mo(file):
                for text in (message.id, message.string):
                    if isinstance(text, str) and text:
                        yield text
