"""What a grading depends on, as digests: this package, an exercise, the libraries.

A grading is a function of these, the submission, and the level of isolation. So the digests tell
whether a grading that is kept still holds, whether a warm exercise has changed since it was opened,
and whether two machines would grade alike.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import msgspec

import autograder
from autograder.course import Exercise
from autograder.course.remembered import remembered
from autograder.course.shared import files_below, shared_files
from autograder.course.wrong_answers import FOLDER as MISTAKES
from autograder.engine.parts import digests_of_questions
from autograder.kits.registry import chosen, kits, kits_of
from autograder.results import Provenance

DIGEST_BYTES = 20
ALWAYS = ("numpy", "IPython")  # what every student side has
PART_OF_PACKAGE = (".py", ".mo")


def digest_of_exercise(exercise: Exercise) -> bytes:
    """Of all that the gradings of an exercise depend on, but for the submissions and the isolation.

    That is this package, Python and the libraries that are warm; the settings, as they were loaded
    from course.toml; the folder of the exercise, the release, the modules that it shares with
    others, and the sums of its sets of data. Cheap enough to ask before each grading whether
    something has changed: a file is read again only where the file system says that it is another.
    """
    digest = hashlib.blake2b(digest_of_package(), digest_size=DIGEST_BYTES)
    languages = (exercise.language, exercise.source_language)
    modules = libraries(exercise)
    settings = (exercise.name, languages, exercise.points, modules)
    graded_on = (exercise.device, exercise.setting, exercise.dataset_names, chosen())
    with_what = (platform.python_version(), library_versions(modules))
    everything = (settings, graded_on, exercise.limits, with_what)
    digest.update(msgspec.json.encode(everything, order="sorted"))
    sums = [data.sums for data in exercise.datasets.values()]
    files = [*files_below(exercise.folder), *_linked(exercise), *shared_files(exercise)]
    for path in (*files, exercise.release_notebook, *sums):
        _add(digest, path, exercise.course_folder)
    return digest.digest()


@cache
def digest_of_package() -> bytes:
    """Of this package, as it is installed here."""
    digest = hashlib.blake2b(autograder.__version__.encode(), digest_size=DIGEST_BYTES)
    package = Path(autograder.__file__).parent
    for path in files_below(package):
        if path.suffix in PART_OF_PACKAGE:
            _add(digest, path, package)
    return digest.digest()


def provenance(exercise: Exercise) -> Provenance:
    """What is known of the provenance of an exercise's gradings before a submission comes."""
    package, versions = digest_of_package().hex(), library_versions(libraries(exercise))
    return Provenance(
        exercise=digest_of_exercise(exercise).hex(),
        package=package,
        version=autograder.__version__,
        python=platform.python_version(),
        libraries=versions,
        device=exercise.device,
        language=exercise.language,
        questions=digests_of_questions(exercise, package, repr(sorted(versions.items()))),
    )


def libraries(exercise: Exercise) -> tuple[str, ...]:
    """The modules that are imported for an exercise: what those of its course want that teach the
    same libraries, so that they share one process."""
    taught = kits_of(exercise.warm)
    wanted: dict[str, None] = {}
    for warm in exercise.warm_of_each:
        if kits_of(warm) == taught:
            wanted |= dict.fromkeys(warm)
    return tuple(wanted)


def library_versions(warm: Iterable[str]) -> dict[str, str]:
    """The versions of the libraries that a student's code is given, by the names by which they are
    imported. `warm` are modules, as course.toml names them. Empty for what is not installed."""
    names = {name.partition(".")[0] for name in (*ALWAYS, *warm)}
    names |= {kits()[kit].chosen() for kit in kits_of(names)}
    return {name: _version(name) for name in sorted(names - sys.stdlib_module_names - {""})}


@cache  # what this process has loaded does not change
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        pass
    if find_spec(name) is None:
        return ""
    # Slow, since it reads the list of files of everything that is installed: for a library that is
    # imported by another name than its own, as scikit-learn is.
    return " ".join(version(each) for each in sorted(set(packages_distributions().get(name, ()))))


def _linked(exercise: Exercise) -> Iterator[Path]:
    """The files of those of its folders that are links, as to tables that exercises share."""
    for name in ("data", MISTAKES):
        folder = exercise.folder / name
        if folder.is_symlink():
            yield from files_below(folder)


def _add(digest: hashlib.blake2b, path: Path, folder: Path) -> None:
    """Add the name and the content of a file. One that is gone is as none: who needs it says so."""
    try:
        content = _digest(path)
    except FileNotFoundError:
        return
    name = path.relative_to(folder).as_posix()  # which may be no text at all
    digest.update(name.encode(errors="surrogateescape") + b"\0" + content)


@remembered
def _digest(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=DIGEST_BYTES).digest()
