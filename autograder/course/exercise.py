"""One exercise: its entry in course.toml, and the places of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from autograder.course.choices import Choice, read_choices
from autograder.course.datasets import Mnist, dataset
from autograder.course.devices import CPU, Device, Setting
from autograder.course.languages import translator
from autograder.course.limits import Limits, own_limits
from autograder.course.solution import read_solution
from autograder.course.written import Points, Written, read_written
from autograder.errors import CourseError
from autograder.policies import ExerciseRules

MAX_DATA_BYTES = 10_000_000


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An [[exercises]] entry of course.toml, as it stands there."""

    name: str
    title: dict[str, str]
    points: Points
    needs: tuple[str, ...] = ()
    warm: tuple[str, ...] = ("numpy",)
    device: Device = CPU
    fallback: Device | None = None
    datasets: tuple[str, ...] = ()
    limits: dict[str, int | float] = {}
    settings: dict[Device, Setting] = {}
    demo: Setting = {}
    device_limits: dict[Device, dict[str, int | float]] = {}
    policies: ExerciseRules = ExerciseRules()


class Exercise:
    """An exercise in the language of its course.

    It is number `number` of `of_all`, and builds on those that `needs` names (`needed_titles` are
    their titles). `warm` names the modules that the student side has imported before a submission
    comes, and `warm_of_each` those of each exercise of the course; `device` is what it is graded
    on: the one that it wants, unless `at` says another; `setting` is what the checks read of
    course.toml for that device; `limits` are those of the course, with the exercise's own in place;
    `translate` turns a text of this exercise into the language of the course.
    """

    def __init__(
        self,
        course_folder: Path,
        entry: Entry,
        languages: tuple[str, ...],
        language: str,
        limits: Limits,
        entries: tuple[Entry, ...],
        device: Device | None = None,
        setting: Setting | None = None,
    ) -> None:
        self._given = (course_folder, entry, languages, language, limits, entries)
        self.course_folder = course_folder
        self.name = entry.name
        self.title = entry.title[language]
        self.titles = tuple(entry.title.values())
        self.points = entry.points
        self.warm = entry.warm
        self.warm_of_each = tuple(each.warm for each in entries)
        self.number, self.of_all = entries.index(entry) + 1, len(entries)
        self.needs = entry.needs
        titles = {each.name: each.title[language] for each in entries}
        self.needed_titles = tuple(titles[name] for name in entry.needs)
        self.device: Device = device or entry.device
        self.fallback = entry.fallback
        self.dataset_names = entry.datasets
        self.languages = languages
        self.language = language
        own = own_limits(limits, entry.limits)
        self.limits = own_limits(own, entry.device_limits.get(self.device, {}))
        self.setting: Setting = entry.settings.get(self.device, {}) if setting is None else setting
        self.demo_setting = entry.demo

    def at(self, device: Device, setting: Setting | None = None) -> Exercise:
        """The same exercise as it is graded on a device; with another setting, if one is given."""
        return Exercise(*self._given, device, setting)

    @property
    def folder(self) -> Path:
        """What only the instructor sees."""
        return self.course_folder / "solutions" / self.name

    @property
    def source_notebook(self) -> Path:
        return self.course_folder / "source" / self.name / f"{self.name}.ipynb"

    @property
    def release_notebook(self) -> Path:
        return self.course_folder / "release" / self.name / f"{self.name}.ipynb"

    @property
    def stub(self) -> Path:
        return self.course_folder / "exercises" / f"{self.name}.py"

    @property
    def visible_checks(self) -> Path:
        return self.course_folder / "exercises" / f"test_{self.name}.py"

    @cached_property
    def data(self) -> dict[str, bytes]:
        """The files that are shipped with the exercise, by name: tables, pictures.

        They lie beside the notebook, and beside the student's code while it is graded.
        """
        folder = self.folder / "data"
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        paths = [path for path in found if not path.name.startswith(".")]  # such as .DS_Store
        for path in paths:
            if not path.is_file():
                what = "The data of an exercise are files, and this is none."
                raise CourseError(what, where=path, todo="Take it out of `data`.")
        if sum(path.stat().st_size for path in paths) > MAX_DATA_BYTES:
            raise CourseError(
                f"The data of an exercise may have {MAX_DATA_BYTES // 10**6} MB, all together.",
                where=folder,
                todo="Take out what is too large.",
            )
        return {path.name: path.read_bytes() for path in paths}

    @cached_property
    def datasets(self) -> Mapping[str, Mnist]:
        """The sets of data that it works with, by name; they are read when they are needed."""
        return {name: dataset(self.course_folder, name) for name in self.dataset_names}

    @cached_property
    def written(self) -> dict[str, Written]:
        """The questions that are answered in words, by name."""
        return read_written(self.folder, self.languages)

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The questions for which one of several options is chosen, by name."""
        return read_choices(self.folder, self.languages)

    @property
    def is_personal(self) -> bool:
        """Whether right answers depend on the student's id: then it is part of what is graded."""
        return bool(read_solution(self.file("solution.py")).personal)

    @property
    def source_language(self) -> str:
        """The language in which the texts in its code are written."""
        return self.languages[0]

    @property
    def translate(self) -> Callable[[str], str]:
        if self.language == self.source_language:
            return str
        return translator(self.folder, self.language)

    def lesson(self, language: str) -> Path:
        """The lesson in one of the languages."""
        return self.folder / f"lesson.{language}.md"

    def file(self, name: str) -> Path:
        """A file of the exercise's folder that has to be there."""
        path = self.folder / name
        if not path.is_file():
            raise CourseError(
                f"The exercise '{self.name}' has no {name}.",
                where=path,
                todo="Write it, or take the exercise out of course.toml.",
            )
        return path
