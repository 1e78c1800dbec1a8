"""One grade goes to one place in a learning platform: the assignment and grade services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from autograder.course import Exercise
from autograder.errors import ServiceError
from autograder.service.lti.fetch import Answer
from autograder.service.lti.launch import AGS
from autograder.service.lti.platforms import Platform
from autograder.service.lti.services import Services
from autograder.service.store.lti import Link
from autograder.service.store.passbacks import DONE, PENDING, Score

SCORE, COLUMN = f"{AGS}scope/score", f"{AGS}scope/lineitem"
LIS = "application/vnd.ims.lis.v1.score+json"
ITEM = "application/vnd.ims.lis.v2.lineitem+json"
ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
ACTIVITY = {DONE: "Completed", PENDING: "Submitted"}
TAG = "autograder"


def send(services: Services, platform: Platform, link: Link, subject: str, score: Score) -> None:
    """Tell a platform a grade; raises ServiceError with its reason where it does not take it."""
    if SCORE not in link.scopes:
        raise _not_allowed("write grades")
    body: dict[str, Any] = {
        "userId": subject,
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "activityProgress": ACTIVITY.get(score.progress, "Initialized"),
        "gradingProgress": score.progress,
    }
    if score.points is not None:
        body |= {"scoreGiven": score.points, "scoreMaximum": score.possible}
    url = _below(link.line_item, "scores")
    answer = services.ask(platform, SCORE, url, accept=LIS, body=body, kind=LIS)
    if not answer.is_good:
        raise _not_taken("grade", answer)


def line_item_of(services: Services, platform: Platform, link: Link, exercise: Exercise) -> str:
    """The column for an exercise in the gradebook of a platform, where it has not named one: it is
    looked for, or else made. Raises ServiceError."""
    if COLUMN not in link.scopes:
        raise _not_allowed("make a column for the grades")
    between = "&" if urlsplit(link.line_items).query else "?"
    wanted = urlencode({"resource_id": exercise.name, "resource_link_id": link.link})
    answer = services.ask(platform, COLUMN, f"{link.line_items}{between}{wanted}", accept=ITEMS)
    if not answer.is_good:
        raise _not_taken("question which columns there are", answer)
    for each in _objects(answer.json()):
        if each.get("resourceId") == exercise.name and each.get("resourceLinkId") == link.link:
            return _id_of(each)
    new = {
        "label": exercise.title,
        "scoreMaximum": exercise.points,
        "resourceId": exercise.name,
        "resourceLinkId": link.link,
        "tag": TAG,
    }
    made = services.ask(platform, COLUMN, link.line_items, accept=ITEM, body=new, kind=ITEM)
    if not made.is_good:
        raise _not_taken("new column", made)
    return _id_of(made.json())


def _below(url: str, name: str) -> str:
    """An address below another one, which may have a question behind it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}"))


def _objects(answer: Any) -> Sequence[dict[str, Any]]:
    return [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []


def _id_of(item: Any) -> str:
    id = item.get("id") if isinstance(item, dict) else None
    if not isinstance(id, str) or not id:
        raise ServiceError("The learning platform does not say where its column is.")
    return id


def _not_allowed(what: str) -> ServiceError:
    return ServiceError(
        f"The learning platform does not let this tool {what}.",
        todo="Its administrator allows it, in the settings of the tool; then somebody opens the "
        "exercise there once more.",
    )


def _not_taken(what: str, answer: Answer) -> ServiceError:
    said = answer.body[:200].decode(errors="replace")
    text = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    return ServiceError(
        f"The learning platform did not take the {what}: it answers {answer.status}. {text}".strip()
    )
