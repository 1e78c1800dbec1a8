"""What is said of installing this works: the name of the project on PyPI is somebody else's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.history import extras
from tools.house import ROOT

TEXTS = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("deploy/*"),
    *ROOT.glob("autograder/**/*.py"),
    *ROOT.glob("examples/**/*.py"),
]


def test_nothing_installs_what_has_our_name_elsewhere() -> None:
    found = re.compile(r"pip3? install[^\n]*[ '\"]autograder(\[[\w,]+\])?['\"\s.]")
    assert [path.name for path in TEXTS if found.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("extra", ["service", "lti", "postgres"])
def test_a_message_names_the_copy_that_is_there(extra: str, tmp_path: Path) -> None:
    assert f"-e '{ROOT}[{extra}]'" in extras.how_to_install(extra)
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setattr(extras, "REPOSITORY", tmp_path)
        said = extras.how_to_install(extra)
    assert "repository" in said and f"'.[{extra}]'" in said
    assert extra in (ROOT / "pyproject.toml").read_text().partition("optional-dependencies")[2]
