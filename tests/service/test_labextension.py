"""The buttons of JupyterLab are what their source gives: built anew, they are the same files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "labextension"
BUILT = REPOSITORY / "autograder_client" / "labextension"
WORDS = REPOSITORY / "autograder_client" / "words.json"
MOST_BYTES = 50_000


def node() -> tuple[int, ...]:
    """The version of Node.js; empty where there is none."""
    if shutil.which("node") is None:
        return ()
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, said.stdout.strip().removeprefix("v").split(".")))


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.skipif(
    node() < (20, 19), reason="missing: Node.js 20.19 or newer (https://nodejs.org)"
)
@pytest.mark.skipif(
    not (SOURCE / "node_modules").is_dir(),
    reason="missing: the packages of labextension (npm ci --prefix labextension)",
)
def test_built_anew_they_are_the_same(tmp_path: Path) -> None:
    place = tmp_path / "labextension"
    shutil.copytree(SOURCE, place, symlinks=True)
    (tmp_path / "autograder_client").mkdir()
    shutil.copy(WORDS, tmp_path / "autograder_client")
    builder = Path(sys.executable).with_name("jupyter-builder")
    done = subprocess.run(
        [builder, "build", place], cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(tmp_path / "autograder_client" / "labextension") == contents(BUILT)


def test_all_elements_of_a_verdict_are_made_anew() -> None:
    """What a template of the page has, and the buttons do not know, would be plain text there."""
    template = files("autograder.reports") / "templates" / "parts.html.jinja"
    used = set(re.findall(r"<([a-z][a-z0-9]*)", template.read_text(encoding="utf-8")))
    source = (SOURCE / "src" / "verdict.js").read_text(encoding="utf-8")
    known = re.search(r"const TAGS = new Set\('([A-Z0-9 ]+)'", source)
    assert known
    assert used - set(known[1].lower().split()) == {"h2"}  # which is no heading in there


def test_the_words_are_the_same_in_both_languages() -> None:
    """Those of the buttons and of the magics; each is used by one of them at least."""
    languages = json.loads(WORDS.read_text(encoding="utf-8"))
    english, russian = languages["en"], languages["ru"]
    fields = [
        {name: sorted(re.findall(r"\{(\w+)\}", text)) for name, text in words.items()}
        for words in (english, russian)
    ]
    assert fields[0] == fields[1]
    sources = [*(SOURCE / "src").glob("*.js"), *WORDS.parent.glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert [name for name in english if not re.search(f"[\"']{name}[\"']", code)] == []


def test_they_are_small() -> None:
    assert 0 < sum(map(len, contents(BUILT).values())) <= MOST_BYTES
