"""`autograder serve`: the course on the web, until somebody stops it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from autograder.cli.common import open_course
from autograder.errors import ServiceError


def run(
    folder: Path | None,
    host: str | None,
    port: int | None,
    address: str,
    workers: int | None,
    weak_isolation: bool,
    scheduler: str | None,
    ask_after_hours: float = 24.0,
    ask_within_days: float = 7.0,
) -> int:
    """Serve the course, and say where."""
    course = open_course(folder)
    try:
        from autograder.service.serve import serve, words_at_the_start
        from autograder.service.web.settings import settings_for
        from autograder.service.web.state import State
    except ModuleNotFoundError as error:
        from autograder.history.extras import how_to_install

        raise ServiceError(
            f"The service needs {error.name}, which is not installed.",
            todo=how_to_install("service"),
        ) from error
    settings = settings_for(
        course,
        os.environ,
        host=host,
        port=port,
        address=address,
        workers=workers,
        weak_isolation=weak_isolation,
        scheduler=scheduler or "",
        ask_after_hours=ask_after_hours,
        ask_within_days=ask_within_days,
    )

    def say(state: State) -> None:
        may_be_kept = settings.is_asked_from_afar and not sys.stdout.isatty()
        tells_secrets = settings.hub is None and not may_be_kept  # a secret is for no log
        print(*words_at_the_start(state, tells_secrets=tells_secrets), sep="\n", flush=True)

    serve(course, settings, say)
    return 0
