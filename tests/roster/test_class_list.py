"""people.csv and extensions.csv: what is read, and a sentence for each mistake."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.roster import (
    Extension,
    Person,
    Role,
    Roster,
    read_extensions,
    read_people,
)

MOSCOW = ZoneInfo("Europe/Moscow")
HEAD = "id,name,email,role,section\n"


def people(text: str | bytes) -> tuple[Person, ...]:
    found, mistakes = read_people(text if isinstance(text, bytes) else text.encode())
    assert not mistakes
    return found


def wrong(text: str | bytes) -> list[str]:
    _found, mistakes = read_people(text if isinstance(text, bytes) else text.encode())
    return [str(each) for each in mistakes]


def test_a_class() -> None:
    assert people(
        HEAD + "ivanova,Иванова Анна,anna@example.org,,A\n"
        'petrov,"Петров, Пётр",,student,"A; B"\n\n'
        "weber,Weber,w@example.org,Teacher,\n"
    ) == (
        Person("ivanova", "Иванова Анна", "anna@example.org", Role.STUDENT, ("A",)),
        Person("petrov", "Петров, Пётр", "", Role.STUDENT, ("A", "B")),
        Person("weber", "Weber", "w@example.org", Role.TEACHER, ()),
    )


ONE = (Person("ann", "Ann", "a@x.org"),)


@pytest.mark.parametrize(
    "data",
    [
        b"id,name,email\nann,Ann,a@x.org\n",
        b"\xef\xbb\xbfid;name;email\r\nann;Ann;a@x.org\r\n",
        "id\tname\temail\nann\tAnn\ta@x.org\n".encode("utf-16"),
        b" ID , Name,E-Mail,group,Sections\n ann , Ann ,a@x.org,7,\n",
        "id,name,email\nann,Ann\xa0,\xa0a@x.org\n".encode(),
        b'"email","name","id"\n"a@x.org","Ann","ann"\n,,\n',
        b"id,name,email,role\nann,Ann,a@x.org",
    ],
)
def test_what_spreadsheets_make_of_it(data: bytes) -> None:
    assert people(data) == ONE


def test_only_ids_are_needed_and_nothing_is_nobody() -> None:
    assert people("id\nann\nbob\n") == (Person("ann"), Person("bob"))
    assert people(b"") == people(HEAD) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",Ann", "Line 2: There is no id."),
        ("a/b", "“a/b” cannot be an id"),
        (".ann", "“.ann” cannot be an id"),
        ("=1+1", "begins as a formula does"),
        ("＝1+1", "begins as a formula does"),
        ("ann,@SUM(A1)", "`name`, “@SUM(A1)” begins as a formula does"),
        ("ann,An\u202en", "`name` there are signs that nobody can see"),
        ("ann,Ann,nobody", "“nobody” is no e-mail address"),
        ("ann,Ann,a@x.org b@y.org", "is no e-mail address"),
        ("ann,Ann,,pupil", "The role “pupil” is not known. Roles are: student, assistant, teacher"),
        ("ann,Ann,,teachr", "Did you mean `teacher`?"),
        ("ann,Ann,,,A,B", "There are 6 cells, and 5 columns."),
    ],
)
def test_a_line_that_is_wrong_is_told_and_the_others_are_read(line: str, said: str) -> None:
    found, mistakes = read_people(f"{HEAD}{line}\nbob,Bob\n".encode())
    assert found == (Person("bob", "Bob"),)
    assert [each.line for each in mistakes] == [2]
    assert said in str(mistakes[0])
    assert mistakes[0].todo


def test_every_mistake_has_its_own_line() -> None:
    text = HEAD + 'ann,"An\nn",bad\n\nbob,,b@x.org\nANN,,B@X.ORG\nbob\n'
    assert [each.split(":")[0] for each in wrong(text)] == ["Line 2", "Line 6", "Line 6", "Line 7"]
    said = " ".join(wrong(text))
    assert "“ANN” and “ann” (line 2) are nearly one" in said
    assert "The address B@X.ORG stands in line 5, too" in said
    assert "“bob” stands in line 5, too" in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("id,name\nИванова,Анна\n".encode("cp1251"), "Line 2: This is no text in UTF-8."),
        ("name,email\nAnn,a@x.org\n", "There is no column `id`"),
        ("id,emial\nann,a@x.org\n", "`emial` is not known. Did you mean `email`?"),
        ("id,ID\nann,bob\n", "`id` is there twice"),
        ('id,name\nann,"Ann\nbob,Bob\n', "Line 2: This line cannot be read"),
    ],
)
def test_a_table_that_is_wrong_as_a_whole(data: str | bytes, said: str) -> None:
    found, mistakes = read_people(data if isinstance(data, bytes) else data.encode())
    assert found == ()
    assert said in str(mistakes[0])


def extensions(text: str, zone: ZoneInfo | None = MOSCOW) -> tuple[list[Extension], list[str]]:
    found, mistakes = read_extensions(text.encode(), zone, ["ex01", "ex02"], ["ann", "bob"])
    return list(found), [str(each) for each in mistakes]


def test_extensions() -> None:
    text = (
        "id,exercise,until,why\nann,ex01,2030-09-20,ill\n"
        "ann,ex02,2030-09-20 12:00,\nbob,ex01,2030-09-20T12:00:00Z\n"
    )
    assert extensions(text) == (
        [
            Extension("ann", "ex01", datetime(2030, 9, 20, 20, 59, 59, tzinfo=UTC), "ill"),
            Extension("ann", "ex02", datetime(2030, 9, 20, 9, tzinfo=UTC)),
            Extension("bob", "ex01", datetime(2030, 9, 20, 12, tzinfo=UTC)),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("anna,ex01,2030-09-20", "has the id “anna”. Did you mean `ann`?"),
        ("ann,ex1,2030-09-20", "no exercise “ex1”. Did you mean `ex01`?"),
        ("ann,ex01,tomorrow", "“tomorrow” is no date"),
        ("ann,ex01,", "“” is no date"),
        ("bob,ex02,2030-09-20", "“bob” has an extension for ex02 in line 2 already"),
        ("ann,ex01,2030-09-20,=HYPERLINK()", "begins as a formula"),
    ],
)
def test_an_extension_that_is_wrong(line: str, said: str) -> None:
    text = f"id,exercise,until,why\nbob,ex02,2030-09-20,\n{line}\n"
    found, mistakes = extensions(text)
    assert [each.student for each in found] == ["bob"]
    assert any(said in each and each.startswith("Line 3") for each in mistakes)


def test_a_table_with_too_many_columns_is_no_class_list() -> None:
    people, mistakes = read_people(b"id" + b",x" * 200 + b"\nann\n")
    assert not people
    assert [str(each) for each in mistakes] == [
        "Line 1: There are 201 columns. A class list has 200 at most."
    ]


def test_a_date_without_a_zone() -> None:
    _found, (said,) = extensions("id,exercise,until\nann,ex01,2030-09-20\n", None)
    assert "has no time zone" in said


def test_asking_the_roster() -> None:
    until = datetime(2030, 9, 20, tzinfo=UTC)
    ann, bob = Person("ann", sections=("B", "A")), Person("bob", sections=("A",))
    tutor = Person("tutor", role=Role.ASSISTANT)
    roster = Roster((ann, bob, tutor), (Extension("ann", "ex01", until, "ill"),))
    assert roster.students == (ann, bob)
    assert roster.sections == ("A", "B")
    assert (roster.in_section("A"), roster.in_section("B")) == ((ann, bob), (ann,))
    assert (roster.person("bob"), roster.person("nobody")) == (bob, None)
    assert (roster.until("ann", "ex01"), roster.until("ann", "ex02")) == (until, None)
    assert roster.until("bob", "ex01") is None
