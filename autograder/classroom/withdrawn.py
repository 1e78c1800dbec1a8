"""Questions that were withdrawn after they were given out: everybody gets their points, or none.

That is a decision about one class, so it stands beside the class's other state and not in the
exercise. It takes the place of a verdict where one is written down, and can be taken back: what the
checks say is graded again then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from autograder.course import Course, Exercise
from autograder.errors import UsageError, did_you_mean
from autograder.files import alone_in, cannot_be, write_atomically
from autograder.language import _, speaking
from autograder.results import AppliedRule, QuestionResult, Report, Status

FILE = ".autograder/withdrawn.json"
RULE = "withdrawn"


class Gets(StrEnum):
    """What everybody gets of a question that was withdrawn."""

    ALL = "all"
    NONE = "none"


class Withdrawn(msgspec.Struct, frozen=True):
    """What everybody gets of a question, why, and since when."""

    gets: Gets
    why: str
    on: datetime

    @property
    def digest(self) -> str:
        """What stands in a record in place of the digest of what the question hangs on."""
        return f"{RULE}:{self.gets}"


def withdrawn(course: Course, exercise: str) -> dict[str, Withdrawn]:
    """The questions of an exercise that were withdrawn."""
    return _known(course).get(exercise, {})


def withdraw(course: Course, exercise: Exercise, question: str, gets: Gets, why: str) -> None:
    """Withdraw a question; raises UsageError where there is none of this name, and FileError."""
    from autograder.checking.collect import points_of

    names = points_of(exercise)
    if question not in names:
        raise UsageError(
            _("There is no question '{question}' in {exercise}.").format(
                question=question, exercise=exercise.name
            ),
            todo=did_you_mean(question, names)
            or _("The questions are: {names}.").format(names=", ".join(names)),
        )
    known = _known(course)
    own = {**known.get(exercise.name, {}), question: Withdrawn(gets, why, datetime.now(UTC))}
    _write(course, {**known, exercise.name: own})


def take_back(course: Course, exercise: Exercise, question: str) -> None:
    """Let a question count again; raises UsageError where it was not withdrawn, and FileError."""
    known = _known(course)
    own = dict(known.get(exercise.name, {}))
    if own.pop(question, None) is None:
        raise UsageError(
            _("The question '{question}' of {exercise} was not withdrawn.").format(
                question=question, exercise=exercise.name
            ),
            todo=_("Withdrawn are: {names}.").format(names=", ".join(own) or _("none")),
        )
    _write(course, {**known, exercise.name: own})


def with_withdrawn(report: Report, decided: Mapping[str, Withdrawn], language: str) -> Report:
    """The record with what was decided about questions that were withdrawn; what an earlier
    decision has said in it is gone."""
    rules = tuple(rule for rule in report.policy or () if rule.name != RULE)
    own = {each.name: decided[each.name] for each in report.questions if each.name in decided}
    if not own and len(rules) == len(report.policy or ()):
        return report
    questions = tuple(
        _decided(each, own[each.name].gets) if each.name in own else each
        for each in report.questions
    )
    with speaking(language):
        rules += tuple(
            AppliedRule(name=RULE, sentence=_sentence(name, each), facts={"question": name})
            for name, each in own.items()
        )
    made_of = report.provenance
    if made_of is not None:
        digests = {name: each.digest for name, each in own.items()}
        made_of = msgspec.structs.replace(made_of, questions={**made_of.questions, **digests})
    return msgspec.structs.replace(
        report,
        questions=questions,
        score=round(sum(each.score for each in questions), 6),
        policy=rules or None,
        provenance=made_of,
    )


def _decided(question: QuestionResult, gets: Gets) -> QuestionResult:
    everything = gets is Gets.ALL
    return msgspec.structs.replace(
        question,
        status=Status.PASSED if everything else Status.SKIPPED,
        score=question.max_score if everything else 0.0,
    )


def _sentence(question: str, decided: Withdrawn) -> str:
    text = _("The question “{question}” was withdrawn: nobody gets points for it.")
    if decided.gets is Gets.ALL:
        text = _("The question “{question}” was withdrawn: everybody gets its points.")
    said = text.format(question=question)
    return f"{said} {_('Why: {why}').format(why=decided.why)}" if decided.why else said


def _known(course: Course) -> dict[str, dict[str, Withdrawn]]:
    try:
        content = (course.folder / FILE).read_bytes()
        return msgspec.json.decode(content, type=dict[str, dict[str, Withdrawn]])
    except (OSError, msgspec.DecodeError):
        return {}


def _write(course: Course, known: dict[str, dict[str, Withdrawn]]) -> None:
    path = course.folder / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):
            write_atomically(path, msgspec.json.encode(known), durable=True)
    except OSError as error:
        raise cannot_be("written", path, error) from error
