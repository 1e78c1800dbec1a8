"""One submission and a class in the terminal."""

import io

import pytest
from rich.console import Console

from autograder.reports.class_summary import summary_view, totals_view
from autograder.reports.class_table import class_table
from autograder.reports.statistics import class_summary
from autograder.reports.terminal import verdict

EVIL = "\x1b[2J\x1b]0;title\x07[bold red]shout[/bold red] [link=file:///x]y[/link]\u202e"


def printed(renderable, width=100, **options):
    console = Console(file=io.StringIO(), width=width, color_system=None, **options)
    console.print(renderable)
    return console.file.getvalue()


def test_the_verdict_says_score_questions_and_hints(ivanova, hint):
    text = printed(verdict(ivanova, title="Activation functions", language="en"))
    assert "Activation functions · ivanova\nPoints: 2.5 of 9.5\n" in text
    assert "✓ sigmoid · 1.5 of 1.5 · passed" in text
    assert "✗ softmax · 1 of 3 · not right yet" in text
    assert text.count(f"Hint: {hint}") == 1
    assert "Your answer: [nan, nan]" in text
    assert "[[0.0320586, 0.0871443],\n" in text
    assert "The smallest input on which it goes wrong: z = [[0], [0]]" in text
    assert "Note: The cell 'softmax-checks'" in text


def test_the_verdict_fits_a_narrow_terminal(ivanova):
    text = printed(verdict(ivanova, title="Activation functions", language="en"), width=40)
    assert max(map(len, text.splitlines())) <= 40


def test_what_a_passed_check_tells_is_printed(make):
    said = "Of 10000 unseen digits the model recognises 97.10%; the mark is 96.4%."
    told = make.report("a", make.question("train", make.check("x", message=said)))
    assert said in printed(verdict(told, title="Digits", language="en"))


def test_an_unreadable_file(unreadable):
    text = printed(verdict(unreadable, title="x", language="en"))
    assert "nothing in this submission that could be graded" in text
    assert "line 1 is no JSON" in text
    assert "Points" not in text


@pytest.mark.parametrize("show", ["verdict", "table", "summary"])
def test_a_submission_cannot_steer_the_terminal(make, show):
    bad = make.check(
        "x",
        0.0,
        1.0,
        description=EVIL,
        message=EVIL,
        hint=EVIL,
        mistake=EVIL,
        actual=EVIL,
        counterexample={EVIL: EVIL},
    )
    report = make.report(EVIL, make.question(EVIL, bad), exercise=EVIL, notes=(EVIL,))
    renderable = {
        "verdict": lambda: verdict(report, title=EVIL, language="en"),
        "table": lambda: class_table([report], language="en"),
        "summary": lambda: summary_view(class_summary([report]), language="en"),
    }[show]()
    text = printed(renderable, width=400)
    assert not set(text) & set("\x1b\x07\u202e")
    assert text.count("[bold red]shout[/bold red]") == text.count("shout") > 0


def test_the_class_table_has_a_reason_for_each_lost_point(ivanova, petrov, unreadable, hint):
    everyone = [ivanova, petrov, unreadable]
    text = printed(class_table(everyone, language="en", whole=True), width=160)
    assert f"2.5 of 9.5, 2 open  softmax: {hint}" in text
    assert "linear: The function linear is still the stub." in text
    assert "0 of 10  nothing to grade: The file is not a notebook" in text
    assert "1.5 of 1.5" in text


def test_the_table_of_a_class_has_one_line_for_each_student(ivanova, petrov, unreadable, hint):
    everyone = [ivanova, petrov, unreadable] * 100
    text = printed(class_table(everyone, language="en"), width=160)
    assert len(text.splitlines()) == 301
    assert f"2.5 of 9.5, 2 open  softmax: {hint} (and 3 more)" in text
    for width in (80, 60):
        narrow = printed(class_table(everyone, language="en"), width=width)
        assert len(narrow.splitlines()) == 301
        assert max(map(len, narrow.splitlines())) <= width
        assert narrow.count("… (and 3 more)") == 100


def test_the_automatic_score_stands_beside_the_final_one(make):
    late = make.report("a", make.question("mse", make.check("x")), score=0.5, automatic=1.0)
    text = printed(class_table([late], language="en"), width=160)
    assert "0.5 of 1, 1 automatic" in text


def test_the_totals_stand_below(ivanova, petrov, unreadable, internal):
    everyone = [ivanova, petrov, unreadable, internal]
    text = printed(totals_view(class_summary(everyone), language="en"), width=160)
    assert "Submissions: 4" in text and "nothing to grade: 1" in text
    assert "Mean: 1.33 of 10" in text
    assert "With full marks: 1 of 3" in text


def test_open_points_are_no_lost_points(ivanova, petrov):
    text = printed(class_table([ivanova, petrov], language="en", whole=True), width=160)
    assert "2.5 of 9.5, 2 open" in text
    assert "why_it_diverged: " in text
    assert "1.5 of 1.5" in text and text.count("open") == 1
    text = printed(summary_view(class_summary([ivanova, petrov]), language="en"), width=160)
    assert "Waiting for you in formgrader: 1" in text
    assert "still to give are not in these scores: 2" in text
    text = printed(summary_view(class_summary([petrov]), language="en"), width=160)
    assert "Waiting" not in text and "still" not in text


def test_the_summary_is_shown(ivanova, internal, hint):
    text = printed(summary_view(class_summary([ivanova, internal]), language="en"), width=160)
    assert "Submissions: 2" in text
    assert "Mean: 2.5 of 9.5" in text
    assert "With full marks: 0 of 1" in text
    assert "Left out is what could not be graded through our fault: 1." in text
    assert "what could not be read counts as 0 points" in text
    assert "sums_over_everything" in text and hint in text
    assert "The checker ended early." in text


def test_an_empty_class_is_shown(pseudo_language):
    text = printed(summary_view(class_summary([]), language=pseudo_language))
    assert text.strip() == "⟦Submissions: 0⟧"


def test_the_words_are_translated(ivanova, pseudo_language):
    text = printed(verdict(ivanova, title="x", language=pseudo_language))
    assert "⟦not right yet⟧" in text
    assert "⟦Points: ⟦2,5 of 9,5⟧⟧" in text
