"""course.toml and the exercise folders."""

from autograder.course.datasets import Mnist
from autograder.course.devices import CPU, DEVICES, GPU, Device, Setting
from autograder.course.exercise import Exercise
from autograder.course.limits import Limits
from autograder.course.settings import Course, find_course, load_course

__all__ = [
    "CPU",
    "DEVICES",
    "GPU",
    "Course",
    "Device",
    "Exercise",
    "Limits",
    "Mnist",
    "Setting",
    "find_course",
    "load_course",
]
