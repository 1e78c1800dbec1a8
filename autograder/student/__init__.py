"""What checks call: the student's functions, variables and models, by name."""

from autograder.responder import StudentFailure
from autograder.student.failures import NoFunction, NotMade
from autograder.student.known import Claimed, Known, Unjudged
from autograder.student.model import Model
from autograder.student.network import Layer
from autograder.student.proxy import Function, Student
from autograder.student.seen import Seen, SeenCall

__all__ = [
    "Claimed",
    "Function",
    "Known",
    "Layer",
    "Model",
    "NoFunction",
    "NotMade",
    "Seen",
    "SeenCall",
    "Student",
    "StudentFailure",
    "Unjudged",
]
