"""The class as CSV."""

import csv
import io
from itertools import chain

import pytest

from autograder.reports.export import to_csv
from autograder.results import ReportStatus


def rows(*reports):
    return list(csv.reader(io.StringIO(to_csv(reports))))


def test_one_row_a_report_and_one_column_a_question(ivanova, petrov):
    header, *students = rows(petrov, ivanova)
    assert header[:6] == ["student", "exercise", "status", "score", "open", "max_score"]
    assert header[6:] == ["sigmoid", "softmax", "tanh", "linear", "why_it_diverged"]
    assert students == [
        ["petrov", "ex02_activations", "graded", "1.5", "0", "1.5", "1.5", "", "", "", ""],
        ["ivanova", "ex02_activations", "graded", "2.5", "2", "9.5", "1.5", "1", "0", "0", ""],
    ]


def test_no_verdict_is_an_empty_cell_and_no_zero(internal, make):
    assert rows(internal)[1][-2:] == ["1.5", ""]
    lost = make.report("a", status=ReportStatus.INTERNAL, max_score=10.0)
    assert rows(lost)[1] == ["a", "ex02_activations", "internal", "", "0", "10"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_no_cell_becomes_a_formula(make, start):
    name = start + 'HYPERLINK("x")'
    report = make.report(name, make.question(name, make.check("x")), exercise=name)
    header, row = rows(report)
    for cell in (header[6], row[0], row[1]):
        assert cell.startswith("'")


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("before", ["a", 'a"', "a' ", "a\n"])
def test_no_part_of_a_cell_becomes_a_formula_under_another_separator(make, separator, before):
    """In many countries a spreadsheet expects semicolons, and cuts a name in two at its own."""
    for quote in ("", '"', ' "'):
        name = f"{before}{separator}{quote}=HYPERLINK(1){quote}"
        text = to_csv([make.report(name, make.question(name, make.check("x")), exercise=name)])
        for other in (";", "\t", "|", ","):
            cells = chain.from_iterable(csv.reader(io.StringIO(text), delimiter=other))
            assert not [cell for cell in cells if cell.strip(' "').startswith("=")]


def test_a_name_with_a_comma_or_a_hyphen_stays_as_it_is(make):
    assert rows(make.report("Rimsky-Korsakov, N. A."))[1][0] == "Rimsky-Korsakov, N. A."


def test_a_number_below_nothing_stays_a_number(make):
    row = rows(make.report("a", score=-1.0))[1]
    assert row[3] == "-1"


def test_separators_and_quotes_survive(make):
    assert rows(make.report('a,"b"\nc'))[1][0] == 'a,"b"\nc'


def test_an_empty_class_has_only_the_header():
    assert to_csv([]) == "student,exercise,status,score,open,max_score\n"
