"""The class on one page: how it did at an exercise, or in the whole course so far."""

from autograder.reports.class_page.facts import (
    CourseFacts,
    ExerciseFacts,
    InTotal,
    Pupil,
    Work,
)
from autograder.reports.class_page.page import Heading, browser_policy, course_page, exercise_page

__all__ = [
    "CourseFacts",
    "ExerciseFacts",
    "Heading",
    "InTotal",
    "Pupil",
    "Work",
    "browser_policy",
    "course_page",
    "exercise_page",
]
