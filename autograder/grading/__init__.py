"""Grade one submission: from the bytes of a file to a report."""

from autograder.grading.grade import grade, internal
from autograder.grading.records import Bench, Graded, Submission

__all__ = ["Bench", "Graded", "Submission", "grade", "internal"]
