"""A cell that is Python is run as it stands: IPython would look for magics, and change nothing."""

from __future__ import annotations

import ast
import random
import sysconfig
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

from autograder.sandbox.inside.pieces import Compiler, has_plain_lines
from autograder.sandbox.inside.statements import StatementShell
from autograder.sandbox.session import Session

REPOSITORY = Path(__file__).parents[2]
LIBRARY = Path(sysconfig.get_path("stdlib"))
MAX_SIZE = 20_000


def sources() -> list[str]:
    ours = [*REPOSITORY.glob("solutions/*/*.py"), *REPOSITORY.glob("exercises/*.py")]
    pythons = sorted(LIBRARY.glob("*.py"))[::3]
    paths = [path for path in (*ours, *pythons) if path.stat().st_size < MAX_SIZE]
    return [path.read_text(encoding="utf-8") for path in paths]


ODD = {
    "a percent sign goes on": "x = (7\n% 3)\n",
    "a text with magics": "x = '''\n%matplotlib inline\n!ls\n?x\n'''\n",
    "a text that begins with magics": "'''\n%%time\n'''\nx = 1\n",
    "not equal": "x = 3\ny = x != 2\n",
    "a backslash": "x = 3 \\\n  % 2\ny = 1\n",
    "carriage returns": "x = 1\r\ny = 2\r\n",
    "a division": "x = 1\ny = x\\\n/ 2\n",
}


@pytest.mark.parametrize("source", ODD.values(), ids=ODD)
def test_odd_python(source: str) -> None:
    assert has_plain_lines(source) and Compiler().reads(source)
    assert TransformerManager().transform_cell(source) == source


def test_much_python(shell: StatementShell) -> None:
    found = [each for each in sources() if _is_quick(shell, each)]
    assert len(found) > 50
    for source in found:
        assert TransformerManager().transform_cell(source) == shell._cleaned(source)


@pytest.mark.parametrize(
    "source", ["pwd", "pwd\n", "x = 'a\x0cb'\ny = 1\n", "# a\u2028x?\ny = 1\n"]
)
def test_what_ipython_has_to_look_at(source: str) -> None:
    assert not has_plain_lines(source)


@pytest.mark.parametrize(
    "source", ["x = 1\n%time y = 2\n", "files = !ls\nx = 1\n", "x = 1\nx?\n", "%%time\nx = 1\n"]
)
def test_what_is_no_python(source: str) -> None:
    assert not Compiler().reads(source)


def test_rules_of_the_students_own_are_kept(session: Session) -> None:
    rule = "get_ipython().input_transformers_post.append(lambda lines: ['x = 5\\n'])"
    session.run_cell(f"x = 1\n{rule}\n")
    session.run_cell("y = 1\ny = 2\n")
    (output,) = session.run_cell("print(x)\nprint(x)\n").outputs or [None]
    assert output is None  # the rule makes of every cell: x = 5


FRAGMENTS = [
    "x = 1", "x", "?", "!ls", "%d", "'", "\"", '\"\"\"', "'''", "\n", "\n", "\n", "\t", " ", "    ",
    "\\", "\\\n", ";", "\f", "\v", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x1c", "\x1d", "\x1e",
    ">>> ", "... ", "In [1]: ", "   ...: ", "(", ")", "#", "x?", "  \n", "\t\n", "é", "pass",
]  # fmt: skip
FRAMES = [
    "x = 1\n%s\n", "x = '''%s'''\ny = 2\n", "x = '%s'\ny=2\n", "x = (1,\n%s\n)\n",
    "# %s\nx=1\n",
    "def f():\n    '''%s\n    '''\n    return 1\n", "f'''%s'''\nx=1", "x=1;%s\ny",
    "if 1:\n\t%s\n",
]  # fmt: skip


@pytest.fixture(scope="module")
def shell() -> Iterator[StatementShell]:
    yield StatementShell.instance()
    StatementShell.clear_instance()


def test_a_cell_is_what_ipython_makes_of_it(shell: StatementShell) -> None:
    """By luck with a seed: magics, prompts and all that ends a line, in texts and comments."""
    luck, quick = random.Random(7), 0
    for _case in range(4000):
        middle = "".join(luck.choices(FRAGMENTS, k=luck.randint(1, 8)))
        cell = luck.choice(FRAMES).replace("%s", middle)
        quick += _is_quick(shell, cell)
        stock = _meaning(_ipythons(shell), cell)
        assert stock is None or _meaning(shell.transform_cell, cell) == stock, cell
    assert quick > 500


@pytest.mark.parametrize(
    "cell",
    [
        "t = '''a\n   \nb'''\nprint(len(t))",
        "x = 'a\x0c>>> b'; y = 1\nprint(len(x))",
        "# see\u2028x?\ny = 1\n",
        "\n\n   \nx = 1\ny = 2\n",
        "    x = 1\n    y = 2\n",
        ">>> x = 1\n>>> y = 2\n",
        "In [0]: int\nx = 1\n",
    ],
)
def test_what_ipython_changes_is_changed(shell: StatementShell, cell: str) -> None:
    assert _meaning(shell.transform_cell, cell) == _meaning(_ipythons(shell), cell)


def test_what_only_has_blanks_is_quick(shell: StatementShell) -> None:
    assert _is_quick(shell, "def f(x):\n    y = 1\n    \n    return y\n")


def _is_quick(shell: StatementShell, cell: str) -> bool:
    cleaned = shell._cleaned(cell)
    return has_plain_lines(cleaned) and Compiler().reads(cleaned)


def _ipythons(shell: StatementShell) -> Callable[[str], str]:
    return partial(InteractiveShell.transform_cell, shell)


def _meaning(transform: Callable[[str], str], cell: str) -> str | None:
    """What is run; nothing where Python cannot read that as a whole."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.dump(ast.parse(transform(cell)))
        except (SyntaxError, ValueError):
            return None
