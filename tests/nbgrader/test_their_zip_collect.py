"""nbgrader's own tests of `zip_collect`, with the collector for Moodle in its place."""

from __future__ import annotations

import importlib
import warnings

import pytest
import theirs

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of an escape sequence in their text
    their_module = importlib.import_module("nbgrader.tests.apps.test_nbgrader_zip_collect")

their_module.run_nbgrader = theirs.run_nbgrader
pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own
archive_dir = their_module.archive_dir


class TestTheirs(theirs.InOurCourse, their_module.TestNbGraderZipCollect):  # type: ignore[misc, name-defined]
    test_collect_duplicate_fail = None  # ours takes the first one, and says so
