"""What a person owns, table by table: to be taken out, and to be erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import metadata

SECRETS = frozenset({"password_hash", "totp_secret", "secret", "digest", "body", "headers", "body_digest"})
"""Columns that prove who somebody is, or repeat a page: they are erased, never taken out."""


def owned_rows(session: Session, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row a person owns, by table, without what proves who they are."""
    return {
        one.name: [
            _told(dict(row._mapping))
            for row in session.rows(sa.select(one).where(one.c.person_id == person_id))
        ]
        for one in _owned()
    }


def erase_owned(session: Session, person_id: int) -> None:
    """Delete every row a person owns but the person's own."""
    for one in _owned():
        if one.name != "person":
            session.run(sa.delete(one).where(one.c.person_id == person_id))


def _owned() -> list[sa.Table]:
    """The tables whose rows persons own, children before parents."""
    return [one for one in reversed(metadata.sorted_tables) if one.info.get("owner") == "person"]


def _told(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in SECRETS}
