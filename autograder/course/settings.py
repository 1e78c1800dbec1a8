"""A course: its exercises in order, its limits and rules, and where everything in it lies."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from autograder.course.exercise import Exercise
from autograder.course.manifest import MANIFEST, Manifest, read_manifest
from autograder.errors import UsageError, did_you_mean
from autograder.policies import Policy, policies_of


class Course:
    """A course folder: the manifest, and the places of everything in it.

    `language` is the one of `languages` in which it is given; `source_language` the one in which
    the texts in its code are written.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.id = manifest.id
        self.language = manifest.language
        self.languages = manifest.languages
        self.title = manifest.title[manifest.language]
        self.limits = manifest.limits
        self.rules = manifest.policies
        self.service = manifest.service
        self._entries = manifest.exercises

    @property
    def source_language(self) -> str:
        return self.languages[0]

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in the order in which they are taught."""
        return tuple(
            Exercise(self.folder, entry, self.languages, self.language, self.limits, self._entries)
            for entry in self._entries
        )

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name; raises UsageError where there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        names = [exercise.name for exercise in self.exercises]
        meant = did_you_mean(name, names)
        known = ", ".join(names) or "none"
        raise UsageError(
            f"There is no exercise '{name}' in this course.",
            where=self.folder / MANIFEST,
            todo=meant or f"The exercises are: {known}.",
        )

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """When each exercise may be handed in, and what that costs, by the exercise's name."""
        own = {entry.name: entry.policies for entry in self._entries}
        return policies_of(self.rules, own, self.folder / MANIFEST)

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    @property
    def autograded(self) -> Path:
        return self.folder / "autograded"

    @property
    def feedback(self) -> Path:
        return self.folder / "feedback"

    @property
    def database(self) -> Path:
        return self.folder / "gradebook.db"


def find_course(start: Path) -> Path:
    """The nearest folder with a course.toml, from `start` upwards."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / MANIFEST).is_file():
            return folder
    raise UsageError(
        "There is no course.toml here or in a folder above.",
        where=start,
        todo="Go to the course's folder, or name it with --course DIR.",
    )


def load_course(folder: Path | str, language: str | None = None) -> Course:
    """Read and check the course.toml of a folder; raises UsageError or CourseError.

    `language` is the language to use instead of the one that stands there.
    """
    folder = Path(folder).absolute()  # who works with it may go elsewhere
    course = Course(folder, read_manifest(folder / MANIFEST, language))
    course.policies  # noqa: B018  what is wrong in them is said now
    return course
