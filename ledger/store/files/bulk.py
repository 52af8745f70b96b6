"""What posting and undoing a batch needs of the books, for thousands of entries in one statement each.

The second door writes through `store.books.entries` like the first; here stands only what that does singly.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from ledger.domain.books.search import folded, tokens
from ledger.kernel.ids import new_id
from ledger.kernel.limits import LINE_MAX
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import EntryRow, PayeeRow, PostingRow, StandingRow, TokenInEntryRow

ASKED_AT_ONCE = 1_000
"""Names or ids asked for in one statement."""

_entry, _posting, _payee = table(EntryRow), table(PostingRow), table(PayeeRow)
_standing, _token = table(StandingRow), table(TokenInEntryRow)
_PAYEES = sa.select(_payee.c.name_key, _payee.c.payee_id).where(
    _payee.c.book_id == sa.bindparam("book"), _payee.c.name_key.in_(sa.bindparam("asked", expanding=True))
)
_OUT_OF_BALANCE = (
    sa.select(_posting.c.entry_id)
    .where(
        _posting.c.book_id == sa.bindparam("book"),
        _posting.c.entry_id.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .group_by(_posting.c.entry_id, _posting.c.currency)
    .having(sa.func.sum(_posting.c.minor) != 0)
    .limit(1)
)
_FALL = sa.delete(_standing).where(
    _standing.c.book_id == sa.bindparam("book"),
    _standing.c.on_day == sa.bindparam("day"),
    _standing.c.entry_id == sa.bindparam("entry"),
)
_UNSAY = sa.delete(_token).where(
    _token.c.book_id == sa.bindparam("book"),
    _token.c.token == sa.bindparam("said"),
    _token.c.on_day == sa.bindparam("day"),
    _token.c.entry_id == sa.bindparam("entry"),
)


def payee_ids(session: Session, book_id: int, names: Collection[str]) -> dict[str, int]:
    """The opaque number of each payee by name, made where new."""
    keys = {name: folded(name)[:LINE_MAX] for name in names if name}
    known = _known_payees(session, book_id, set(keys.values()))
    fresh = {key: name for name, key in keys.items() if key not in known}
    if fresh:
        values = [
            {"book_id": book_id, "payee_id": new_id(), "name": name, "name_key": key}
            for key, name in fresh.items()
        ]
        session.run(insert(session, _payee).on_conflict_do_nothing(), values)
        known |= _known_payees(session, book_id, fresh.keys())
    return {name: known[key] for name, key in keys.items()}


def assert_balanced(session: Session, book_id: int, first: int, last: int) -> None:
    """Assert that the rows of the entries with ids from `first` to `last` balance in every currency."""
    left = session.first(_OUT_OF_BALANCE, {"book": book_id, "first": first, "last": last})
    assert left is None, "an entry of a batch was written out of balance"


def standing_of_batch(session: Session, book_id: int, batch_id: int, limit: int) -> list[Kept]:
    """What the things a batch began now stand as, amended or not, in the order of their ids."""
    first = _entry.alias("first")
    rows = session.rows(
        sa.select(_standing.c.entry_id)
        .select_from(_of_batch(first))
        .where(first.c.book_id == book_id, first.c.batch_id == batch_id)
        .order_by(first.c.entry_id)
        .limit(limit)
    )
    found = entries.load(session, book_id, [row.entry_id for row in rows])
    return [found[one] for one in sorted(found)]


def still_standing(session: Session, book_id: int, batch_id: int) -> tuple[int, date | None]:
    """How many things of a batch stand, and the earliest day one stands on."""
    first = _entry.alias("first")
    row = session.first(
        sa.select(sa.func.count().label("things"), sa.func.min(_standing.c.on_day).label("earliest"))
        .select_from(_of_batch(first))
        .where(first.c.book_id == book_id, first.c.batch_id == batch_id)
    )
    return (row.things, row.earliest) if row else (0, None)


def fall(session: Session, book_id: int, kept: Sequence[Kept]) -> None:
    """Let entries stand no more: the journal and search forget them."""
    session.run(_FALL, [{"book": book_id, "day": one.entry.on, "entry": one.entry_id} for one in kept])
    said = [
        {"book": book_id, "said": token, "day": one.entry.on, "entry": one.entry_id}
        for one in kept
        for token in tokens(*one.entry.words.sought)
    ]
    if said:
        session.run(_UNSAY, said)


def _of_batch(first: sa.FromClause) -> sa.Join:
    return first.join(
        _standing,
        sa.and_(_standing.c.book_id == first.c.book_id, _standing.c.thing_id == first.c.entry_id),
    )


def _known_payees(session: Session, book_id: int, keys: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    wanted = sorted(keys)
    for at in range(0, len(wanted), ASKED_AT_ONCE):
        asked = {"book": book_id, "asked": wanted[at : at + ASKED_AT_ONCE]}
        found.update((row.name_key, row.payee_id) for row in session.rows(_PAYEES, asked))
    return found
