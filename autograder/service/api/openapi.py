"""The document of the API, as OpenAPI 3.1, made from the table of its routes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any

import msgspec

from autograder import __version__
from autograder.service.api.answers import API
from autograder.service.api.bodies import Trouble
from autograder.service.web.routes import Page

JSON = "application/json"
REFERENCE = "#/components/schemas/{name}"
REFUSALS = {
    "400": "What was sent is not what was expected.",
    "401": "Nobody is signed in: send the header Authorization: Bearer TOKEN.",
    "403": "This is not for who asks.",
    "404": "There is no such thing.",
    "408": "This has not come to its end in time.",
    "413": "This is too large.",
    "429": "This was asked too often; the header Retry-After says when it may be asked again.",
    "500": "Something of ours has failed.",
    "507": "There is no room left on the disk of the service.",
    "503": "There is no room just now, or the database does not answer: send it once more later.",
}


def openapi(title: str, address: str, pages: Iterable[Page] = API) -> dict[str, Any]:
    """The document, for the service of a course at an address."""
    pages = list(pages)
    kinds = {
        each for page in pages for each in (page.takes, page.gives) if each not in (None, bytes)
    }
    ordered = [*sorted(kinds, key=str), Trouble]
    schemas, components = msgspec.json.schema_components(ordered, ref_template=REFERENCE)
    schema = dict(zip(ordered, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for page in pages:
        paths.setdefault(page.path, {})[page.method.lower()] = _operation(page, schema)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(page: Page, schema: dict[Any, Any]) -> dict[str, Any]:
    said = inspect.getdoc(page.handler) or ""
    operation: dict[str, Any] = {
        "operationId": page.handler.__name__,
        "summary": said.partition("\n")[0],
        "parameters": [
            *(_parameter(name, "path") for name in re.findall(r"{(\w+)}", page.path)),
            *(_parameter(name, "query") for name in page.query),
        ],
        "responses": {
            str(page.status): {
                "description": "It was done.",
                "content": {JSON: {"schema": schema[page.gives]}},
            },
            **{
                status: {
                    "description": text,
                    "content": {JSON: {"schema": schema[Trouble]}},
                }
                for status, text in REFUSALS.items()
            },
        },
    }
    if page.takes is bytes:
        content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": True, "content": content}
    elif page.takes is not None:
        content = {JSON: {"schema": schema[page.takes]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameter(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": True, "schema": {"type": "string"}}
