"""Rules for late work: nbgrader's, and a teacher's own beside nbgrader_config.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import opened

from autograder.course import Course
from autograder.errors import GradebookError
from autograder.gradebook import Gradebook
from autograder.language import speaking

DUE = "update assignment set duedate = '2030-01-01 12:00:00.000000'"
LATE = "2030-01-02 13:30:00 UTC"
PLUGIN = """\
from nbgrader.plugins import BasePlugin

class Rule(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        {body}
"""


@pytest.fixture
def rule(course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Write a plug-in beside nbgrader_config.py, and stand somewhere else."""
    monkeypatch.chdir(tmp_path)
    with opened(course.database) as database:
        database.execute(DUE)

    def write(name: str, body: str) -> Course:
        """A module's name is used once: Python keeps what it has imported."""
        (course.folder / f"{name}.py").write_text(PLUGIN.format(body=body))
        (course.folder / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.AssignLatePenalties.plugin_class = "{name}.Rule"\n'
        )
        return course

    return write


def test_a_rule_beside_the_settings_is_found_from_everywhere(rule, grade) -> None:
    course = rule("a_point_an_hour", "return total_seconds_late / 3600")
    with Gradebook(course) as gradebook:
        report = gradebook.record(grade(), LATE)
    assert (report.score, report.automatic) == (0.0, 10.0)  # never less than nothing
    assert "due on 2030-01-01 12:00 UTC and came on 2030-01-02 13:30 UTC" in report.notes[-1]


def test_late_work_is_called_late_where_no_rule_takes_points(rule, grade) -> None:
    course = rule("nothing", "return None")
    with Gradebook(course) as gradebook:
        report = gradebook.record(grade(), LATE)
        in_time = gradebook.record(grade(), "2029-01-02 13:30:00 UTC")
    assert (report.score, report.automatic) == (10.0, None)
    assert report.notes[-1].endswith("No points were taken off for that.")
    assert in_time.notes == ()


def test_students_read_it_in_their_language(rule, grade) -> None:
    course = rule("three_points", "return 3")
    with Gradebook(course) as gradebook, speaking("ru"):
        gradebook._course.language = "ru"
        report = gradebook.record(grade(), LATE)
    assert report.notes[-1].startswith("Срок сдачи — 2030-01-01 12:00 UTC")
    assert report.score == 7.0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise KeyError(student_id)", "has failed for the work of 'ivanova': KeyError"),
        ("return 'three'", "has failed for the work of 'ivanova': TypeError"),
        ("return [3]", "has failed"),
        ("import nowhere", "has failed for the work of 'ivanova': ModuleNotFoundError"),
    ],
)
def test_a_rule_that_fails_is_one_sentence(rule, grade, rows, body: str, said: str) -> None:
    course = rule(f"fails_{abs(hash(body))}", body)
    with Gradebook(course) as gradebook:
        gradebook.record_all([(grade("petrov"), "2030-01-01 11:00:00 UTC")])
        with pytest.raises(GradebookError, match=r"nbgrader_config\.py: The plug-in") as error:
            gradebook.record_all([(grade("orlova"), None), (grade(), LATE)])
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert rows("select id from student order by id") == [("orlova",), ("petrov",)]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ('c.AssignLatePenalties.plugin_class = "nowhere.Rule"', "No module named 'nowhere'"),
        ('c.AssignLatePenalties.plugin_class = "broken_rule.Rule"', "invalid syntax"),
        ('c.AssignLatePenalties.plugin_class = "json.JSONDecoder"', "BasePlugin"),
        ("c.AssignLatePenalties.plugin_class = 3", "plugin_class"),
        ('c.LateSubmissionPlugin.penalty_method = "some"', "penalty_method"),
    ],
)
def test_a_rule_that_cannot_be_loaded_is_one_sentence(course, settings: str, why: str) -> None:
    (course.folder / "broken_rule.py").write_text("this is no Python\n")
    (course.folder / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}\n")
    with pytest.raises(GradebookError, match="plug-in for late work cannot be loaded") as error:
        Gradebook(course)
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_a_penalty_that_is_no_number_takes_nothing_by_accident(rule, grade) -> None:
    course = rule("not_a_number", "return float('nan')")
    with Gradebook(course) as gradebook, pytest.raises(GradebookError, match="has failed"):
        gradebook.record(grade(), LATE)
