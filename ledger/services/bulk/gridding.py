"""Several rows written at once: each is read by itself, and all are recorded as one deed or none is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, NoAmount, Verb
from ledger.domain.books.said import Said
from ledger.domain.bulk.grid import (
    GridRow,
    GridTooLong,
    NoAccountCalled,
    NoCategoryCalled,
    RowsToMend,
    account_called,
    read_day,
)
from ledger.domain.quick.line import Reading
from ledger.kernel.errors import HouseError, Invalid
from ledger.kernel.limits import GRID_ROWS_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import Fields, Needed
from ledger.services.books import bookkeeping, quick, recording
from ledger.services.bulk.writing import RECORD, Step, write
from ledger.services.names import knowing
from ledger.services.quick import naming
from ledger.store.books import log

_COLUMN_OF = {"category": "what", "to": "what", "part": "what", "currency": "account", "rate": "amount"}


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as it was understood: what it says, the project it names, a rate it gives; or why not, by column."""

    row: GridRow
    said: Said | None = None
    project: str = ""
    rate: Decimal | None = None
    faults: dict[str, HouseError] = field(default_factory=dict)


def read_rows(session: Session, seat: Seat, rows: Sequence[GridRow], today: date) -> list[RowRead]:
    """Rows as they are understood, empty ones left out; nothing is written. Raises: GridTooLong."""
    filled = [row for row in rows if row]
    if len(filled) > GRID_ROWS_MAX:
        raise GridTooLong(limit=GRID_ROWS_MAX)
    known = quick.accounts_in(session, seat)
    return [_read(session, seat, known, row, today) for row in filled]


def record_rows(session: Session, seat: Seat, rows: Sequence[GridRow], today: date, now: datetime) -> tuple[int, int]:
    """Record rows as one deed: its sequence, and how many. Raises: RowsToMend, GridTooLong, Needed for none."""
    read = read_rows(session, seat, rows, today)
    if not read:
        raise Needed(field="row-1-amount")
    if any(one.faults for one in read):
        raise RowsToMend()
    entries = [_entry(session, seat, one, now) for one in read if one.said is not None]
    head = log.lock(session, seat.book_id)
    return write(session, seat, head, RECORD, [Step(entry=entry) for entry in entries], now)[0], len(entries)


def _entry(session: Session, seat: Seat, one: RowRead, now: datetime) -> Entry:
    assert one.said is not None
    project = knowing.project_named(session, seat, one.project, now)
    composed = recording.composed(quick.accounts_in(session, seat), replace(one.said, project=project))
    return bookkeeping.valued(session, seat, composed, one.rate)


def _read(session: Session, seat: Seat, known: dict[int, Account], row: GridRow, today: date) -> RowRead:
    try:
        on = read_day(row.on, today)
        seat.book.check_open_on(on)
        account = _account(known, row.account)
        read = _by_columns(session, seat, known, row, on, account) if row.amount else None
        read = read or _by_line(session, seat, row, on, account, today)
        assert read.said is not None
        entry = recording.composed(known, read.said)
        if read.rate is None:
            bookkeeping.valued(session, seat, entry, None)
    except HouseError as why:
        if not isinstance(why, Invalid) and "field" not in why.facts:
            raise
        name = str(why.facts.get("field", ""))
        column = _COLUMN_OF.get(name, name)
        return RowRead(row, faults={column if column in _SHOWN else "what": why})
    return read


_SHOWN = frozenset({"on", "amount", "what", "account", "payee", "note"})


def _account(known: dict[int, Account], text: str) -> Account | None:
    if not text:
        return None
    found = account_called(text, (one for one in known.values() if one.is_place and not one.closed))
    if found is None:
        raise NoAccountCalled(text=text[:40], field="account")
    return found


def _by_columns(session: Session, seat: Seat, known: dict[int, Account], row: GridRow, on: date,
                account: Account | None) -> RowRead | None:
    """A row with an amount and a category of its own; None where its words are to be read as a line."""
    category = account_called(row.what, (one for one in known.values() if one.is_category and not one.closed))
    if category is None:
        return None
    verb = Verb.INCOME if category.kind is Kind.INCOME else Verb.EXPENSE
    place = account or _usual(session, seat, on, verb)
    amount = _amount(row, (place.currency if place else None) or seat.book.home_currency)
    return RowRead(row, Said(on, verb, amount, category.account_id, place.account_id if place else None,
                             payee=row.payee, note=row.note))


def _by_line(session: Session, seat: Seat, row: GridRow, on: date, account: Account | None, today: date) -> RowRead:
    """A row whose words are a line one types; what stands in its other columns wins. Raises: what cannot be read."""
    if not row.what:
        raise Needed(field="what")
    reading = quick.understand(session, seat, row.what, today)
    place = account.account_id if account else reading.account
    currency = (account.currency if account else None) or reading.currency
    amount = _amount(row, currency) if row.amount else _amount_read(reading)
    if reading.category is None and reading.verb is not Verb.TRANSFER:
        raise NoCategoryCalled(text=row.what[:40], field="what")
    digits = tuple((part.category or 0, Money.of(part.amount, amount.currency)) for part in reading.parts[1:])
    member = naming.person_named(naming.people(session, seat), reading.beneficiary) if reading.beneficiary else None
    said = Said(on if row.on else reading.on, reading.verb, amount, reading.category, place, reading.to, digits,
                payee=row.payee or reading.payee, note=row.note or reading.note,
                beneficiary=member.member_id if member else None)
    seat.book.check_open_on(said.on)
    return RowRead(row, said, reading.project, Decimal(reading.rate) if reading.rate else None)


def _amount(row: GridRow, currency: str) -> Money:
    """The amount of its column. Raises: NotAnAmount, AmountTooLarge, NoAmount."""
    return Fields({"amount": row.amount}).amount("amount", currency)


def _amount_read(reading: Reading) -> Money:
    if reading.amount is None:
        raise NoAmount(field="amount")
    return Money.of(reading.amount, reading.currency)


def _usual(session: Session, seat: Seat, on: date, verb: Verb) -> Account | None:
    return quick.sheet(session, seat, on, 12, verb=verb).account
