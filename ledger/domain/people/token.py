"""A token lets a program act for a person, within scopes and never beyond what the person may do."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.kernel.errors import N_, Invalid

SCOPES = ("books:read", "books:write", "offers:read", "lender:rules", "lender:leads")
"""Everything a token may be good for; each deed of the API names the one it needs."""

TOKENS_MAX = 50
"""Tokens one person may have at a time."""


class UnknownScope(Invalid):
    """A scope nothing asks for."""

    message = N_("“%(scope)s” is not a scope. Known are: %(known)s.")


class NoScope(Invalid):
    """A token that would be good for nothing."""

    message = N_("Choose at least one thing the program may do.")


class TooManyTokens(Invalid):
    """More tokens than one person may have at a time."""

    message = N_("You have %(limit)s tokens already. End one that is not used.")


def read_scopes(said: Iterable[str]) -> tuple[str, ...]:
    """Scopes as they are kept: each once, in the order of `SCOPES`. Raises: UnknownScope, NoScope."""
    wanted = set(said)
    for scope in sorted(wanted - set(SCOPES)):
        raise UnknownScope(scope=scope[:40], known=" ".join(SCOPES), field="scope")
    if not wanted:
        raise NoScope(field="scope")
    return tuple(scope for scope in SCOPES if scope in wanted)
