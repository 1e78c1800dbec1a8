"""nbgrader's gradebook on a server."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from postgres_server import PASSWORD, Server

from autograder.course import Course, load_course
from autograder.errors import GradebookError
from autograder.gradebook import Gradebook

EXERCISE = "ex02_activations"
AT_ONCE = 3
STAMP = "2030-01-01 12:00:00 UTC"


def on_server(course: Course, address: str) -> Course:
    """The course with its gradebook at this address."""
    (course.folder / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = {address!r}\n"
    )
    return course


@pytest.fixture
def server_course(new_course: Path, tmp_path: Path, postgres_address: str) -> Course:
    course = load_course(shutil.copytree(new_course, tmp_path / "other"))
    return on_server(course, with_driver(postgres_address))


def with_driver(address: str) -> str:
    return address.replace("postgresql:", "postgresql+psycopg:")


def test_a_class_that_several_processes_write_at_once(
    server_course: Course, grade: Callable, postgres: Server, postgres_address: str
) -> None:
    course = server_course
    exercise = course.exercise(EXERCISE)
    people = ("ann", "bob", "eve")

    def work(number: int) -> list[float]:
        with Gradebook(course) as book:  # each makes it, where nobody else has
            book.ensure_exercise(exercise)
            several = [(grade(person, softmax=0.0), STAMP) for person in people]
            return [report.score for report in book.record_all(several)]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        scores = list(threads.map(work, range(AT_ONCE)))
    assert len({tuple(each) for each in scores}) == 1
    name = postgres_address.rpartition("/")[2]
    assert len(postgres.tell("SELECT version_num FROM alembic_version", database=name)) == 1
    with Gradebook(course) as book:
        assert book.students(exercise) == book.class_list() == list(people)
        postgres.tell(
            "UPDATE grade SET manual_score = 0.5 WHERE cell_id = "
            "(SELECT id FROM base_cell WHERE name = 'softmax-checks' AND type = 'GradeCell')",
            database=name,
        )
        again = book.record(grade("ann", softmax=0.0), STAMP)  # what a person wrote stays
        assert again.score == scores[0][0] + 0.5
        assert book.reviewed(again).score == again.score
        assert book.decided_by_hand(exercise, "ann") == ["softmax"]
        assert book.marked_students(exercise) == set(people)
        book.record(grade("ann"), STAMP)
        ((who, mark),) = book.outdated_marks(exercise, people)
        assert (who, mark.question, mark.by_hand) == ("ann", "softmax", 0.5)
        book.pseudonymise("eve", "forgotten")
        book.forget(exercise, "bob")
        assert book.students(exercise) == ["ann", "forgotten"]
    assert PASSWORD not in Gradebook.place(course)
    postgres.tell("ALTER TABLE student DROP COLUMN lms_user_id", database=name)
    with pytest.raises(GradebookError, match="nbgrader db upgrade"):
        Gradebook(course)


def test_what_is_wrong_is_said(
    server_course: Course, postgres: Server, postgres_address: str
) -> None:
    address = with_driver(postgres_address)
    for wrong, said in (
        ("postgresql+pg8000://a:b@host/c", r"pg8000.*not installed.* postgresql\+psycopg"),
        (with_driver(postgres.address("nowhere")), "no such database"),
        (with_driver(postgres.address("postgres", "wrong")), "does not let this user in"),
        (address.replace(f":{postgres.port}/", ":1/"), "cannot be reached"),
    ):
        with pytest.raises(GradebookError, match=said) as caught:
            Gradebook(on_server(server_course, wrong))
        assert PASSWORD not in str(caught.value)
