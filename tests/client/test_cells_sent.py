"""What a notebook sends: the cells that were run, with the last definition of each name."""

from __future__ import annotations

import json

from autograder_client.cells import bound, notebook_of, without_magics


def sources(*cells: str) -> list[str]:
    return [cell["source"] for cell in json.loads(notebook_of(cells))["cells"]]


def test_the_last_definition_of_a_name_is_sent() -> None:
    first, again, other = "def f(x):\n    return x", "def f(x):\n    return 2 * x", "y = f(3)"
    assert sources(first, other, again) == [other, again]
    assert sources("import numpy as np", "import numpy as np") == ["import numpy as np"]


def test_what_does_more_than_define_stays() -> None:
    assert sources("x = 1\nprint(x)", "x = 2") == ["x = 1\nprint(x)", "x = 2"]
    assert sources("x += 1", "x += 1") == ["x += 1", "x += 1"]
    assert sources("a, b = 1, 2", "a = 3") == ["a, b = 1, 2", "a = 3"]


def test_magics_and_empty_cells_are_left_out() -> None:
    assert sources("%check f", "!ls", "%%time\nx = 1", "  ", "?f") == []
    assert sources("%matplotlib inline\nx = 1") == ["x = 1"]


def test_a_cell_that_python_cannot_read_is_sent_as_it_is() -> None:
    assert sources("def f(x)\n    return x", "y = 1") == ["def f(x)\n    return x", "y = 1"]


def test_the_names_that_a_cell_defines() -> None:
    assert bound('"""About."""\nclass A:\n    b = 1\nx = y = 1\nfrom os import path as p') == {
        "A",
        "x",
        "y",
        "p",
    }
    assert bound("import os.path") == {"os"}
    assert bound("print(1)") == set()
    assert without_magics("a = 1\n  %time b\nc = 2") == "a = 1\nc = 2"
