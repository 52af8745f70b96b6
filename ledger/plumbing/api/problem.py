"""Problems: every refusal of an API as RFC 9457 says, in the reader's language.

`type` is the stable address of the refusal's code, `code` its name for programs; `field` and `line` say where, and
`errors` names every fault of a body that has several.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from ledger.kernel.errors import N_, HouseError, Missing
from ledger.plumbing.api.refusals import (
    BodyTooLarge,
    BodyUnreadable,
    KeyNeeded,
    NotThisType,
    TokenNeeded,
    WrongMethod,
)
from ledger.plumbing.i18n import current_language, gettext, match_language, say, use_language

ROOT = "/api/"
"""Where addresses of programs begin: below it nothing is ever answered as a page."""

BASE = "/api/v1"
MIMETYPE = "application/problem+json"
TITLES = {
    400: N_("The request cannot be read"),
    401: N_("A token is needed"),
    403: N_("Not allowed"),
    404: N_("Not found"),
    405: N_("Not this method"),
    409: N_("The books are not as you thought"),
    413: N_("Too large"),
    415: N_("Not this type"),
    422: N_("Something to put right"),
    429: N_("Too many requests"),
    500: N_("Our fault"),
    503: N_("Try again in a moment"),
}
"""The title of each status."""

_STATUS: dict[type[HouseError], int] = {
    TokenNeeded: 401, KeyNeeded: 400, BodyUnreadable: 400, WrongMethod: 405, NotThisType: 415, BodyTooLarge: 413,
}  # fmt: skip
_PLACES = ("field", "line", "column", "version", "seconds")


def is_asked() -> bool:
    """Whether this request is a program's."""
    return request.path.startswith(ROOT)


def problem(error: HouseError, status: int) -> Response:
    """A refusal as a problem; `status` is that of its kind, where HTTP has none of its own for it."""
    status = _STATUS.get(type(error), status)
    with use_language(_language()):
        told: dict[str, Any] = {
            "type": f"{BASE}/problems/{error.code}",
            "title": gettext(TITLES.get(status, TITLES[500])),
            "status": status,
            "detail": say(error),
            **_where(error),
        }
        if len(faults := _faults(error)) > 1:
            told["errors"] = [{"detail": say(one), **_where(one)} for one in faults]
        response = Response(json.dumps(told, ensure_ascii=False), status, mimetype=MIMETYPE)
        response.headers["Content-Language"] = current_language()
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def problem_of_http(error: HTTPException) -> Response:
    """What the server itself refused: no such address, no such method, a request it cannot read."""
    known: dict[int, HouseError] = {404: Missing(), 405: WrongMethod()}
    status = error.code or 400
    response = problem(known.get(status, BodyUnreadable()), status)
    if status == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


def _language() -> str:
    """What the request asks for, else the person's own."""
    wished = request.headers.get("Accept-Language")
    return match_language(wished) if wished else current_language()


def _where(error: HouseError) -> dict[str, Any]:
    return {"code": error.code, **{name: error.facts[name] for name in _PLACES if error.facts.get(name, "") != ""}}


def _faults(error: HouseError) -> list[HouseError]:
    """Every fault of a body that has several, the one it was refused for first."""
    group = error.__cause__
    return [one for one in group.exceptions if isinstance(one, HouseError)] if isinstance(group, ExceptionGroup) else []
