"""The document: OpenAPI 3.1 of every declared route, made from what the routes declare.

Source: OpenAPI Specification 3.1.0; shapes are JSON Schema 2020-12 as pydantic writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from pydantic.json_schema import models_json_schema

from ledger.plumbing.answers import KEY_MAX
from ledger.plumbing.api.area import Operation
from ledger.plumbing.api.problem import BASE, MIMETYPE, TITLES
from ledger.plumbing.api.shape import ID_PATTERN

VERSION = "3.1.0"
"""The version of the specification the document follows."""

JSON = "application/json"
_REF = "#/components/schemas/{model}"
_PLACE = re.compile(r"<(\w+)>")
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457: why something was refused. `code` is stable, `detail` is in the reader's language.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "field": {"type": "string", "description": "Path of the field at fault, such as `postings.0.amount`."},
        "line": {"type": "integer"},
        "column": {"type": "string"},
        "version": {"type": "integer", "description": "The version that stands, where another was sent."},
        "seconds": {"type": "integer"},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "Every fault of several."},
    },
    "examples": [{
        "type": f"{BASE}/problems/stale_entry", "title": TITLES[409], "status": 409, "code": "stale_entry",
        "detail": "Somebody changed this entry after you opened it.", "version": 2,
    }],
}  # fmt: skip


def document(app: Flask, title: str, version: str) -> dict[str, Any]:
    """The document of an app's API."""
    found = sorted(_operations(app), key=lambda one: (one[0], one[1].method))
    shapes = {shape for _, operation, _, _ in found for shape in (operation.body, operation.query) if shape}
    answers = {operation.answer for _, operation, _, _ in found if operation.answer}
    models = [(one, "validation") for one in shapes] + [(one, "serialization") for one in answers]
    _, known = models_json_schema(sorted(models, key=lambda one: (one[0].__name__, one[1])),  # type: ignore[arg-type]
                                  ref_template=_REF)
    schemas = known.get("$defs", {})
    paths: dict[str, dict[str, Any]] = {}
    for path, operation, name, about in found:
        paths.setdefault(path, {})[operation.method.lower()] = _described(path, operation, name, about, schemas)
    for query in {operation.query for _, operation, _, _ in found if operation.query}:
        schemas.pop(query.__name__, None)
    return {
        "openapi": VERSION,
        "info": {"title": title, "version": version, "description": _ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _TOKENS}},
            "responses": {str(status): _problem(told) for status, told in TITLES.items()},
        },
    }


_ABOUT = (
    "Amounts are exact decimal text, days YYYY-MM-DD, instants ISO 8601 in UTC, identifiers thirteen characters. "
    "Every unsafe call carries an Idempotency-Key: the same key with the same body is done once and answered the same. "
    "Lists go on from `next`, given back as `after`. What is not yours is not found."
)
_TOKENS = "A token of a person, made on their account page or by the command `token`; its scopes stand by each call."


def _operations(app: Flask) -> Iterator[tuple[str, Operation, str, str]]:
    """Each declared route: its path, its operation, its name and what its docstring says."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        operation = getattr(view, "operation", None)
        if operation is not None:
            yield _PLACE.sub(r"{\1}", rule.rule), operation, rule.endpoint, " ".join((view.__doc__ or "").split())


def _described(path: str, operation: Operation, name: str, about: str, schemas: dict[str, Any]) -> dict[str, Any]:
    area, _, view = name.partition(".")
    summary, _, rest = about.partition(". ")
    told: dict[str, Any] = {
        "operationId": f"{area.removeprefix('api_')}_{view}",
        "tags": [area.removeprefix("api_")],
        "summary": summary.rstrip("."),
        "parameters": _parameters(path, operation, schemas),
        "security": [{"token": [operation.scope] if operation.scope else []}],
        "responses": _responses(operation),
    }
    if rest:
        told["description"] = rest
    if operation.body is not None:
        content = {JSON: {"schema": {"$ref": _REF.format(model=operation.body.__name__)}}}
        told["requestBody"] = {"required": True, "content": content}
    if operation.takes:
        told["requestBody"] = {"required": True, "content": {one: {"schema": _file(one)} for one in operation.takes}}
    return told


def _parameters(path: str, operation: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(name)}
        for name in re.findall(r"{(\w+)}", path)
    ]
    if operation.query is not None:
        shape = schemas[operation.query.__name__]
        found += [
            {"name": name, "in": "query", "required": name in shape.get("required", ()), "schema": schema}
            for name, schema in shape.get("properties", {}).items()
        ]
    if operation.is_unsafe:
        found.append({"name": "Idempotency-Key", "in": "header", "required": True,
                      "schema": {"type": "string", "minLength": 1, "maxLength": KEY_MAX}})
    return found


def _path_schema(name: str) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {
        "name": {"type": "string"}, "slot": {"type": "string"}, "version": {"type": "integer", "minimum": 1},
    }  # fmt: skip
    return known.get(name, {"type": "string", "pattern": ID_PATTERN})


def _responses(operation: Operation) -> dict[str, Any]:
    """What may come back: the answer, and the problems this kind of call can meet."""
    content: dict[str, Any] = {one: {"schema": {"type": "string"}} for one in operation.gives}
    if operation.answer is not None:
        content = {JSON: {"schema": {"$ref": _REF.format(model=operation.answer.__name__)}}}
    told: dict[str, Any] = {str(operation.status): {"description": "Done", "content": content}}
    statuses = [401, 403, 404, 422, 503]
    if operation.is_unsafe:
        statuses += [400, 409, 413]
    if operation.body is not None:
        statuses.append(415)
    return told | {str(one): {"$ref": f"#/components/responses/{one}"} for one in sorted(statuses)}


def _problem(title: str) -> dict[str, Any]:
    return {"description": title, "content": {MIMETYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}}


def _file(mimetype: str) -> dict[str, Any]:
    if mimetype != "multipart/form-data":
        return {}
    return {"type": "object", "required": ["file"], "properties": {"file": {"contentMediaType": "text/csv"}}}
