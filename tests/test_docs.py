"""What the pages name is there: files, modules, commands, and the ends of links."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.main import get_command

from autograder.cli.app import app
from tools.house import PACKAGE, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("datasets/*/*.md")])
FOLDERS = (
    "autograder",
    "autograder_client",
    "benchmarks",
    "datasets",
    "docs",
    "exercises",
    "release",
    "solutions",
)
FOLDERS += ("source", "tests", "tools", "deploy", "examples", ".github")
# What a course has only once it is used, and what belongs to nbgrader.
ELSEWHERE = re.compile(
    r"(submitted|autograded|feedback|inbound|downloaded|demo|gradebook\.db|\.autograder|\.venv"
    r"|nbgrader)(/.*)?|lti\.toml|lesson\.de\.md|homework2\.ipynb|(.*/)?report\.json|people\.csv|extensions\.csv"
    r"|sisters\.jsonl"
)
EXTENSIONS = "py|md|toml|json|jsonl|po|mo|svg|png|ipynb|csv|yml"
FILE = re.compile(rf"[\w.*-]+(/[\w.*-]+)*/|([\w.*-]+/)*[\w*-][\w.*-]*\.({EXTENSIONS})")
PLACEHOLDERS = re.compile(r"\b(NAME|EXERCISE|EX|QUESTION|STUDENT|LANGUAGE)\b")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def _all_paths() -> list[str]:
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [ROOT / folder for folder in FOLDERS]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [f"/{path.relative_to(ROOT).as_posix()}" for path in found]


PATHS = _all_paths()


def code_of(page: Path) -> list[str]:
    """What stands in backticks in the running text of a page."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {each for each in code_of(page) if FILE.fullmatch(each)}
    patterns = {each: "*/" + PLACEHOLDERS.sub("*", each).rstrip("/") for each in named}
    gone = [
        each
        for each, pattern in patterns.items()
        if not ELSEWHERE.fullmatch(each) and not any(fnmatchcase(path, pattern) for path in PATHS)
    ]
    assert not gone


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    """`grading.personal`, `kits.registry.kits_of`, and what stands after `python -m`."""
    gone = []
    for each in code_of(page):
        room, *inside = each.split(".")
        if room and inside and (PACKAGE / room).is_dir() and re.fullmatch(r"[\w.]+", each):
            path = (PACKAGE / room).joinpath(*inside)
            there = path.is_dir() or path.with_suffix(".py").is_file()
            if not there and not _is_file(each) and not _defines(inside[-1]):
                gone.append(each)
    gone += [
        module
        for module in re.findall(r"python -m ([\w.]+)", page.read_text(encoding="utf-8"))
        if find_spec(module) is None
    ]
    assert not gone


def _is_file(named: str) -> bool:
    return bool(FILE.fullmatch(named) or ELSEWHERE.fullmatch(named))


def _defines(name: str) -> bool:
    made = re.compile(rf"^ *((def|class) {name}\b|{name}\b.* = )|\b{name}=", re.MULTILINE)
    return any(made.search(file.read_text("utf-8")) for file in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|bin/|; )autograder ([a-z-]*[a-z])", text, re.MULTILINE))
    assert named <= {*COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"https?:|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file).resolve() if file else page
        assert other.exists(), target
        assert not anchor or anchor in _anchors(other), target


def _anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be reached."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", each.lower()).replace(" ", "-") for each in headings}


def test_the_first_page_leads_to_all_others() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [page.name for page in ROOT.glob("docs/*.md") if f"(docs/{page.name})" not in first]
