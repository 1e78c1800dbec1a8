"""The class list in the course's folder: nothing is lost when it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import toy_course as toy
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import Course, load_course
from autograder.errors import CourseError
from autograder.roster import (
    EXTENSIONS,
    PEOPLE,
    Extension,
    Person,
    Role,
    Sheet,
    load_roster,
    read_extensions,
    read_people,
    save_extensions,
    save_people,
)
from autograder.roster.lists import (
    EXTENSION_COLUMNS,
    PEOPLE_COLUMNS,
    extensions_sheet,
    people_sheet,
)

UNTIL = datetime(2030, 9, 20, 20, 59, 59, tzinfo=UTC)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    manifest = toy.MANIFEST.replace(
        "[[exercises]]", '[policies]\nzone = "Europe/Moscow"\n[[exercises]]'
    )
    (tmp_path / "course.toml").write_text(manifest, encoding="utf-8")
    return load_course(tmp_path)


def test_a_course_without_a_class_list(course: Course) -> None:
    roster = load_roster(course)
    assert (roster.people, roster.extensions) == ((), ())


def test_written_and_read_again(course: Course) -> None:
    people = (
        Person("ann", "Анна, «Ann»", "a@x.org", Role.STUDENT, ("A", "B")),
        Person("weber", role=Role.TEACHER),
    )
    extensions = (Extension("ann", "toy", UNTIL, "ill; a note"),)
    save_people(course, people)
    save_extensions(course, extensions)
    roster = load_roster(course)
    assert (roster.people, roster.extensions) == (people, extensions)
    assert "ann,toy,2030-09-20,ill; a note\n" in (course.folder / EXTENSIONS).read_text()
    assert (course.folder / PEOPLE).stat().st_mode & 0o777 == 0o600


def test_what_is_not_ours_stays_as_it_was(course: Course) -> None:
    path = course.folder / PEOPLE
    before = (
        b'\xef\xbb\xbfNr;ID;Name;Notiz\r\n7;ann;Ann;"a;b"\r\n\r\n8;bob;Bob;\r\n9;cay;Cay;=1+1\r\n'
    )
    path.write_bytes(before)
    people = load_roster(course).people
    save_people(course, people)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfNr;ID;Name;Notiz;email;role;section\r\n")
    path.write_bytes(before.replace(b"Notiz", b"Notiz;email;role;section"))
    ann, _bob, cay = load_roster(course).people
    after = [cay, Person("ann", "Anna"), Person("dan", "Dan", sections=("A", "B"))]
    save_people(course, after)
    assert path.read_bytes() == (
        b'\xef\xbb\xbfNr;ID;Name;Notiz;email;role;section\r\n7;ann;Anna;"a;b";;;\r\n\r\n'
        b'9;cay;Cay;=1+1\r\n;dan;Dan;;;student;"A;B"\r\n'
    )
    assert load_roster(course).person("ann") == Person("ann", "Anna") != ann


def test_a_table_with_a_mistake_is_not_written_over(course: Course) -> None:
    path = course.folder / PEOPLE
    path.write_text("id,name\nann,Ann\n,Nobody\na/b,Slash\n", encoding="utf-8")
    before = path.read_bytes()
    for act in (
        lambda: load_roster(course),
        lambda: save_people(course, [Person("ann")]),
        lambda: save_extensions(course, []),
    ):
        with pytest.raises(CourseError) as caught:
            act()
        assert caught.value.where == path
        assert "Line 3: There is no id." in str(caught.value)
        assert "Line 4: “a/b” cannot be an id" in str(caught.value)
    assert path.read_bytes() == before


def test_what_could_not_be_read_again_is_not_written(course: Course) -> None:
    save_people(course, [Person("ann")])
    before = (course.folder / PEOPLE).read_bytes()
    for wrong in (Person("../x"), Person("Ann"), Person("b", "=1"), Person("b", email="x")):
        with pytest.raises(CourseError):
            save_people(course, [Person("ann"), wrong])
    for wrong in (Extension("bob", "toy", UNTIL), Extension("ann", "no", UNTIL)):
        with pytest.raises(CourseError):
            save_extensions(course, [wrong])
    assert (course.folder / PEOPLE).read_bytes() == before
    assert not (course.folder / EXTENSIONS).exists()


def test_a_long_list_of_mistakes_is_cut(course: Course) -> None:
    (course.folder / PEOPLE).write_text("id\n" + "a/b\n" * 50, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_roster(course)
    assert str(caught.value).count("Line ") == 20
    assert "There are 30 more." in str(caught.value)


def test_a_class_list_without_an_end(course: Course) -> None:
    (course.folder / PEOPLE).write_bytes(b"id\n" + b"a" * 10_000_001)
    with pytest.raises(CourseError, match="too large"):
        load_roster(course)


letters = st.characters(categories=["L", "N", "P", "S"], include_characters=" ")
names = st.text(letters, max_size=20)


@given(
    st.lists(
        st.builds(Person, st.from_regex("[a-z]{1,8}", fullmatch=True), names),
        unique_by=lambda person: person.id,
    ),
    st.sampled_from(",;\t"),
)
def test_whatever_is_accepted_comes_back(people: list[Person], separator: str) -> None:
    """Names with separators, quotation marks and all that people type."""
    data = people_sheet(Sheet(PEOPLE_COLUMNS, separator=separator), people).write()
    found, mistakes = read_people(data)
    refused = {each.line - 2 for each in mistakes}
    accepted = [each for n, each in enumerate(people) if n not in refused]
    assert [(each.id, each.name) for each in found] == [(p.id, p.name.strip()) for p in accepted]
    assert all(people[n].name.strip().startswith(("=", "+", "-", "@")) for n in refused)


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "UTC", None]),
)
def test_every_moment_is_written_so_that_it_means_itself(
    moment: datetime, name: str | None
) -> None:
    until = moment.replace(microsecond=0)
    zone = ZoneInfo(name) if name else None
    sheet = extensions_sheet(Sheet(EXTENSION_COLUMNS), [Extension("ann", "ex", until)], zone)
    found, mistakes = read_extensions(sheet.write(), zone, ["ex"], ["ann"])
    assert (found, mistakes) == ((Extension("ann", "ex", until),), [])
