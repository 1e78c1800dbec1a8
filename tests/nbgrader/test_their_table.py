"""docs/nbgrader.md has a line for every test of nbgrader's that is meant."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import test_their_autograde as autograde
import test_their_export as export
import test_their_feedback as feedback
import test_their_zip_collect as zip_collect

TEXT = Path(__file__).resolve().parents[2].joinpath("docs", "nbgrader.md").read_text("utf-8")


def names_of(owner: type) -> set[str]:
    return {name for name in dir(owner) if name.startswith("test_") and getattr(owner, name)}


def table(title: str) -> dict[str, str]:
    """What the table below a title says of each test."""
    part = TEXT.split(f"## {title}\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| `(\w+)` \| (yes|no|in part) \| (.*)\|$", part, re.MULTILINE)
    assert all((said == "yes") == (not why.strip()) for _name, said, why in found)
    return {name: said for name, said, _why in found}


@pytest.mark.skipif(version("nbgrader") != "0.9.6", reason="the table is about 0.9.6")
def test_every_test_of_theirs_is_in_the_table() -> None:
    lines = table("autograde")
    assert lines.keys() == names_of(autograde.their_module.TestNbGraderAutograde)
    assert {name for name in lines if lines[name] == "yes"} == names_of(autograde.TestTheirs)
    in_part = {name for name in lines if lines[name] == "in part"}
    assert in_part <= names_of(autograde.TestOurs)
    lines = table("generate_feedback")
    assert lines.keys() == names_of(feedback.their_module.TestNbGraderFeedback)
    assert {name for name in lines if lines[name] == "yes"} == names_of(feedback.TestTheirs)
    lines = table("export")
    assert lines.keys() == names_of(export.their_module.TestNbGraderExport)
    assert {name for name in lines if lines[name] == "yes"} == names_of(export.TestTheirs)
    assert {name for name in lines if lines[name] == "in part"} <= names_of(export.TestOurs)
    lines = table("zip_collect")
    everything = names_of(zip_collect.their_module.TestNbGraderZipCollect)
    assert everything - names_of(zip_collect.TestTheirs) == lines.keys()
