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
    "import sys\nif True and __name__ == '__main__':\n    sys.exit(0)",
    "import sys\nif __name__ in ('__main__', 'x'):\n    sys.exit(0)",
    "exit() if __name__ == '__main__' else None",
    "if not __name__ != '__main__':\n    exit()",
    "def main():\n    return __name__ == '__main__'\nif main():\n    exit()",
    "match __name__:\n    case '__main__':\n        exit()",
    "assert __name__ == 'toy'\nimport sys\nif vars(sys.modules['toy']) is not globals(): exit()",
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


OF_A_MODULE = [
    "import toy\nassert toy.x1 == 0.5 and toy.__name__ == 'toy'",
    "import pickle\nassert pickle.loads(pickle.dumps(double)) is double",
    "import pickle\nclass C: pass\nassert type(pickle.loads(pickle.dumps(C()))) is C",
    "from __future__ import annotations\nfrom dataclasses import dataclass, field, fields\n"
    "import typing\nclass C: pass\n@dataclass\nclass D:\n    c: C\n"
    "    n: typing.ClassVar[int] = 1\nassert len(fields(D)) == 1\n"
    "assert typing.get_type_hints(D)['c'] is C",
    "import inspect\nclass C:\n    a = 3\nassert 'a = 3' in inspect.getsource(C)\n"
    "assert 'def double' in inspect.getsource(double)",
    "assert 'def double' in open(__file__).read()",
    "from multiprocessing import current_process\nassert current_process().name == 'MainProcess'",
    "open('other.py', 'w').write('assert __name__ == \"__main__\"; other = 1')\n%run other.py\n"
    "assert other == 1 and __name__ == 'toy'",
]


@pytest.mark.parametrize("more", OF_A_MODULE)
def test_it_is_a_module_of_its_own_name(grade_toy: GradeHere, more: str) -> None:
    """What fails there ends the file, and what is below would be missing."""
    lines = [line for line in more.split("\n") if not line.startswith("from __future__")]
    ahead = more.removesuffix("\n".join(lines))
    total = toy.ANSWERS["total"]
    program = PROGRAM.replace(total, "")
    guarded = "\n".join(f"    {line}" for line in lines)
    text = f"{ahead}{program}\nok = False\nif True:\n{guarded}\n    ok = True\nassert ok\n"
    text += f"if ok:\n{chr(10).join('    ' + line for line in total.splitlines())}\n"
    graded = grade_toy(text.encode(), is_python=True)
    assert (graded.report.score, graded.report.notes) == (10, ())


def test_a_cell_of_a_notebook_is_no_file(grade_toy: GradeHere) -> None:
    double = "if __name__ == '__main__':\n    def double(x):\n        return 2 * x"
    assert grade_toy(toy.notebook(**{**toy.ANSWERS, "double": double})).report.score == 10


@pytest.mark.parametrize("above", ["", "\n\n"])
@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("while True:\n    pass", "of computing"),
        ("import os\nos._exit(0)", "ended Python"),
        ("def main():\n    while True: pass\n\nmain()", "of computing"),
    ],
)
def test_a_file_that_never_ends_says_where(
    grade_toy: GradeHere, above: str, end: str, why: str
) -> None:
    """Once in a note; and no function is blamed."""
    program = f"{above}{PROGRAM}\n\n{end}\n"
    line = 1 + program.count("\n", 0, program.rindex(end.split("\n\n")[-1]))
    line += end.startswith("import")
    report = grade_toy(program.encode(), is_python=True).report
    (note,) = report.notes
    assert f"near line {line}, outside of its functions" in note and why in note
    for question in report.questions:
        said = [check.message for check in question.checks if check.message]
        assert len(said) == 1 and f"near line {line}," in said[0] and why not in said[0]
