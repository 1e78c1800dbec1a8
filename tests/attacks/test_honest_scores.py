"""Hostile submissions graded from file to report: the score is honest, and so is everyone else's.

The checks are collected once; each attack is graded between two honest submissions.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import toy_course as toy
from attack_tools import need

from autograder.engine.context import open_context
from autograder.grading import Graded, Submission, grade
from autograder.results import ReportStatus, Status
from autograder.sandbox.isolation import DEFAULT_LIMITS, ENOUGH, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.wire.control import BASE, FULL

GradedAt = Callable[[str, str], Graded]
HONEST = toy.ANSWERS["by_hand"]

# The code of an answer to `by_hand`, which asks for A = 2.5; its two points must not be earned.
VALUES = {
    "equals everything": """
class Anything:
    def __eq__(self, other): return True
    def __array__(self, *a, **k): raise SystemExit
    __hash__ = None
A = Anything()""",
    "a float that equals everything": """
class Float(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __hash__ = None
A = Float(3)""",
    "an array that equals everything": """
class Array(np.ndarray):
    def __eq__(self, other): return np.True_
    def __array_ufunc__(self, *a, **k): return np.True_
    __hash__ = None
A = np.zeros(()).view(Array)""",
    "an array of objects": "A = np.array([object()], dtype=object)",
    "a structured array": "A = np.zeros(1, dtype=[('x', 'f8'), ('y', 'i4')])",
    "text that looks right": "A = '2.5'",
    "not a number": "A = float('nan')",
    "infinite": "A = float('inf')",
    "many numbers": "A = np.broadcast_to(2.5, (10**6, 10**6))",
    "all numbers": "A = np.linspace(0, 5, 10**5)",
    "true": "A = True",
    "a deep list": "A = 2.5\nfor n in range(10**5): A = [A]",
    "a list in itself": "A = []; A.append(A)",
    "a huge integer": "A = 10**10**6",
    "a namespace that lies": """
class Names(dict):
    def get(self, *a): return lambda *a: 2.5
    def __contains__(self, name): return True
    def __getitem__(self, name): return object()
get_ipython().user_ns = Names(get_ipython().user_ns)""",
    "patched NumPy": """
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
np.ndarray.__class__
A = 1.0""",
    "patched builtins": """
import builtins
builtins.abs = lambda x: 0
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
A = 1.0""",
    "patched pytest": """
import sys, types
sys.modules['pytest'] = types.ModuleType('pytest')
A = 1.0""",
    "looks for the checks": """
import gc, sys, inspect
A = [f for f in gc.get_objects() if 'test_by_hand' in str(getattr(f, '__name__', ''))]
A += [name for name in sys.modules if 'checks' in name or 'solution' in name]
frame = sys._getframe()
while frame:
    A += [name for name in frame.f_locals if name in ('reference', 'expected', 'checks')]
    frame = frame.f_back
A = A[0] if A else None""",
    "looks at the history": """
A = ([text for text in In if 'reference' in text] or [None])[0]""",
    "a hook for every cell": """
ip = get_ipython()
ip.input_transformers_cleanup.append(lambda lines: ['A = 1.0\\n'])
ip.events.register('pre_run_cell', lambda *a: 1 / 0)
ip.ast_transformers.append(object())
A = None""",
    "a shell that does nothing": "get_ipython().run_cell = lambda *a, **k: None",
    "output that looks like a result": """
print('{"status": "passed", "score": 10.0, "points": 2}')
print('PASSED 1 passed in 0.01s')""",
    "another class of answers": """
from autograder.sandbox.inside import child
child.Child.answer = lambda self, question: child.Returned(question.number, 'passed')""",
    "a status that lies": """
from autograder.sandbox.inside import child
child.Child.answer = lambda self, question: {'status': 'passed', 'points': 2}""",
    "the exit of the supervisor": "import os; os._exit(78)",
    "the exit for memory": "import os; os._exit(77)",
    "an exit at the end": "import atexit, os; atexit.register(os._exit, 78); exit()",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "gone into the background": "import os\nif os.fork(): os._exit(0)",
    "not parsed": "A = " + "(" * 10_000,
    "a tree too deep": "A = " + "-" * 100_000 + "1",
    "a name that is no text": "A = '\\ud800'",
    "a module beside it": "open('numpy.py', 'w').write('raise SystemExit'); A = None",
}


@pytest.fixture(scope="module")
def class_of(tmp_path_factory: pytest.TempPathFactory, side: StudentSide) -> GradedAt:
    """The grading of a submission at a level. All are done at once."""
    folder = tmp_path_factory.mktemp("class") / "course"
    folder.mkdir()
    course = toy.write_course(folder)
    exercise = course.exercise("toy")
    context = open_context(exercise)

    def run(level: str, name: str, code: str) -> Graded:
        control = side.control.open_control()
        control.confinement = Confinement(level, DEFAULT_LIMITS)
        answers = {**toy.ANSWERS, "by_hand": code}
        try:
            return grade(Submission(name, "toy", toy.notebook(**answers)), context, control)
        finally:
            control.close()

    levels = [each.level for each in side.trials if each.level in ENOUGH and not each.problem]
    codes = {"honest before": HONEST, **VALUES, "honest after": HONEST}
    results = {
        (level, name): run(level, name, code) for level in levels for name, code in codes.items()
    }
    return lambda level, name: results[level, name]


@pytest.mark.parametrize("level", [FULL, BASE])
@pytest.mark.parametrize("name", VALUES)
def test_an_attack_earns_nothing(
    name: str, level: str, side: StudentSide, class_of: GradedAt
) -> None:
    need(side, level)
    report = class_of(level, name).report
    assert report.status is ReportStatus.GRADED, report.notes
    (by_hand,) = (each for each in report.questions if each.name == "by_hand")
    assert by_hand.score == 0
    assert by_hand.status not in (Status.PASSED, Status.INTERNAL, Status.MANUAL)


@pytest.mark.parametrize("level", [FULL, BASE])
@pytest.mark.parametrize("name", ["honest before", "honest after"])
def test_honest_work_between_attacks_keeps_its_points(
    name: str, level: str, side: StudentSide, class_of: GradedAt
) -> None:
    need(side, level)
    report = class_of(level, name).report
    assert report.score == report.max_score
    assert report.notes == ()


def test_nothing_is_left_behind(side: StudentSide, class_of: GradedAt) -> None:
    assert not list(Path("/tmp").glob("autograder-scratch-*/numpy.py"))
    mounts = Path("/proc/self/mounts").read_text()
    assert "autograder-scratch" not in mounts
    warm = side.process
    listed = subprocess.run(["ps", "--ppid", str(warm), "-o", "pid="], capture_output=True)
    assert not listed.stdout.strip()
