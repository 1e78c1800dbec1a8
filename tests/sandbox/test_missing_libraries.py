"""A library that is not installed costs nothing until it is used; then the error names it."""

from __future__ import annotations

import numpy as np
import pytest
from test_cells import last_value
from test_statements import problems
from toy_course import OpenSession

from autograder.responder import StudentFailure
from autograder.results import Status
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.responses import ErrorOutput

NOT_INSTALLED = "is not installed where your work is graded"
IMPORTS = [
    "import nolib",
    "import nolib as n",
    "import os, nolib, math",
    "import nolib.part.of as n",
    "from nolib import a, b as c",
    "from nolib.part import *",
    "if True:\n    import nolib",
    "with open('x', 'w'):\n    import nolib, math",
    "for _ in range(2):\n    from nolib import a",
    "try:\n    import nolib\nfinally:\n    pass",
    "try:\n    import nothing\nexcept ImportError:\n    import nolib",
    "%%time\nimport nolib",
    "%%capture\nimport nolib",
    "%%time\nif True:\n    import nolib",
]


@pytest.mark.parametrize("source", IMPORTS)
def test_what_is_not_used_costs_nothing(session: Session, source: str) -> None:
    done = session.run_cell(f"{source}\nx = 1")
    assert done.missing == ("nolib",)
    assert set(problems(done)) == {"ModuleNotFoundError"}
    assert session.run_cell("x += 1").outputs == []
    assert Student(session).value("x") == 2


USES = [
    "n()",
    "n.part.of(3)",
    "n.pi + 1",
    "1 - n.pi",
    "np.exp(n.pi)",
    "np.zeros(3) * n.pi",
    "-n.pi",
    "n.pi < 3",
    "float(n.pi)",
    "range(n.size)",
    "[each for each in n.things]",
    "a, b = n.pair",
    "[*n.things]",
    "len(n.things)",
    "3 in n.things",
    "with n.no_grad:\n    pass",
    "with n.no_grad():\n    pass",
    "class Mine(n.Module):\n    pass",
    "class Mine(dict, n.Module):\n    pass",
    "raise n.Error",
    "raise n.Error('x')",
    "n.options.width = 3",
    "n.table['a'] = 3",
    "f'{n.pi:.2f}'",
    "n.table['a']['b'] + 1",
]


@pytest.mark.parametrize("use", USES)
def test_a_use_names_the_library(session: Session, use: str) -> None:
    session.run_cell("import numpy as np\nimport nolib as n")
    done = session.run_cell(use)
    (problem,) = [each for each in done.outputs if isinstance(each, ErrorOutput)]
    assert (problem.name, problem.text) == ("ModuleNotFoundError", f"nolib {NOT_INSTALLED}")


def test_an_attribute_of_python_itself_names_the_library(session: Session) -> None:
    session.run_cell("import nolib as n")
    (problem,) = session.run_cell("n.__version__").outputs
    assert isinstance(problem, ErrorOutput)
    assert (problem.name, problem.text) == ("AttributeError", f"nolib {NOT_INSTALLED}")


NO_USES = [
    ("isinstance(3, n.Number), isinstance(3, (str, n.Number)), isinstance(3, str | n.Number)", 3),
    ("issubclass(int, n.Number), n == 3, 3 == n.pi", 3),
    ("[] == [n.pi], n is None, not n", 3),
]


@pytest.mark.parametrize(("source", "count"), NO_USES)
def test_nothing_is_an_instance_of_it(session: Session, source: str, count: int) -> None:
    session.run_cell("import nolib as n")
    assert last_value(session.run_cell(source)) == str((False,) * count)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    1 / 0\nexcept n.Error:\n    x = 1\nexcept ZeroDivisionError:\n    x = 2",
        "try:\n    1 / 0\nexcept (n.Error, ZeroDivisionError):\n    x = 2",
        "def f(a: n.Tensor, b: n.A[int, 'x'] = None) -> n.Tensor | None:\n    return 2\nx = f(1)",
        "import typing\nA = typing.Optional[n.Tensor]\nB = dict[str, n.Tensor]\nx: n.Tensor = 2",
        "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: n.Tensor\nx = D(2).a",
        "repr(n), str(n), f'{n}', hash(n), bool(n), n.a.b\nx = 2",
        "match 2:\n    case n.Number():\n        x = 1\n    case _:\n        x = 2",
        "import functools\n@functools.singledispatch\ndef f(a): return 2\n"
        "@f.register\ndef _(a: n.Tensor): return 1\nx = f(0)",
        "[n, n.a]\ndisplay(n)\nx = 2",
    ],
)
def test_what_is_no_use(session: Session, source: str) -> None:
    session.run_cell("import nolib as n")
    assert not session.run_cell(source).failed
    assert Student(session).value("x") == 2


@pytest.mark.parametrize(
    "decorator",
    ["n.jit", "n.jit(parallel=True)", "n.a.b.jit", "jit", "jit()"],
)
@pytest.mark.parametrize(
    "source",
    [
        "@{}\ndef f(x):\n    return 2 * x",
        "class C:\n    @{}\n    def g(self, x):\n        return 2 * x\nf = C().g",
        "import functools\n@functools.lru_cache\n@{}\ndef f(x):\n    return 2 * x",
        "@{}\nclass C:\n    def __call__(self, x):\n        return 2 * x\nf = C()",
    ],
)
def test_what_it_decorates_runs_without_it(session: Session, decorator: str, source: str) -> None:
    session.run_cell("import nolib as n\nfrom nolib import jit")
    assert not session.run_cell(source.format(decorator)).failed
    assert Student(session).f(4) == 8


def test_what_needs_its_decorator_names_the_library(session: Session) -> None:
    session.run_cell("import nolib\n@nolib.vectorize\ndef f(x):\n    return 1 if x > 0 else 0")
    with pytest.raises(StudentFailure) as caught:
        Student(session).f(np.zeros(3))
    assert f"nolib {NOT_INSTALLED} (without it: ValueError" in caught.value.message


def test_a_stub_below_a_decorator_is_not_written_yet(session: Session) -> None:
    session.run_cell("import nolib\n@nolib.jit\ndef f(x):\n    raise NotImplementedError")
    with pytest.raises(StudentFailure) as caught:
        Student(session).f(3)
    assert caught.value.status is Status.MISSING


def test_a_call_with_a_function_is_no_decorator(session: Session) -> None:
    session.run_cell("import nolib\ndef f(x):\n    return x\nf2 = nolib.grad(f)")
    with pytest.raises(StudentFailure, match=f"`f2 = nolib.grad.f.`.*nolib {NOT_INSTALLED}"):
        Student(session).f2(3)


OWN = b"""from __future__ import annotations
import nolib, math
from nolib import a as b
@nolib.jit
def double(x: nolib.Array) -> b:
    return 2 * x
def use(x):
    return nolib.double(x)
"""


@pytest.mark.parametrize("name", ["own.py", "own_package/__init__.py", "own_package/part.py"])
def test_a_module_of_ones_own(open_session: OpenSession, name: str) -> None:
    session = open_session(files={name.replace("/", "_"): OWN})
    if "/" in name:
        session.run_cell("import os, shutil\nos.mkdir('own_package')")
        session.run_cell(f"shutil.move('{name.replace('/', '_')}', '{name}')")
    module = name.removesuffix(".py").replace("/__init__", "").replace("/", ".")
    done = session.run_cell(f"from {module} import double, use\ndouble(4)")
    assert (last_value(done), done.missing) == ("8", ("nolib",))
    with pytest.raises(StudentFailure, match=f"nolib {NOT_INSTALLED}"):
        Student(session).use(3)


def test_a_module_of_ones_own_that_fails_is_named(open_session: OpenSession) -> None:
    session = open_session(files={"own.py": b"x = 1 / 0\ndef f(): return 3"})
    session.run_cell("from own import f")
    with pytest.raises(StudentFailure, match=r"`from own import f`.*ZeroDivisionError"):
        Student(session).f()


@pytest.mark.parametrize(
    "command",
    ["!pip install nolib", "%pip install -q nolib", "!pip3 install nolib==1 && echo yes",
     "!python -m pip install nolib", "%%capture\n!conda install nolib", "!apt-get install x"],
)  # fmt: skip
def test_nothing_is_installed(session: Session, command: str) -> None:
    assert not session.run_cell(f"{command}\nx = 1").failed
    assert Student(session).value("x") == 1


def test_colab(session: Session) -> None:
    session.run_cell(
        "from google.colab import drive, files\ndrive.mount('/content/drive')\n"
        "uploaded = files.upload()\n%tensorflow_version 2.x\nx = 1"
    )
    assert Student(session).value("x") == 1
    with pytest.raises(StudentFailure, match=f"files.upload.*google.colab {NOT_INSTALLED}"):
        Student(session).value("uploaded")
