"""course.toml as it stands there: its fields, and whether they fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from autograder.course.datasets import DATASETS
from autograder.course.devices import Device
from autograder.course.exercise import Entry
from autograder.course.explain import explain
from autograder.course.languages import check_languages, check_titles
from autograder.course.limits import Limits, own_limits
from autograder.course.served import ServiceSettings, check_service
from autograder.errors import CourseError, UsageError, did_you_mean
from autograder.policies import Checks, CourseRules, ExerciseRules, Late
from autograder.policies.fields import own_checks, own_late
from autograder.policies.moments import decoded_date
from autograder.pysource.parse import read_text

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
    service: ServiceSettings = ServiceSettings()


FIELDS = {
    "": Manifest.__struct_fields__,
    "exercises": Entry.__struct_fields__,
    "limits": Limits.__struct_fields__,
    "policies": CourseRules.__struct_fields__,
    "policies.late": Late.__struct_fields__,
    "policies.checks": Checks.__struct_fields__,
    "service": ServiceSettings.__struct_fields__,
    "exercises.policies": ExerciseRules.__struct_fields__,
}


def read_manifest(path: Path, language: str | None = None) -> Manifest:
    """Read a course.toml and check all of it; raises UsageError or CourseError.

    `language` is the language to use instead of the one that stands there.
    """
    try:
        text = read_text(path)
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
    return manifest


def _check(manifest: Manifest, path: Path) -> None:
    check_languages(manifest.languages, manifest.language, manifest.title, path)
    titles = [("the course", manifest.title)]
    titles += [(entry.name, entry.title) for entry in manifest.exercises]
    check_titles(titles, manifest.languages, path)
    check_service(manifest.service, path)
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
        try:
            own_checks(manifest.policies.checks, entry.policies.checks)
        except msgspec.ValidationError as error:
            checks = FIELDS["policies.checks"]
            raise _of_exercise("number of checks", entry, error, checks, path) from error
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
            what = f"The exercise '{name}' stands here twice."
            raise CourseError(what, where=path, todo="Take one of them out, or rename it.")
    for number, entry in enumerate(manifest.exercises):
        _check_needs(entry, names[:number], path)


def _check_needs(entry: Entry, earlier: Sequence[str], path: Path) -> None:
    """What an exercise builds on comes before it."""
    for name in entry.needs:
        if name not in earlier:
            known = f"Before it stand: {', '.join(earlier) or 'none'}."
            raise CourseError(
                f"{entry.name} needs '{name}', and no exercise of that name stands before it.",
                where=path,
                todo=f"{did_you_mean(name, earlier)} {known}".strip(),
            )


def _of_exercise(
    part: str, entry: Entry, error: Exception, fields: Sequence[str], path: Path
) -> CourseError:
    what, todo = explain(error, "", {"": fields})
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
