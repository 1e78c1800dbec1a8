"""Lessons become notebooks, stubs and visible checks; their texts become message catalogs."""
