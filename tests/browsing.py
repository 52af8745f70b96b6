"""Being somebody in a test: a client that is signed in as a person of the cast."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.identity import SessionRow
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import secret_digest


def signed_in(app: Flask, person_id: int, at: datetime | None = None) -> FlaskClient:
    """A fresh client signed in as this person."""
    secret, now = secrets.token_urlsafe(24), at or clock.now()
    with app.extensions["house_database"].transaction() as session:
        session.allow_person(person_id)
        session.run(sa.insert(table(SessionRow)), {
            "person_id": person_id, "digest": secret_digest(secret), "agent": "test", "epoch": 0, "is_half": False,
            "made_at": now, "seen_at": now, "ended_at": None,
        })
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sid"] = f"{id_text(person_id)}.{secret}"
    return client
