"""A database that cannot be used is named in one sentence with what to do next."""

from __future__ import annotations

import sqlite3

import pytest
from databases import opened

from autograder.errors import GradebookError
from autograder.gradebook import Gradebook


def test_a_locked_database(course, grade, rows) -> None:
    with Gradebook(course, f"sqlite:///{course.database}?timeout=0.1") as gradebook:
        other = sqlite3.connect(course.database)
        other.execute("begin immediate")
        with pytest.raises(GradebookError, match="Another program is writing"):
            gradebook.record(grade())
        other.close()
        gradebook.record(grade())
    assert rows("select id from student") == [("ivanova",)]


def test_a_read_only_database(course, grade) -> None:
    url = f"sqlite:///file:{course.database}?mode=ro&uri=true"
    with (
        pytest.raises(GradebookError, match="cannot be written"),
        Gradebook(course, url) as gradebook,
    ):
        gradebook.record(grade())


def test_an_older_database(course, grade) -> None:
    with opened(course.database) as database:
        database.execute("alter table student drop column lms_user_id")
    with (
        pytest.raises(GradebookError, match="nbgrader db upgrade"),
        Gradebook(course) as gradebook,
    ):
        gradebook.record(grade())


def test_a_file_that_is_no_database(course) -> None:
    course.database.write_bytes(b"something else" * 100)
    with pytest.raises(GradebookError, match="no gradebook"):
        Gradebook(course)


def test_settings_with_an_error(course) -> None:
    (course.folder / "nbgrader_config.py").write_text("c = get_confg()\n")
    with pytest.raises(GradebookError, match=r"nbgrader_config\.py: .*get_confg"):
        Gradebook(course)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////srv/class.db", "/srv/class.db"),
        ("postgresql://me:secret@host/class", "postgresql://me:***@host/class"),
    ],
)
def test_the_gradebook_that_is_named_is_the_one_of_the_settings(
    course, url: str, shown: str
) -> None:
    (course.folder / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\n"
    )
    assert Gradebook.place(course) == shown
