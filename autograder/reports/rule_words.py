"""What the dates of the course made of a hand-in, in words."""

from __future__ import annotations

from autograder.language import _, decimal
from autograder.policies import Decision, Verdict, shown_moment


def applied_words(decision: Decision) -> str:
    """Which rules applied to a hand-in and from which date, for the student's page: all of it is
    decided."""
    said = []
    if decision.due is not None:
        due = shown_moment(decision.due, decision.zone)
        came = shown_moment(decision.arrived, decision.zone)
        text = _("Due {due}; it came {came}.")
        if decision.extended:
            text = _("Due {due} for you, with more time than the others; it came {came}.")
        said.append(text.format(due=due, came=came))
    if decision.verdict is Verdict.TOO_SOON and decision.again_at is not None:
        text = _(
            "It came too soon after the one before, so it does not count: the next is taken from "
            "{when} on."
        )
        said.append(text.format(when=shown_moment(decision.again_at, decision.zone)))
    elif decision.due is not None and decision.verdict is Verdict.IN_TIME:
        grace = _("That was in the {minutes} minutes of grace, so it counts as in time.")
        minutes = decimal(f"{decision.late.grace_minutes:g}")
        is_after = decision.late_seconds > 0
        said.append(grace.format(minutes=minutes) if is_after else _("That was in time."))
    said.append(decided_words(decision, is_settled=True))
    if decision.attempts is not None and decision.taken:
        text = _("This was attempt {number} of {all}.")
        said.append(text.format(number=decision.attempt, all=decision.attempts))
    return " ".join(filter(None, said))


def decided_words(decision: Decision | None, *, is_settled: bool) -> str:
    """What applied to a hand-in; empty where it was in time. Only where the attempt counts, and has
    its points, `is_settled`: before that nobody knows how many days in hand it takes."""
    if decision is None:
        return ""
    late, share = decision.days_late, share_words(decision.factor)
    if decision.verdict is Verdict.NOT_OPEN:
        return _("It came before the exercise opened, so it does not count.")
    if decision.verdict is Verdict.CLOSED and decision.closes is not None:
        text = _(
            "It came after {when}, when the exercise had closed, so it does not count. It is kept, "
            "and those who teach can see it."
        )
        return text.format(when=shown_moment(decision.closes, decision.zone))
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


def share_words(share: float) -> str:
    """A share as percent, with what stands behind the point where something does."""
    return decimal(f"{share * 100:.4g}")
