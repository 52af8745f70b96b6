"""Hashing passwords with Argon2id. Verifying costs the same where there is nothing to verify against.

Never called inside a transaction: a hash takes some twenty milliseconds, in which nobody else could write.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""19 MiB, two passes, one lane: OWASP's Password Storage Cheat Sheet, Argon2id. A worker stays small."""


def hash_password(password: str) -> str:
    """The salted hash of a password, its parameters included; under 200 characters."""
    return _hasher.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one behind a kept hash; for None the same work is done and it is not."""
    try:
        _hasher.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's and wants to be made again."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody signs in with this")
