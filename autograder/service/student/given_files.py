"""The files that a notebook reads, for the notebook itself: it has no cookie and no token."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from autograder.classroom.data_cell import DATA_PATH
from autograder.errors import UsageError
from autograder.service.web.state import state_of

DATA = f"/{DATA_PATH}/{{exercise}}/{{name}}"


def given_file(request: Request) -> Response:
    """A file that lies beside the notebook of an exercise. Whoever has the notebook has it, too,
    and a whole class may come from one address: everybody may have it, at any time."""
    try:
        data = state_of(request).course.exercise(request.path_params["exercise"]).data
        content = data[request.path_params["name"]]
    except (UsageError, KeyError) as error:
        raise HTTPException(404) from error
    return Response(content, media_type="application/octet-stream")
