"""No part of the package turns bytes or text of a student into live objects."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent
MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {"from_config", "model_from_json", "load_model", "deserialize_keras_object", "loads"}
# The author's own code is compiled, in a child what stands in for a student's; the first message
# of the student side is JSON of ours.
ALLOWED = {
    ("notebooks/raw.py", "loads"),  # JSON: dicts, lists, texts and numbers, nothing else
    ("checking/load.py", "compile"),
    ("checking/mistakes.py", "exec"),
    ("checking/mistakes.py", "compile"),
    ("sandbox/inside/child.py", "compile"),
    ("sandbox/inside/child.py", "exec"),
    ("sandbox/inside/importing/own_modules.py", "exec"),
    ("sandbox/inside/main.py", "loads"),
    ("sandbox/inside/pieces.py", "compile"),
    ("sandbox/inside/statements.py", "exec"),
    ("validation/unsandboxed.py", "compile"),  # an author's own answers
    ("validation/unsandboxed.py", "exec"),
}


def suspects(path: Path) -> set[tuple[str, str]]:
    """What in a file can rebuild objects: (file, name)."""
    place = str(path.relative_to(PACKAGE))
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(place, alias.name) for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found.add((place, node.module))
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in CALLS:
                found.add((place, node.func.id))
            elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
                found.add((place, node.func.attr))
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            found.add((place, "allow_pickle"))
    return found


def test_nothing_that_rebuilds_objects_is_used() -> None:
    found = set().union(*map(suspects, PACKAGE.rglob("*.py")))
    assert found == ALLOWED


@pytest.mark.parametrize("line", ["import pickle", "eval(x)", "json.loads(x)", "f(allow_pickle=1)"])
def test_the_search_finds_what_it_looks_for(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    (tmp_path / "bad.py").write_text(line)
    assert suspects(tmp_path / "bad.py")
