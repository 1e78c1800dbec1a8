"""nbgrader's gradebook: its exercises, scores and comments, through nbgrader's own interface."""

from autograder.gradebook.book import Gradebook

__all__ = ["Gradebook"]
