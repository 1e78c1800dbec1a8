"""Answer cells without an answer: copies of them do not count, and the answer may stand below."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy_course as toy

from autograder.notebooks import studied
from autograder.notebooks.cells import Work
from autograder.notebooks.kinds import ANSWER, BLANK, CHECK, FREE
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match
from autograder.notebooks.unwritten import asked_names, is_answered

DOUBLE, DOUBLE_CHECK = 4, 5  # the places in the toy notebook
RELEASES = sorted(Path(__file__).parents[2].glob("release/*/*.ipynb"))
HEAD = "def double(x):\n"
COPY = "A copy of the answer cell “double” holds no answer: it was left out."
BELOW = "Nothing was written in the answer cell “double”; its answer was taken from a cell below."
PART = (
    "The answer cell “by_hand” does not hold the whole answer; "
    "the rest was taken from a cell below."
)
FRAMES = [
    toy.STUBS["double"],
    "",
    "# later",
    "# YOUR CODE\n" + toy.STUBS["double"] + "()\n",
    '"""My answer stands below."""',
    "pass",
    "...",
    "raise NotImplementedError()",
    "raise NotImplementedError('later')",
    f"{HEAD}    pass",
    f"{HEAD}    ...",
    f'{HEAD}    """Double it."""',
    f'{HEAD}    """Double it."""\n    # YOUR CODE HERE\n    raise NotImplementedError("no")',
    f"{HEAD}    return None",
    f"{HEAD}    return",
    f"# \\d\n{HEAD}    '\\d'\n",
    "%matplotlib inline\npass",
    "double = None",
]


def work_of(cells: list[toy.Json], release: bytes | None = None) -> Work:
    return match(
        read_notebook(toy.notebook(cells)), read_notebook(release or toy.notebook()), "toy"
    )


def place_of(work: Work, question: str) -> int:
    [place] = [i for i, cell in enumerate(work.cells) if question in cell.examine]
    return place


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("place", [DOUBLE_CHECK, 8])
def test_a_copy_without_an_answer_does_not_count(frame: str, place: int) -> None:
    cells = toy.cells(toy.ANSWERS)
    cells.insert(place, toy.answer("double", frame))
    work = work_of(cells)
    assert (work.cells[place].role, work.cells[place].runs) == (BLANK, False)
    assert work.cells[place].raw.grade_id == ""
    assert work.answers() == toy.ANSWERS
    assert work.cells[place_of(work, "double")].role == CHECK
    assert work.notes == [COPY]


def test_where_all_copies_are_as_given_out_the_last_one_counts() -> None:
    work = work_of([*toy.cells(), toy.answer("double", toy.STUBS["double"])])
    assert [cell.role for cell in work.cells].count(BLANK) == 0
    assert place_of(work, "double") == 8


def test_cells_that_were_split_are_both_run() -> None:
    cells = toy.cells({**toy.ANSWERS, "double": "def twice(x):\n    return 2 * x"})
    cells.insert(DOUBLE_CHECK, toy.answer("double", "double = twice"))
    cells.append(toy.answer("double", toy.STUBS["double"]))
    work = work_of(cells)
    assert [cell.role for cell in work.cells][4:6] == [ANSWER, ANSWER]
    assert work.cells[-1].role == BLANK
    assert place_of(work, "double") == DOUBLE_CHECK + 1
    assert work.notes[0] == COPY
    assert "more than once: all of them were run" in work.notes[1]


@pytest.mark.parametrize("frame", FRAMES)
def test_the_answer_below_an_answer_cell_without_one(frame: str) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": frame})
    work = work_of([*cells, toy.code(toy.ANSWERS["double"]), toy.code(f"{HEAD}    pass")])
    assert (place_of(work, "double"), work.notes) == (8, [BELOW])


@pytest.mark.parametrize("first", [f"{HEAD}    return x", "double = abs", f"{HEAD}    return ("])
def test_a_first_try_counts_and_a_second_answer_is_said(first: str) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": first})
    work = work_of([*cells, toy.code(toy.ANSWERS["double"]), toy.code("print(double(2))")])
    assert place_of(work, "double") == DOUBLE_CHECK
    assert work.notes == [
        "“double” is defined again in a cell below its check: what counts is the answer cell."
    ]
    same = work_of([*cells, toy.code(first), toy.code("# double = 2\nredouble = double(1)")])
    assert same.notes == []


ANYHOW = [
    "from mine import *",
    "if True:\n    from mine import *",
    "%run mine.py",
    "%load mine.py",
    "%time double = abs",
    "pass\n%run mine.py\nx = (",
    "globals()['double'] = abs",
    "vars().update(double=abs)",
    "exec('def double(x): return 2 * x')",
    "import builtins\nbuiltins.exec('double = abs')",
    "import sys, operator\nsetattr(sys.modules['__main__'], 'double', abs)",
    "import __main__\n__main__.double = abs",
    "get_ipython().user_ns['double'] = abs",
    "def make():\n    global double\n    double = abs\nmake()",
    "class Make:\n    global double\n    def double(x): return 2 * x",
    "match [abs]:\n    case [double]:\n        pass",
    "[double := abs for _ in [0]]",
    "for double in [abs]: pass",
    "import mine as double",
    "from functools import singledispatch\n@singledispatch\ndef double(x):\n"
    "    raise NotImplementedError\n@double.register(int)\ndef _(x):\n    return 2 * x",
    "@lambda made: abs\ndef double(x):\n    '''Double it.'''",
    "lines = !ls\nwith open('x') as double: pass",
    "lines = !ls\nfrom mine import *",
    "double = [" + "1, " * 10_000 + "]",
]


@pytest.mark.parametrize("answer", ANYHOW)
def test_an_answer_that_cannot_be_seen_by_reading(answer: str) -> None:
    """It is examined in its own place, though another cell below plays with its name."""
    cells = toy.cells({**toy.ANSWERS, "double": answer})
    work = work_of([*cells, toy.code("double = lambda x: x")])
    assert place_of(work, "double") == DOUBLE_CHECK
    assert work.notes == [
        "“double” is defined again in a cell below its check: what counts is the answer cell."
    ]


@pytest.mark.parametrize("answer", ANYHOW)
def test_a_copy_with_such_an_answer_is_run(answer: str) -> None:
    cells = [*toy.cells(toy.ANSWERS), toy.answer("double", answer)]
    assert work_of(cells).cells[-1].role == ANSWER


@pytest.mark.parametrize(
    "frame", ["%matplotlib inline", "%%writefile mine.py\ndouble = abs", "!ls"]
)
def test_what_jupyter_does_by_itself_is_no_answer(frame: str) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": frame})
    work = work_of([*cells, toy.code(toy.ANSWERS["double"])])
    assert (place_of(work, "double"), work.notes) == (8, [BELOW])


@pytest.mark.parametrize("below", ["from mine import *", "%run mine.py", ANYHOW[-1]])
@pytest.mark.parametrize("is_sure", [True, False])
def test_an_answer_below_that_cannot_be_seen_by_reading(below: str, is_sure: bool) -> None:
    """What can be seen goes before what cannot."""
    cells = toy.cells({**toy.ANSWERS, "double": "pass"})
    cells += [toy.code(toy.ANSWERS["double"] if is_sure else "print(total([1]))"), toy.code(below)]
    work = work_of(cells)
    assert place_of(work, "double") == (8 if is_sure else 9)
    looked_for = BELOW.replace("taken from a cell below", "looked for in the cells below")
    assert work.notes == [BELOW if is_sure else looked_for]


def test_no_cell_of_an_exercise_as_it_was_given_out_may_hold_an_answer() -> None:
    for path in RELEASES:
        release = read_notebook(path.read_bytes())
        assert not is_answered(match(release, release, path.stem), release), path


def numbers() -> bytes:
    """The release as it asks for two numbers: their names stand in its check only."""
    cells = toy.cells({"by_hand": "# A, B: a number each\nraise NotImplementedError()"})
    cells[3]["source"] = "assert (np.abs(A), B) == (5 * x1, len([1]))"
    return toy.notebook(cells)


@pytest.mark.parametrize(("first", "note"), [("pass", "Nothing was written"), ("A = 2.5", PART)])
def test_numbers_below_their_answer_cell(first: str, note: str) -> None:
    release = read_notebook(numbers())
    assert asked_names("by_hand", release) == {"A", "B"}
    cells = [*toy.cells({**toy.ANSWERS, "by_hand": first}), toy.code("A, B = 2.5, 1")]
    cells[3]["source"] = release.cells[3].source
    work = work_of(cells, numbers())
    assert place_of(work, "by_hand") == 8
    [said] = work.notes
    assert said.startswith(note)


@pytest.mark.parametrize(
    "source", ["a" + ".a" * 90_000, "-" * 10_000 + "1", "(" * 9_000, "\0", "9" * 9_000]
)
def test_what_cannot_be_read_costs_nothing_else(source: str) -> None:
    cells = toy.cells({**toy.ANSWERS, "double": f"double = {source}"})
    work = work_of([*cells, toy.code(toy.ANSWERS["double"]), toy.code(f"total = {source}")])
    assert place_of(work, "double") == DOUBLE_CHECK


def test_what_is_too_long_is_not_read() -> None:
    studied._read.cache_clear()
    cells = toy.cells({**toy.ANSWERS, "double": "pass"})
    long = [toy.code(f"double = [{'[],' * 6000}]  # {i}") for i in range(12)]
    assert place_of(work_of([*cells, *long]), "double") == DOUBLE_CHECK
    assert studied._read.cache_info().misses == 0
    assert place_of(work_of([*cells, long[0]]), "double") == 8


def display(name: str, source: str) -> toy.Json:
    cell = toy.code(source)
    cell["metadata"]["autograder"] = {"kind": "display", "name": name}
    return cell


SHOWN = [
    display("a", "base = 1"),
    display("b", "h = base + 1\nx = 3\nprint(h)"),
    display("c", "x = 4\nplot(x)"),
]


@pytest.mark.parametrize(
    ("answer", "run"),
    [
        (f"{HEAD}    return h * x", ["a", "b"]),
        ("double = lambda x: h * x", ["a", "b"]),
        (f"{HEAD}    return base * x", ["a"]),
        (f"h = 2\n{HEAD}    return h * x", []),
        (f"{HEAD}    h = 2\n    return h * x", []),
        (f"{HEAD}    return own * x", ["a", "b"]),
        (f"{HEAD}    return 2 * x  # h", []),
    ],
)
def test_a_cell_that_only_shows_runs_where_an_answer_takes_its_name(
    answer: str, run: list[str]
) -> None:
    def choose_device(cells: list[toy.Json], own: list[toy.Json]) -> list[toy.Json]:
        return [*cells[:2], *SHOWN, *own, *cells[2:]]

    release = toy.notebook(choose_device(toy.cells(), []))
    own = [toy.code("print(x, h)"), *([toy.code("own = h")] if "own" in answer else [])]
    work = work_of(choose_device(toy.cells({**toy.ANSWERS, "double": answer}), own), release)
    assert [cell.raw.name for cell in work.cells if cell.raw.kind == "display" and cell.runs] == run
    assert [cell.role for cell in work.cells].count(FREE) == len(own)


def test_what_is_kept_of_cells_is_bounded_by_their_size() -> None:
    """Ever other names, as many as fit into a cell, outside of the first plane of Unicode."""
    studied._read.cache_clear()
    for number in range(60):
        first = 0x20000 + 37 * number
        studied.names_of(" = ".join(chr(first + i) for i in range(4000)) + f" = {number}")
    assert studied._read.cache_info().currsize * 4 * 4000 <= studied.MAX_KEPT
