"""Which kernel a notebook asks for.

Students get theirs with Python. A teacher's notebook, the gradebook and a graded notebook name a
kernel that exists nowhere: stock nbgrader gives this name to what students hand in before it runs
it, and so cannot run it, whatever its settings are. This engine needs no kernel.
"""

from __future__ import annotations

FOR_STUDENTS = {"display_name": "Python 3", "language": "python", "name": "python3"}
NOBODYS = {
    "display_name": "Graded by autograder only",
    "language": "python",
    "name": "none-because-only-autograder-may-run-this.see-nbgrader_config.py",
}
