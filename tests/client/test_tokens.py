"""A token is kept in a file of its owner's, and goes to its own address alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder_client.tokens import (
    NotSignedIn,
    forget,
    keep,
    plain_address,
    signed_in,
    token_file,
)


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
    keep("https://b.example", "second")
    forget("https://b.example")
    with pytest.raises(NotSignedIn, match="%sign_in"):
        signed_in()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"address": 1}', "no json"])
def test_a_damaged_file_is_as_none(own_file: Path, content: str) -> None:
    own_file.parent.mkdir(parents=True)
    own_file.write_text(content)
    with pytest.raises(NotSignedIn):
        signed_in()
    keep("https://a.example", "new")
    assert signed_in() == ("https://a.example", "new")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://Grading.Example.org/", "https://grading.example.org"),
        (" https://example.org/course/ ", "https://example.org/course"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/", "http://localhost:8000"),
    ],
)
def test_addresses(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@pytest.mark.parametrize(
    "address",
    ["http://example.org", "ftp://example.org", "example.org", "", "http://127.0.0.1.evil.example"],
)
def test_addresses_that_get_no_token(address: str) -> None:
    with pytest.raises(NotSignedIn):
        plain_address(address)
