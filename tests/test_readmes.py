"""The first page exists twice, as two originals: they say the same, and do not drift apart."""

from __future__ import annotations

import re

from tools.house import ROOT

ENGLISH, RUSSIAN = (
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md")
)
FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_each_leads_to_the_other_at_its_top() -> None:
    assert "(README.ru.md)" in "".join(ENGLISH.splitlines()[:4])
    assert "(README.md)" in "".join(RUSSIAN.splitlines()[:4])


def test_they_have_the_same_parts() -> None:
    english, russian = (re.findall(r"^(#+) ", text, re.MULTILINE) for text in (ENGLISH, RUSSIAN))
    assert english == russian


def test_they_give_the_same_commands() -> None:
    assert _commands(ENGLISH) == _commands(RUSSIAN)
    assert len(_commands(ENGLISH)) > 8


def _commands(text: str) -> list[str]:
    """What stands in the blocks of code, without the remarks behind it."""
    lines = [line for block in FENCE.findall(text) for line in block.splitlines()]
    return [line.partition("#")[0].strip() for line in lines]


def test_they_name_the_same_exercises_pages_and_pictures() -> None:
    for pattern in (r"^\| `(\w+)` \|", r"\]\(((?!README)[^)\s]+)\)"):
        named = [re.findall(pattern, text, re.MULTILINE) for text in (ENGLISH, RUSSIAN)]
        assert sorted(named[0]) == sorted(named[1])
