"""Grade one submission: from the bytes of a file to a report."""

from autograder.grading.grade import grade, ungraded_report
from autograder.grading.records import ExerciseContext, Graded, ScoredCall, Submission

__all__ = ["ExerciseContext", "Graded", "ScoredCall", "Submission", "grade", "ungraded_report"]
