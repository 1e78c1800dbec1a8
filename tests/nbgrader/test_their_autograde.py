"""nbgrader's own tests of `autograde`, with this engine behind the command.

docs/nbgrader.md says of every test of theirs whether it applies, and why not.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import theirs
from nbgrader.tests.apps import test_nbgrader_autograde as their_module

APPLY = [
    "test_help",
    "test_missing_student",
    "test_missing_assignment",
    "test_student_id_exclude",
    "test_grade_timestamp",
    "test_late_submission_penalty_none",
    "test_late_submission_penalty_zero",
    "test_late_submission_penalty_plugin",
    "test_force",
    "test_force_f",
    "test_grade_overwrite_files",
    "test_grade_overwrite_files_subdirs",
    "test_skip_extra_notebooks",
    "test_permissions",
    "test_custom_permissions",
    "test_force_single_notebook",
    "test_update_newer",
    "test_update_newer_single_notebook",
    "test_incorrect_submitted_kernelspec",
    "test_missing_files",
    "test_infinite_loop",
]

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

TestTheirs = theirs.take(their_module, their_module.TestNbGraderAutograde, APPLY)


class TestOurs(theirs.Theirs):
    """What those of their tests are about that apply in part."""

    @pytest.fixture
    def release(self, course_dir: str) -> None:
        for student in ("foo", "bar"):
            theirs.run(["db", "student", "add", student])
        self._copy_file("", f"{course_dir}/source/ps1/ps1.ipynb")
        theirs.run(["generate_assignment", "ps1"])

    def hand_in(self, course_dir: str, **files: str) -> None:
        for student, file in files.items():
            self._copy_file(f"{file}.ipynb", f"{course_dir}/submitted/{student}/ps1/ps1.ipynb")

    def scores(self, course_dir: str) -> dict[str, float]:
        with theirs.Book(f"sqlite:///{course_dir}/gradebook.db") as book:
            found = book.assignment_submissions("ps1")
            assert not any(each.needs_manual_grade for each in found)
            assert {each.max_score for each in found} == {7}
            return {each.student.id: each.score for each in found}

    def test_grade(self, course_dir: str, release: None) -> None:
        self.hand_in(course_dir, foo="submitted-unchanged", bar="submitted-changed")
        theirs.run(["autograde", "--assignment", "ps1", "--create"])
        assert self.scores(course_dir) == {"foo": 1, "bar": 2}
        names = {path.name for path in Path(course_dir).glob("autograded/*/ps1/*")}
        assert names == {"ps1.ipynb", "report.json"}

    def test_showtraceback_exploit(self, course_dir: str, release: None) -> None:
        attempt = "submitted-cheat-attempt"
        self.hand_in(course_dir, foo=attempt, bar=f"{attempt}-alternative")
        theirs.run(["autograde", "ps1"])
        assert self.scores(course_dir) == {"foo": 1, "bar": 1}

    def test_side_effects(self, course_dir: str, release: None) -> None:
        self.hand_in(course_dir, foo="side-effects")
        theirs.run(["autograde", "ps1"])
        assert not list(Path(course_dir).rglob("side-effect.txt"))

    def test_no_execute(self, course_dir: str, release: None) -> None:
        self.hand_in(course_dir, foo="submitted-changed")
        said = theirs.run(["autograde", "ps1", "--no-execute"])
        assert "Execute.enabled has no effect" in said
        assert self.scores(course_dir) == {"foo": 2}

    def test_filter_notebook(self, course_dir: str, release: None) -> None:
        self.hand_in(course_dir, foo="submitted-unchanged")
        autograded = Path(course_dir, "autograded", "foo", "ps1", "ps1.ipynb")
        for _time in range(2):
            theirs.run(["autograde", "ps1", "--notebook", "ps1"])
            autograded.unlink()
        theirs.run(["autograde", "ps1"])  # of theirs this would leave it: ours takes it up again
        assert autograded.is_file()

    def test_only_a_notebook_of_another_name(self, course_dir: str, release: None) -> None:
        self._copy_file("test.ipynb", f"{course_dir}/submitted/foo/ps1/mine.ipynb")
        said = theirs.run(["autograde", "ps1"], retcode=1)
        assert "Skipping unknown notebook" in said
        assert not Path(course_dir, "autograded", "foo").exists()

    def test_one_student(self, course_dir: str, release: None) -> None:
        self.hand_in(course_dir, foo="test", bar="test", baz="test")
        theirs.run(["autograde", "ps1", "--student", "bar"])
        assert self.scores(course_dir) == {"bar": 1}
