"""The class list: people, their sections, and who has more time for what.

It stands in two tables of the course's folder that a spreadsheet opens, people.csv and
extensions.csv.
"""

from autograder.roster.files import (
    EXTENSIONS,
    PEOPLE,
    changing,
    load_roster,
    save_extensions,
    save_people,
)
from autograder.roster.lists import read_extensions, read_people
from autograder.roster.people import Extension, Person, Role, Roster
from autograder.roster.sheet import Mistake, Sheet

__all__ = [
    "EXTENSIONS",
    "PEOPLE",
    "Extension",
    "Mistake",
    "Person",
    "Role",
    "Roster",
    "Sheet",
    "changing",
    "load_roster",
    "read_extensions",
    "read_people",
    "save_extensions",
    "save_people",
]
