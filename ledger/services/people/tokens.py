"""Tokens for programs: making one, which there are, and ending one.

A token never makes another, and no page takes it: only its person, signed in, and the operator give tokens out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ledger.domain.people.token import TOKENS_MAX, TooManyTokens
from ledger.kernel.errors import Missing
from ledger.plumbing.api.bearer import new_token
from ledger.plumbing.db import Session
from ledger.store.people import persons, tokens
from ledger.store.people.tokens import Token


def make(session: Session, person_id: int, name: str, scopes: Sequence[str], now: datetime,
         life: timedelta | None = None) -> str:
    """A fresh token, shown once. Raises: Missing for nobody, TooManyTokens."""
    person = persons.get(session, person_id)
    if person is None:
        raise Missing()
    if len(tokens.live(session, person_id, person.epoch, now)) >= TOKENS_MAX:
        raise TooManyTokens(limit=TOKENS_MAX, field="name")
    text, digest = new_token(person_id)
    ends = now + life if life is not None else None
    tokens.add(session, person_id, Token(digest, name, scopes, now, ends), person.epoch)
    return text


def listed(session: Session, person_id: int, now: datetime) -> list[Token]:
    """The tokens that work now, the newest first."""
    return tokens.live(session, person_id, persons.credential(session, person_id).epoch, now)


def end(session: Session, person_id: int, key: str, now: datetime) -> None:
    """End a token by its digest in hexadecimal. Raises: Missing."""
    try:
        digest = bytes.fromhex(key)
    except ValueError:
        raise Missing() from None
    if not tokens.end(session, person_id, digest, now):
        raise Missing()
