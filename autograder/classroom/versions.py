"""By which versions of the libraries a class is graded: one for everybody, and one that was proved.

Another version of a library may train another network from the same seed. So a class that was
begun with one goes on with it, and what `validate` has not proved is graded only where a person
says so.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from autograder.course import Course, Exercise
from autograder.course.remembered import remembered
from autograder.engine.digests import libraries, library_versions
from autograder.errors import UsageError
from autograder.files import alone_in, cannot_be, write_atomically
from autograder.language import _

FILE = ".autograder/libraries.json"
PROVED = "proved.json"  # `validation.kept` writes it, and takes long to import
NO_SAY = ("IPython", "matplotlib")  # they show something, and decide nothing

Versions = dict[str, str]


class Proof(msgspec.Struct, frozen=True):
    """Of what was proved, with what."""

    libraries: Versions = {}


def versions_now(exercise: Exercise) -> Versions:
    """What students' code is given here, as far as it may decide."""
    return _deciding(library_versions(libraries(exercise)))


def see_that_versions_fit(
    course: Course, exercise: Exercise, *, anew: bool = False, unproved: bool = False
) -> None:
    """Raises UsageError where this class was graded with other versions so far, or where what was
    proved was proved with others. With `anew` the whole class is graded again, so they may change;
    `unproved` says that a person takes what was not proved."""
    now = versions_now(exercise)
    before = _remembered(course).get(exercise.name, {})
    others = _others(before, now)
    if others and not anew:
        text = _("This class's {exercise} was graded with {before} so far, and here is {now}.")
        raise UsageError(
            text.format(
                exercise=exercise.name, before=_said(before, others), now=_said(now, others)
            ),
            todo=_(
                "Install those versions again ({install}), or look at what the new ones change "
                "with `autograder regrade {exercise}`, and let it count with --apply."
            ).format(install=_install(before, others), exercise=exercise.name),
        )
    proved = _proved(exercise)
    others = _others(proved, now)
    if others and not unproved:
        raise UsageError(
            _("The checks of {exercise} were proved with {before}, and here is {now}.").format(
                exercise=exercise.name, before=_said(proved, others), now=_said(now, others)
            ),
            todo=_(
                "Prove them with `autograder validate {exercise} --mutants --keep`, install those "
                "versions again ({install}), or grade with --unproved."
            ).format(install=_install(proved, others), exercise=exercise.name),
        )


def pin_versions(course: Course, exercise: Exercise, *, anew: bool = False) -> None:
    """Remember with what this class is graded: from the first works on that are recorded. Raises
    FileError where that cannot be remembered."""
    known = _remembered(course).get(exercise.name)
    now = versions_now(exercise)
    if known == now or (known is not None and not anew):
        return
    path = course.folder / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):  # other exercises stand in the same file
            everything = {**_remembered(course), exercise.name: now}
            write_atomically(path, msgspec.json.encode(everything), durable=True)
    except OSError as error:
        raise cannot_be("written", path, error) from error


def _deciding(versions: Versions) -> Versions:
    return {name: each for name, each in versions.items() if name not in NO_SAY}


def _others(before: Versions, now: Versions) -> list[str]:
    """The libraries whose versions differ; of one that is in only one of them nothing is known."""
    return [name for name in before if name in now and before[name] != now[name]]


def _said(versions: Versions, names: list[str]) -> str:
    return ", ".join(f"{name} {versions[name] or _('none')}" for name in names)


def _install(versions: Versions, names: list[str]) -> str:
    wanted = " ".join(f"{name}=={versions[name]}" for name in names if versions[name])
    return f"pip install {wanted}"


def _proved(exercise: Exercise) -> Versions:
    path = exercise.folder / PROVED
    try:
        return _deciding(_in_proof(path))
    except OSError:
        return {}


@remembered
def _in_proof(path: Path) -> Versions:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Proof).libraries
    except msgspec.DecodeError:
        return {}


def _remembered(course: Course) -> dict[str, Versions]:
    try:
        return msgspec.json.decode((course.folder / FILE).read_bytes(), type=dict[str, Versions])
    except (OSError, msgspec.DecodeError):
        return {}
