"""The class on one page: what it says, and that nothing of a student's can do anything there."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from bs4 import BeautifulSoup
from class_page_tools import DUE, HINT, course, facts, pupils, unreadable

from autograder.language import speaking
from autograder.reports.class_page import (
    CourseFacts,
    Heading,
    InTotal,
    Pupil,
    Work,
    course_page,
    exercise_page,
)
from autograder.reports.class_page.charts import arrivals, distribution, shares
from autograder.reports.class_page.data import (
    course_data,
    course_rows,
    exercise_data,
    exercise_rows,
)
from autograder.reports.class_page.items import check_items, question_items
from autograder.results import Attempt, ReportStatus, Status

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\x1b[31m\u202e{{ 7*7 }}'
HEADING = Heading("Neural networks", "en", DUE + timedelta(days=1))


def read(text):
    return BeautifulSoup(text, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_difficulty_and_discrimination(make):
    items = {each.question: each for each in question_items(facts(make, 200).reports)}
    assert items["upside_down"].is_against
    for name in ("mse", "sigmoid", "linear"):
        assert items[name].discrimination > 0.15, name
    assert items["mse"].share < items["linear"].share
    shares_found = [each.share for each in question_items(facts(make, 200).reports)]
    assert shares_found == sorted(shares_found)


def test_what_can_be_worked_out_by_hand(make):
    """Two questions, ten students: five have all, five have nothing; and one has tried nothing."""
    reports = [
        make.report(
            f"s{place}",
            make.question("a", make.check("x", right, 1.0)),
            make.question("b", make.check("x", right, 1.0), make.check("y", 1.0 - right, 1.0)),
        )
        for place, right in enumerate([1.0] * 5 + [0.0] * 5)
    ]
    checks = {(each.question, each.check): each for each in check_items(reports)}
    assert checks["b", "x"].share == 0.5
    assert checks["b", "x"].discrimination is None  # everybody has one point elsewhere
    assert checks["b", "y"].discrimination == pytest.approx(-1)
    blank = make.question("a", make.check("x", 0.0, 1.0), status=Status.MISSING)
    with_blank = [*reports, make.report("z", blank, msgspec.structs.replace(blank, name="b"))]
    first = {each.question: each for each in question_items(with_blank)}["a"]
    assert (first.answers, first.unanswered) == (11, 1)
    assert first.share == pytest.approx(5 / 11)
    assert first.discrimination is None  # in b all who have tried have one point


def test_of_few_nothing_is_said(make):
    assert {each.discrimination for each in question_items(facts(make, 9).reports)} == {None}


def test_bars_have_everybody_once():
    scores = [0, 0.5, 3, 9.99, 10, 12]
    chart = distribution(scores, 10)
    assert sum(bar.number for bar in chart.bars) == 6
    assert [(bar.label, bar.number) for bar in chart.told] == [("0–1", 2), ("3–4", 1), ("9–10", 3)]
    assert max(bar.height for bar in chart.bars) == 100
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in chart.bars)
    assert distribution([], 10) is None
    assert distribution([0], 0) is None
    assert sum(bar.number for bar in shares([0, 0.05, 0.999, 1, 1.7]).bars) == 5


@pytest.mark.parametrize("hours", [0, 5, 50, 500, 5_000, 500_000])
def test_times_are_few_bars_whatever_is_between(hours):
    times = [DUE - timedelta(hours=hours), DUE, DUE + timedelta(minutes=3)]
    chart = arrivals(times, DUE, "Europe/Moscow")
    assert sum(bar.number for bar in chart.bars) == 3
    assert len(chart.bars) <= 61
    assert 0 <= chart.mark <= 100
    assert arrivals([], DUE, "UTC") is None


def test_a_night_on_which_clocks_change_loses_nobody():
    start = datetime(2030, 10, 26, 18, tzinfo=UTC)
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu"):
        times = [start + timedelta(minutes=30 * place) for place in range(40)]
        chart = arrivals(times, None, zone)
        assert sum(bar.number for bar in chart.bars) == 40
        assert chart.mark is None


def test_the_page_says_what_a_teacher_asks(make):
    everybody = facts(make)
    soup = read(exercise_page(everybody, HEADING))
    text = words(soup)
    for said in ("Neural networks", "Activation functions", "Students 60", "2030-09-17 00:00 MSK"):
        assert said in text
    assert f"Nothing handed in ({len(everybody.missing)})" in text
    late = sum(work.late for work in everybody.works)
    assert f"Came late {late}" in text and late
    table = soup.select_one("#of-questions")
    hardest = [row.select_one("code").text for row in table.select("tbody tr")]
    assert hardest == [each.question for each in question_items(everybody.reports)]
    assert "read what it asks and checks" in words(
        next(
            row for row in table.select("tbody tr") if row.select_one("code").text == "upside_down"
        )
    )
    mistake = soup.select_one("#mistakes").find_parent("section")
    made = [each for each in everybody.reports if each.questions[0].checks[0].mistake]
    assert len(mistake.select(".people li")) == len(made)
    assert mistake.select_one("code:-soup-contains-own(n)") is not None
    assert len(soup.select("#of-students tbody tr")) == 60
    assert "softmax-checks" in words(soup.select_one("#look").find_parent("section"))
    for picture in soup.select("svg[role=img]"):
        assert picture["aria-label"]


def test_an_unlisted_student_and_an_unreadable_file_are_told(make):
    everybody = facts(make)
    stranger = Pupil("stranger", listed=False)
    works = (*everybody.works, unreadable(stranger))
    soup = read(exercise_page(msgspec.structs.replace(everybody, works=works), HEADING))
    (row,) = [each for each in soup.select("#of-students tbody tr") if "stranger" in each.text]
    assert "not in the class list" in words(row)
    assert "nothing to grade" in words(row)
    assert row["data-marks"] == "unreadable"


def test_without_names_no_name_is_in_it(make):
    everybody = facts(make)
    for text in (
        exercise_page(everybody, HEADING._replace(shows_names=False)),
        course_page(course(make), HEADING._replace(shows_names=False)),
    ):
        for pupil in pupils(60):
            assert pupil.name not in text
            assert not re.search(rf"\b{pupil.id}\b", text)
        soup = read(text)
        numbers = [int(row["data-number"]) for row in soup.select("#of-students tbody tr")]
        assert numbers == list(range(1, 61))  # in no order of names
        assert soup.select_one("#names") is None
        assert "Student 17" in words(soup)


def test_nothing_of_a_student_becomes_html(make):
    bad = make.check(EVIL, 0.0, 1.0, description=EVIL, hint=EVIL, mistake=EVIL)
    made = make.report(EVIL, make.question(EVIL, bad), exercise=EVIL)
    work = Work(pupil=Pupil(EVIL, EVIL, (EVIL, "'\"]}")), report=made, changed=(EVIL,), attempts=1)
    everybody = facts(make, works=(work,), title=EVIL, name=EVIL)
    total = InTotal(work.pupil, (0.0,), 0.0, 1.0)
    whole = CourseFacts(exercises=(everybody,), not_yet=(EVIL,), totals=(total,))
    heading = HEADING._replace(course=EVIL, section=EVIL)
    for text in (exercise_page(everybody, heading), course_page(whole, heading)):
        soup = read(text)
        assert len(soup.select("script")) == 1 and not soup.select("img")
        assert "49" not in soup.title.text
        assert "\x1b" not in text and "\u202e" not in text


def test_the_browser_may_do_nothing_else(make):
    soup = read(course_page(course(make), HEADING))
    policy = soup.select_one("meta[http-equiv]")["content"]
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        digest = b64encode(hashlib.sha256(soup.select_one(name).string.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    text = str(soup)
    assert not re.search(r'(?:src|href)="(?!#)', text)
    assert ' style="' not in text and " onclick" not in text


def test_the_course_by_exercise_and_section_and_student(make):
    made = course(make)
    soup = read(course_page(made, HEADING))
    text = words(soup)
    assert "Not in it yet: Fully connected." in text
    assert "2 bonus" in text
    sections = soup.select_one("#sections").find_parent("section")
    assert [row.th.text for row in sections.select("tbody tr")] == ["A", "B"]
    best = max(made.totals, key=lambda each: each.total)
    (row,) = [each for each in soup.select("#of-students tbody tr") if best.pupil.id in each.text]
    assert best.max_points == 10 and best.total > 10
    assert f"{best.total / 10:.0%}" in words(row)


def test_the_same_as_data(make):
    made = course(make)
    data = msgspec.to_builtins(course_data(made))
    assert [each["exercise"] for each in data["exercises"]] == ["ex02_activations", "ex03_losses"]
    assert data["exercises"][1]["weight"] == 2 and data["exercises"][1]["bonus"]
    for told, each in zip(data["totals"], made.totals, strict=True):
        first, second = (some or 0 for some in each.points)
        assert told["total"] == pytest.approx(first + 2 * second)
        assert told["max_points"] == 10
    one = msgspec.to_builtins(exercise_data(facts(make)))
    assert sum(not each["handed_in"] for each in one["students"]) == len(facts(make).missing)
    assert one["mistakes"][0]["hint"] == HINT
    assert all(len(row) == len(course_rows(made)[0]) for row in course_rows(made))
    rows = exercise_rows(facts(make))
    assert len(rows) == 61 and {len(row) for row in rows} == {8}


def test_it_speaks_the_language_of_the_course(make):
    everybody, made = facts(make), course(make)
    heading = HEADING._replace(language="ru")
    for text in (exercise_page(everybody, heading), course_page(made, heading)):
        soup = read(text)
        assert soup.html["lang"] == "ru"
        [script.decompose() for script in soup.select("script, style")]
        said = re.sub(r"[«»]", "", words(soup))
        for english in ("Students", "Handed in", "Points", "hardest", "Find", "mistake", "Mean"):
            assert english not in said
    with speaking("ru"):
        assert course_rows(made)[0][-1] == "доля"


def test_nobody_has_handed_in(make):
    works = tuple(Work(pupil=each) for each in pupils(3))
    text = words(read(exercise_page(facts(make, works=works, times=()), HEADING)))
    assert "Handed in 0" in text
    assert "There is nothing to show yet." in text


def test_what_we_failed_to_grade_counts_for_nothing(make, internal):
    pupil = Pupil("orlova", "Olga Orlova")
    attempt = Attempt(number=1, received=DUE)
    broken = msgspec.structs.replace(internal, status=ReportStatus.INTERNAL, attempt=attempt)
    soup = read(exercise_page(facts(make, works=(Work(pupil=pupil, report=broken),)), HEADING))
    (row,) = soup.select("#of-students tbody tr")
    assert row.select_one(".number").text == "open"
    assert row["data-marks"] == "waits"
    assert not soup.select("#of-questions")
