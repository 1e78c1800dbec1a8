"""One grade goes to one place in a learning platform: the assignment and grade services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from autograder.course import Exercise
from autograder.errors import ServiceError
from autograder.language import _
from autograder.policies import in_utc
from autograder.roster.names import readable
from autograder.service.lti.fetch import Answer
from autograder.service.lti.launch import AGS, address_in
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
CANVAS = "https://canvas.instructure.com/lti/submission"  # what Canvas wants to know besides
GONE = (404, 410)


def send(
    services: Services,
    platform: Platform,
    link: Link,
    subject: str,
    score: Score,
    *,
    is_new: bool = False,
) -> bool:
    """Tell a platform a grade; `is_new` says that it has not heard of this hand-in yet. False where
    its column is gone and another one may be made; raises ServiceError with its reason where it
    does not take it."""
    if SCORE not in link.scopes:
        raise _not_allowed(_("The learning platform does not let this tool write grades."))
    url = _below(link.line_item, "scores")
    body = body_of(subject, score, is_new=is_new)
    answer = services.ask(platform, SCORE, url, accept=LIS, body=body, kind=LIS)
    if answer.is_good:
        return True
    if answer.status in GONE and _is_gone(services, platform, link):
        return False
    raise ServiceError(_not_taken(_("The learning platform did not take the grade"), answer))


def body_of(subject: str, score: Score, *, is_new: bool) -> dict[str, Any]:
    """A grade as the standard writes it. `submission` is of its version 2.1; Canvas takes each
    grade for a new hand-in of this moment, unless it is told in its own way that it is none."""
    body: dict[str, Any] = {
        "userId": subject,
        "timestamp": _written(datetime.now(UTC)),
        "activityProgress": ACTIVITY.get(score.progress, "Initialized"),
        "gradingProgress": score.progress,
    }
    for_canvas: dict[str, Any] = {"new_submission": is_new}
    if score.points is not None:
        body |= {"scoreGiven": score.points, "scoreMaximum": score.possible}
        if score.handed_in_at is not None:
            came = _written(score.handed_in_at)
            body["submission"] = {"submittedAt": came}
            for_canvas["submitted_at"] = came
    return {**body, CANVAS: for_canvas}


def line_item_of(services: Services, platform: Platform, link: Link, exercise: Exercise) -> str:
    """The column for an exercise in the gradebook of a platform, where it has not named one: it is
    looked for, or else made. Raises ServiceError."""
    if COLUMN not in link.scopes:
        raise _not_allowed(
            _("The learning platform does not let this tool make a column for the grades.")
        )
    between = "&" if urlsplit(link.line_items).query else "?"
    wanted = urlencode({"resource_id": exercise.name, "resource_link_id": link.link})
    answer = services.ask(platform, COLUMN, f"{link.line_items}{between}{wanted}", accept=ITEMS)
    if not answer.is_good:
        raise ServiceError(
            _not_taken(_("The learning platform did not say which columns there are"), answer)
        )
    for each in _objects(answer.json()):
        if each.get("resourceId") == exercise.name and each.get("resourceLinkId") == link.link:
            return _id_of(each, platform)
    new = {
        "label": exercise.title,
        "scoreMaximum": exercise.points,
        "resourceId": exercise.name,
        "resourceLinkId": link.link,
        "tag": TAG,
    }
    made = services.ask(platform, COLUMN, link.line_items, accept=ITEM, body=new, kind=ITEM)
    if not made.is_good:
        raise ServiceError(
            _not_taken(_("The learning platform did not make a column for the grades"), made)
        )
    return _id_of(made.json(), platform)


def _is_gone(services: Services, platform: Platform, link: Link) -> bool:
    """Whether the column itself is gone, and not only somebody in it; it is only looked for where
    another one could be made."""
    if not link.line_items or COLUMN not in link.scopes:
        return False
    return services.ask(platform, COLUMN, link.line_item, accept=ITEM).status in GONE


def _written(moment: datetime) -> str:
    return in_utc(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _below(url: str, name: str) -> str:
    """An address below another one, which may have a question behind it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}"))


def _objects(answer: Any) -> Sequence[dict[str, Any]]:
    return [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []


def _id_of(item: Any, platform: Platform) -> str:
    id = address_in(item, "id", here=platform.is_here)
    if not id:
        raise ServiceError(_("The learning platform does not say where its column is."))
    return id


def _not_allowed(what: str) -> ServiceError:
    todo = _(
        "Its administrator allows it, in the settings of the tool; then somebody opens the "
        "exercise there once more."
    )
    return ServiceError(what, todo=todo)


def _not_taken(what: str, answer: Answer) -> str:
    text = readable(answer.body[:200].decode(errors="replace"))
    answered = _("{what}: it answers {status}.").format(what=what, status=answer.status)
    return f"{answered} {text}".strip()
