"""A library that is installed, but was not loaded beforehand, is imported when it is used."""

from __future__ import annotations

import pytest
from test_cells import last_value
from test_statements import problems
from toy_course import OpenSession

from autograder.responder import ChildDied, StudentFailure
from autograder.results import Status
from autograder.sandbox import library_time
from autograder.sandbox.clock import MOST_GRANTED, Clock
from autograder.sandbox.library_time import LibraryTime
from autograder.sandbox.session import Session
from autograder.student import Student
from autograder.wire.channel import ChannelBroken
from autograder.wire.responses import MAX_IMPORTS, Importing

# Small libraries that this package needs, and that the tests' student side has not loaded.
LOADED = "import sys\n'jinja2' in sys.modules"
NOT_YET = [
    "import jinja2",
    "import os, jinja2 as j",
    "from jinja2 import Template, nodes as n",
    "import jinja2.nodes",
    "import jinja2.nodes as n",
    "def f(a):\n    return jinja2.Template(a)",
    "x = [print]\ndef f(a):\n    import jinja2",
]


@pytest.mark.parametrize("source", NOT_YET)
def test_what_is_not_used_is_not_imported(session: Session, source: str) -> None:
    assert not session.run_cell(f"{source}\nx = 1 + 1").failed
    assert last_value(session.run_cell(LOADED)) == "False"


TEMPLATE = "Template('{{ x }}').render(x=5)"
USED = [
    f"import jinja2\njinja2.{TEMPLATE}",
    f"import jinja2 as j\nj.{TEMPLATE}",
    f"from jinja2 import Template\n{TEMPLATE}",
    f"from jinja2 import Template as T\nT{TEMPLATE[8:]}",
    f"from jinja2 import *\n{TEMPLATE}",
    f"import jinja2.environment\njinja2.environment.{TEMPLATE}",
    f"import jinja2\ndef f():\n    return g()\ndef g():\n    return jinja2.{TEMPLATE}\nf()",
    f"from jinja2 import Template\nclass A:\n    def f(self):\n        return {TEMPLATE}\nA().f()",
    f'import jinja2\neval("jinja2.{TEMPLATE}")',
    f"import jinja2.meta\nimport jinja2.ext\njinja2.meta, jinja2.ext\njinja2.{TEMPLATE}",
    f"import jinja2\n%time jinja2.{TEMPLATE}",
    f"%%time\nimport jinja2\njinja2.{TEMPLATE}",
    f"import jinja2\n[jinja2][0].{TEMPLATE}",
    f"import jinja2\nglobals()['jinja2'].{TEMPLATE}",
    "from jinja2 import Template\nglobals()['Template']('{{ x }}').render(x=5)",
    f"if True:\n    import jinja2\njinja2.{TEMPLATE}",
    f"try:\n    import jinja2\nexcept ImportError:\n    jinja2 = None\njinja2.{TEMPLATE}",
    f"def f():\n    import jinja2\n    return jinja2.{TEMPLATE}\nf()",
]


@pytest.mark.parametrize("source", USED)
def test_what_is_used_is_imported(session: Session, source: str) -> None:
    done = session.run_cell(source)
    assert (problems(done), last_value(done)) == ([], "'5'")
    assert done.missing == ()


def test_it_is_the_library_itself(session: Session) -> None:
    session.run_cell("import jinja2\nfrom jinja2 import Template")
    source = "import inspect\ninspect.ismodule(jinja2), isinstance(3, Template), type(Template)"
    assert last_value(session.run_cell(source)) == "(True, False, type)"
    session.run_cell("class Mine(Template): pass")
    assert last_value(session.run_cell("issubclass(Mine, Template)")) == "True"


def test_a_function_that_a_check_calls_uses_it(session: Session) -> None:
    session.run_cell("from jinja2 import Template\nimport jinja2\nescape = jinja2.nothing")
    session.run_cell("def f(x):\n    return Template('{{ x }}').render(x=x)")
    assert Student(session).f(7) == "7"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("from jinja2 import f", "jinja2 has no f"),
        ("from jinja2.nothing import f", "jinja2 has no nothing"),
        ("import jinja2.nothing as f", "jinja2 has no nothing"),
    ],
)
def test_what_it_does_not_have_is_told_at_its_use(session: Session, source: str, said: str) -> None:
    assert not session.run_cell(source).failed
    with pytest.raises(StudentFailure) as caught:
        Student(session).f(3)
    assert said in caught.value.message


def test_a_name_that_is_given_to_something_else(session: Session) -> None:
    session.run_cell("import jinja2\njinja2 = 3")
    assert last_value(session.run_cell("jinja2")) == "3"
    assert last_value(session.run_cell(LOADED)) == "False"


def test_tensorflow_takes_longer_than_a_cell_may(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=2.0)
    session.run_cell(
        "import random, numpy as np, tensorflow as tf\nnp.random.seed(5)\nrandom.seed(5)"
    )
    session.run_cell("def f(x):\n    return tf.nn.relu(x)")
    assert Student(session).f([-1.0, 2.0]).tolist() == [0.0, 2.0]
    session.run_cell("a = float(np.random.rand()), random.random(), float(tf.random.uniform(()))")
    again = open_session(cell_seconds=2.0)
    again.run_cell("import random, numpy as np\nnp.random.seed(5)\nrandom.seed(5)")
    again.run_cell("b = float(np.random.rand()), random.random()")
    again.run_cell("import tensorflow\nb += float(tensorflow.random.uniform(())),")
    assert Student(session).value("a") == Student(again).value("b")


def test_a_loop_behind_an_import_is_stopped(open_session: OpenSession) -> None:
    session = open_session(cell_seconds=1.0)
    with pytest.raises(ChildDied, match="Stopped after 1 s "):
        session.run_cell("import jinja2\njinja2.Template\nwhile True: pass")


FORGE = """
import os, msgspec, time
def say(**fields):
    for number in range(3, 256):
        try:
            if os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
                break
        except OSError:
            pass
    body = msgspec.msgpack.encode({"type": "Importing", "number": 2, **fields})
    os.write(number, len(body).to_bytes(4, "big") + body)
"""


@pytest.mark.parametrize(
    "attack",
    [
        "say(library='a', done=True)",
        "say(library='a'); say(library='b')",
        "say(library='a'); say(library='b', done=True)",
        "say(library='a'); say(library='a', done=True); say(library='a')",
        f"for i in range({MAX_IMPORTS} + 1): say(library=str(i)); say(library=str(i), done=True)",
        "say(library='a', number=1)",
        "say(library='x' * 10**6)",
    ],
)
def test_who_asks_for_more_than_a_few_imports_is_stopped(session: Session, attack: str) -> None:
    session.run_cell(FORGE)
    with pytest.raises(ChildDied, match="makes no sense") as caught:
        session.run_cell(f"{attack}\ntime.sleep(60)")
    assert caught.value.status is Status.CRASHED


def test_who_never_comes_back_from_an_import_is_stopped(
    open_session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_time, "IMPORT_SECONDS", 0.5)
    session = open_session(cell_seconds=0.5)
    session.run_cell(FORGE)
    with pytest.raises(ChildDied) as caught:
        session.run_cell("say(library='a')\nwhile True: pass")
    assert caught.value.status is Status.TIMEOUT


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time by the clock on the wall, to be changed."""
    now = [0.0]
    monkeypatch.setattr(library_time.time, "monotonic", lambda: now[0])
    return now


def imported(left: LibraryTime, library: str, took: float, seconds: list[float]) -> None:
    """A child says that it imports a library, and, so many seconds later, that it has."""
    left.hear(Importing(1, library))
    seconds[0] += took
    left.hear(Importing(1, library, done=True))


def test_so_much_time_and_no_more(seconds: list[float]) -> None:
    clock = Clock(10.0, 100.0)
    left = LibraryTime(clock)
    left.hear(Importing(1, "a"))
    assert clock.granted_now == library_time.IMPORT_SECONDS
    seconds[0] += 50.0
    left.hear(Importing(1, "a", done=True))
    assert clock.granted_now == 50.0
    imported(left, "b", 1000.0, seconds)
    imported(left, "c", 1.0, seconds)
    assert clock.granted_now == library_time.IMPORT_SECONDS
    with pytest.raises(ChannelBroken):
        left.hear(Importing(1, "c"))


def test_what_one_child_has_used_is_all_that_the_next_one_lacks(seconds: list[float]) -> None:
    clock = Clock(10.0, 100.0)
    for child in range(1, 4):
        imported(LibraryTime(clock), "a", 6.0, seconds)
        assert clock.granted_now == 6.0 * child


def test_a_child_that_dies_while_it_imports_keeps_no_time(
    open_session: OpenSession,
) -> None:
    session = open_session()
    session.run_cell(FORGE)
    with pytest.raises(ChildDied):
        session.run_cell("say(library='a')\nos._exit(0)")
    assert session.clock.grant(MOST_GRANTED) > MOST_GRANTED / 2
