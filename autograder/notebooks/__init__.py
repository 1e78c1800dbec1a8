"""Notebooks as data: their cells, where the answers of a submission stand, the graded notebook."""
