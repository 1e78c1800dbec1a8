"""`nbgrader zip_collect` for the zip of all submissions that Moodle gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import default

from autograder.notebooks.quoted import shown

NAMES = (
    r".*?/(?P<student_id>[^/_]+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)[_/]+"
    r"(?:.*/)?(?P<file_id>[^/]+)$"
)
WORK = [".ipynb", ".py"]
_COPY = re.compile(r"\s*\(\d+\)$")


class MoodleCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Students by their full names, files by their own names.

    All that a student has handed in is taken, also from a folder or a zip of their own: what is no
    work of the exercise, `autograder grade` names, and says so on the student's page.

    A browser that saves a file twice calls it "ex02_activations (1).ipynb": where the student has
    handed in nothing under the right name, that becomes the right name, also for nbgrader's own
    commands. Any other name stays whole: `autograder grade` looks at what is in the file. nbgrader
    would stop at a second file of one name; here the first one is taken, but where another
    `named_regexp` gives timestamps: of those nbgrader takes the last one itself.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._numbers: dict[str, str] = {}
        self._taken: set[tuple[str, str]] = set()

    @default("named_regexp")
    def _moodle_names(self) -> str:
        return NAMES

    @default("valid_ext")
    def _graded_files(self) -> list[str]:
        return WORK

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """The student and the name of one file; None where it is not for us."""
        as_it_comes = self.named_regexp == NAMES and self.valid_ext == WORK
        of_moodle = re.match(NAMES, submitted_file) if as_it_comes else None
        found: dict[str, str] | None
        found = of_moodle.groupdict() if of_moodle else super().collect(submitted_file)
        if found is None or not {"student_id", "file_id"} <= found.keys():
            return found  # nbgrader says what is missing
        name, number = found["student_id"], found.pop("number", "")
        if self._numbers.setdefault(name, number) != number:
            found["student_id"] = f"{name} {number}"
            said = shown(name)
            self.log.warning("Two students are called %s: one becomes %s %s", said, said, number)
        if "timestamp" in found:
            return found
        found["file_id"] = self._file_id(submitted_file, found["file_id"])
        key = found["student_id"], found["file_id"]
        if key in self._taken:
            self.log.warning(
                "Another file of this student is taken, not %s", shown(Path(submitted_file).name)
            )
            return None
        self._taken.add(key)
        return found

    def _file_id(self, submitted_file: str, name: str) -> str:
        """The file's own name, or the right one where it only differs by how it was saved.

        nbgrader cuts what follows the last full stop, so the ending stays.
        """
        ending = Path(submitted_file).suffix
        stem = name.removesuffix(ending)
        coursedir = getattr(self.parent, "coursedir", None)
        right = str(getattr(coursedir, "assignment_id", ""))
        if _COPY.sub("", stem).casefold() == right.casefold():
            there = Path(submitted_file[: -len(stem + ending)] + right + ending).exists()
            stem = stem if there else right
        return stem + ending
