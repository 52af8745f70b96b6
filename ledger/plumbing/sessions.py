"""Who asks: sessions are rows of ours behind Flask's session, and the cookie only carries their secret.

The cookie is signed and holds `sid`, the person's id and a random secret; the row holds the secret's digest and
decides. Ending the row, or raising the person's epoch, ends the sign-in at once. Before signing in the cookie
holds no more than the form token and a chosen language.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface

from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.plumbing.identity import PersonRow, SessionRow
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table

SESSION_DAYS = 90
"""A sign-in nobody used for this long is over."""

_person, _session = table(PersonRow), table(SessionRow)
_PERSON: sa.BindParameter[int] = sa.bindparam("person")
_DIGEST: sa.BindParameter[bytes] = sa.bindparam("digest")
_WHO = Prepared(
    sa.select(
        _session.c.is_half, _person.c.person_id, _person.c.name, _person.c.email, _person.c.language, _person.c.zone,
        _person.c.home_currency, _person.c.theme,
    ).select_from(_session.join(_person, _session.c.person_id == _person.c.person_id)).where(
        _session.c.person_id == _PERSON, _session.c.digest == _DIGEST, _session.c.ended_at.is_(None),
        _session.c.epoch == _person.c.epoch, _person.c.erased_at.is_(None),
        _session.c.seen_at > sa.bindparam("since"),
    ))
_SEEN = Prepared(sa.update(_session).where(
    _session.c.person_id == _PERSON, _session.c.digest == _DIGEST).values(seen_at=sa.bindparam("seen")))


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, whatever way they came in: a browser session, a token, the operator or a job.

    `is_half` is true while the second factor is still to come. `scopes` bind tokens; None means all.
    """

    kind: str
    person_id: int | None = None
    name: str = ""
    email: str = ""
    language: str = ""
    zone: str = "UTC"
    home_currency: str = "CNY"
    theme: str = ""
    is_half: bool = False
    session_digest: bytes | None = None
    scopes: frozenset[str] | None = None


ANONYMOUS = Principal("anonymous")


class HouseSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, bound to https and to this host where the house is reached over https."""

    def get_cookie_name(self, app: Flask) -> str:
        """The cookie's name, with the prefix browsers enforce where they can."""
        return "__Host-house" if app.config["SESSION_COOKIE_SECURE"] else "house"


def secret_digest(secret: str) -> bytes:
    """SHA-256 (32 bytes) of a random secret; it is long enough to need no salt."""
    return hashlib.sha256(secret.encode()).digest()


def who(session: Session) -> Principal:
    """The principal of this request, from its cookie and its row."""
    person_id, secret = _read_sid(cookie.get("sid", ""))
    if person_id is None:
        return ANONYMOUS
    session.allow_person(person_id)
    digest = secret_digest(secret)
    row = session.first(_WHO, {
        "person": person_id, "digest": digest, "since": clock.now() - timedelta(days=SESSION_DAYS)})
    return ANONYMOUS if row is None else _principal(row, digest)


def start_session(session: Session, person_id: int, epoch: int, agent: str, *, is_half: bool) -> None:
    """Sign a person in on this device: a fresh secret, a fresh form token, a row."""
    secret = secrets.token_urlsafe(32)
    language = cookie.get("language")
    cookie.clear()
    cookie["sid"] = f"{id_text(person_id)}.{secret}"
    cookie.permanent = True
    if language:
        cookie["language"] = language
    now = clock.now()
    session.allow_person(person_id)
    session.run(sa.insert(_session), {
        "person_id": person_id, "digest": secret_digest(secret), "agent": agent[:200], "epoch": epoch,
        "is_half": is_half, "made_at": now, "seen_at": now, "ended_at": None,
    })


def end_session(session: Session, person_id: int, digest: bytes) -> bool:
    """End one sign-in of a person. Whether there was one to end."""
    ended = session.run(
        sa.update(_session).where(_session.c.person_id == person_id, _session.c.digest == digest,
                                  _session.c.ended_at.is_(None)).values(ended_at=clock.now())
    )
    return ended.rowcount == 1


def mark_seen(session: Session, principal: Principal) -> None:
    """Remember that a session was used; only deeds do this, so that reading writes nothing."""
    if principal.session_digest is not None:
        session.run(_SEEN, {
            "person": principal.person_id, "digest": principal.session_digest, "seen": clock.now()})


def _read_sid(sid: str) -> tuple[int | None, str]:
    person, _, secret = str(sid).partition(".")
    try:
        return read_id(person), secret
    except Missing:
        return None, ""


def _principal(row: Any, digest: bytes) -> Principal:
    return Principal(
        kind="person", person_id=row.person_id, name=row.name, email=row.email, language=row.language, zone=row.zone,
        home_currency=row.home_currency, theme=row.theme, is_half=row.is_half, session_digest=digest,
    )
