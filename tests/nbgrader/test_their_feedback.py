"""nbgrader's own tests of `generate_feedback`, which makes our page here."""

from __future__ import annotations

from pathlib import Path

import pytest
import theirs
import toy_course as toy
from nbgrader.tests.apps import test_nbgrader_generate_feedback as their_module

from autograder.notebooks.raw import MAX_CELLS

APPLY = [
    "test_help",
    "test_deprecated",
    "test_single_file",
    "test_student_id_exclude",
    "test_force",
    "test_force_f",
    "test_filter_notebook",
    "test_permissions",
    "test_custom_permissions",
    "test_force_single_notebook",
    "test_update_newer",
    "test_update_newer_single_notebook",
    "test_single_user",
]

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

TestTheirs = theirs.take(their_module, their_module.TestNbGraderFeedback, APPLY)


class TestOurs(theirs.Theirs):
    def test_the_longest_notebook_that_is_read(self, course_dir: str) -> None:
        """With the cells that are put back it is longer than that."""
        self._copy_file("", f"{course_dir}/source/ps1/ps1.ipynb")
        theirs.run(["generate_assignment", "ps1"])
        content = toy.notebook([toy.code("FIRST = 1")] * MAX_CELLS).decode()
        self._make_file(f"{course_dir}/submitted/foo/ps1/ps1.ipynb", content)
        theirs.run(["autograde", "ps1"])
        theirs.run(["generate_feedback", "ps1"])
        page = Path(course_dir, "feedback", "foo", "ps1", "ps1.html").read_text(encoding="utf-8")
        assert "1 of 7" in page
