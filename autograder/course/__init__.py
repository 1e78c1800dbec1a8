"""course.toml and the exercise folders."""

from autograder.course.exercise import Exercise
from autograder.course.limits import Limits
from autograder.course.settings import Course, find_course, load_course

__all__ = ["Course", "Exercise", "Limits", "find_course", "load_course"]
