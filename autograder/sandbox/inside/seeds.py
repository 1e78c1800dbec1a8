"""Random numbers of a child: the same on every run."""

from __future__ import annotations

import random

import numpy.random  # NumPy would import it only when it is first used: 10 ms in each child

from autograder.kits.inside.kits import Kits

SEED = 0


def set_seeds(kits: Kits, seed: int = SEED) -> None:
    """In a child: the same random numbers on every run, also from what is imported already."""
    random.seed(seed)
    numpy.random.seed(seed)
    kits.set_seeds(seed)


class Settled:
    """Tells libraries what they have to know once they have been loaded in a child."""

    def __init__(self, kits: Kits) -> None:
        self._kits = kits
        self._known = self._here()
        self.begin()

    def begin(self) -> None:
        """An import begins. It may draw random numbers; the student's own shall not notice."""
        self._state = random.getstate(), numpy.random.get_state()

    def settle(self) -> None:
        """What the student's own random numbers are at stays as it is."""
        here = self._here()
        for kit, before, now in zip(self._kits.all, self._known, here, strict=True):
            if now == before:
                continue
            if not before:
                own, numpys = self._state
                kit.set_seeds(SEED)
                random.setstate(own)
                numpy.random.set_state(numpys)
            kit.settle()
        self._known = here

    def _here(self) -> list[frozenset[str]]:
        return [kit.loaded() for kit in self._kits.all]
