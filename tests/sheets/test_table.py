"""Single cells are replaced, and every other byte of a sheet stays."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.language import speaking
from autograder.sheets.table import MAX_BYTES, Table

CELLS = st.text(st.sampled_from("ab1 \"',;\n\téЖ=@"), max_size=5)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5)


def read_by_python(data, separator, encoding="utf-8"):
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=separator))


@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.data(),
)
def test_what_another_reader_finds_is_the_same_but_for_one_cell(
    rows, separator, newline, quoting, encoding, data
):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerow(["head"] * 9)
    writer.writerows(rows)
    before = file.getvalue().encode(encoding)
    table = Table.read(before)
    known = read_by_python(before, separator, encoding)
    found = [[cell.value for cell in row.cells] for row in table.rows]
    assert [each or [""] for each in known] == found
    assert table.with_cells({}) == before
    place = data.draw(st.integers(1, len(rows)))
    column = data.draw(st.integers(0, len(rows[place - 1]) + 1))
    after = table.with_cells({(place, column): "5,5"})
    known[place] += [""] * (column - len(known[place]) + 1)
    known[place][column] = "5,5"
    assert read_by_python(after, separator, encoding) == known
    if column < len(rows[place - 1]):
        cell = table.rows[place].cells[column]
        text, now = before.decode(table.encoding), after.decode(table.encoding)
        assert now.startswith(text[: cell.start]) and now.endswith(text[cell.end :])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a,b,c\n1,2,3\n", b"a,b,c\n1,5.5,3\n"),
        (b'a,b,c\n1,"2",3', b'a,b,c\n1,"5.5",3'),
        (b'"a" ,b\n', None),
        (b"a,b,c\r\n1, 2 ,3\r\n\r\n", b"a,b,c\r\n1,5.5,3\r\n\r\n"),
        (b"a,b,c\n1\n", b"a,b,c\n1,5.5\n"),
        (b"a,b,c\n\n", b"a,b,c\n,5.5\n"),
        (b"sep=;\r\na;b\r\n1,5;\r\n", b"sep=;\r\na;b\r\n1,5;5.5\r\n"),
        (b'a,b\n1,"open\n', None),
        (b"\xef\xbb\xbfa,b\n1,\n", b"\xef\xbb\xbfa,b\n1,5.5\n"),
    ],
)
def test_one_cell(before, after):
    if after is None:
        with pytest.raises(CourseError, match="quotation mark"):
            Table.read(before)
        return
    assert Table.read(before).with_cells({(1, 1): "5.5"}) == after


@pytest.mark.parametrize("language", ["en", "ru"])
def test_bytes_that_are_no_utf_8_stay(language):
    with speaking(language):
        for before in (
            bytes([*range(32, 34), *range(35, 44), *range(45, 256)]),
            "ё".encode("cp1251"),
        ):
            data = b"a,b\n" + before + b",\n"
            assert Table.read(data).with_cells({(1, 1): "1"}) == b"a,b\n" + before + b",1\n"


def test_a_comma_in_a_cell_between_commas_gets_quotation_marks():
    assert Table.read(b"a,b\n1,\n").with_cells({(1, 1): "5,5"}) == b'a,b\n1,"5,5"\n'
    assert Table.read(b"a;b\n1;\n").with_cells({(1, 1): "5,5"}) == b"a;b\n1;5,5\n"


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b",,\n", b"PK\3\4\0\0", b"\0"])
def test_what_is_no_table_is_told_with_what_to_do(data):
    with pytest.raises(CourseError) as caught:
        Table.read(data, "sheet.csv")
    assert caught.value.where == "sheet.csv" and "Export the sheet anew" in caught.value.todo


def test_a_mistake_is_told_with_its_line():
    with pytest.raises(CourseError, match="Line 4:"):
        Table.read(b'a,b\n1,"x\ny"\n1,"open\n')


def test_a_sheet_that_is_too_large_is_refused():
    with pytest.raises(CourseError, match="too large"):
        Table.read(b"a" * (MAX_BYTES + 1))
