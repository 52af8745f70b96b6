"""Who a program acts for: the person of its token, within the token's scopes.

A token is `ch_`, the person's identifier, a point and a secret; the row holds the secret's digest and decides.
Ending the row, its end, or raising the person's epoch ends it at once. A cookie says nothing here.
"""

from __future__ import annotations

import re
import secrets

import sqlalchemy as sa
from flask import request

from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.api.refusals import ScopeNeeded, TokenNeeded
from ledger.plumbing.db import Session
from ledger.plumbing.identity import PersonRow, TokenRow
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import Principal, secret_digest

PREFIX = "ch_"
"""What every token begins with, so that programs that look for leaked secrets know it."""

_BEARER = re.compile(rf"Bearer +{PREFIX}([0-9a-z]{{13}})\.([A-Za-z0-9_-]{{20,200}})", re.IGNORECASE)
_person, _token = table(PersonRow), table(TokenRow)
_LIVE = (
    sa.select(_token.c.scope, _person)
    .select_from(_token.join(_person, _token.c.person_id == _person.c.person_id))
    .where(
        _token.c.person_id == sa.bindparam("person"),
        _token.c.digest == sa.bindparam("digest"),
        _token.c.ended_at.is_(None),
        sa.or_(_token.c.expires_at.is_(None), _token.c.expires_at > sa.bindparam("now")),
        _token.c.epoch == _person.c.epoch,
        _person.c.erased_at.is_(None),
    )
)


def new_token(person_id: int) -> tuple[str, bytes]:
    """A fresh token, and the digest to keep of it."""
    secret = secrets.token_urlsafe(32)
    return f"{PREFIX}{id_text(person_id)}.{secret}", secret_digest(secret)


def check_token() -> None:
    """Raises: TokenNeeded where the request carries nothing that could be a token; no row is looked at."""
    _read()


def bearer(session: Session, scope: str) -> Principal:
    """Whoever the token of this request acts for; no scope asks for any token. Raises: TokenNeeded, ScopeNeeded."""
    person_id, digest = _read()
    session.allow_person(person_id)
    row = session.first(_LIVE, {"person": person_id, "digest": digest, "now": clock.now()})
    if row is None:
        raise TokenNeeded()
    scopes = frozenset(row.scope)
    if scope and scope not in scopes:
        raise ScopeNeeded(scope=scope)
    return Principal(
        kind="token", person_id=person_id, name=row.name, email=row.email or "", language=row.language, zone=row.zone,
        home_currency=row.home_currency, theme=row.theme, scopes=scopes,
    )  # fmt: skip


def _read() -> tuple[int, bytes]:
    """Whose token the request carries, and its digest. Raises: TokenNeeded."""
    said = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    try:
        if said is not None:
            return read_id(said[1]), secret_digest(said[2])
    except Missing:
        pass
    raise TokenNeeded()
