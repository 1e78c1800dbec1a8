"""A small class, and what it has earned."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.roster import Person

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def people() -> tuple[Person, ...]:
    """Those of the samples."""
    names = {
        "ivanova": "Анна Иванова",
        "petrov": "Pat O'Neil",
        "sidorov": "Ivan Sidorov",
        "orlova": "Vera Orlova",
    }
    return tuple(Person(id, name, f"{id}@school.example") for id, name in names.items())


@pytest.fixture
def earned() -> dict[str, float | None]:
    """One has half a point, one waits for a person, one has handed in nothing."""
    return {"ivanova": 7.5, "petrov": 6.0, "sidorov": 9.0, "orlova": None}


@pytest.fixture
def sample():
    """The bytes of a sample, by its name."""
    return lambda name: (SAMPLES / name).read_bytes()
