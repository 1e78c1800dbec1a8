"""What Python itself knows of a student's exceptions and classes, asked so that no code of theirs
runs: a class may have its own `__getattr__`, `__class__` or `__str__`, and each may fail."""

from __future__ import annotations

from types import TracebackType
from typing import Any, TypeGuard, TypeVar

Kind = TypeVar("Kind")
_OF_ERRORS: dict[str, Any] = dict(vars(BaseException))
_OF_CLASSES: dict[str, Any] = dict(vars(type))


def is_a(thing: Any, kind: type[Kind]) -> TypeGuard[Kind]:
    """As `isinstance`, which may ask the thing for its class."""
    return issubclass(type(thing), kind)


def class_name(thing: Any) -> str:
    """The name of its class."""
    return str(_OF_CLASSES["__name__"].__get__(type(thing)))


def attributes(error: BaseException) -> dict[str, Any]:
    """What has been set on an exception."""
    return _OF_ERRORS["__dict__"].__get__(error)  # type: ignore[no-any-return]


def trace(error: BaseException) -> TracebackType | None:
    """Where it came from."""
    return _OF_ERRORS["__traceback__"].__get__(error)  # type: ignore[no-any-return]


def chained(error: BaseException) -> list[BaseException]:
    """The exceptions that it was raised from, or while they were dealt with."""
    found = [_OF_ERRORS[name].__get__(error) for name in ("__cause__", "__context__")]
    return [each for each in found if each is not None]


def text(error: BaseException) -> str:
    """What it says; nothing where it cannot say it."""
    try:
        return "".join((str(error),))  # it may be a text of a class of theirs
    except BaseException:  # whatever it is, such as exit()
        return ""


def missing_module(error: ImportError) -> str:
    """The module that an import has not found, where that is known."""
    name = vars(ImportError)["name"].__get__(error)
    return name if type(name) is str else ""


def syntax(error: SyntaxError) -> tuple[str, int, str]:
    """What is wrong, the number of the line, and the line."""
    parts = [vars(SyntaxError)[name].__get__(error) for name in ("msg", "lineno", "text")]
    message, number, line = parts
    return (
        message if type(message) is str else "",
        number if type(number) is int else 0,
        line if type(line) is str else "",
    )


def module_of(kind: type) -> str:
    """The module of a class, as far as it is a name."""
    module = _OF_CLASSES["__module__"].__get__(kind)
    return module if type(module) is str else ""


def members(kind: type) -> list[Any]:
    """What stands in a class."""
    return list(_OF_CLASSES["__dict__"].__get__(kind).values())
