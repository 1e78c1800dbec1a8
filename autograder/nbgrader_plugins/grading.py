"""`nbgrader autograde` and the button in formgrader, with this engine behind them.

nbgrader converts each submission twice: the first time it reads what was handed in, the second
time what came out of the first. Here the first time does everything.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from traitlets.utils.importstring import import_item

from autograder.classroom.devices import choose_device, pin_device, see_that_device_fits
from autograder.classroom.grade import without_history
from autograder.classroom.recorded import Recording
from autograder.classroom.regrading.carried import carried_on
from autograder.classroom.secret import course_secret, with_secret
from autograder.classroom.versions import pin_versions, see_that_versions_fit
from autograder.classroom.withdrawn import withdrawn
from autograder.course import Course, Exercise, load_course
from autograder.errors import AutograderError, GradebookError, HistoryError
from autograder.files import READ_ONLY, is_id, read_regular, write_atomically
from autograder.gradebook import Gradebook
from autograder.grading import Graded
from autograder.nbgrader_config import CONFIG
from autograder.nbgrader_plugins.disk import in_words, see_that_it_can_be_written
from autograder.nbgrader_plugins.engine import ENGINE
from autograder.notebooks.quoted import shown
from autograder.notebooks.raw import MAX_BYTES
from autograder.outputs import RECORD, lacks_work, removed_unfinished, shown_in
from autograder.reports.attention import fault_line
from autograder.results import ReportStatus, to_json
from autograder.roster import load_roster
from autograder.submissions import NOTEBOOK, read_submission, with_notes

NOT_HERE = (ExecutePreprocessor, SaveAutoGrades)


class GradingExporter(NotebookExporter):
    """Opens a submission, in whatever state it is, by grading it.

    nbgrader makes one exporter for each run, before it looks at the first submission.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._has_history = True
        if isinstance(self.parent, Autograde):
            for option in self.config.get("Execute", {}):
                self.log.warning("Execute.%s has no effect: course.toml has the limits.", option)
            try:
                self._refuse_what_executes()
                with in_words():
                    self._prepare(self._coursedir)
            except AutograderError as error:
                self.log.error("%s", error)
                raise NbGraderException(str(error)) from error

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> Any:
        """A submitted notebook comes back graded; any other notebook as it is."""
        names = (resources or {}).get("nbgrader")
        if names is None or not self._is_submitted(Path(filename), names):
            return super().from_filename(filename, resources, **kw)
        try:
            with in_words():
                graded = self._grade(Path(filename).parent, names)
        except AutograderError as error:
            self._give_up(error, names)
        text = graded.notebook.decode()
        notebook: Any = nbformat.reads(text, as_version=4)
        return super().from_notebook_node(notebook, resources, **kw)

    def _refuse_what_executes(self) -> None:
        """nbgrader's own steps would run the student's code here, or score it by its outputs."""
        autograde: Any = self.parent
        for name in ("sanitize_preprocessors", "autograde_preprocessors"):
            for step in getattr(autograde, name):
                found = import_item(step) if isinstance(step, str) else step
                if isinstance(found, type) and issubclass(found, NOT_HERE):
                    raise GradebookError(
                        f"Autograde.{name} must not hold {found.__name__}: it would run students' "
                        "code unprotected, or grade by its outputs.",
                        where=Path(autograde.coursedir.root) / CONFIG,
                        todo="Set the two lists of Autograde as in a new course.",
                    )

    def _prepare(self, coursedir: Any) -> None:
        """See that all can be written, that the class list and the device fit, and that the
        gradebook knows the exercise; remove what a killed run has left. With each work, nbgrader
        removes the graded one before it is graded again: what stops a run has to do so here."""
        see_that_it_can_be_written(coursedir, coursedir.autograded_directory)
        self._pass_over_odd_names()
        self._course: Course = load_course(Path(coursedir.root))
        load_roster(self._course)
        self._exercise = exercise = choose_device(self._course.exercise(coursedir.assignment_id))
        see_that_device_fits(self._course, exercise, anew=False)
        see_that_versions_fit(self._course, exercise)
        self._secret = course_secret(self._course)
        with Gradebook(self._course, coursedir.db_url) as gradebook:
            gradebook.ensure_exercise(exercise)
            marked = gradebook.marked_students(exercise)
        self._before = {student: self._notebook_before(student, exercise) for student in marked}
        pattern = self._autograded(coursedir.student_id, exercise.name)
        for folder in glob.glob(pattern):  # noqa: PTH207  (the pattern is nbgrader's)
            if removed_unfinished(Path(folder), exercise.name):
                self.log.warning("An unfinished grading was removed: %s", folder)

    def _pass_over_odd_names(self) -> None:
        """As `autograder grade` does with a folder whose name can be no student's."""
        autograde: Any = self.parent
        ours = re.compile(autograde._format_source("(?:.*)", "(?P<student>.*)", escape=True))
        for folder in list(autograde.assignments):
            found = ours.match(folder)
            if found is not None and not is_id(found["student"]):
                self.log.warning(
                    "%s was passed over: give it another name.", shown(found["student"])
                )
                del autograde.assignments[folder]

    @property
    def _coursedir(self) -> Any:
        converter: Any = self.parent
        return converter.coursedir

    def _is_submitted(self, path: Path, names: dict[str, str]) -> bool:
        coursedir = self._coursedir
        folder = coursedir.format_path(
            coursedir.submitted_directory, names["student"], names["assignment"]
        )
        return Path(os.path.normpath(folder)) == Path(os.path.normpath(path.parent))

    def _autograded(self, student: str, exercise: str) -> str:
        coursedir = self._coursedir
        return str(coursedir.format_path(coursedir.autograded_directory, student, exercise))

    def _notebook_before(self, student: str, exercise: Exercise) -> bytes | None:
        """What formgrader has shown of a student's work until now."""
        folder = Path(self._autograded(student, exercise.name))
        return read_regular(folder / f"{exercise.name}{NOTEBOOK}", MAX_BYTES + 1)

    def _seen(self, _exercise: str, student: str) -> dict[str, str] | None:
        before = self._before.get(student)
        return None if before is None else shown_in(before)

    def _grade(self, folder: Path, names: dict[str, str]) -> Graded:
        exercise = self._exercise
        with Recording(self._course, self._say_trouble) as recording:
            (found,) = recording.hand_in([read_submission(folder, exercise, names["student"])])
            submission = with_secret(found.submission, self._secret)
            graded = with_notes(ENGINE.submit(exercise, submission).result(), found)
            graded = recording.with_hand_in(graded, found)
            decided = withdrawn(self._course, exercise.name)
            graded = carried_on(self._course, graded, decided, exercise.language)
            if graded.report.status is ReportStatus.INTERNAL:
                why = "; ".join(graded.report.notes)
                self.log.error("%s", fault_line(names["student"], "", why))
            pin_device(self._course, exercise, anew=False)
            pin_versions(self._course, exercise)
            with Gradebook(self._course, names["db_url"], self._seen) as gradebook:
                shown = gradebook.record(graded, found.timestamp)
            record = Path(self._autograded(names["student"], names["assignment"])) / RECORD
            write_atomically(record, to_json(graded.report), READ_ONLY)
            recording.record([(found, graded.report, shown)])
        before = self._before.get(names["student"])
        if before is not None and lacks_work(graded.report):
            return msgspec.structs.replace(graded, notebook=before)
        return graded

    def _say_trouble(self, error: HistoryError) -> None:
        """Where the history cannot be written: once in a run, since it costs no grading."""
        if self._has_history:
            self.log.warning("%s", without_history(error))
        self._has_history = False

    def _give_up(self, error: AutograderError, names: dict[str, str]) -> NoReturn:
        """Nothing can be graded, this submission as little as the next one: end the run."""
        shutil.rmtree(self._autograded(names["student"], names["assignment"]), ignore_errors=True)
        self.log.error("%s", error)
        raise SystemExit(1) from error


class LatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's rule for late work, where our exporter has graded. Under another one nothing has
    been graded, and nobody would notice."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Ask the rule."""
        if not isinstance(self.parent, GradingExporter):
            raise NbGraderException(
                f"Autograde.exporter_class has to be {GradingExporter.__name__}: see {CONFIG}."
            )
        return super().preprocess(nb, resources)
