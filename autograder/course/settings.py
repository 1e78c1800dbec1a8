"""course.toml: what the course is called, its exercises in order, its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from autograder.course.datasets import DATASETS
from autograder.course.devices import Device
from autograder.course.exercise import Entry, Exercise
from autograder.course.explain import explain
from autograder.course.languages import check_languages, check_titles
from autograder.course.limits import Limits, own_limits
from autograder.errors import CourseError, UsageError, did_you_mean
from autograder.policies import CourseRules, ExerciseRules, Late, Policy, policies_of
from autograder.policies.fields import own_late
from autograder.policies.moments import decoded_date

MANIFEST = "course.toml"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of course.toml, as it stands there."""

    id: str
    title: dict[str, str]
    language: str
    languages: tuple[str, ...] = ()
    exercises: tuple[Entry, ...] = ()
    limits: Limits = Limits()
    policies: CourseRules = CourseRules()


FIELDS = {
    "": Manifest.__struct_fields__,
    "exercises": Entry.__struct_fields__,
    "limits": Limits.__struct_fields__,
    "policies": CourseRules.__struct_fields__,
    "policies.late": Late.__struct_fields__,
    "exercises.policies": ExerciseRules.__struct_fields__,
}


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
        self._entries = manifest.exercises

    @property
    def source_language(self) -> str:
        return self.languages[0]

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in the order in which they are taught."""
        return tuple(
            Exercise(self.folder, entry, self.languages, self.language, self.limits)
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
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"There is no course here: {error.strerror or error}.",
            where=path,
            todo="Name the folder that holds course.toml with --course DIR.",
        ) from error
    try:
        manifest = msgspec.toml.decode(text, type=Manifest, dec_hook=decoded_date)
    except (msgspec.DecodeError, ValueError) as error:
        what, todo = explain(error, text, FIELDS)
        raise CourseError(what, where=path, todo=todo) from error
    if language is not None:
        manifest = msgspec.structs.replace(manifest, language=language)
    _check(manifest, path)
    course = Course(folder, manifest)
    course.policies  # noqa: B018  what is wrong in them is said now
    return course


def _check(manifest: Manifest, path: Path) -> None:
    check_languages(manifest.languages, manifest.language, manifest.title, path)
    titles = [("the course", manifest.title)]
    titles += [(entry.name, entry.title) for entry in manifest.exercises]
    check_titles(titles, manifest.languages, path)
    for entry in manifest.exercises:
        try:
            for limits in (entry.limits, *entry.device_limits.values()):
                own_limits(manifest.limits, limits)
        except msgspec.ValidationError as error:
            raise _of_exercise("limits", entry, error, FIELDS["limits"], path) from error
        try:
            own_late(manifest.policies.late, entry.policies.late)
        except msgspec.ValidationError as error:
            late = FIELDS["policies.late"]
            raise _of_exercise("rule for late work", entry, error, late, path) from error
        _check_devices(entry, path)
    names = [entry.name for entry in manifest.exercises]
    for name in names:
        if not name.isidentifier():
            raise CourseError(
                f"'{name}' cannot be the name of an exercise.",
                where=path,
                todo="Use letters, digits and underscores, such as ex03_losses.",
            )
        if names.count(name) > 1:
            raise CourseError(f"The exercise '{name}' stands here twice.", where=path)


def _of_exercise(
    part: str, entry: Entry, error: Exception, fields: Sequence[str], path: Path
) -> CourseError:
    what, todo = explain(error, b"", {"": fields})
    return CourseError(f"The {part} of {entry.name}: {what}", where=path, todo=todo)


def _check_devices(entry: Entry, path: Path) -> None:
    graded_on = {entry.device, entry.fallback} - {None}
    if entry.settings and graded_on != entry.settings.keys():
        raise CourseError(
            f"The settings of {entry.name} are for {_listed(entry.settings)}; it is graded on "
            f"{_listed(graded_on)}.",
            where=path,
            todo="Write [exercises.settings.DEVICE] for its `device` and its `fallback`.",
        )
    for name in entry.datasets:
        if name not in DATASETS:
            raise CourseError(
                f"The set of data '{name}' of {entry.name} is not known.",
                where=path,
                todo=f"{did_you_mean(name, DATASETS)} Known are: {', '.join(DATASETS)}.".strip(),
            )


def _listed(devices: Iterable[Device | None]) -> str:
    return " and ".join(sorted(filter(None, devices)))
