"""Whom a token acts for."""

from __future__ import annotations

from ledger.plumbing.api.shape import IdText, Shape


class MeOut(Shape):
    """The person of the token, and what the token is good for."""

    id: IdText
    email: str
    name: str
    language: str
    zone: str
    currency: str
    scopes: list[str]
