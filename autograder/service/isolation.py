"""Whom this machine may be asked by: people elsewhere only where their code is kept in fully."""

from __future__ import annotations

from collections.abc import Callable

from autograder.classroom.machine import Isolation, isolation
from autograder.errors import ServiceError
from autograder.service.web.settings import Settings
from autograder.wire.control import FULL


def see_that_code_is_kept_in(
    settings: Settings, found: Callable[[], Isolation] = isolation
) -> None:
    """Raises ServiceError where people at other machines would send code that this one keeps in
    less than fully, and nobody has allowed that; SandboxError where nothing can be tried. With a
    scheduler, no code of theirs runs here."""
    if settings.weak_isolation or not settings.is_asked_from_afar or settings.scheduler:
        return
    best = found().best
    if best is not None and best.name == FULL:
        return
    here = f"only the level '{best.name}': {best.meaning}" if best is not None else "none"
    raise ServiceError(
        f"People at other machines would send code to this one, which gives it {here}. It wants "
        f"the level '{FULL}'.",
        todo="`autograder doctor` says what is missing here. If you trust everybody in the class "
        "list, add --allow-weak-isolation.",
    )
