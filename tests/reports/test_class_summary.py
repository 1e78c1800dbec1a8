"""What the submissions of a class say together."""

import pytest

from autograder.reports.statistics import class_summary
from autograder.results import ReportStatus, Status


def answer(make, student, earned, *, mistake=None, status=None):
    check = make.check("values", earned, 4.0, mistake=mistake, hint=f"mend {mistake}")
    return make.report(student, make.question("mse", check, status=status))


def test_scores(make):
    summary = class_summary(answer(make, "s", earned) for earned in (0.0, 1.0, 4.0, 4.0))
    assert summary.submissions == 4
    assert summary.mean == pytest.approx(2.25)
    assert summary.median == pytest.approx(2.5)
    assert (summary.full_marks, summary.counted, summary.may_be_full) == (2, 4, 0)
    assert summary.max_score == 4.0


def test_nobody(make):
    summary = class_summary([])
    assert (summary.submissions, summary.mean, summary.full_marks) == (0, None, 0)
    assert summary.hardest == summary.mistakes == summary.ungraded == ()


def test_the_hardest_question_comes_first(ivanova, petrov):
    hardest = class_summary([petrov, ivanova]).hardest
    assert [(each.name, each.answers) for each in hardest] == [
        ("tanh", 1),
        ("linear", 1),
        ("softmax", 1),
        ("sigmoid", 2),
    ]
    assert hardest[2].share == pytest.approx(1 / 3)


def test_mistakes_count_students_and_not_checks(make, ivanova, hint):
    sums = [answer(make, name, 0.0, mistake="sums") for name in "ab"]
    first, second = class_summary([ivanova, *sums]).mistakes
    assert (first.question, first.mistake, first.hint) == ("mse", "sums", "mend sums")
    assert (first.students, second.students) == (2, 1)
    assert (second.mistake, second.hint) == ("sums_over_everything", hint)


def test_a_passed_check_is_no_mistake(make):
    assert class_summary([answer(make, "a", 4.0, mistake="sums")]).mistakes == ()


def test_our_faults_are_listed_and_no_zeros(make, internal, petrov):
    lost = make.report("b", status=ReportStatus.INTERNAL, max_score=1.5, notes=("No sandbox.",))
    summary = class_summary([petrov, internal, lost])
    assert summary.mean == 1.5
    assert (summary.full_marks, summary.counted) == (1, 1)
    assert [(each.student, each.question, each.message) for each in summary.ungraded] == [
        ("orlova", "tanh", "The checker ended early."),
        ("b", "", "No sandbox."),
    ]
    assert "tanh" not in [each.name for each in summary.hardest]


def test_open_points_are_told_apart_from_full_marks(make):
    essay = make.question("why", make.check("x", 0.0, 2.0), status=Status.MANUAL)
    right = make.question("mse", make.check("values"))
    wrong = make.question("mse", make.check("values", 0.0, 1.0))
    given = make.question("why", make.check("x", 2.0, 2.0))
    summary = class_summary(
        make.report(name, *questions)
        for name, questions in (
            ("a", (right, essay)), ("b", (right, given)), ("c", (wrong, essay)),
        )
    )  # fmt: skip
    assert (summary.full_marks, summary.may_be_full, summary.counted) == (1, 1, 3)
    assert summary.mean == pytest.approx(4 / 3)
    by_name = {each.name: each for each in summary.hardest}
    assert (by_name["why"].share, by_name["why"].answers, by_name["why"].open) == (1.0, 1, 2)


def test_what_could_not_be_read_counts_as_nothing_everywhere(make):
    broken = make.report(
        "b",
        make.question("mse", make.check("values", 0.0, 4.0, status=Status.MISSING)),
        status=ReportStatus.UNREADABLE,
    )
    summary = class_summary([answer(make, "a", 4.0), broken])
    assert (summary.mean, summary.median) == (2.0, 2.0)
    assert [each.share for each in summary.hardest] == [0.5]
    assert (summary.full_marks, summary.counted) == (1, 2)


def test_points_that_a_rule_takes_off_are_no_full_marks(make):
    late = make.report("a", make.question("mse", make.check("values")), score=0.5)
    assert class_summary([late]).full_marks == 0


def test_what_waits_for_a_person_is_listed(make):
    waiting = make.check("N1", 0.0, 2.0, status=Status.MANUAL, message="Two ids.")
    mixed = make.report(
        "ann", make.question("mse", make.check("x")), make.question("by_hand", waiting)
    )
    assert class_summary([mixed]).manual == ()  # the verdict on the question counts
    by_hand = make.question("by_hand", waiting, status=Status.MANUAL)
    summary = class_summary([make.report("ann", make.question("mse", make.check("x")), by_hand)])
    (found,) = summary.manual
    assert (found.student, found.question, found.message) == ("ann", "by_hand", "Two ids.")
    assert summary.open_points == 2.0
    assert (summary.mean, summary.full_marks, summary.may_be_full) == (1.0, 0, 1)
    assert summary.ungraded == ()
    assert [each.name for each in summary.hardest] == ["mse"]


def test_statuses_are_counted(ivanova, petrov, unreadable):
    summary = class_summary([ivanova, petrov, unreadable])
    assert summary.statuses == {ReportStatus.GRADED: 2, ReportStatus.UNREADABLE: 1}
    assert summary.question_statuses[Status.PASSED] == 2
    assert summary.question_statuses[Status.ERROR] == 1
