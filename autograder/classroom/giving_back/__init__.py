"""Grades and pages for other systems: what `autograder export` writes."""

from autograder.classroom.giving_back.formats import Wish, formats, give_back
from autograder.classroom.giving_back.given import Given

__all__ = ["Given", "Wish", "formats", "give_back"]
