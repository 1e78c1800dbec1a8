"""`autograder serve`: the course on the web, until somebody stops it."""

from __future__ import annotations

from pathlib import Path

from autograder.cli.common import open_course
from autograder.errors import ServiceError


def run(folder: Path | None, host: str, port: int, address: str, workers: int | None) -> int:
    """Serve the course, and say where."""
    course = open_course(folder)
    try:
        from autograder.service.serve import links, serve
        from autograder.service.settings import Settings
        from autograder.service.state import State
    except ModuleNotFoundError as error:
        raise ServiceError(
            f"The service needs {error.name}, which is not installed.",
            todo="Install it with what it needs: pip install 'autograder[service]'.",
        ) from error
    settings = Settings(
        host=host, port=port, address=address or course.service.address, workers=workers
    )

    def say(state: State) -> None:
        student, teacher = links(state)
        print(f"{course.title} is at {settings.shown}")
        print("Personal links, each to be used once:")
        print(f"  a student's  {student}")
        print(f"  a teacher's  {teacher}")
        print("Stop it with Ctrl-C.", flush=True)

    serve(course, settings, say)
    return 0
