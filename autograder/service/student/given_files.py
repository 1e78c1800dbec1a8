"""The files that a notebook reads, for the notebook itself: it has no cookie and no token."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.data_cell import DATA_PATH
from autograder.errors import UsageError
from autograder.service.web.access import Level, who_asks
from autograder.service.web.state import state_of

DATA = f"/{DATA_PATH}/{{exercise}}/{{name}}"


def given_file(request: Request) -> Response:
    """A file that lies beside the notebook of an exercise. Whoever has the notebook has it, too,
    and a whole class may come from one address: everybody may have it, once the exercise is
    open."""
    state = state_of(request)
    try:
        exercise = state.course.exercise(request.path_params["exercise"])
        content = exercise.data[request.path_params["name"]]
    except (UsageError, KeyError) as error:
        raise HTTPException(404) from error
    if not state.is_open(exercise):
        who = who_asks(request, state, is_api=False)
        if who is None or who.level < Level.STAFF:
            raise HTTPException(404)
    return Response(content, media_type="application/octet-stream")
