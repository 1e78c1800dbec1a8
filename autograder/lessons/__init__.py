"""Lessons become notebooks, stubs and visible checks."""
