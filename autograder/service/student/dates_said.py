"""What the dates of the course make of a hand-in, in words: after it has come, and before."""

from __future__ import annotations

from datetime import datetime

from autograder.language import _, decimal
from autograder.policies import Decision, Verdict, shown_moment


def decided_words(decision: Decision | None, *, is_settled: bool) -> str:
    """What applied to a hand-in; empty where it was in time. Only where the attempt counts, and has
    its points, `is_settled`: before that nobody knows how many days in hand it takes."""
    if decision is None:
        return ""
    late, share = decision.days_late, _percent(decision.factor)
    if decision.verdict is Verdict.NOT_OPEN:
        return _("It came before the exercise opened, so it does not count.")
    if decision.verdict is Verdict.CLOSED and decision.closes is not None:
        text = _(
            "It came after {when}, when the exercise had closed, so it does not count. It is kept, "
            "and those who teach can see it."
        )
        return text.format(when=_moment(decision, decision.closes))
    if decision.verdict is Verdict.TOO_MANY:
        text = _("It does not count: {number} attempts are possible.")
        return text.format(number=decision.attempts)
    if late and not is_settled:
        return _("Late days: {late}.").format(late=late)
    if late and decision.days_in_hand:
        text = _(
            "Late days: {late}, of which days in hand: {used}. {percent} % of the points count."
        )
        return text.format(late=late, used=decision.days_in_hand, percent=share)
    if late:
        text = _("Late days: {late}. {percent} % of the points count.")
        return text.format(late=late, percent=share)
    return ""


def foreseen_words(decision: Decision) -> str:
    """What would apply to a file that is handed in now; empty where it is in time."""
    if decision.verdict is Verdict.NOT_OPEN and decision.opens is not None:
        text = _("Opens {when}: what comes before is kept, and does not count.")
        return text.format(when=_moment(decision, decision.opens))
    if decision.verdict is Verdict.CLOSED and decision.closes is not None:
        text = _(
            "Closed since {when}: what you hand in now is kept and graded, and does not count "
            "unless your teacher gives you more time."
        )
        return text.format(when=_moment(decision, decision.closes))
    if decision.verdict is Verdict.TOO_MANY:
        return _("No attempt is left: what you hand in now is kept and graded, and does not count.")
    if decision.days_late:
        return _late_words(decision)
    return ""


def _late_words(decision: Decision) -> str:
    share = _percent(decision.factor)
    if not decision.days_in_hand:
        return _("Late: {percent} % of the points would count.").format(percent=share)
    text = _("Late: {percent} % of the points would count. Days in hand that this takes: {used}.")
    return text.format(percent=share, used=decision.days_in_hand)


def _percent(share: float) -> str:
    """A share as percent, with what stands behind the point where something does."""
    return decimal(f"{share * 100:.4g}")


def _moment(decision: Decision, when: datetime) -> str:
    return shown_moment(when, decision.zone)
