"""What is Keras' own: told by what a thing is, not by what it calls itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

# Whose functions may be activations; those of the backend count as well as Keras' own.
CLASSES = ("keras.layers", "keras.losses", "keras.optimizers")
FUNCTIONS = ("keras.activations", "keras.ops")
OF_A_BACKEND = ("tensorflow.nn", "tensorflow.math", "jax.nn")


class Known(NamedTuple):
    """A class or a function, its name, and what a class does when it is called."""

    thing: Any
    name: str
    does: tuple[Any, ...] = ()


class Genuine:
    """Keras as it was before any code of a student ran; where it was not imported before, as it was
    when the first model was described.

    All is compared by identity. A student's class can call itself `Dense`, claim to be equal to
    anything, or take the place of `keras.layers.Dense`: it stays another class.
    """

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._loss_by_name: Callable[[str], Any] | None = None

    def name(self, thing: Any) -> str | None:
        """The name of a class or a function of Keras; None for everything else."""
        known = self._find(thing)
        return None if known is None else known.name

    def kind(self, thing: Any) -> str | None:
        """The name of the class of an object, if it is Keras' own and does what Keras wrote."""
        known = self._find(type(thing))
        if known is None or "call" in vars(thing) or _does(known.thing) != known.does:
            return None
        return known.name

    def loss(self, name: str) -> Any:
        """The loss that Keras knows by this name; raises ValueError."""
        if self._loss_by_name is None:
            raise ValueError(name)
        return self._loss_by_name(name)

    def _find(self, thing: Any) -> Known | None:
        if not self._known:
            self.look()
        known = self._known.get(id(thing))
        return known if known is not None and known.thing is thing else None

    def look(self) -> None:
        """Take what Keras has now for its own, if it has been imported."""
        keras = sys.modules.get("keras")
        if keras is None:
            return
        self._loss_by_name = keras.losses.get
        for thing in (keras.Model, *keras.Model.__subclasses__()):
            if thing.__module__.startswith("keras."):
                self._keep(thing, thing.__name__)
        for module in (*CLASSES, *FUNCTIONS):
            for _name, thing in _public(module):
                self._keep(thing, str(getattr(thing, "__name__", "")))
        for module in OF_A_BACKEND:
            for name, thing in _public(module):  # tf.nn.softmax is called softmax_v2 inside
                self._keep(thing, name)

    def _keep(self, thing: Any, name: str) -> None:
        does = _does(thing) if isinstance(thing, type) else ()
        self._known.setdefault(id(thing), Known(thing, name, does))


def _does(kind: type) -> tuple[Any, ...]:
    return getattr(kind, "call", None), kind.__call__


def _public(module: str) -> list[tuple[str, Any]]:
    """What can be called in a module, if its library has been imported."""
    library, *path = module.split(".")
    place = sys.modules.get(library)
    for name in path:
        place = getattr(place, name, None)
    found = {} if place is None else vars(place)
    return [(name, thing) for name, thing in found.items() if callable(thing) and name[0] != "_"]
