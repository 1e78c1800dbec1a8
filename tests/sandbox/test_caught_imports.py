"""An import that fails does so as in Python where the student's code may catch that."""

from __future__ import annotations

import numpy as np
import pytest
from test_cells import last_value, text
from test_statements import problems
from toy_course import OpenSession

from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student

NOT_INSTALLED = "is not installed where your work is graded"

GUARDED = [
    "try:\n    import nolib\n    x = 1\nexcept ImportError:\n    x = 2",
    "try:\n    from nolib import a\nexcept ModuleNotFoundError as error:\n    x = 2",
    "try:\n    import nolib\nexcept:\n    x = 2\nelse:\n    x = 1",
    "try:\n    if True:\n        import nolib\n    x = 1\nexcept ImportError:\n    x = 2",
    "def f():\n    try:\n        import nolib\n    except ImportError:\n        return 2\nx = f()",
    "import contextlib\nx = 2\nwith contextlib.suppress(ImportError):\n"
    "    __import__('nolib')\n    x = 1",
    "import contextlib\nx = 2\nwith contextlib.suppress(ImportError):\n"
    "    import nolib as n\n    x = 1",
    "from contextlib import suppress\ndef f():\n    with suppress(ImportError):\n"
    "        from nolib import a\n        return 1\n    return 2\nx = f()",
    "def load():\n    import nolib\n    return 1\n"
    "try:\n    x = load()\nexcept ImportError:\n    x = 2",
    "def has_nolib():\n    if True:\n        import os, nolib\n    return True\n"
    "def f():\n    try:\n        return 1 if has_nolib() else 3\n"
    "    except ModuleNotFoundError:\n        return 2\nx = f()",
    "class L:\n    def get(self):\n        import nolib\n        return 1\n"
    "try:\n    x = L().get()\nexcept ImportError:\n    x = 2",
    "try:\n    class L:\n        import nolib\n    x = 1\nexcept ImportError:\n    x = 2",
    "def gen():\n    import nolib\n    yield 1\n"
    "try:\n    (x,) = gen()\nexcept ImportError:\n    x = 2",
    "from concurrent.futures import ThreadPoolExecutor\ndef f():\n    import nolib\n"
    "with ThreadPoolExecutor() as pool:\n    future = pool.submit(f)\n"
    "x = 2 if isinstance(future.exception(), ImportError) else 1",
    "def load():\n    import nolib\n    return 1\ndef f():\n    import nothing\n    try:\n"
    "        return load()\n    except ImportError:\n        return 2\nx = f()",
    "import importlib.util\nx = 2 if importlib.util.find_spec('nolib') is None else 1",
    "import nolib\nimport sys\nx = 2 if 'nolib' not in sys.modules else 1\n",
]


@pytest.mark.parametrize("source", GUARDED)
def test_who_looks_whether_it_is_there_sees_that_it_is_not(session: Session, source: str) -> None:
    session.run_cell(source)
    assert Student(session).value("x") == 2


IN_FUNCTIONS = [
    "def f():\n    import nolib as n{use}\n    return 1",
    "def f():\n    from nolib import a, b as n{use}\n    return 1",
    "def f():\n    if True:\n        import os, nolib as n{deeper}\n    return os and 1",
    "def f():\n    def g():\n        import nolib as n{deeper}\n    g()\n    return 1",
    "def f():\n    global n\n    import nolib as n{use}\n    return 1",
    "class A:\n    import nolib as n\n    def g(self):{self_use}\n        return 1\nf = A().g",
]


@pytest.mark.parametrize("source", IN_FUNCTIONS)
def test_an_import_in_a_function_costs_nothing_until_it_is_used(
    session: Session, source: str
) -> None:
    nothing = dict.fromkeys(("use", "deeper", "self_use"), "")
    uses = {"use": "\n    n.f()", "deeper": "\n        n.f()", "self_use": "\n        self.n.f()"}
    session.run_cell(source.format(**nothing))
    assert Student(session).f() == 1
    session.run_cell(source.format(**uses))
    with pytest.raises(StudentFailure, match=f"nolib {NOT_INSTALLED}") as caught:
        Student(session).f()
    assert caught.value.exception == "ModuleNotFoundError"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from numpy import f, sin", "numpy has no f"),
        ("from numpy.nothing import f", "numpy has no nothing"),
        ("import numpy.nothing.at.all as f", "numpy has no nothing"),
        ("from nolib import f", f"nolib {NOT_INSTALLED}"),
        ("import nolib.f as f", f"nolib {NOT_INSTALLED}"),
    ],
)
def test_a_function_that_cannot_be_imported(session: Session, source: str, said: str) -> None:
    done = session.run_cell(f"import numpy\n{source}\nx = 1")
    assert len(problems(done)) == 1
    assert Student(session).value("x") == 1
    with pytest.raises(StudentFailure) as caught:
        Student(session).f(3)
    assert (caught.value.status, said in caught.value.message) == (Status.ERROR, True)


def test_a_value_that_was_to_be_imported(session: Session) -> None:
    session.run_cell("from nolib import A\nB = [A]")
    for name in "AB":
        with pytest.raises(StudentFailure, match=f"nolib {NOT_INSTALLED}"):
            Student(session).value(name)


@pytest.mark.parametrize(
    "source", ["import numpy.nothing", "import nump as np", "import cupy as np"]
)
def test_a_module_that_has_the_name_keeps_it(session: Session, source: str) -> None:
    session.run_cell(f"import numpy\nimport numpy as np\n{source}")
    assert last_value(session.run_cell("np.sqrt(4.0), numpy.sqrt(4.0)")).count("2.0") == 2


def test_what_nobody_catches_runs_once_more(session: Session) -> None:
    """With a stand-in for each import that fails, and what it has printed is shown once."""
    source = "def f():\n    print('x')\n    import nolib\n    import nothing as n\n    return n"
    done = session.run_cell(f"{source}\na = f()\nb = 5")
    assert (text(done), done.missing, done.failed) == ("x\n", ("nolib", "nothing"), False)
    assert Student(session).value("b") == 5
    with pytest.raises(StudentFailure, match=f"nothing {NOT_INSTALLED}"):
        Student(session).value("a")


def test_a_call_that_runs_once_more_gets_fresh_arguments(session: Session) -> None:
    session.run_cell("def f(a):\n    a += 1\n    import nolib\n    return a")
    assert Student(session).f(np.zeros(2)).tolist() == [1.0, 1.0]


def test_the_next_statement_catches_it_again(session: Session) -> None:
    session.run_cell(
        "def load():\n    import nolib\n    return 1\nload()\n"
        "try:\n    x = load()\nexcept ImportError:\n    x = 2"
    )
    assert Student(session).value("x") == 2


@pytest.mark.parametrize(
    "source",
    ["try:\n    import nolib as n\nexcept ValueError:\n    pass",
     "try:\n    import nolib as n\nexcept ImportError:\n    raise"],
)  # fmt: skip
def test_a_handler_that_does_not_help_costs_nothing(session: Session, source: str) -> None:
    done = session.run_cell(f"{source}\nx = 2")
    assert done.missing == ("nolib",)
    assert last_value(session.run_cell("x, n is None")) == "(2, False)"


def test_a_module_of_ones_own_that_is_not_whole_can_be_caught(open_session: OpenSession) -> None:
    session = open_session(files={"fast.py": b"import nolib\ndef f(): return nolib.f()"})
    source = "try:\n    from fast import f\nexcept ImportError:\n    f = lambda: 2"
    assert last_value(session.run_cell(f"{source}\nf()")) == "2"
