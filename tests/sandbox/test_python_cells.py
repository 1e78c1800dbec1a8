"""A cell that is Python is run as it stands: IPython would look for magics, and change nothing."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.inside.pieces import Compiler, has_no_prompt
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
    "a form feed": "x = 1\n\x0cy = 2\n",
    "carriage returns": "x = 1\r\ny = 2\r\n",
    "a division": "x = 1\ny = x\\\n/ 2\n",
}


@pytest.mark.parametrize("source", ODD.values(), ids=ODD)
def test_odd_python(source: str) -> None:
    assert has_no_prompt(source) and Compiler().reads(source)
    assert TransformerManager().transform_cell(source) == source


def test_much_python() -> None:
    found = [each for each in sources() if has_no_prompt(each) and Compiler().reads(each)]
    assert len(found) > 50
    for source in found:
        assert TransformerManager().transform_cell(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "pwd",
        "\nx = 1\ny = 2\n",
        "    x = 1\n    y = 2\n",
        ">>> x = 1\n>>> y = 2\n",
        "x = 1\n...\n",
        "In [0]: int\nx = 1\n",
    ],
)
def test_what_ipython_has_to_look_at(source: str) -> None:
    assert not has_no_prompt(source)


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
