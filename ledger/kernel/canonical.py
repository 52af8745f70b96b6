"""Canonical bytes: the one way a value becomes bytes to be digested.

JSON with sorted keys, no spaces, UTF-8; whole numbers only, days as text. Changing this changes every digest
ever written, so `tests/ledger/kernel/test_canonical.py` pins the bytes.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical bytes of a value made of dicts, lists, text, whole numbers, days, true, false, null.

    Raises: TypeError for anything else, floats above all.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"),
                      allow_nan=False).encode()


def digest(salt: bytes, value: Any) -> bytes:
    """SHA-256 (32 bytes) of the salt followed by the canonical bytes of the value."""
    return hashlib.sha256(salt + canonical(value)).digest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {_key(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    raise TypeError(f"no canonical bytes for {type(value).__name__}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError("canonical keys are text")
    return key
