"""What stands in for a library that cannot be imported: it costs nothing until it is used."""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Callable
from typing import Any, NoReturn

# What computes, converts, compares, iterates or enters. Not `|` and not `[...]`, which stand in
# annotations; not == and !=, since nothing is equal to a stand-in; nor bool, as a module is true.
USES = re.findall(
    r"\w+",
    """
    __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __matmul__ __rmatmul__ __truediv__
    __rtruediv__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__
    __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__
    __neg__ __pos__ __abs__ __invert__ __round__ __int__ __float__ __complex__ __index__ __bytes__
    __lt__ __le__ __gt__ __ge__ __len__ __iter__ __next__ __reversed__ __contains__
    __setitem__ __delitem__ __enter__ __exit__
    __await__ __aiter__ __anext__ __aenter__ __aexit__
    """,
)


class StandIn(type):
    """The type of stand-ins.

    A stand-in is a class, so it may stand in an annotation and behind `except`. Nothing is an
    instance of it, and its attributes are stand-ins, too. Whatever else is done with it raises the
    error of the import.
    """

    def __new__(
        metaclass, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **_options: Any
    ) -> StandIn:
        """`class X(torch.nn.Module)` comes here: to inherit is a use."""
        _use(next(base for base in bases if isinstance(base, StandIn)))

    def __getattribute__(cls, name: str) -> Any:
        if not name.startswith("_"):
            return stand_in(f"{dotted(cls)}.{name}", error_of(cls))
        try:
            return type.__getattribute__(cls, name)
        except AttributeError:  # __version__, and all that Python itself and Jupyter look for
            raise AttributeError(str(error_of(cls))) from None

    def __getitem__(cls, _key: object) -> StandIn:
        return cls

    def __call__(cls, *_arguments: Any, **_options: Any) -> NoReturn:
        _use(cls)

    def __setattr__(cls, _name: str, _value: object) -> NoReturn:
        _use(cls)

    def __delattr__(cls, _name: str) -> NoReturn:
        _use(cls)

    def __format__(cls, spec: str) -> str:
        return _use(cls) if spec else repr(cls)

    def __bool__(cls) -> bool:
        return True

    def __instancecheck__(cls, _thing: object) -> bool:
        return False

    def __subclasscheck__(cls, _thing: object) -> bool:
        return False

    def __repr__(cls) -> str:
        return f"<{dotted(cls)}: {error_of(cls)}>"


def _add_uses() -> None:
    for name in USES:
        setattr(StandIn, name, lambda cls, *_arguments: _use(cls))


_add_uses()


def stand_in(name: str, error: ImportError) -> StandIn:
    """A stand-in for what would have had this name; it raises errors like this one."""
    namespace = {"__name__": name, "__error__": (type(error), str(error), error.name)}
    return type.__new__(StandIn, name.rpartition(".")[2], (BaseException,), namespace)


def dotted(cls: StandIn) -> str:
    """The whole name of what a stand-in stands for."""
    return str(vars(cls)["__name__"])


def error_of(cls: StandIn) -> ImportError:
    """The error that a use of the stand-in raises."""
    kind, text, name = vars(cls)["__error__"]
    error: ImportError = kind(text, name=name)
    return error


def undecorated(decorator: StandIn) -> Callable[[Any], Any]:
    """What stands in for a decorator: the function runs without it, and where that raises, the
    error names what was missing."""

    def decorate(thing: Any) -> Any:
        if not isinstance(thing, types.FunctionType):
            return thing

        @functools.wraps(thing)
        def plain(*arguments: Any, **options: Any) -> Any:
            try:
                return thing(*arguments, **options)
            except (NotImplementedError, MemoryError):
                raise
            except Exception as error:
                missing = error_of(decorator)
                missing.msg += f" (without it: {type(error).__name__}: {error})"
                raise missing from error

        return plain

    return decorate


def _use(cls: StandIn) -> NoReturn:
    raise error_of(cls)
