"""What the book already knows that helps to read a bill: entries that may be its rows, and habits with payees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from ledger.domain.books.account import Account
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.files.rows import Decision
from ledger.store.tables.books import EntryRow, PayeeRow, PostingRow, StandingRow
from ledger.store.tables.files import BatchRow, ImportRowRow

ASKED_AT_ONCE = 1_000
"""Names or ids asked for in one statement."""

ALIKE_DAYS = 7
"""Days around a row's within which an entry may be the same thing: hand and wallet may date it differently."""

HABIT = 9
"""Newest entries of a payee that make a habit."""

_row, _batch, _entry = table(ImportRowRow), table(BatchRow), table(EntryRow)
_standing, _posting, _payee = table(StandingRow), table(PostingRow), table(PayeeRow)
_STANDS = sa.and_(
    _standing.c.book_id == _entry.c.book_id,
    _standing.c.on_day == _entry.c.on_day,
    _standing.c.entry_id == _entry.c.entry_id,
)
_POSTED = sa.and_(_posting.c.book_id == _entry.c.book_id, _posting.c.entry_id == _entry.c.entry_id)
_LEGS = sa.select(_posting.c.entry_id, _posting.c.account_id).where(
    _posting.c.book_id == sa.bindparam("book"), _posting.c.entry_id.in_(sa.bindparam("asked", expanding=True))
)

Money = tuple[date, int, str]
"""A day, signed minor units and their currency: what two records of one thing share."""


@dataclass(frozen=True, slots=True)
class Habit:
    """A payee by folded name, and the accounts of one of their newest entries."""

    name_key: str
    entry_id: int


def twins(session: Session, book_id: int, batch_id: int, wallet: str, places: Collection[int]) -> list[tuple[int, int]]:
    """Rows of a batch with an entry of the same day, amount and direction at one of the places: (row, entry).

    One to one. Entries that a bill of the same wallet made are no twins: the wallet tells its own rows apart. Two
    alike rows find two entries, or one, or none; which is which does not matter.
    """
    free = _candidates(session, book_id, batch_id, wallet, places)
    found: dict[int, int] = {}
    for n, money in _drafts(session, book_id, batch_id) if free else ():
        # An entry between two places stands under both its sides, and is only one thing.
        twin = next((one for one in free.get(money, ()) if one not in found), None)
        if twin is not None:
            found[twin] = n
    return [(n, twin) for twin, n in found.items()]


def alike(session: Session, book_id: int, money: Money, places: Collection[int], limit: int = 8) -> list[int]:
    """Entries that stand within a week of a day with this amount at a place, either way; the nearest day first."""
    on, minor, currency = money
    week = timedelta(days=ALIKE_DAYS)
    rows = session.rows(
        sa.select(_posting.c.entry_id, _posting.c.on_day)
        .distinct()
        .select_from(_entry.join(_posting, _POSTED).join(_standing, _STANDS))
        .where(
            _posting.c.book_id == book_id,
            _posting.c.account_id.in_(list(places)),
            _posting.c.on_day.between(on - week, on + week),
            _posting.c.minor.in_((minor, -minor)),
            _posting.c.currency == currency,
        )
    )
    nearest = sorted(rows, key=lambda row: (abs((row.on_day - on).days), row.entry_id))
    return [row.entry_id for row in nearest[:limit]]


def habits(
    session: Session, book_id: int, name_keys: Collection[str], accounts: Mapping[int, Account]
) -> dict[str, dict[str, int]]:
    """The category most of a payee's newest entries stand under, by kind (expense, income) and folded name."""
    wanted = sorted(name_keys)
    with session.in_bulk():
        stood = [one for at in range(0, len(wanted), ASKED_AT_ONCE)
                 for one in _categorised(session, book_id, wanted[at : at + ASKED_AT_ONCE])]
    counts: dict[tuple[str, str], dict[int, int]] = {}
    for key, account_id in stood:
        account = accounts.get(account_id)
        if account is not None and account.is_category and not account.closed:
            votes = counts.setdefault((account.kind.value, key), {})
            votes[account_id] = votes.get(account_id, 0) + 1
    found: dict[str, dict[str, int]] = {"expense": {}, "income": {}}
    for (kind, key), votes in counts.items():
        found[kind][key] = max(votes, key=lambda one: (votes[one], one))
    return found


def _candidates(
    session: Session, book_id: int, batch_id: int, wallet: str, places: Collection[int]
) -> dict[Money, list[int]]:
    """Entries that no bill of this wallet made, within the days of the batch, by the money they moved."""
    span = session.first(
        sa.select(sa.func.min(_row.c.on_day).label("first"), sa.func.max(_row.c.on_day).label("last")).where(
            _row.c.book_id == book_id, _row.c.batch_id == batch_id
        )
    )
    if span is None or span.first is None:
        return {}
    others = sa.select(_batch.c.batch_id).where(_batch.c.book_id == book_id, _batch.c.format != wallet)
    asked = (
        sa.select(_entry.c.entry_id, _entry.c.on_day, _posting.c.account_id, _posting.c.minor, _posting.c.currency)
        .select_from(_entry.join(_standing, _STANDS).join(_posting, _POSTED))
        .where(
            _entry.c.book_id == book_id,
            sa.or_(_entry.c.batch_id.is_(None), _entry.c.batch_id.in_(others)),
            _entry.c.on_day.between(span.first, span.last),
        )
        .order_by(_entry.c.entry_id)
    )
    with session.in_bulk():
        rows = session.rows(asked)
    found: dict[Money, list[int]] = {}
    for row in rows:
        if row.account_id in places:
            found.setdefault((row.on_day, row.minor, row.currency), []).append(row.entry_id)
    return found


def _drafts(session: Session, book_id: int, batch_id: int) -> Iterator[tuple[int, Money]]:
    after = -1
    columns = (_row.c.n, _row.c.what, _row.c.on_day, _row.c.minor, _row.c.currency)
    chosen = (_row.c.book_id == book_id, _row.c.batch_id == batch_id, _row.c.decision == Decision.CREATE.value)
    while rows := session.rows(
        sa.select(*columns).where(*chosen, _row.c.n > after).order_by(_row.c.n).limit(ASKED_AT_ONCE)
    ):
        after = rows[-1].n
        for row in rows:
            yield row.n, (row.on_day, -row.minor if row.what == "expense" else row.minor, row.currency)


def _categorised(session: Session, book_id: int, asked: list[str]) -> Iterator[tuple[str, int]]:
    """The accounts of the newest entries of payees: (folded name, account)."""
    newest = {found.entry_id: found.name_key for found in _newest(session, book_id, asked)}
    ids = sorted(newest)
    for at in range(0, len(ids), ASKED_AT_ONCE):
        for row in session.rows(_LEGS, {"book": book_id, "asked": ids[at : at + ASKED_AT_ONCE]}):
            yield newest[row.entry_id], row.account_id


def _newest(session: Session, book_id: int, asked: list[str]) -> list[Habit]:
    place = sa.func.row_number().over(
        partition_by=_entry.c.payee_id, order_by=(_entry.c.on_day.desc(), _entry.c.entry_id.desc())
    )
    payee = sa.and_(_payee.c.book_id == _entry.c.book_id, _payee.c.payee_id == _entry.c.payee_id)
    ranked = (
        sa.select(_payee.c.name_key, _entry.c.entry_id, place.label("place"))
        .select_from(_payee.join(_entry, payee).join(_standing, _STANDS))
        .where(_payee.c.book_id == book_id, _payee.c.name_key.in_(asked))
        .subquery()
    )
    rows = session.rows(sa.select(ranked.c.name_key, ranked.c.entry_id).where(ranked.c.place <= HABIT))
    return [Habit(row.name_key, row.entry_id) for row in rows]
