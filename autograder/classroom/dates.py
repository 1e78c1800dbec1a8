"""What the dates of a course make of what was handed in."""

from __future__ import annotations

import msgspec

from autograder.course import Course
from autograder.history import Clock, KeptSubmission
from autograder.policies import Decision, decide
from autograder.results import AppliedRule
from autograder.roster import Roster

RULE = "dates"  # the name of this rule in a record


def applied(course: Course, roster: Roster, submission: KeptSubmission) -> Decision | None:
    """What the dates of the course make of a hand-in; None where nobody knows when it came, or the
    course no longer has the exercise."""
    policy = course.policies.get(submission.exercise)
    if policy is None or submission.clock is Clock.SEEN:
        return None
    until = roster.until(submission.student, submission.exercise)
    return decide(policy, submission.received_at, until=until, attempt=submission.attempt)


def applied_rules(
    course: Course, roster: Roster, submission: KeptSubmission
) -> tuple[AppliedRule, ...] | None:
    """The same for a record, where the course asks something of the hand-ins for this exercise.

    These are facts: what is taken off for late work is the gradebook's affair, so the rule changes
    no points.
    """
    decision = applied(course, roster, submission)
    if decision is None or not course.policies[submission.exercise].asks_something:
        return None
    return (AppliedRule(name=RULE, facts=msgspec.to_builtins(decision)),)
