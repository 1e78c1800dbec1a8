"""Requests that nobody would think of: to the API by its own document, and to every form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from schemathesis import checks
from service_tools import Clock, browser, csrf, make_course, reached
from starlette.testclient import TestClient

from autograder.course import load_course
from autograder.engine.engine import Engine
from autograder.service import app
from autograder.service.store.sessions import make_token
from autograder.service.web.access import Level
from autograder.service.web.routes import Page
from autograder.service.web.state import State

FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CHECKED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
TEMPLATES = Path(app.__file__).parent / "templates"
FIELDS = sorted(
    {
        name
        for template in TEMPLATES.iterdir()
        for name in re.findall(r'name="([a-z_]+)"', template.read_text())
    }
)
FORMS = [
    page
    for page in app.PAGES
    if page.method == "POST" and page.level > Level.ANYBODY and page.path != "/leave"
]
GIVEN = {"exercise": "toy", "person": "bob"}  # parts of a path that lead somewhere, now and then
TEXT = some.text(max_size=40) | some.sampled_from(["", "toy", "bob", "yes", "2030-09-15 12:00Z"])


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def state(
    engine: Engine, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[State]:
    """A service that grades no hand-ins, and lets one hand in at any moment."""
    course = make_course(tmp_path_factory.mktemp("fuzzed") / "course")
    path = course.folder / "course.toml"
    rules = "[policies]\npause_minutes = 0\n[[exercises]]"
    path.write_text(path.read_text().replace("[[exercises]]", rules))
    with reached(load_course(course.folder), engine, clock, queue=False) as found:
        yield found


def test_the_api_does_what_its_document_says(state: State, clock: Clock) -> None:
    with state.history.database.writing() as connection:
        token = make_token(connection, "ann", "fuzzing", clock())
    schema = schemathesis.openapi.from_url(f"{state.settings.shown}/api/v1/openapi.json")
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @FEW
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            clock.ahead += timedelta(minutes=6)  # nobody asks too often
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKED)

        ask()
    assert asked >= 15 * len(app.API)


@pytest.fixture(scope="module")
def tess(state: State) -> TestClient:
    """A teacher; what fails in the service fails here."""
    return browser(state, "tess")


@pytest.mark.parametrize("page", FORMS, ids=lambda page: page.path)
def test_no_form_breaks_anything(state: State, clock: Clock, tess: TestClient, page: Page) -> None:
    names = re.findall(r"{(\w+)}", page.path)

    @FEW
    @given(
        fields=some.dictionaries(some.sampled_from(FIELDS) | TEXT, TEXT, max_size=6),
        parts=some.fixed_dictionaries(dict.fromkeys(names, TEXT)),
        file=some.none() | some.tuples(some.text(max_size=20), some.binary(max_size=200)),
        is_ours=some.booleans(),
    )
    def send(
        fields: dict[str, str],
        parts: dict[str, str],
        file: tuple[str, bytes] | None,
        is_ours: bool,
    ) -> None:
        clock.forward(minutes=6)
        if is_ours:
            parts = parts | {name: GIVEN[name] for name in parts if name in GIVEN}
        path = page.path.format(**{name: quote(part, safe="") for name, part in parts.items()})
        sent = {**fields, "csrf": csrf(tess)}
        answer = tess.post(path, data=sent, files={"file": file} if file is not None else None)
        assert answer.status_code < 500, answer.text
        assert answer.status_code != 403

    send()
