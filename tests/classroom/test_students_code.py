"""Code of a student's becomes code of the course only where all of it is of a list; and whose it is
cannot be seen."""

from __future__ import annotations

import ast

import pytest

from autograder.classroom.without_hint.as_mistake import as_mistake
from autograder.classroom.without_hint.nameless import MOST_CHARACTERS, bounded, nameless, names_in
from autograder.classroom.without_hint.writable import is_plain
from autograder.course.questions import FunctionQuestion, ValueQuestion
from autograder.roster import Person, Roster

F = FunctionQuestion("f", 1, "def f(x, weights):", "", "return x")
VALUES = ValueQuestion("by_hand", 1, "", ("A", "B"), "A = 1\nB = 2")

PLAIN = [
    "import numpy as np\ndef f(x):\n    e = np.exp(x - np.max(x, axis=-1, keepdims=True))\n"
    "    return e / e.sum(axis=-1)",
    "def f(x):\n    out = []\n    for n in x:\n        if n > 0:\n            out.append(n)\n"
    "        else:\n            out.append(0.0)\n    return np.array(out)",
    "import math\ndef f(x):\n    return [1 / (1 + math.exp(-n)) for n in x]",
    "def f(x, weights):\n    hidden, output = weights\n    return x @ hidden @ output",
    "def f(x):\n    x[x < 0] = 0\n    return x",
    "def f(x):\n    return np.where((x > 0) & (x < 1), x, 0 * x)",
    "A, B = 2, 5",
]

MORE = {
    "a file": "def f(x):\n    return open('/etc/passwd').read()",
    "an import": "import os\ndef f(x):\n    return x",
    "an import in disguise": "import os as np\ndef f(x):\n    return np.sum(x)",
    "an import by its name": "def f(x):\n    return __import__('os').getcwd()",
    "names from a module": "from numpy import load\ndef f(x):\n    return load(x)",
    "a file by NumPy": "def f(x):\n    return np.load('x.npy')",
    "a file by an array": "def f(x):\n    np.array(x).tofile('x')\n    return x",
    "a file by an alias": "def f(x):\n    n = np\n    return n.fromfile('x')",
    "what stands behind an object": "def f(x):\n    return ().__class__.__bases__",
    "what stands behind a module": "def f(x):\n    return np.core",
    "text that is run": "def f(x):\n    return eval('x')",
    "text that is filled in": "def f(x):\n    return '{0.__class__}'.format(x)",
    "a format": "def f(x):\n    return f'{x}'",
    "an attribute by its name": "def f(x):\n    return getattr(x, 'tofile')",
    "a decorator": "@print\ndef f(x):\n    return x",
    "a decorator of NumPy": "@np.sum\ndef f(x):\n    return x",
    "a class": "class A:\n    pass\ndef f(x):\n    return x",
    "a loop that may not end": "def f(x):\n    while True:\n        pass",
    "something global": "def f(x):\n    global y\n    y = x",
    "another name": "def f(x):\n    return secret",
    "a word of ours that means something else": "def f(x):\n    print = x\n    return print",
    "NumPy as something else": "def f(np):\n    return np.sum(1)",
    "what is deleted": "def f(x):\n    del x",
    "what is caught": "def f(x):\n    try:\n        return x\n    except E:\n        pass",
    "a file that is closed": "def f(x):\n    with x:\n        return x",
    "attributes that are given": "def f(x):\n    np.sum = x\n    return x",
    "a tower": "def f(x):\n    return 9**9**9",
    "a large power": "def f(x):\n    return 10**1000000",
    "a large number": "def f(x):\n    return np.ones(10000000000)",
    "what is awaited": "async def f(x):\n    return x",
    "what is yielded": "def f(x):\n    yield x",
    "a name with two lines": "def f(x):\n    return __builtins__",
    "an assignment inside": "def f(x):\n    return (y := x)",
}


@pytest.mark.parametrize("source", PLAIN)
def test_what_is_plain(source: str) -> None:
    assert is_plain(ast.parse(source))


@pytest.mark.parametrize("source", MORE.values(), ids=MORE)
def test_what_is_more_than_that(source: str) -> None:
    assert not is_plain(ast.parse(source))


def test_code_that_is_too_long_is_written_by_a_person() -> None:
    assert not is_plain(ast.parse("A = 1\n" * 1000))


def test_a_default_is_a_number_since_it_is_computed_at_once() -> None:
    written = as_mistake(
        "def f(x, y=np.ones(10)):\n    return x", F, "g", "Hint.", by_sign=False, given=()
    )
    assert not written.has_code
    written = as_mistake("def f(x, y=1):\n    return x", F, "g", "Hint.", by_sign=False, given=())
    assert written.text.startswith("@mistake\ndef g(x, y=1):\n")


def test_helpers_come_along_inside() -> None:
    code = "import numpy as np\ndef g(x):\n    return x\ndef f(x):\n    return np.sum(g(x))"
    written = as_mistake(code, F, "adds", "Hint.", by_sign=False, given=())
    assert written.modules == {"np"} and not written.is_draft
    (function,) = ast.parse(written.text).body
    assert isinstance(function, ast.FunctionDef)
    assert [type(node) for node in function.body] == [ast.Expr, ast.FunctionDef, ast.Return]


def test_a_function_that_calls_itself_is_written_by_a_person() -> None:
    code = "def f(x):\n    return f(x - 1)"
    assert not as_mistake(code, F, "g", "Hint.", by_sign=False, given=()).has_code


def test_values_are_assigned() -> None:
    written = as_mistake("A = 2, 5\nB = x1", VALUES, "comma", "Hint.", by_sign=False, given=["x1"])
    assert written.text == '@mistake\ndef comma():\n    """Hint."""\n    A = (2, 5)\n    B = x1\n'
    assert not as_mistake("A = x1", VALUES, "comma", "Hint.", by_sign=False, given=()).has_code


def test_what_only_a_sign_tells_is_a_draft() -> None:
    written = as_mistake("def f(x):\n    return x", F, "g", "Hint.", by_sign=True, given=())
    assert written.is_draft and "def g(x, weights):" in written.text
    assert "    #     return x\n" in written.text


def test_no_text_of_a_students_leaves_its_comment() -> None:
    code = nameless('def f(x):\n    y = """a\nimport os\n"""\n    "b"\n    return open(y)', ())
    written = as_mistake(code, F, "g", 'A "hint" \\ here', by_sign=False, given=())
    tree = ast.parse(written.text)
    assert not any(isinstance(node, ast.Import | ast.Call) for node in ast.walk(tree))


NAMES = names_in(
    Roster(
        (Person("mcurie", "Marie Skłodowska-Curie", "radium@example.org"), Person("12345", "Al"))
    ),
    ["nobel"],
)


def test_by_which_words_somebody_may_be_known() -> None:
    assert {"mcurie", "marie", "skłodowska", "curie", "radium", "nobel"} == NAMES


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# by Marie\nx = 1", "x = 1"),
        ("x = 'Marie did this'", "x = '… did this'"),
        ("x = f'{y} by marie'", "x = f'{y} by …'"),
        ("def f(curie):\n    return curie", "def f(name1):\n    return name1"),
        ("curie_2 = MARIE = 1", "name1 = name2 = 1"),
        ("def f(x: 'Marie') -> 'Curie':\n    return x", "def f(x):\n    return x"),
        ("class MarieCurie:\n    pass", "class name1:\n    pass"),
        ("curious = by_m_curie = 1", "curious = name1 = 1"),
        ("self.curie = np.mcurie(x)", "self.name1 = np.name2(x)"),
        ("import numpy as curie", "import numpy as name1"),
        ("def f():\n    global marie", "def f():\n    global name1"),
        ("try:\n    x\nexcept E as marie:\n    x", "try:\n    x\nexcept E as name1:\n    x"),
        ("f(marie=2)", "f(name1=2)"),
        ("print('RadiumMarie', 'nobelium')", "print('…', '…')"),
        ("x = (", ""),
        ("x = '\\ud800'", "x = '\\ud800'"),
    ],
)
def test_whose_code_it_is_cannot_be_seen(source: str, shown: str) -> None:
    assert nameless(source, NAMES) == shown


def test_somebody_whose_name_is_a_word_of_python_or_of_the_exercise() -> None:
    source = "sort = max(np.max(y), np.sort(y))"
    assert nameless(source, {"max", "sort"}) == "name1 = max(np.max(y), np.sort(y))"
    roster = Roster((Person("relu", "Tan H"),))
    assert names_in(roster, [], ["relu", "tan"]) == set()


def test_no_more_is_shown_than_can_be_read() -> None:
    assert bounded("x = 1\n" * 1000).count("\n") == 60
    assert len(bounded("x" * 100_000)) < MOST_CHARACTERS + 10
