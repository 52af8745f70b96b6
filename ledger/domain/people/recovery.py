"""Recovery codes: ten of them, each good once, for the day the telephone is gone."""

from __future__ import annotations

import hashlib
import secrets

CODES = 10
"""Recovery codes in one set."""

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def new_codes() -> tuple[str, ...]:
    """A fresh set, each sixteen characters (79 random bits) in four groups."""
    return tuple("-".join(_group() for _ in range(_GROUPS)) for _ in range(CODES))


def code_digest(code: str) -> bytes | None:
    """SHA-256 (32 bytes) of a code however it was typed; None for what cannot be one."""
    bare = "".join(c for c in code.lower() if c.isalnum())
    if len(bare) != _GROUPS * _GROUP or any(c not in _ALPHABET for c in bare):
        return None
    return hashlib.sha256(bare.encode()).digest()


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))
