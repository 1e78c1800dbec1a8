"""What the dates of the course would make of a hand-in, in words."""

from __future__ import annotations

from datetime import datetime

from autograder.language import _
from autograder.policies import Decision, Verdict, shown_moment
from autograder.reports.rule_words import share_words


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
    share = share_words(decision.factor)
    if not decision.days_in_hand:
        return _("Late: {percent} % of the points would count.").format(percent=share)
    text = _("Late: {percent} % of the points would count. Days in hand that this takes: {used}.")
    return text.format(percent=share, used=decision.days_in_hand)


def _moment(decision: Decision, when: datetime) -> str:
    return shown_moment(when, decision.zone)
