"""Doing a thing once: the answer to an unsafe request is kept in the transaction of its effect.

A form carries `client_key`, a program the header `Idempotency-Key`. The same key again gets the kept answer; the
same key with another body is refused. Of many at once the first to claim the key acts and the others wait for it.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from flask import Response, request

from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.plumbing.identity import AnswerRow
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import Principal, mark_seen
from ledger.plumbing.upsert import insert

KEY_MAX = 80
_KEPT_HEADERS = ("Location", "HX-Trigger", "HX-Redirect", "HX-Push-Url", "Content-Type")
_UNSAID = ("csrf_token", "client_key")
_answer = table(AnswerRow)


class KeyReused(Invalid):
    """A key that came before with other content."""

    message = N_("This form was already sent with other content. Open it again and send it once more.")


class StillDoing(Conflict):
    """The same request is being done right now."""

    message = N_("This is being recorded already.")


class KeyTooLong(Invalid):
    """A key longer than the table holds."""

    message = N_("An idempotency key has at most %(limit)s characters.")


def find_or_claim(session: Session, principal: Principal) -> Response | None:
    """The kept answer of this request, or None after claiming its key. Raises: KeyReused, StillDoing, KeyTooLong."""
    mark_seen(session, principal)
    key = _key()
    if principal.person_id is None or not key:
        return None
    if _claimed(session, principal.person_id, key):
        return None
    kept = session.first(sa.select(_answer).where(_answer.c.person_id == principal.person_id, _answer.c.key == key))
    if kept is None or kept.status is None:
        raise StillDoing()
    if kept.route != _route() or kept.body_digest != _body_digest():
        raise KeyReused()
    response = Response(kept.body or "", kept.status)
    response.headers.update(kept.headers)
    return response


def keep(session: Session, principal: Principal, response: Response) -> None:
    """Keep the answer beside its effect, whoever the deed may have signed in meanwhile."""
    key = _key()
    if principal.person_id is None or not key:
        return
    session.allow_person(principal.person_id)
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    session.run(
        sa.update(_answer).where(_answer.c.person_id == principal.person_id, _answer.c.key == key).values(
            status=response.status_code, headers=headers, body=response.get_data(as_text=True),
        )
    )


def _claimed(session: Session, person_id: int, key: str) -> bool:
    claim = insert(session, _answer).values(
        person_id=person_id, key=key, route=_route(), body_digest=_body_digest(), made_at=clock.now(),
    )
    return session.first(claim.on_conflict_do_nothing().returning(_answer.c.key)) is not None


def _key() -> str:
    key = request.headers.get("Idempotency-Key") or request.form.get("client_key") or ""
    if len(key) > KEY_MAX:
        raise KeyTooLong(limit=KEY_MAX)
    return key


def _route() -> str:
    return f"{request.method} {request.path}"[:200]


def _body_digest() -> bytes:
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        said = [(name, value) for name, value in sorted(request.form.items(multi=True)) if name not in _UNSAID]
        files = [(name, upload.filename) for name, upload in sorted(request.files.items(multi=True))]
        return hashlib.sha256(repr((said, files)).encode()).digest()
    return hashlib.sha256(request.get_data(cache=True)).digest()
