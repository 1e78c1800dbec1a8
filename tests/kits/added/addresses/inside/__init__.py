"""Addresses beside a student's code."""
