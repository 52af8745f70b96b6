"""Putting the areas of an API into an app: no form tokens, no pages, and the document of them all."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from flask import Flask, Response, current_app, jsonify

from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.document import document
from ledger.plumbing.http import csrf

TITLE = "Countinghouse 账房"


def init_api(app: Flask) -> None:
    """Give an app the document of its API."""
    shown = ApiArea("document", __name__)
    shown.plain("/openapi.json", openapi)
    mount(app, [shown])


def mount(app: Flask, areas: Iterable[ApiArea]) -> None:
    """Register areas. A token is sent on purpose, so nothing here asks for the token of a form."""
    for area in areas:
        csrf.exempt(area.blueprint)
        app.register_blueprint(area.blueprint)


def openapi() -> Response:
    """The document, made when it is first asked for."""
    kept: dict[str, Any] = current_app.extensions.setdefault("house_api_document", {})
    if not kept:
        kept.update(document(current_app._get_current_object(), TITLE, version("countinghouse")))  # type: ignore[attr-defined]
    return jsonify(kept)
