"""Write down what came of a trial: into the gradebook, autograded/, feedback/ and the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from autograder.classroom.devices import pin_device
from autograder.classroom.kept import open_history
from autograder.classroom.recorded import as_hand_in
from autograder.classroom.regrading.merging import explained
from autograder.classroom.regrading.moves import Move
from autograder.classroom.regrading.trial import Trial, Tried
from autograder.classroom.sink import OpenSink, Sink
from autograder.classroom.versions import pin_versions
from autograder.course import Course
from autograder.errors import SubmissionError
from autograder.files import read_regular
from autograder.grading import Graded
from autograder.history import History, KeptSubmission
from autograder.notebooks.raw import MAX_BYTES
from autograder.outputs import answers_in, places, remove_unfinished, write_outputs

AT_ONCE = 20  # works in one transaction


class Applied(msgspec.Struct, frozen=True):
    """Who has other points now, and who would have fewer and keeps what they had."""

    moved: tuple[Move, ...]
    kept: tuple[Move, ...]


def apply(
    course: Course,
    trial: Trial,
    open_sink: OpenSink,
    *,
    why: str = "",
    also_lower: bool = False,
    say_done: Callable[[], None] = lambda: None,
) -> Applied:
    """Let it count. Once grades were given out, nobody has fewer points in any question, unless
    that is asked for. Whoever is stopped in the middle runs the same once more."""
    lower = also_lower or not trial.is_released
    done = [each.move(lower=lower) for each in trial.tried]
    kept = [
        wanted
        for each, move in zip(trial.tried, done, strict=True)
        if (wanted := each.move(lower=True)) != move and wanted is not None
    ]
    with open_sink(course) as sink, open_history(course) as history:
        sink.ensure_exercise(trial.exercise, points_may_change=True)
        remove_unfinished(course, trial.exercise.name)
        for start in range(0, len(trial.tried), AT_ONCE):
            batch = trial.tried[start : start + AT_ONCE]
            _write(course, batch, sink, history, why, lower=lower)
            for _each in batch:
                say_done()
    pin_device(course, trial.exercise, anew=True)
    pin_versions(course, trial.exercise, anew=True)
    return Applied(tuple(move for move in done if move is not None), tuple(kept))


def _write(
    course: Course,
    batch: Sequence[Tried],
    sink: Sink,
    history: History,
    why: str,
    *,
    lower: bool,
) -> None:
    works = [_graded(course, each, why, lower=lower) for each in batch]
    stamps = [each.work.found.timestamp if each.work.found else "" for each in batch]
    shown = sink.record_all(list(zip(works, stamps, strict=True)))
    for graded, report in zip(works, shown, strict=True):
        write_outputs(course, graded, report)
    with history.writing() as into:
        for each, graded, report in zip(batch, works, shown, strict=True):
            kept = _kept(each, into.attempts(graded.report.exercise, graded.report.student))
            if kept is None and each.work.found is not None:
                kept = into.hand_in(as_hand_in(each.work.found))
            if kept is not None:
                into.grading(kept, graded.report, counted=report.score, why=why)


def _kept(tried: Tried, attempts: Sequence[KeptSubmission]) -> KeptSubmission | None:
    """The attempt whose record this is."""
    made_of = tried.work.before.provenance
    own = [each for each in attempts if made_of is None or each.digest == made_of.submission]
    return own[-1] if own else None


def _graded(course: Course, tried: Tried, why: str, *, lower: bool) -> Graded:
    """As a grading of now has it; the notebook with the student's cells is the one of before where
    only some of the questions were graded."""
    before, result = tried.work.before, tried.result(lower=lower)
    by_hand = {each.name for each in tried.shown.questions if each.by_hand}
    language = course.exercise(before.exercise).language
    report = explained(before, result, why, language, by_hand)
    if tried.graded is not None:
        return msgspec.structs.replace(tried.graded, report=report)
    notebook = read_regular(places(course, before.exercise, before.student).notebook, MAX_BYTES)
    try:
        answers = answers_in(notebook or b"")
    except SubmissionError:  # longer than any that is handed in: the page does without
        answers = {}
    return Graded(report, notebook or b"", answers)
