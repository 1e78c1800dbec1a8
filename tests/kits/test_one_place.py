"""A library that has a kit is named there and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import autograder
from autograder.kits.registry import folders, libraries

PACKAGE = Path(autograder.__file__).parent
ALLOWED = {
    "backends/dask/workshop.py": "what a person is to set on the other machine",
    "checking/parts_aid.py": "tensorflow_datasets is another library, one that is not installed",
    "checking/__init__.py": "the signs of a kit are words of authors, like all signs",
    "checking/signs.py": "it says where the signs about models are",
    "checking/symptoms.py": "none_for_a_model is a word of authors",
    "sandbox/inside/confine/calls.py": "which programs the system calls were tried with",
    "sandbox/inside/confine/supervisor.py": "the room at the kernel boundary knows no kits",
    "validation/again.py": "how a library counts its own things, in a message that is compared",
    "student/__init__.py": "Model, Layer and Known are names that authors know",
}


def naming(package: Path) -> set[str]:
    """The files of the package that name a library outside of its kit."""
    names = re.compile("|".join(libraries()), re.IGNORECASE)
    own = folders()
    return {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if not any(path.is_relative_to(folder) for folder in own)
        and names.search(path.read_text(encoding="utf-8"))
    }


def test_a_library_is_named_in_its_kit_only() -> None:
    assert naming(PACKAGE) == set(ALLOWED)


def test_the_search_finds_a_name(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("# where Keras is taught")
    (tmp_path / "good.py").write_text("# where networks are trained")
    assert naming(tmp_path) == {"bad.py"}
