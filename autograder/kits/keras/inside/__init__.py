"""Keras beside a student's code."""
