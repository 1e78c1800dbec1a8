"""A Python file runs as when it is imported: what only its author starts costs nothing."""

from __future__ import annotations

import pytest
import toy_course as toy
from toy_course import GradeHere

PROGRAM = "\n\n\n".join(["import numpy as np\nx1 = 0.5", *toy.ANSWERS.values()])
ENDS = [
    "if __name__ == '__main__':\n    import time\n    time.sleep(60)",
    'if __name__ == "__main__":\n    while True:\n        try:\n            x = float(input())\n'
    "        except Exception:\n            print('again')",
    'if "__main__" == (__name__):\n    A = 3\n    def double(x):\n        return x',
    "if __name__ == '__main__':\n    A = 3\nelse:\n    ready = True\nassert ready",
    "import sys\nif __name__ == '__main__':\n    sys.exit(main())",
]


@pytest.mark.parametrize("end", ENDS)
def test_what_only_a_program_does_is_not_done(grade_toy: GradeHere, end: str) -> None:
    graded = grade_toy(f"{PROGRAM}\n\n{end}\n".encode(), is_python=True)
    assert graded.report.score == 10


def test_it_runs_so_in_every_child(grade_toy: GradeHere) -> None:
    """An answer that ends the child: the file runs again in a fresh one."""
    ends = "def double(x):\n    import os\n    os._exit(3)"
    total = "def total(x):\n    return sum(x) if __file__ else None"
    program = PROGRAM.replace(toy.ANSWERS["double"], ends).replace(toy.ANSWERS["total"], total)
    program += "\n\nif __name__ == '__main__':\n    def total(x):\n        return 0\n"
    assert grade_toy(program.encode(), is_python=True).report.score == 6


def test_where_the_file_lies(grade_toy: GradeHere) -> None:
    beside = (
        "import os.path\nHERE = os.path.dirname(os.path.abspath(__file__))\n"
        "with open(os.path.join(HERE, 'two.txt'), 'w') as file:\n    file.write('2')\n"
    )
    reads = "def double(x):\n    return x * int(open(os.path.join(HERE, 'two.txt')).read())"
    program = beside + PROGRAM.replace(toy.ANSWERS["double"], reads)
    assert grade_toy(program.encode(), is_python=True).report.score == 10


def test_a_cell_of_a_notebook_is_no_file(grade_toy: GradeHere) -> None:
    double = "if __name__ == '__main__':\n    def double(x):\n        return 2 * x"
    assert grade_toy(toy.notebook(**{**toy.ANSWERS, "double": double})).report.score == 10
