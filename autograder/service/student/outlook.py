"""What a student should know before the next hand-in: whether it would count, and for how much."""

from __future__ import annotations

from datetime import datetime

from autograder.course import Exercise
from autograder.language import _
from autograder.policies import Decision, decide
from autograder.reports.rule_words import decided_words
from autograder.service.student.dates_said import foreseen_words
from autograder.service.student.handing_in import next_taken_at
from autograder.service.student.standing import Standing, standings
from autograder.service.web.ask import Ask
from autograder.service.web.pages import exact_moment


def outlook(ask: Ask, own: Standing) -> list[str]:
    """Sentences on what the dates of the course would make of a file that is handed in now, and on
    what of it there is only so much."""
    now = ask.state.now()
    decision = _decided(own, now, own.taken + 1)
    said = [foreseen_words(decision)]
    if decision.taken:
        said.append(_attempts_left(own))
    if decision.taken and own.due is not None and own.days_in_hand:
        text = _("Days in hand left, for all exercises together: {left} of {all}.")
        said.append(text.format(left=own.in_hand_left, all=own.days_in_hand))
    again_at = next_taken_at(own.policy, [row.submission for row in own.rows], now)
    if again_at is not None:
        text = _("The next file is taken from {when} on.")
        said.append(text.format(when=exact_moment(ask.state, again_at)))
    return [each for each in said if each]


def outlook_on(ask: Ask, exercise: Exercise) -> list[str]:
    """The same, where nobody has asked yet how far the student is."""
    return outlook(ask, standings(ask.state, ask.person.id, exercise)[0])


def told_of(ask: Ask, exercise: Exercise, decision: Decision) -> list[str]:
    """Sentences on what the dates make of a file that has just been taken."""
    own = standings(ask.state, ask.person.id, exercise)[0]
    again = _decided(own, decision.arrived, decision.attempt)
    words = foreseen_words(again) if again.taken else decided_words(again, is_settled=False)
    return [each for each in (words, _attempts_left(own)) if each]


def _decided(own: Standing, arrived: datetime, attempt: int) -> Decision:
    """With the days in hand that it might take."""
    return decide(own.policy, arrived, until=own.until, attempt=attempt, days_in_hand=own.in_hand)


def _attempts_left(own: Standing) -> str:
    if own.policy.attempts is None:
        return ""
    text = _("Attempts left: {left} of {all}.")
    left = max(own.policy.attempts - own.taken, 0)
    return text.format(left=left, all=own.policy.attempts)
