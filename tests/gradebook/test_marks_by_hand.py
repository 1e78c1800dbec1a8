"""Points that people give on our pages stand in the gradebook as formgrader would write them."""

from __future__ import annotations

import pytest

from autograder.classroom.marking.marks import Given, InGradebook
from autograder.results import Status

OPEN = {"statuses": {"softmax": Status.MANUAL}, "softmax": 0.0}


def test_what_waits_is_told_and_given(gradebook, exercise, grade, grades) -> None:
    gradebook.record(grade(**OPEN))
    (before,) = (each for each in gradebook.marks(exercise) if each.question == "softmax")
    assert (before.waits, before.by_hand, before.automatic) == (True, None, None)
    report = grade(**OPEN).report
    given = Given(student="ivanova", question="softmax", points=2.5, comment="Nearly.")
    (shown,) = gradebook.mark_all([(report, [given])])
    assert grades()["softmax"] == (None, 2.5, None, 0)
    (question,) = (each for each in shown.questions if each.name == "softmax")
    assert (question.score, question.by_hand, question.comment) == (2.5, True, "Nearly.")
    (after,) = (each for each in gradebook.marks(exercise) if each.question == "softmax")
    assert after == InGradebook(
        student="ivanova",
        question="softmax",
        max_score=before.max_score,
        by_hand=2.5,
        comment="Nearly.",
    )


def test_a_mark_for_another_answer_stays_and_waits(gradebook, grade, grades) -> None:
    gradebook.record(grade(**OPEN))
    given = Given(student="ivanova", question="softmax", points=2.0, holds=False)
    gradebook.mark_all([(grade(**OPEN).report, [given])])
    assert grades()["softmax"] == (None, 2.0, None, 1)


def test_a_mark_is_taken_back(gradebook, grade, grades) -> None:
    gradebook.record(grade(**OPEN))
    report = grade(**OPEN).report
    for points in (2.0, None):
        given = Given(student="ivanova", question="softmax", points=points, comment="")
        (shown,) = gradebook.mark_all([(report, [given])])
    assert grades()["softmax"] == (None, None, None, 1)
    assert not any(each.by_hand for each in shown.questions)


def test_who_has_left_the_gradebook_is_passed_over(gradebook, grade) -> None:
    gradebook.record(grade(**OPEN))
    report = grade("petrov", **OPEN).report
    given = Given(student="petrov", question="softmax", points=1.0)
    assert gradebook.mark_all([(report, [given])]) == [report]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Иванова Анна", ("Иванова Анна", "")),
        ('"Weber, Katrin"', ("Weber", "Katrin")),
        ("", (None, None)),
    ],
)
def test_names_are_those_of_the_class_list(course, gradebook, grade, rows, name, shown) -> None:
    path = course.folder / "people.csv"
    path.write_text(f"id,name,email\nivanova,{name},anna@example.org\n", encoding="utf-8")
    gradebook.record(grade())
    asked = "select last_name, first_name, email from student where id = 'ivanova'"
    assert rows(asked) == [(*shown, "anna@example.org")]


def test_a_name_that_somebody_has_written_there_stays(course, gradebook, grade, rows) -> None:
    from databases import opened

    gradebook.record(grade())
    with opened(course.database) as database:
        database.execute("update student set last_name = 'Ivanova', first_name = 'A.'")
    (course.folder / "people.csv").write_text("id,name\nivanova,Anna Ivanova\n")
    gradebook.record(grade())
    assert rows("select last_name, first_name from student") == [("Ivanova", "A.")]


def test_a_changed_name_follows_the_class_list_and_a_broken_list_stops_nothing(
    course, gradebook, grade, rows
) -> None:
    for text in ("id,name\nivanova,Anna Ivanova\n", "id,name\nivanova,Anna Petrova\n", "nonsense"):
        (course.folder / "people.csv").write_text(text)
        gradebook.record(grade())
    assert rows("select last_name, first_name from student") == [("Anna Petrova", "")]
