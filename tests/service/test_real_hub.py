"""From the hub to the grid, in a real browser on a real JupyterHub: its proxy, its OAuth and a
user's server of its own. The configuration is the example that administrators start from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import toy_course as toy
from axe_playwright_python.sync_playwright import Axe
from hub_tools import PASSWORD, RealHub, jupyterhub

from autograder.course import Course

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="missing: Chromium (apt install chromium)")
playwright = pytest.importorskip("playwright.sync_api")
PATIENCE = 300_000  # milliseconds


@pytest.fixture
def hub(course: Course, tmp_path: Path) -> Iterator[RealHub]:
    with jupyterhub(course.folder, tmp_path) as found:
        yield found


def signed_in(browser: object, hub: RealHub, user: str, path: str) -> object:
    """A page of the service, in a new browser; its owner signs in with the hub on the way."""
    page = browser.new_context().new_page()  # type: ignore[attr-defined]
    page.set_default_timeout(PATIENCE)
    page.goto(hub.service + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Sign in with JupyterHub").click()
    page.fill("#username_input", user)
    page.fill("#password_input", PASSWORD)
    page.click("#login_submit")
    page.wait_for_url(f"{hub.service}{path}")
    return page


def answered(notebook: Path) -> None:
    """Write the answers of a student into the notebook."""
    content = json.loads(notebook.read_text())
    for cell in content["cells"]:
        own = cell["metadata"].get("nbgrader", {})
        if own.get("solution") and own["grade_id"] in toy.ANSWERS:
            cell["source"] = toy.ANSWERS[own["grade_id"]]
    content["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.write_text(json.dumps(content))


def test_from_the_hub_to_the_grid(hub: RealHub) -> None:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = signed_in(browser, hub, "ann", "/exercises/toy")
        assert "Ann Example" in page.inner_text("nav")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the notebook").click()
        file = hub.home("ann") / "toy.ipynb"
        download.value.save_as(file)
        answered(file)

        page.goto(f"{hub.address}/hub/user-redirect/lab/tree/toy.ipynb")
        page.get_by_role("button", name="Check double").click()
        page.locator(".autograder-cell [data-state=found]", has_text="passed").wait_for()
        page.locator(".autograder-hand-in button").click()
        page.locator(".autograder-receipt").wait_for()

        page.goto(f"{hub.service}/exercises/toy")
        page.locator("a[href*='/hand-ins/']").first.click()
        page.wait_for_selector("section#verdict.graded")

        teacher = signed_in(browser, hub, "tess", "/class/toy")
        assert teacher.locator("td.verdict-cell.passed").count() == len(toy.ANSWERS)

        page.goto(f"{hub.address}/hub/logout")  # whoever sits down here next is somebody else
        page.goto(f"{hub.service}/exercises")
        page.get_by_role("link", name="Sign in with JupyterHub").wait_for()
        browser.close()
