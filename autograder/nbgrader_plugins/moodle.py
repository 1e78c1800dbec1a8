"""`nbgrader zip_collect` for the zip of all submissions that Moodle gives."""

from __future__ import annotations

from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import default

NAMES = (
    r".*/(?P<student_id>[^/_]+)_(?P<number>\d+)_assignsubmission_file[_/]+"
    r"(?P<file_id>\w+)[^/]*$"
)


class MoodleCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Students by their full names, files by the first word of their names.

    A browser that saves a file twice calls it "ex02_activations (1).ipynb": that is the same
    exercise. nbgrader would stop at a second file of that name; here the first one is taken, but
    where another `named_regexp` gives timestamps: of those nbgrader takes the last one itself.
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
        return [".ipynb", ".py"]

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """The student and the exercise of one file; None where it is not for us."""
        found: dict[str, str] | None = super().collect(submitted_file)
        if found is None or not {"student_id", "file_id"} <= found.keys():
            return found  # nbgrader says what is missing
        name, number = found["student_id"], found.pop("number", "")
        if self._numbers.setdefault(name, number) != number:
            found["student_id"] = f"{name} {number}"
            self.log.warning("Two students are called %s: one becomes %s %s", name, name, number)
        if "timestamp" in found:
            return found
        extension = submitted_file.rpartition(".")[2]
        if (found["student_id"], found["file_id"] + extension) in self._taken:
            self.log.warning("Another file of this student is taken, not %s", submitted_file)
            return None
        self._taken.add((found["student_id"], found["file_id"] + extension))
        return found
