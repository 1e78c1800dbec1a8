"""What checks call: the student's functions, variables and models, by name."""

from autograder.kits.keras.known import Known
from autograder.kits.keras.model import Model
from autograder.kits.keras.network import Layer
from autograder.responder import StudentFailure
from autograder.student.failures import NoFunction, NotMade
from autograder.student.proxy import Function, NoSecondChild, Student
from autograder.student.seen import Inquiry, Seen, SeenCall

__all__ = [
    "Function",
    "Inquiry",
    "Known",
    "Layer",
    "Model",
    "NoFunction",
    "NoSecondChild",
    "NotMade",
    "Seen",
    "SeenCall",
    "Student",
    "StudentFailure",
]
