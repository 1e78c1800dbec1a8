"""When work may be handed in, and what it counts: frozen data and pure functions.

All moments are aware and in UTC; the zone is for reading and showing them. When work arrived is the
receiver's clock, never the student's.
"""

from autograder.policies.attempts import Attempt, Counted, Work, counting, decisions, settled
from autograder.policies.bucket import Bucket, full_bucket, given_back, next_at, one_less, refilled
from autograder.policies.decide import Decision, Verdict, decide
from autograder.policies.fields import CourseRules, ExerciseRules, policies_of
from autograder.policies.moments import When, in_utc, read_moment, shown_moment, zone_named
from autograder.policies.policy import Checks, Keep, Late, Policy, Tells
from autograder.policies.total import Total, total

__all__ = [
    "Attempt",
    "Bucket",
    "Checks",
    "Counted",
    "CourseRules",
    "Decision",
    "ExerciseRules",
    "Keep",
    "Late",
    "Policy",
    "Tells",
    "Total",
    "Verdict",
    "When",
    "Work",
    "counting",
    "decide",
    "decisions",
    "full_bucket",
    "given_back",
    "in_utc",
    "next_at",
    "one_less",
    "policies_of",
    "read_moment",
    "refilled",
    "settled",
    "shown_moment",
    "total",
    "zone_named",
]
