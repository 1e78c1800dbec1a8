"""What was skipped for want of a part: counted at the end of a run, with what to install.

A test that needs what is not there (a browser, a database, node) is skipped with a reason that
begins with `MISSING` and goes on with the part, and in brackets how it is had. With ALL_PARTS=1 in
the environment such a run fails.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

MISSING = "missing: "
ALL_PARTS = "AUTOGRADER_ALL_PARTS"


def missing(reporter: Any) -> Counter[str]:
    """How many tests, or files of tests, were skipped for want of each part."""
    found = Counter[str]()
    for report in reporter.stats.get("skipped", []):
        said = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        _skipped, is_missing, part = said.partition(MISSING)
        if is_missing:
            found[part.splitlines()[0]] += 1
    return found


def all_are_wanted() -> bool:
    """Whether this run may lack nothing."""
    return os.environ.get(ALL_PARTS, "") not in ("", "0")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None and all_are_wanted() and missing(reporter):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    found = missing(terminalreporter)
    if not found:
        return
    terminalreporter.section("skipped for want of a part")
    for part, number in sorted(found.items()):
        terminalreporter.line(f"{number} of the tests: {part}")
    if all_are_wanted():
        text = f"This run has to have all parts ({ALL_PARTS} is set), so it has failed."
        terminalreporter.line(text, red=True)
