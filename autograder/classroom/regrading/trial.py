"""Grade a class aside: what each would have by the exercise as it is now. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from autograder.classroom.regrading.merging import merged, raised, whole
from autograder.classroom.regrading.moves import Move, move_of
from autograder.classroom.regrading.works import Work, works
from autograder.classroom.released import is_released
from autograder.classroom.secret import course_secret, with_secret
from autograder.classroom.sink import OpenSink
from autograder.classroom.withdrawn import Withdrawn, with_withdrawn, withdrawn
from autograder.course import Course, Exercise
from autograder.engine import Runner
from autograder.engine.cache import Cached
from autograder.engine.digests import provenance
from autograder.errors import UsageError, did_you_mean
from autograder.grading import Graded, Submission
from autograder.language import _
from autograder.results import Report, ReportStatus
from autograder.submissions import with_notes


class Tried(NamedTuple):
    """A work with its record before and after, both as the checks say; `shown` is the one before
    with the points that count, and `graded` what came of it where all of it was graded again."""

    work: Work
    shown: Report
    after: Report
    graded: Graded | None = None

    def result(self, *, lower: bool) -> Report:
        """What is to be written down: with fewer points than before only where that is allowed."""
        return self.after if lower else raised(self.work.before, self.after)

    def move(self, *, lower: bool) -> Move | None:
        """What changes for the student."""
        return move_of(self.shown, self.work.before, self.result(lower=lower))


class Trial(NamedTuple):
    """What came of it. `tried` are the works that the change can have touched, of `of_all`;
    `questions` are those that were graded again. Of whose works nobody has the bytes (`gone`), who
    has handed in something else since (`others`) and who could not be graded through our fault
    (`failed`) keep what they have."""

    exercise: Exercise
    tried: tuple[Tried, ...]
    of_all: int
    questions: tuple[str, ...]
    is_released: bool
    gone: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def moves(self, *, lower: bool = True) -> list[Move]:
        """Whose points move; who loses most comes first."""
        found = [move for each in self.tried if (move := each.move(lower=lower)) is not None]
        return sorted(found, key=lambda each: (each.by, each.student))


def digests_now(exercise: Exercise, decided: Mapping[str, Withdrawn]) -> dict[str, str]:
    """What stands in a record of now for each question."""
    own = {name: each.digest for name, each in decided.items()}
    return {**provenance(exercise).questions, **own}


def try_again(
    course: Course,
    exercise: Exercise,
    runner: Runner,
    open_sink: OpenSink,
    *,
    question: str = "",
    say_level: Callable[[str], None] = lambda _level: None,
    say_number: Callable[[int], None] = lambda _number: None,
    say_done: Callable[[], None] = lambda: None,
) -> Trial:
    """Grade again what a change can have touched, of one question or of all; nothing is written.

    `say_number` hears how many works that are, and `say_done` each of them. Raises UsageError where
    nothing was graded yet, or there is no such question.
    """
    decided = withdrawn(course, exercise.name)
    now = digests_now(exercise, decided)
    if question and question not in now:
        raise UsageError(
            _("There is no question '{question}' in {exercise}.").format(
                question=question, exercise=exercise.name
            ),
            todo=did_you_mean(question, now)
            or _("The questions are: {names}.").format(names=", ".join(now)),
        )
    everyone = list(works(course, exercise, now, question))
    if not everyone:
        raise UsageError(
            _("Nothing has been graded yet for {exercise}.").format(exercise=exercise.name),
            where=course.autograded,
            todo=_("Run `autograder grade {exercise}` first.").format(exercise=exercise.name),
        )
    touched = [each for each in everyone if each.questions]
    here = [each for each in touched if each.found is not None or not _runs(each, decided)]
    say_number(sum(_runs(each, decided) for each in here))
    found = dict[str, Tried]()
    failed = list[str]()
    to_run = {each.before.student: each for each in here if _runs(each, decided)}
    for student, graded in _graded(course, exercise, runner, to_run, decided, say_level):
        say_done()
        work = to_run[student]
        if graded.report.status is ReportStatus.INTERNAL:
            failed.append(student)
        if work.whole and graded.report.status is ReportStatus.INTERNAL:
            continue
        after = whole(work.before, graded) if work.whole else _merged(work, graded, now)
        after = with_withdrawn(after, decided, exercise.language)
        found[student] = Tried(work, work.before, after, graded if work.whole else None)
    for work in here:
        if not _runs(work, decided):
            after = with_withdrawn(work.before, decided, exercise.language)
            found[work.before.student] = Tried(work, work.before, after)
    tried = [found[each.before.student] for each in here if each.before.student in found]
    with open_sink(course) as sink:
        shown = sink.reviewed_all([each.work.before for each in tried])
    ran = {name for each in to_run.values() for name in each.questions if name not in decided}
    return Trial(
        exercise,
        tuple(each._replace(shown=now) for each, now in zip(tried, shown, strict=True)),
        len(everyone),
        tuple(name for name in now if name in ran),
        is_released(course, exercise),
        gone=tuple(
            each.before.student for each in touched if each not in here and not each.is_other
        ),
        others=tuple(each.before.student for each in touched if each.is_other),
        failed=tuple(sorted(failed)),
    )


def _runs(work: Work, decided: Mapping[str, Withdrawn]) -> bool:
    """Whether something of it has to be run: no verdict is needed where one was decided."""
    return work.whole or any(name not in decided for name in work.questions)


def _merged(work: Work, graded: Graded, now: Mapping[str, str]) -> Report:
    return merged(work.before, graded.report, work.questions, now)


def _graded(
    course: Course,
    exercise: Exercise,
    runner: Runner,
    to_run: Mapping[str, Work],
    decided: Mapping[str, Withdrawn],
    say_level: Callable[[str], None],
) -> Iterator[tuple[str, Graded]]:
    """The gradings by student, as they come: of a whole work with the notes on its files."""
    if not to_run:
        return
    say_level(runner.isolation(exercise))
    secret = course_secret(course)

    def submissions() -> Iterator[Submission]:
        for work in to_run.values():
            assert work.found is not None
            # Its luck is that of the whole work, however much of it is graded.
            own = with_secret(work.found.submission, secret)
            asked = tuple(name for name in work.questions if name not in decided)
            yield msgspec.structs.replace(own, questions=() if work.whole else asked)

    for submission, graded in Cached(runner, course, exercise).grade(submissions()):
        work = to_run[submission.student]
        if work.whole and work.found is not None:
            graded = with_notes(graded, work.found)
        yield submission.student, graded
