"""What is remembered of bank files: rows that are recorded, and which account a named place is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.files.rows import Decision
from ledger.store.tables.files import ImportRowRow, MethodAccountRow, SeenRow

ASKED_AT_ONCE = 1_000
"""Identities asked for in one statement."""

_seen, _method, _row = table(SeenRow), table(MethodAccountRow), table(ImportRowRow)
_AMONG = sa.select(_seen.c.identity).where(
    _seen.c.book_id == sa.bindparam("book"), _seen.c.identity.in_(sa.bindparam("asked", expanding=True))
)


def among(session: Session, book_id: int, identities: Collection[bytes]) -> set[bytes]:
    """Those of these identities (32 bytes each) that are recorded already."""
    found: set[bytes] = set()
    wanted = list(identities)
    for at in range(0, len(wanted), ASKED_AT_ONCE):
        asked = {"book": book_id, "asked": wanted[at : at + ASKED_AT_ONCE]}
        found.update(bytes(row.identity) for row in session.rows(_AMONG, asked))
    return found


def remember(session: Session, book_id: int, batch_id: int, made: Sequence[tuple[bytes, int]]) -> None:
    """Remember recorded rows: their identities with the entries they made."""
    if made:
        session.run(sa.insert(_seen), [
            {"book_id": book_id, "identity": identity, "batch_id": batch_id, "entry_id": entry_id}
            for identity, entry_id in made
        ])  # fmt: skip


def remember_same(session: Session, book_id: int, batch_id: int) -> None:
    """Remember the rows a person said are entries of theirs: they are recorded already."""
    same = sa.select(_row.c.book_id, _row.c.identity, _row.c.batch_id, _row.c.twin_id).where(
        _row.c.book_id == book_id, _row.c.batch_id == batch_id, _row.c.decision == Decision.SAME.value,
        _row.c.twin_id.is_not(None),
    )  # fmt: skip
    adding = insert(session, _seen).from_select(["book_id", "identity", "batch_id", "entry_id"], same)
    session.run(adding.on_conflict_do_nothing())


def forget(session: Session, book_id: int, batch_id: int) -> None:
    """Forget a batch's rows, so that they may be recorded again."""
    session.run(sa.delete(_seen).where(_seen.c.book_id == book_id, _seen.c.batch_id == batch_id))


def methods(session: Session, book_id: int, wallet: str) -> dict[str, int]:
    """Which account each place named in this wallet's bills is, as far as it was asked before."""
    rows = session.rows(
        sa.select(_method.c.method, _method.c.account_id).where(
            _method.c.book_id == book_id, _method.c.format == wallet
        )
    )
    return {row.method: row.account_id for row in rows}


def remember_methods(session: Session, book_id: int, wallet: str, accounts: Mapping[str, int]) -> None:
    """Remember which account each named place is."""
    values = [
        {"book_id": book_id, "format": wallet, "method": name, "account_id": account_id}
        for name, account_id in accounts.items()
    ]
    if values:
        statement = insert(session, _method)
        session.run(
            statement.on_conflict_do_update(
                index_elements=["book_id", "format", "method"], set_={"account_id": statement.excluded.account_id}
            ),
            values,
        )
