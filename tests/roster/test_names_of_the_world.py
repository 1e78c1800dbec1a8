"""Names as people of the whole world write them, by whatever way one comes."""

from __future__ import annotations

import pytest

from autograder.roster import read_people
from autograder.roster.names import hidden_in, readable, spaced

ALI = "علی\u200cرضا"  # without the joiner it is another spelling
SINHALA = "ශ්\u200dරී"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("山田\u3000太郎", "山田 太郎"),
        ("Anna\xa0Maria", "Anna Maria"),
        ("Anna \u2009 Maria\u202f", "Anna Maria"),
        (ALI, ALI),
        (SINHALA, SINHALA),
    ],
)
def test_spaces_are_spaces_and_joiners_stay(written: str, name: str) -> None:
    people, mistakes = read_people(f"id,name,section\nx,{written},{written}\n".encode())
    assert not mistakes
    assert (people[0].name, people[0].sections) == (name, (name,))
    assert spaced(written) == readable(written) == name


@pytest.mark.parametrize(
    ("written", "readably"),
    [
        ("An\u202en", "Ann"),
        ("An\u200dn", "Ann"),  # joins nothing: it would only make another name that looks alike
        (f"\u200c{ALI}\u200d", ALI),
        ("Ann\x07", "Ann"),
        ("Ann\u200b", "Ann"),
        ("Ann\nExample", "Ann Example"),
        ("An\ud800n", "Ann"),
        ("\u2066Ann\u2069", "Ann"),
    ],
)
def test_what_nobody_can_see_is_refused_or_left_out(written: str, readably: str) -> None:
    """In a table, whose author is told; and in what a platform says, which nobody here can mend."""
    assert hidden_in(written)
    assert readable(written) == readably
    data = f'id,name\nx,"{written}"\n'.encode(errors="surrogatepass")
    assert read_people(data)[1]


@pytest.mark.parametrize("id", ["a\u3000b", "a\u200cb", "علی\u200cرضا"])
def test_ids_are_strict(id: str) -> None:
    assert read_people(f"id\n{id}\n".encode())[1]
