"""What a notebook sends: the cells that were run, as far as each came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from shell_tools import Shell, shell

from autograder_client.cells import given, notebook_of, unsaved
from autograder_client.record import Record

LINEAR = "def linear(x):\n    return x"


@pytest.fixture
def kernel() -> Iterator[Shell]:
    with shell() as made:
        made.user_ns["Record"] = Record
        made.run("before = 1", "sent = Record(get_ipython())")
        yield made


def sources(kernel: Shell) -> list[str]:
    """What is sent, without the first two."""
    content = json.loads(notebook_of(kernel.user_ns["sent"].so_far()))
    return [cell["source"] for cell in content["cells"]][2:]


def runs(*cells: str) -> dict[str, object]:
    """The names that these cells give, run one after the other."""
    names: dict[str, object] = {}
    for cell in cells:
        with suppress(Exception):
            exec(cell, names)
    return names


@pytest.mark.parametrize(
    ("cells", "name", "value"),
    [
        (("def n(a):\n    return a", "N = n(2)", "def n(a):\n    return a * 3"), "N", 2),
        (("Y = 3", "Y = Y + 4", "Y = Y * 2"), "Y", 14),
        (("def f():\n    return g()", "g = int", "y = f()", "g = None"), "y", 0),
        (("k = (7\n     % 2)",), "k", 1),
        (('t = """\n? what\n%time\n!ls\n"""',), "t", "\n? what\n%time\n!ls\n"),
        (("y = 1", "y = undefined"), "y", 1),
        (("y = 1", "x = 5; y = 2; z = 1/0"), "y", 2),
        (("y = 1", "y = 2\nz = 1/0\ny = 3"), "y", 2),
        (("y = 1", "y = (2"), "y", 1),
        (("y = 1", "def wrong():\n    return 1/0", "y = 7\nwrong()"), "y", 7),
    ],
)
def test_what_is_sent_gives_what_the_kernel_has(
    kernel: Shell, cells: tuple[str, ...], name: str, value: object
) -> None:
    kernel.run(*cells)
    assert kernel.user_ns[name] == value
    assert runs(*sources(kernel))[name] == value


def test_magics_are_left_to_the_service_which_has_them(kernel: Shell) -> None:
    timed = f"%%time\n{LINEAR}"
    kernel.run(timed, "%matplotlib --list\nx = 1", "files = !echo hi")
    assert sources(kernel) == [timed, "%matplotlib --list\nx = 1", "files = !echo hi"]


def test_what_stands_above_a_check_in_its_own_cell_is_sent(kernel: Shell) -> None:
    kernel.user_ns["look"] = lambda: kernel.user_ns.update(found=sources(kernel))
    kernel.run(f"# mine\n{LINEAR}\nlook()\ny = 1")
    assert kernel.user_ns["found"] == [LINEAR]
    kernel.register_magic_function(lambda _line: None, magic_name="sign_in")
    kernel.run("x = 1\n%sign_in nowhere\ny = 2")
    assert "x = 1\ny = 2" in sources(kernel)


def test_a_cell_that_fails_is_sent_where_nothing_else_gives_the_name(kernel: Shell) -> None:
    kernel.run("A = nothing", "A = 1/0", "def f(x)\n    return x", "%nosuch")
    assert sources(kernel) == ["A = 1/0", "def f(x)\n    return x"]
    kernel.run("A = 1")
    assert sources(kernel) == ["def f(x)\n    return x", "A = 1"]


def test_an_await_at_the_top_is_no_error(kernel: Shell) -> None:
    kernel.run("import asyncio\nawait asyncio.sleep(0)\nA = 3")
    assert kernel.user_ns["A"] == 3
    assert "A = 3" in sources(kernel)[0]


def test_only_the_last_run_of_an_answer_has_to_be_in_the_file(kernel: Shell) -> None:
    kernel.run("y = 1", "y = 2", "print(y)", "scratch = 3", "y = undefined")
    ran = kernel.user_ns["sent"].so_far()
    assert unsaved(ran, ["y = 2"], {"y"}) == []
    assert unsaved(ran, ["y = 1"], {"y"}) == ["y"]
    assert unsaved(ran, ["z = 1"], {"y", "z"}) == []


def test_the_names_that_a_cell_gives() -> None:
    code = '"""About."""\nclass A:\n    b = 1\nx = y, *z = 1, 2\nfrom os import path as p\n'
    code += "if x:\n    w: int = 1\nimport os.path\nf = lambda a: (q := a)\nprint(n)"
    assert given(code) == {"A", "x", "y", "z", "p", "w", "os", "f"}
    assert given("def f(x)\n    y = 2\ny = 3\nx == 2") == {"f", "y"}
