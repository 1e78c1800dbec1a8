"""Build what students and nbgrader need from an exercise folder.

`build_exercise` and `release` compute bytes; `write_all` writes them; `differences` compares them
with what is on disk.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from autograder.course import Exercise
from autograder.errors import CourseError
from autograder.files import aside, cannot_be
from autograder.language import _, speaking
from autograder.lessons.compose import compose
from autograder.lessons.source import source_notebook
from autograder.lessons.stubs import stub, visible_checks
from autograder.notebooks.built import REBUILD, built
from autograder.notebooks.quick_nbformat import import_quickly

STUDENT_KERNEL = "autograder.nbgrader_plugins.student_kernel.StudentKernel"


def build_exercise(exercise: Exercise, points: Mapping[str, float]) -> dict[Path, bytes]:
    """The source notebook, the stubs, the visible checks, and the data beside each of them.

    `points`: those of each question.
    """
    composed = compose(exercise, points)
    files = {
        exercise.source_notebook: source_notebook(composed, points),
        exercise.stub: stub(composed).encode(),
        exercise.visible_checks: visible_checks(composed).encode(),
    }
    for beside in (exercise.source_notebook, exercise.release_notebook, exercise.stub):
        files |= {beside.with_name(name): data for name, data in exercise.data.items()}
    return files


def code_stub(language: str) -> str:
    """What stands in an answer cell in place of the solution."""
    with speaking(language):
        return "# " + _("YOUR CODE HERE") + "\nraise NotImplementedError()"


def release(exercise: Exercise, source: bytes) -> bytes:
    """The release notebook, as nbgrader makes it from the source notebook.

    nbgrader works in a folder of its own that is thrown away, and its database is not touched.
    """
    import_quickly()
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="autograder-release-") as folder, _log() as records:
        root = Path(folder).resolve()
        notebook = root / "source" / exercise.name / f"{exercise.name}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_bytes(source)
        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.assignment_id = exercise.name
        config.ClearSolutions.code_stub = {"python": code_stub(exercise.language)}
        config.ClearSolutions.text_stub = ""  # what is to be replaced stands in the cell itself
        config.SaveCells.enabled = False
        config.GenerateAssignment.preprocessors.append(STUDENT_KERNEL)
        generate = GenerateAssignment(
            coursedir=CourseDirectory(config=config), no_database=True, force=True, config=config
        )
        try:
            generate.start()
            return (root / "release" / exercise.name / notebook.name).read_bytes()
        except (Exception, SystemExit) as error:
            raise CourseError(
                f"nbgrader cannot make the release: {_last_line(records) or error}",
                where=exercise.folder,
                todo="Correct the lesson or solution.py, and build again.",
            ) from error


def see_that_it_is_built(exercise: Exercise, files: Mapping[Path, bytes]) -> None:
    """Before answers are taken from the source notebook: raises CourseError where that is not what
    `build_exercise` makes now, so that nobody is told of a reference that there was."""
    path = exercise.source_notebook
    if built(path) != files[path]:
        what = "The exercise has changed since this was built from it."
        raise CourseError(what, where=path, todo=REBUILD)


def write_all(files: Mapping[Path, bytes]) -> list[Path]:
    """Write the files that differ, each at once or not at all; returns those that were written.

    None is put in its place before all could be written. Raises FileError.
    """
    changed = differences(files)
    ready = []
    with ExitStack() as stack:
        try:
            for path in changed:
                path.parent.mkdir(parents=True, exist_ok=True)
                other = stack.enter_context(aside(path))
                other.write_bytes(files[path])
                ready.append((other, path))
            for other, path in ready:
                other.replace(path)
        except OSError as error:
            raise cannot_be("written", path, error) from error
    return changed


def differences(files: Mapping[Path, bytes]) -> list[Path]:
    """The files that are not on disk, or say something else there."""
    return [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _log() -> Iterator[_Records]:
    """Keep what nbgrader logs, instead of showing it."""
    from traitlets.log import get_logger

    found, records = get_logger(), _Records()
    logger = found.logger if isinstance(found, logging.LoggerAdapter) else found
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [records], False
    try:
        yield records
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def _last_line(records: _Records) -> str:
    """The exception at the end of the traceback that nbgrader logs."""
    tracebacks = [text for text in records.messages if text.startswith("Traceback")]
    return tracebacks[-1].strip().rsplit("\n", 1)[-1] if tracebacks else ""
