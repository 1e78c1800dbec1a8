"""Grade one submission: from the bytes of a file to a report."""

from autograder.grading.grade import grade, ungraded_report
from autograder.grading.records import ExerciseContext, Graded, Submission

__all__ = ["ExerciseContext", "Graded", "Submission", "grade", "ungraded_report"]
