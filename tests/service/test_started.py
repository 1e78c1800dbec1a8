"""With which options a service is started, and where it refuses."""

from __future__ import annotations

import pytest

from autograder.classroom.machine import Isolation, Level
from autograder.cli.serve import run
from autograder.course import Course
from autograder.errors import CourseError, ServiceError
from autograder.service.isolation import see_that_code_is_kept_in
from autograder.service.web.settings import Settings, settings_for
from autograder.service.web.state import State

HUB = {
    "JUPYTERHUB_SERVICE_NAME": "autograder",
    "JUPYTERHUB_SERVICE_PREFIX": "/services/autograder/",
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:10101",
    "JUPYTERHUB_API_TOKEN": "0" * 32,
    "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api",
    "JUPYTERHUB_BASE_URL": "/",
    "JUPYTERHUB_PUBLIC_URL": "https://hub.example.org/services/autograder/",
    "JUPYTERHUB_PUBLIC_HUB_URL": "https://hub.example.org/hub/",
}
FULL, BASE = (Level(name, "some of it", "") for name in ("full", "base"))


@pytest.mark.parametrize("settings", [{}, {"address": "http://127.0.0.1:8000/hub"}])
def test_on_this_machine_every_level_is_enough(settings: dict[str, str]) -> None:
    see_that_code_is_kept_in(Settings(**settings), lambda: Isolation([], BASE, []))


@pytest.mark.parametrize(
    "settings", [{"host": "0.0.0.0"}, {"host": "::"}, {"address": "https://grading.example.org"}]
)
@pytest.mark.parametrize("best", [BASE, None])
def test_from_other_machines_it_wants_all_of_it(
    settings: dict[str, str], best: Level | None
) -> None:
    with pytest.raises(ServiceError, match="--allow-weak-isolation"):
        see_that_code_is_kept_in(Settings(**settings), lambda: Isolation([], best, []))
    see_that_code_is_kept_in(Settings(**settings), lambda: Isolation([], FULL, []))
    allowed = Settings(**settings, weak_isolation=True)
    see_that_code_is_kept_in(allowed, lambda: Isolation([], best, []))


def test_what_a_hub_says(course: Course) -> None:
    settings = settings_for(course, HUB)
    assert (settings.host, settings.port) == ("127.0.0.1", 10101)
    assert settings.root == "/services/autograder"
    hub = settings.hub
    assert hub is not None
    assert hub.authorize == "https://hub.example.org/hub/api/oauth2/authorize"
    assert hub.issuer == "https://hub.example.org/hub"
    assert hub.client_id == "service-autograder"
    assert hub.callback == "/services/autograder/oauth_callback"
    assert not hub.names_are_ids
    assert settings_for(course, {**HUB, "AUTOGRADER_HUB_NAMES": "ids"}).hub.names_are_ids


def test_a_hub_that_does_not_know_its_address_stands_where_we_do(course: Course) -> None:
    told = {key: value for key, value in HUB.items() if "PUBLIC" not in key}
    address = "https://hub.example.org/services/autograder"
    hub = settings_for(course, told, address=address).hub
    assert hub is not None
    assert hub.issuer == "https://hub.example.org/hub"


def test_a_users_server_is_no_service(course: Course) -> None:
    told = {**HUB, "JUPYTERHUB_SERVICE_NAME": "", "JUPYTERHUB_USER": "ann"}
    assert settings_for(course, told) == Settings()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"JUPYTERHUB_API_TOKEN": ""}, "JUPYTERHUB_API_TOKEN is not set"),
        ({"JUPYTERHUB_PUBLIC_URL": ""}, "c.JupyterHub.public_url"),
        ({"JUPYTERHUB_PUBLIC_URL": "https://hub.example.org/"}, "ends in /services/autograder"),
        ({"JUPYTERHUB_PUBLIC_URL": "https://hub.example.org"}, "JUPYTERHUB_PUBLIC_URL"),
        ({"JUPYTERHUB_PUBLIC_URL": "hub.example.org/services/autograder"}, "JUPYTERHUB_PUBLIC_URL"),
        ({"JUPYTERHUB_PUBLIC_URL": "https://[hub/"}, "JUPYTERHUB_PUBLIC_URL"),
        ({"JUPYTERHUB_PUBLIC_URL": "https://hub:x/services/autograder"}, "JUPYTERHUB_PUBLIC_URL"),
        ({"JUPYTERHUB_PUBLIC_HUB_URL": "hub.example.org"}, "JUPYTERHUB_PUBLIC_HUB_URL"),
        ({"JUPYTERHUB_SERVICE_URL": "127.0.0.1:10101"}, "JUPYTERHUB_SERVICE_URL"),
        ({"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:99999"}, "JUPYTERHUB_SERVICE_URL"),
        ({"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:port"}, "JUPYTERHUB_SERVICE_URL"),
        ({"JUPYTERHUB_SERVICE_URL": "http://127.0.0.1"}, "JUPYTERHUB_SERVICE_URL"),
        ({"JUPYTERHUB_SERVICE_URL": "https://127.0.0.1:10101"}, "JUPYTERHUB_SERVICE_URL"),
        ({"JUPYTERHUB_API_URL": "127.0.0.1:8081/hub/api"}, "JUPYTERHUB_API_URL"),
        ({"JUPYTERHUB_API_URL": "http://127.0.0.1:8o81/hub/api"}, "JUPYTERHUB_API_URL"),
        ({"JUPYTERHUB_API_URL": "http://127.0.0.1:8081"}, "JUPYTERHUB_API_URL"),
        ({"JUPYTERHUB_BASE_URL": "jupyter"}, "JUPYTERHUB_BASE_URL"),
        ({"JUPYTERHUB_OAUTH_CALLBACK_URL": "/elsewhere"}, "oauth_redirect_uri"),
        ({"JUPYTERHUB_OAUTH_ACCESS_SCOPES": "all"}, "no list"),
        ({"AUTOGRADER_HUB_NAMES": "yes"}, "AUTOGRADER_HUB_NAMES=ids"),
    ],
)
def test_what_does_not_fit_is_said(course: Course, changed: dict[str, str], said: str) -> None:
    with pytest.raises(ServiceError, match=said):
        settings_for(course, {**HUB, **changed})


@pytest.mark.parametrize(
    ("address", "is_hub", "says_them"),
    [("", False, True), ("https://grading.example.org", False, False), ("", True, False)],
)
def test_no_personal_link_stands_in_a_log(
    idle: State,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    is_hub: bool,
    says_them: bool,
) -> None:
    monkeypatch.setattr("autograder.service.serve.serve", lambda _course, _settings, say: say(idle))
    for name, value in HUB.items() if is_hub else ():
        monkeypatch.setenv(name, value)
    run(idle.course.folder, None, None, address, None, False, None)
    said = capsys.readouterr().out
    assert ("/enter#" in said) is says_them
    assert ("autograder people link ID" in said) is not says_them


def test_an_address_elsewhere_begins_with_https(course: Course) -> None:
    with pytest.raises(CourseError, match="https"):
        settings_for(course, {}, address="http://grading.example.org")
