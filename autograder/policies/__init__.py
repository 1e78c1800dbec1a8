"""When work may be handed in, and what it counts: frozen data and pure functions.

All moments are aware and in UTC; the zone is for reading and showing them. When work arrived is the
receiver's clock, never the student's.
"""

from autograder.policies.attempts import Attempt, Counted, Work, counting, decisions, settled
from autograder.policies.decide import Decision, Verdict, decide
from autograder.policies.fields import CourseRules, ExerciseRules, policies_of
from autograder.policies.moments import When, in_utc, read_moment, shown_moment, zone_named
from autograder.policies.policy import Keep, Late, Policy
from autograder.policies.total import Total, total

__all__ = [
    "Attempt",
    "Counted",
    "CourseRules",
    "Decision",
    "ExerciseRules",
    "Keep",
    "Late",
    "Policy",
    "Total",
    "Verdict",
    "When",
    "Work",
    "counting",
    "decide",
    "decisions",
    "in_utc",
    "policies_of",
    "read_moment",
    "settled",
    "shown_moment",
    "total",
    "zone_named",
]
