"""Take in what students have sent: archives and folders become submitted/STUDENT/EXERCISE/."""

from autograder.classroom.taking_in.lines import lines
from autograder.classroom.taking_in.records import NotTaken, Taken, TakenIn
from autograder.classroom.taking_in.take import take_in

__all__ = ["NotTaken", "Taken", "TakenIn", "lines", "take_in"]
