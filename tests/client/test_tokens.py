"""A token is kept in a file of its owner's, and goes to its own address alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from autograder_client.addresses import NotSignedIn, plain_address, typed_address
from autograder_client.tokens import (
    ForAnother,
    keep,
    language_of,
    see_that_it_may_go,
    signed_in,
    token_file,
    token_for,
)
from autograder_client.words import Trouble


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AUTOGRADER_TOKENS", str(tmp_path / "own" / "tokens.json"))
    return token_file()


def test_only_its_owner_can_read_it(own_file: Path) -> None:
    keep("https://a.example", "first")
    keep("https://b.example", "second")
    assert own_file.stat().st_mode & 0o777 == 0o600
    assert own_file.parent.stat().st_mode & 0o777 == 0o700
    assert signed_in() == ("https://b.example", "second")
    assert [path.name for path in own_file.parent.iterdir()] == ["tokens.json"]


def test_a_token_of_another_address_is_not_used(own_file: Path) -> None:
    keep("https://a.example", "first")
    known = json.loads(own_file.read_text())
    own_file.write_text(json.dumps({**known, "address": "https://b.example"}))
    with pytest.raises(NotSignedIn, match="%sign_in"):
        signed_in()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"address": 1}', "no json"])
def test_a_damaged_file_is_not_written_over(own_file: Path, content: str) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text(content)
    for act in (signed_in, lambda: keep("https://a.example", "new")):
        with pytest.raises(Trouble, match="Mend the file"):
            act()
    assert own_file.read_text() == content


def test_what_cannot_be_written_is_said(own_file: Path) -> None:
    own_file.parent.write_text("no folder")
    with pytest.raises(Trouble, match=r"tokens\.json"):
        keep("https://a.example", "new")


def test_the_language_of_a_course_is_kept_with_its_token(own_file: Path) -> None:
    keep("https://a.example", "first", "ru")
    assert (language_of("https://a.example"), language_of("https://b.example")) == ("ru", "")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://Grading.Example.org/", "https://grading.example.org"),
        (" https://example.org/course/ ", "https://example.org/course"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("https://школа.рф/курс", "https://xn--80atdl2c.xn--p1ai/%D0%BA%D1%83%D1%80%D1%81"),
        ("https://example.org/a b", "https://example.org/a%20b"),
    ],
)
def test_addresses(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@pytest.mark.parametrize(
    "text", ["https://a.example/me", "'https://a.example/me/'", " https://a.example "]
)
def test_an_address_as_it_is_copied(text: str) -> None:
    assert typed_address(text) == "https://a.example"


@pytest.mark.parametrize(
    "address",
    ["http://example.org", "ftp://example.org", "example.org", "", "http://127.0.0.1.evil.example"],
)
def test_addresses_that_get_no_token(address: str) -> None:
    with pytest.raises(NotSignedIn):
        plain_address(address)


def test_a_notebook_names_which_of_the_addresses(own_file: Path) -> None:
    keep("https://a.example", "first")
    keep("https://b.example", "second")
    assert token_for("https://A.example/") == ("https://a.example", "first")
    with pytest.raises(NotSignedIn, match=r"a\.example, https://b\.example"):
        token_for("")  # it says none
    for address in ("https://evil.example", "http://a.example", "https://a.example.evil.example"):
        with pytest.raises(NotSignedIn):
            token_for(address)


def test_a_token_is_for_one_address(own_file: Path) -> None:
    keep("https://a.example", "first")
    see_that_it_may_go("https://a.example", "first")
    see_that_it_may_go("https://evil.example", "made there")
    with pytest.raises(ForAnother):
        see_that_it_may_go("https://evil.example", "first")


def test_on_a_hub_nobody_needs_another_token(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a notebook names, the token of the user's server goes to the hub's service alone."""
    service = "http://127.0.0.1:10101/services/autograder"
    monkeypatch.setenv("AUTOGRADER_ON_THE_HUB", service)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "of the hub")
    monkeypatch.setenv("JUPYTERHUB_USER", "ann")
    for address in ("", "https://hub.example/services/autograder", "http://evil.example"):
        assert token_for(address) == (service, "of the hub")
    with pytest.raises(ForAnother):
        see_that_it_may_go("https://evil.example", "of the hub")
    keep("https://a.example", "first")
    assert token_for("https://a.example") == ("https://a.example", "first")
    monkeypatch.setenv("AUTOGRADER_ON_THE_HUB", "hub.example/services/autograder")
    with pytest.raises(NotSignedIn, match=r"AUTOGRADER_ON_THE_HUB.*begins with https"):
        token_for("https://a.example")


def test_a_secret_of_colab_is_for_the_address_beside_it(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {"AUTOGRADER_TOKEN": "secret"}
    colab = ModuleType("google.colab")
    colab.userdata = SimpleNamespace(get=secrets.get)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "google", ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    for address in ("", "https://a.example"):
        with pytest.raises(NotSignedIn, match="AUTOGRADER_ADDRESS"):
            token_for(address)
    secrets["AUTOGRADER_ADDRESS"] = "https://a.example/"
    assert token_for("") == token_for("https://a.example") == ("https://a.example", "secret")
    with pytest.raises(NotSignedIn):
        token_for("https://evil.example")
    assert not own_file.exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://grading.example@evil.example",
        "https://grading.example:x",
        "https://[grading",
        "https://a b.example",
        "https://grading.example\\.evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
    ],
)
def test_an_address_that_is_read_in_two_ways_gets_no_token(address: str) -> None:
    with pytest.raises(NotSignedIn):
        plain_address(address)


def test_a_personal_link_is_no_address() -> None:
    with pytest.raises(NotSignedIn, match="open it in a browser"):
        plain_address("https://grading.example/enter#secret")


def test_what_was_left_there_before_does_not_open_the_new_file(own_file: Path) -> None:
    own_file.parent.mkdir()
    open_one = own_file.with_name(".tokens.json.new")
    open_one.write_text("")
    open_one.chmod(0o666)
    keep("https://a.example", "first")
    assert own_file.stat().st_mode & 0o777 == 0o600
    open_one.symlink_to(own_file.parent / "elsewhere")
    keep("https://b.example", "second")
    assert not (own_file.parent / "elsewhere").exists()
