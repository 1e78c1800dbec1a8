"""Answers that a person grades: read one question after the other across a class."""
