"""Cursors: where a list goes on, sealed so that only what we gave out is read back.

A cursor holds the keys of the last item, never an offset; it belongs to one list and says nothing to its reader.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from ledger.plumbing.api.refusals import BadCursor

Key = str | int
"""One part of a place in a list."""


def sealed(of: str, *keys: Key) -> str:
    """The cursor of a place in a list."""
    return str(_serializer(of).dumps(list(keys)))


def opened(of: str, text: str) -> list[Key]:
    """The place a cursor names. Raises: BadCursor."""
    try:
        keys: list[Key] = _serializer(of).loads(text)
    except BadSignature:
        raise BadCursor(field="after") from None
    return keys


def _serializer(of: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"cursor:{of}")
