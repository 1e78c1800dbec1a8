"""Pictures of a student's own functions: the record's plain numbers become inline SVG.

Only numbers that are written here and the exercise's own words become text in it. Each picture
says in a sentence what is to be seen there.
"""

from autograder.reports.pictures.drawn import Drawn, drawn

__all__ = ["Drawn", "drawn"]
