"""Why points are missing."""

import pytest

from autograder.reports.reasons import reasons
from autograder.results import Status


def test_one_reason_for_each_question_that_lost_points(ivanova, hint):
    found = reasons(ivanova)
    assert [(reason.question, reason.place, reason.missing) for reason in found] == [
        ("softmax", 1, 2.0),
        ("tanh", 2, 2.0),
        ("linear", 3, 1.0),
        ("why_it_diverged", 4, 2.0),
    ]
    assert found[0].text == hint
    assert found[1].text.startswith("tanh(0.5) raised NameError")


def test_what_waits_for_a_person_is_told_with_its_reason(make):
    said = make.check("N1", 0.0, 2.0, status=Status.MANUAL, message="Two ids.")
    quiet = make.check("in words", 0.0, 1.0, status=Status.MANUAL)
    questions = [make.question(each.name, each, status=Status.MANUAL) for each in (said, quiet)]
    told, silent = reasons(make.report("a", *questions))
    assert told.line == "N1: Two ids."
    assert silent.line == "in words: a teacher grades this"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("sigmoid: an error", "sigmoid: an error"),
        ("sigmoid is not there yet.", "sigmoid is not there yet."),
        ("sigmoid(0) is 1", "sigmoid: sigmoid(0) is 1"),
        ("sigmoidal: an error", "sigmoid: sigmoidal: an error"),
    ],
)
def test_the_name_of_a_question_is_not_said_twice(make, said, line):
    check = make.check("x", 0.0, 1.0, message=said)
    (reason,) = reasons(make.report("a", make.question("sigmoid", check)))
    assert reason.line == line


def test_full_marks_need_no_reason(petrov):
    assert reasons(petrov) == []


def test_a_check_that_says_nothing_is_named(make):
    silent = make.check("is symmetric", 0.0, 1.0)
    (reason,) = reasons(make.report("a", make.question("tanh", silent)))
    assert reason.text == "is symmetric: not right yet"


def test_a_question_without_checks_has_its_status(make):
    question = make.question("tanh", status=Status.CRASHED)
    lost = make.question("tanh", make.check("x", 0.0, 1.0), status=Status.CRASHED)
    assert reasons(make.report("a", question)) == []
    assert reasons(make.report("a", lost))[0].status is Status.CRASHED


def test_an_unreadable_file_has_its_note(unreadable):
    (reason,) = reasons(unreadable)
    assert reason.place is None
    assert reason.line == "The file is not a notebook: line 1 is no JSON."


def test_what_we_failed_to_grade_is_told(internal):
    (reason,) = reasons(internal)
    assert reason.status is Status.INTERNAL
    assert reason.line == "tanh: The checker ended early."


def test_the_line_is_short_and_plain(make):
    bad = make.check("x", 0.0, 1.0, hint="\x1b[2J" + "long\n" * 1000)
    (reason,) = reasons(make.report("a", make.question("f", bad)))
    assert len(reason.line) == 200
    assert "\n" not in reason.line and "\x1b" not in reason.line


def test_a_text_that_begins_with_the_name_is_not_told_it_twice(make):
    said = "tanh is not there yet, but there is tahn: is it spelled as in the task?"
    calls = "tanh([1, 2])[0] is 5; 3 is right."
    checks = [make.check("tanh", 0.0, 2.0, message=text) for text in (said, calls)]
    one, other = reasons(make.report("a", *(make.question("tanh", each) for each in checks)))
    assert (one.line, one.behind) == (said, said.removeprefix("tanh "))
    assert (other.line, other.behind) == (f"tanh: {calls}", calls)
