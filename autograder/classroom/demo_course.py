"""The course of a demo: its mark, and the small way in which it is graded."""

from __future__ import annotations

from pathlib import Path

from autograder.course import CPU, Exercise

MARK = ".autograder-demo"


def is_demo(folder: Path) -> bool:
    """Whether a folder was made by a demo."""
    return (folder / MARK).is_file()


def as_in_a_demo(exercise: Exercise) -> Exercise:
    """The exercise with its small setting for a demo, where it has one; on a processor, so that it
    is the same everywhere."""
    return exercise.at(CPU, exercise.demo_setting) if exercise.demo_setting else exercise
