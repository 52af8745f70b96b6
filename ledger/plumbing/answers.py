"""Doing a thing once: the answer to an unsafe request is kept in the transaction of its effect.

A form carries `client_key`, a program the header `Idempotency-Key`. The same key again gets the kept answer; the
same key with another body is refused. Of many at once the first to claim the key acts and the others wait for it.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from flask import Response, request
from werkzeug.datastructures import FileStorage

from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.plumbing.identity import AnswerRow
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import Principal, mark_seen
from ledger.plumbing.upsert import insert_for

KEY_MAX = 80
_KEPT_HEADERS = ("Location", "HX-Trigger", "HX-Redirect", "HX-Push-Url", "Content-Type")
PART = "part"
"""What stands for the route of a deed that came with others in one request."""

_UNSAID = ("csrf_token", "client_key")
_answer = table(AnswerRow)
_HERE = (_answer.c.person_id == sa.bindparam("person"), _answer.c.key == sa.bindparam("asked"))
_CLAIM = Prepared(lambda is_sqlite: insert_for(is_sqlite, _answer).values(
    {name: sa.bindparam(name) for name in ("person_id", "key", "route", "body_digest", "made_at")}
).on_conflict_do_nothing())
_KEPT = Prepared(sa.select(_answer).where(*_HERE))
_KEEP = Prepared(sa.update(_answer).where(*_HERE).values(
    {name: sa.bindparam(f"new_{name}", type_=_answer.c[name].type) for name in ("status", "headers", "body")}))


class KeyReused(Invalid):
    """A key that came before with other content."""

    message = N_("This form was already sent with other content. Open it again and send it once more.")


class StillDoing(Conflict):
    """The same request is being done right now."""

    message = N_("This is being recorded already.")


class KeyTooLong(Invalid):
    """A key longer than the table holds."""

    message = N_("An idempotency key has at most %(limit)s characters.")


def find_or_claim(session: Session, principal: Principal, key: str = "") -> Response | None:
    """The kept answer of this request, or None after claiming its key, its own unless told.

    Raises: KeyReused, StillDoing, KeyTooLong.
    """
    mark_seen(session, principal)
    key = key or _key()
    if principal.person_id is None or not key:
        return None
    if _claimed(session, principal.person_id, key):
        return None
    kept = session.first(_KEPT, {"person": principal.person_id, "asked": key})
    if kept is None or kept.status is None:
        raise StillDoing()
    if kept.route != _route() or kept.body_digest != _body_digest():
        raise KeyReused()
    response = Response(kept.body or "", kept.status)
    response.headers.update(kept.headers)
    return response


def keep(session: Session, principal: Principal, response: Response, key: str = "") -> None:
    """Keep the answer beside its effect, whoever the deed may have signed in meanwhile."""
    key = key or _key()
    if principal.person_id is None or not key:
        return
    session.allow_person(principal.person_id)
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    session.run(_KEEP, {
        "person": principal.person_id, "asked": key, "new_status": response.status_code, "new_headers": headers,
        "new_body": response.get_data(as_text=True),
    })


def find_or_claim_part(session: Session, person_id: int, key: str, digest: bytes) -> str | None:
    """The kept outcome of one of several deeds that a request carries, or None after claiming the deed's key.

    A form of this key that was done before is an outcome of its own: the empty text. Raises: KeyReused, StillDoing.
    """
    claim = {"person_id": person_id, "key": key, "route": PART, "body_digest": digest, "made_at": clock.now()}
    if session.run(_CLAIM, claim).rowcount == 1:
        return None
    kept = session.first(_KEPT, {"person": person_id, "asked": key})
    if kept is None or kept.status is None:
        raise StillDoing()
    if kept.route != PART and kept.route.startswith("POST /books/") and kept.status < 400:
        return ""
    if kept.route != PART or kept.body_digest != digest:
        raise KeyReused()
    return kept.body or ""


def keep_part(session: Session, person_id: int, key: str, outcome: str) -> None:
    """Keep the outcome of one of several deeds beside its effect."""
    session.run(_KEEP, {"person": person_id, "asked": key, "new_status": 200, "new_headers": {}, "new_body": outcome})


def outcome_of(session: Session, person_id: int, key: str) -> str | None:
    """The kept outcome of one of several deeds, None where none was done with this key."""
    kept = session.first(_KEPT, {"person": person_id, "asked": key})
    return kept.body if kept is not None and kept.route == PART else None


def _claimed(session: Session, person_id: int, key: str) -> bool:
    claimed = session.run(_CLAIM, {
        "person_id": person_id, "key": key, "route": _route(), "body_digest": _body_digest(), "made_at": clock.now(),
    })
    return claimed.rowcount == 1


def _key() -> str:
    key = request.headers.get("Idempotency-Key") or request.form.get("client_key") or ""
    if len(key) > KEY_MAX:
        raise KeyTooLong(limit=KEY_MAX)
    return key


def _route() -> str:
    return f"{request.method} {request.full_path.rstrip('?')}"[:200]


def _body_digest() -> bytes:
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        said = [(name, value) for name, value in sorted(request.form.items(multi=True)) if name not in _UNSAID]
        files = [(name, upload.filename, _digest_of(upload)) for name, upload in _uploads()]
        return hashlib.sha256(repr((said, files)).encode()).digest()
    return hashlib.sha256(request.get_data(cache=True)).digest()


def _uploads() -> list[tuple[str, FileStorage]]:
    return sorted(request.files.items(multi=True), key=lambda one: (one[0], one[1].filename or ""))


def _digest_of(upload: FileStorage) -> str:
    """The digest of a file sent, which is left at its beginning."""
    digest = hashlib.file_digest(upload.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    upload.stream.seek(0)
    return digest
