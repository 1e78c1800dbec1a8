"""Sheets of Canvas and Moodle are filled in: one column, and nothing else."""

import csv
import io

import pytest

from autograder.errors import UsageError
from autograder.language import speaking
from autograder.roster import Person
from autograder.sheets.filled import fill
from autograder.sheets.platforms import canvas, moodle
from autograder.sheets.said import sentences
from autograder.sheets.table import Table

TITLES = ("ex02_activations", "Activation functions", "Функции активации")


def filled(platform, data, people, earned, *, column="", key="", worth=10.0, **options):
    layout = platform(Table.read(data), TITLES, column, key, "sheet.csv")
    return fill(layout, people, earned, worth=worth, where="sheet.csv", **options)


def changed_lines(before, after):
    pairs = zip(before.split(b"\n"), after.split(b"\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def test_canvas(sample, people, earned):
    data = sample("canvas.csv")
    done = filled(canvas, data, people, earned)
    ((old, new),) = changed_lines(data, done.content)
    assert old.startswith('"Иванова, Анна",1001,S-20301,ivanova,'.encode())
    assert new == old.replace(b",9.50,,9.50,", b",9.50,7.5,9.50,")
    assert done.column == "Activation functions (4712)"
    assert (done.written, done.same) == (("ivanova",), ("petrov",))  # 6.00 is 6
    assert (done.closed, done.waiting) == (("sidorov",), ("orlova",))
    assert [each.name for each in done.not_in_class] == [
        "Volkov, Oleg",
        "=cmd|' /C calc'!A0, Guest",
    ]
    assert [each.number for each in done.not_in_class] == [9, 10]
    assert not done.not_in_sheet and not done.unclear and not done.by_name


def test_canvas_with_decimal_commas_and_first_names_apart(sample, people, earned):
    data = sample("canvas-commas.csv")
    done = filled(canvas, data, people, earned | {"petrov": 2.25})
    assert [new.decode().split(";")[6] for _old, new in changed_lines(data, done.content)] == [
        "7,5",
        "2,25",
    ]
    assert done.others == (("petrov", "6,00", "2,25"),)
    assert (done.closed, done.not_in_sheet) == (("sidorov",), ("orlova",))


def test_moodles_gradebook(sample, people, earned):
    data = sample("moodle-grades.csv")
    done = filled(moodle, data, people, earned | {"petrov": 3.0})
    anna, pat, ivan = changed_lines(data, done.content)
    assert anna[1] == anna[0].replace(b",9.50,-,-,,9.50,", b",9.50,7.5,-,,9.50,")
    assert pat[1] == pat[0].replace(b',8.00,6.00,"60.00 %",', b',8.00,3,"60.00 %",')
    assert ivan[1] == ivan[0].replace(b",10.00,-,-,,10.00,", b",10.00,9,-,,10.00,")
    assert done.column == "Assignment: Activation functions (Real)"
    assert [each.name for each in done.not_in_class] == ["Nobody Here"]


def test_moodles_worksheet(sample, people, earned):
    data = sample("moodle-worksheet.csv")
    done = filled(moodle, data, people, earned)
    new = [line.decode() for _old, line in changed_lines(data, done.content)]
    assert [next(csv.reader(io.StringIO(line)))[4] for line in new] == ["7.5", "6"]
    assert (done.column, done.closed, done.waiting) == ("Grade", ("sidorov",), ("orlova",))


def test_moodles_worksheet_in_russian_from_windows(sample, people, earned):
    data = sample("moodle-worksheet-ru.csv")
    with speaking("ru"):
        done = filled(moodle, data, people, earned)
    assert changed_lines(data, done.content) == [
        (data.split(b"\n")[1], data.split(b"\n")[1].replace(b'"4,00"', b'"7,5"')),
        (data.split(b"\n")[2], data.split(b"\n")[2].replace(b';;"10,00"', b';6;"10,00"')),
    ]
    assert b"\r\n" in done.content and (done.column, done.closed) == ("Оценка", ("sidorov",))


@pytest.mark.parametrize(
    ("platform", "name"),
    [
        (canvas, "canvas.csv"),
        (canvas, "canvas-commas.csv"),
        (moodle, "moodle-grades.csv"),
        (moodle, "moodle-worksheet.csv"),
    ],
)
def test_twice_is_as_once_and_nothing_is_as_before(sample, people, earned, platform, name):
    data = sample(name)
    once = filled(platform, data, people, earned)
    twice = filled(platform, once.content, people, earned)
    assert twice.content == once.content and not twice.written and not twice.others
    assert filled(platform, data, people, {}).content == data


def test_nothing_handed_in_is_left_empty_or_a_zero_where_that_is_wanted(sample, people):
    data = sample("canvas.csv")
    assert filled(canvas, data, people, {}).without == tuple(each.id for each in people)
    done = filled(canvas, data, people, {"ivanova": None}, zeros=True)
    assert (done.written, done.waiting) == (("petrov", "orlova"), ("ivanova",))
    assert b"Group A,,8.00,0,14.00" in done.content


def test_where_it_is_worth_other_points_nothing_is_written_unless_that_is_meant(
    sample, people, earned
):
    data = sample("canvas.csv")
    with pytest.raises(UsageError, match="worth 10 points, and here 20") as caught:
        filled(canvas, data, people, earned, worth=20.0)
    assert "--scale" in caught.value.todo
    done = filled(canvas, data, people, earned, worth=20.0, scale=True)
    assert b"9.50,3.75,9.50" in done.content


def test_more_points_than_there_are_are_told(sample, people):
    done = filled(canvas, sample("canvas.csv"), people, {"ivanova": 11.0})
    assert (done.written, done.above) == (("ivanova",), ("ivanova",))


def test_two_people_of_one_address_or_two_rows_of_one_person_get_nothing(sample):
    head = b"Student,ID,SIS User ID,SIS Login ID,Section,Activation functions (1)\n"
    rows = b"A,1,ivanova,petrov,S,\nB,2,,sidorov,S,\nC,3,sidorov,,S,\nD,4,,orlova,S,\n"
    ids = ("ivanova", "petrov", "sidorov", "orlova")
    done = filled(canvas, head + rows, [Person(id) for id in ids], dict.fromkeys(ids, 1.0))
    assert [each.name for each in done.unclear] == ["A", "B", "C"]
    assert (done.written, done.not_in_sheet) == (("orlova",), ("ivanova", "petrov", "sidorov"))


def test_canvas_own_numbers_are_nobodys_ids():
    data = b"Student,ID,SIS Login ID,Section,Activation functions (1)\nA,20301,x,S,\n"
    done = filled(canvas, data, [Person("20301")], {"20301": 5.0})
    assert not done.written and done.content == data


def test_by_name_only_where_nothing_else_tells(people, earned):
    data = (
        b"First name,Last name,ID number,Assignment: Activation functions (Real)\n"
        b"Pat,O'Neil,1,-\nSidorov,Ivan,2,-\nPat,O'Neil,3,-\n"
    )
    done = filled(moodle, data, people, earned)
    assert (done.by_name, done.written) == (True, ("sidorov",))
    assert [each.number for each in done.unclear] == [2, 4]
    namesakes = [*people, Person("other", "Ivan Sidorov")]
    assert not filled(moodle, data, namesakes, earned).written
    known = data.replace(b",1,", b",petrov,")
    assert filled(moodle, known, people, earned).written == ("petrov",)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("Activation functions (12),Activation functions 2 (13)", 3),
        ("activation  FUNCTIONS (12),Other (13)", 3),
        ("Other (13),ex02_activations", 4),
        ("Other (13),Week 2: Activation functions at home (7)", 4),
        ("Функции активации (5),Other (3)", 3),
    ],
)
def test_the_column_is_the_one_with_the_name_of_the_exercise(headings, found):
    table = Table.read(f"Student,SIS Login ID,Section,{headings}\n".encode())
    assert canvas(table, TITLES, "", "", "").column == found


@pytest.mark.parametrize(
    ("headings", "asked", "said"),
    [
        ("Softmax (12),Relu (13)", "", "No column .* “Softmax [(]12[)]”, “Relu [(]13[)]”"),
        ("My Activation functions (1),Activation functions B (2)", "", "Several columns"),
        ("Activation functions (1)", "Activation functons (1)", "Did you mean 'Activation"),
        ("Activation functions (1),Final Score", "Final Score", "takes no points"),
        ("Activation functions (1)", "Section", "takes no points"),
    ],
)
def test_a_column_that_is_not_clear_is_asked_for(headings, asked, said):
    table = Table.read(f"Student,SIS Login ID,Section,{headings}\n".encode())
    with pytest.raises(UsageError) as caught:
        canvas(table, TITLES, asked, "", "sheet.csv")
    assert caught.match(said)


def test_a_column_may_be_named_with_or_without_what_a_platform_adds(sample, people, earned):
    for asked in ("Forward pass (4711)", "forward pass"):
        done = filled(canvas, sample("canvas.csv"), people, earned, column=asked)
        assert done.column == "Forward pass (4711)"


def test_the_column_of_ids_may_be_named(people, earned):
    data = b"Student,SIS Login ID,Section,Kennung,Activation functions (1)\nA,x,S,Petrov,\n"
    assert not filled(canvas, data, people, earned).written
    assert filled(canvas, data, people, earned, key="kennung").written == ("petrov",)


@pytest.mark.parametrize("platform", [canvas, moodle])
def test_a_sheet_of_something_else_is_told(platform):
    with pytest.raises(UsageError, match="This is no sheet of"):
        platform(Table.read(b"a,b\n1,2\n"), TITLES, "", "", "sheet.csv")


def test_all_of_it_is_said(sample, people, earned):
    said = list(sentences(filled(canvas, sample("canvas.csv"), people, earned | {"petrov": 1.0})))
    assert said == [
        "Column “Activation functions (4712)”. Filled in: 2. These points stood there already: 0.",
        "Other points stood there before (1): petrov (6.00 → 1)",
        "Left as it was, since nobody can say the points yet (1): orlova",
        "Left as it was, since the platform takes no points for them (1): sidorov",
        "In the sheet, and not in the class (2): Volkov, Oleg (line 9), =cmd|' /C calc'!A0, "
        "Guest (line 10)",
    ]
