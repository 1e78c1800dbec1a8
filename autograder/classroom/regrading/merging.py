"""The record of a work after a change: what was graded again takes the place of what was there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import msgspec

from autograder.grading import Graded
from autograder.language import _, speaking
from autograder.reports.values import points
from autograder.reports.view import CHANGES
from autograder.results import AppliedRule, Provenance, QuestionResult, Report, ReportStatus, Status

RULE = "regraded"
CLOSE = 1e-9  # two numbers of points that are the same


def merged(
    before: Report, again: Report, questions: Collection[str], digests: Mapping[str, str]
) -> Report:
    """The record with these questions as they were graded again; what has no verdict this time,
    through our fault, keeps what it has. All others hang on nothing that has changed. `digests` are
    those of all questions now."""
    new = {
        each.name: each
        for each in again.questions
        if each.name in questions and each.status is not Status.INTERNAL
    }
    now = msgspec.structs.replace(
        before,
        notes=tuple(dict.fromkeys((*before.notes, *again.notes))),
        provenance=_made_of(before.provenance, again.provenance, new, digests),
    )
    return _with_questions(now, tuple(new.get(each.name, each) for each in before.questions))


def whole(before: Report, again: Graded) -> Report:
    """The record of a work that was graded again as a whole; which hand-in it was stays."""
    return msgspec.structs.replace(again.report, attempt=before.attempt, policy=before.policy)


def raised(before: Report, after: Report) -> Report:
    """The record in which no question has fewer points than before: where it would have, its
    verdict stays. It still hangs on what it was graded with, so it can be applied later."""
    old = {each.name: each for each in before.questions}
    stays = {
        each.name
        for each in after.questions
        if each.name in old and each.score < old[each.name].score - CLOSE
    }
    if not stays:
        return after
    questions = tuple(
        msgspec.structs.replace(old[each.name], max_score=each.max_score)
        if each.name in stays
        else each
        for each in after.questions
    )
    made_of = after.provenance
    if made_of is not None:
        known = before.provenance.questions if before.provenance is not None else {}
        digests = {
            name: known.get(name, "") if name in stays else digest
            for name, digest in made_of.questions.items()
        }
        made_of = msgspec.structs.replace(made_of, questions=digests)
    return _with_questions(msgspec.structs.replace(after, provenance=made_of), questions)


def explained(
    before: Report, after: Report, why: str, language: str, by_hand: Collection[str] = ()
) -> Report:
    """The record with a sentence for the student on what has changed, and why; of the questions
    that a person has given points for (`by_hand`), none has."""
    old = {each.name: each.score for each in before.questions}
    moved = {
        each.name: (old.get(each.name, 0.0), each.score)
        for each in after.questions
        if each.name not in by_hand and abs(each.score - old.get(each.name, 0.0)) > CLOSE
    }
    if not moved:
        return after
    now = datetime.now(UTC)
    with speaking(language):
        text = _("“{question}”: {after} instead of {before} points")
        told = "; ".join(
            text.format(question=name, before=points(was), after=points(now_has))
            for name, (was, now_has) in moved.items()
        )
        said = _("Your work was graded again on {date}. {changes}.").format(
            date=f"{now:%Y-%m-%d}", changes=told
        )
        if why:
            said += " " + _("Why: {why}").format(why=why)
    facts = {"on": now.isoformat(timespec="seconds"), "why": why, "questions": moved}
    rule = AppliedRule(name=RULE, sentence=said, facts=facts)
    return msgspec.structs.replace(after, policy=(*(after.policy or ()), rule))


def changes_told(report: Report) -> tuple[AppliedRule, ...]:
    """What a record says of how it came to be another one than it was."""
    return tuple(rule for rule in report.policy or () if rule.name in CHANGES)


def _with_questions(report: Report, questions: tuple[QuestionResult, ...]) -> Report:
    faults = any(each.status is Status.INTERNAL for each in questions)
    return msgspec.structs.replace(
        report,
        status=ReportStatus.INTERNAL if faults else ReportStatus.GRADED,
        questions=questions,
        score=round(sum(each.score for each in questions), 6),
        max_score=round(sum(each.max_score for each in questions), 6),
    )


def _made_of(
    before: Provenance | None,
    again: Provenance | None,
    graded: Collection[str],
    now: Mapping[str, str],
) -> Provenance | None:
    """What the record was made of: the exercise of now only where all of it holds for that one."""
    if before is None or again is None:
        return again
    known = before.questions
    digests = {name: now[name] if name in graded else known.get(name, "") for name in now}
    made_of = again if digests == now else before
    return msgspec.structs.replace(made_of, questions=digests)
