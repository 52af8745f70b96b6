"""The second door: a reviewed batch is recorded in chunks, each a transaction with one row in the log.

Every entry passes the same check as one typed by hand; a row that does not is refused and named, the others go in.
Until the last chunk the batch is `posting`; stopped anywhere it goes on after the last whole chunk, and a row that
another batch recorded meanwhile adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import BookClosed, Seat, TooManyAccounts
from ledger.domain.books.entry import Entry
from ledger.domain.books.sums import tallies
from ledger.domain.currencies.worth import DayRate
from ledger.kernel.chain import one_or_joined
from ledger.kernel.errors import HouseError
from ledger.kernel.limits import ACCOUNTS_MAX, IMPORT_CHUNK
from ledger.plumbing.db import Session
from ledger.services.books import keeping, opening
from ledger.services.books.bookkeeping import content_digest, moved
from ledger.services.files import categories, places
from ledger.services.files.composing import Chart, entry_of
from ledger.services.files.receiving import recount
from ledger.services.files.refusing import kept_facts
from ledger.store.books import accounts, books, entries, log, rates, sums
from ledger.store.books.entries import Kept
from ledger.store.files import batches, bulk, rows, seen
from ledger.store.files.batches import Batch, State
from ledger.store.files.rows import Decision, ImportRow


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a chunk is posted in: the seat, the batch, the book's accounts, the locked head of its log, and now."""

    seat: Seat
    batch: Batch
    known: Mapping[int, Account]
    head: log.Head
    now: datetime

    @property
    def seq(self) -> int:
        """The sequence the chunk will be logged by."""
        return self.head.seq + 1


@dataclass(slots=True)
class _Chunk:
    """What one chunk makes of its rows: entries with their rows, rows known already, and refused rows."""

    made: list[tuple[ImportRow, Kept]] = field(default_factory=list)
    known: list[ImportRow] = field(default_factory=list)
    refused: list[tuple[ImportRow, HouseError]] = field(default_factory=list)


def begin(
    session: Session, seat: Seat, batch_id: int, now: datetime, *, remember_own: bool = True
) -> Batch:
    """Open the accounts a batch needs, remember what each place is, and let it be posted.

    The account that stood for the wallet is remembered unless it was meant for this file alone. A batch that is
    being posted, or was, is answered as it stands. Raises: Missing, BookClosed, TooManyAccounts.
    """
    log.lock(session, seat.book_id)
    batch = batches.get(session, seat.book_id, batch_id)
    if batch.state is not State.REVIEW:
        return batch
    if seat.book.closed:
        raise BookClosed()
    mapping = _open_places(session, seat, batch, now)
    _open_stand_ins(session, seat, batch, now)
    lasting = {
        name: one for name, one in mapping.items() if remember_own or not places.is_own(batch.format, name)
    }
    seen.remember_methods(session, seat.book_id, batch.format, lasting)
    batches.change(session, seat.book_id, batch_id, mapping=mapping, state=State.POSTING.value)
    return batches.get(session, seat.book_id, batch_id)


def post_next(session: Session, seat: Seat, batch_id: int, now: datetime, limit: int = IMPORT_CHUNK) -> bool:
    """Post the next rows of a batch, at most `limit`; whether there may be more.

    Raises: Missing, BookClosed; nothing was written then.
    """
    head = log.lock(session, seat.book_id)
    batch = batches.get(session, seat.book_id, batch_id)
    if batch.state is not State.POSTING:
        return False
    book = books.load(session, [seat.book_id])[seat.book_id]
    if book.closed:
        raise BookClosed()
    found = rows.to_post(session, seat.book_id, batch_id, batch.reached, limit)
    scene = _Scene(replace(seat, book=book), batch, accounts.load(session, seat.book_id), head, now)
    chunk = _compose(session, scene, found)
    if chunk.made:
        _write(session, scene, chunk)
        if not book.has_entries:
            books.mark_used(session, seat.book_id)
    _mark(session, seat.book_id, batch_id, chunk)
    reached = found[-1].n if found else batch.reached
    batches.change(session, seat.book_id, batch_id, reached=reached, posted=batch.posted + len(chunk.made))
    if len(found) < limit:
        _finish(session, seat.book_id, batch_id)
    return len(found) == limit


def _open_places(session: Session, seat: Seat, batch: Batch, now: datetime) -> dict[str, int]:
    """An account for every place the batch names, opened where there is none."""
    needed = places.named(rows.places(session, seat.book_id, batch.batch_id))
    known = accounts.load(session, seat.book_id)
    chosen = {place.name: batch.mapping.get(place.name) for place in needed}
    missing = [place for place in needed if chosen[place.name] not in known]
    if len(known) + len(missing) > ACCOUNTS_MAX:
        raise TooManyAccounts(limit=ACCOUNTS_MAX)
    for place in missing:
        fresh = opening.add_account(session, seat, places.to_open(batch.format, place), now)
        chosen[place.name] = fresh.account_id
    return {name: account_id for name, account_id in chosen.items() if account_id is not None}


def _open_stand_ins(session: Session, seat: Seat, batch: Batch, now: datetime) -> None:
    """The account for sides nobody said, and categories for what fits no other, where the book has none."""
    known = accounts.load(session, seat.book_id)
    asks = rows.half_said(session, seat.book_id, batch.batch_id, 1)
    if asks and places.transit_of(known) is None:
        opening.add_account(session, seat, places.transit_to_open(), now)
    for kind in (Kind.EXPENSE, Kind.INCOME):
        if categories.other_of(kind, known) is None:
            opening.add_account(session, seat, categories.other_to_open(kind), now)


def _compose(session: Session, scene: _Scene, found: Sequence[ImportRow]) -> _Chunk:
    seat = scene.seat
    recorded = seen.among(session, seat.book_id, [row.identity for row in found])
    chart, rate_of = _chart(scene), _Rates(session, seat)
    chunk = _Chunk()
    composed: list[tuple[ImportRow, Entry]] = []
    for row in found:
        if row.identity in recorded:
            chunk.known.append(row)
            continue
        try:
            entry = entry_of(row, chart, rate_of)
            seat.book.check_open_on(entry.on)
            composed.append((row, entry))
        except HouseError as error:
            chunk.refused.append((row, error))
    payees = bulk.payee_ids(session, seat.book_id, {entry.words.payee for _row, entry in composed})
    chunk.made = [(row, keeping.fresh(
        scene.seat, entry, payees.get(entry.words.payee), scene.seq, scene.now, batch_id=scene.batch.batch_id,
    )) for row, entry in composed]  # fmt: skip
    return chunk


def _chart(scene: _Scene) -> Chart:
    known = scene.known
    spending = categories.other_of(Kind.EXPENSE, known)
    others = {"expense": spending, "refund": spending, "income": categories.other_of(Kind.INCOME, known)}
    return Chart(
        known,
        {name: account_id for name, account_id in scene.batch.mapping.items() if account_id is not None},
        scene.seat.book.home_currency,
        places.transit_of(known),
        categories.fees_of(known),
        {what: account_id for what, account_id in others.items() if account_id is not None},
    )


class _Rates:
    """Rates of days, each looked up once."""

    def __init__(self, session: Session, seat: Seat) -> None:
        self._session, self._seat = session, seat
        self._known: dict[tuple[str, date], DayRate | None] = {}

    def __call__(self, currency: str, on: date) -> DayRate | None:
        asked = currency, on
        if asked not in self._known:
            book = self._seat.book
            self._known[asked] = rates.rate_on(self._session, book.book_id, currency, book.home_currency, on)
        return self._known[asked]


def _write(session: Session, scene: _Scene, chunk: _Chunk) -> None:
    seat, batch_id = scene.seat, scene.batch.batch_id
    kept = [one for _row, one in chunk.made]
    entries.append(session, seat.book_id, kept)
    bulk.assert_balanced(session, seat.book_id, kept[0].entry_id, kept[-1].entry_id)
    entries.stand(session, seat.book_id, kept)
    sums.change(session, seat.book_id, tallies(moved(one, scene.known) for one in kept))
    seen.remember(session, seat.book_id, batch_id, [(row.identity, one.entry_id) for row, one in chunk.made])
    digest = one_or_joined([content_digest(one) for one in kept])
    act = log.Act(scene.now, seat.actor, seat.actor_kind, "import", "batch", (), digest, batch_id)
    log.append(session, seat.book_id, scene.head, act)


def _mark(session: Session, book_id: int, batch_id: int, chunk: _Chunk) -> None:
    made = [{"n": row.n, "entry_id": one.entry_id, "category_id": _category(row, one)} for row, one in chunk.made]
    rows.mark(session, book_id, batch_id, made)
    known = [{"n": row.n, "decision": Decision.DUPLICATE.value} for row in chunk.known]
    rows.mark(session, book_id, batch_id, known)
    rows.mark(session, book_id, batch_id, [_refusal(row, error) for row, error in chunk.refused])


def _refusal(row: ImportRow, error: HouseError) -> dict[str, Any]:
    return {
        "n": row.n, "decision": Decision.REFUSE.value, "problem": error.code, "reason": error.message,
        "facts": {**kept_facts(error), "line": row.line},
    }  # fmt: skip


def _category(row: ImportRow, kept: Kept) -> int | None:
    """The category the entry stands under: of a row without one, the account the entry chose for it."""
    return row.category_id or (None if row.what == "transfer" else kept.entry.postings[0].account_id)


def _finish(session: Session, book_id: int, batch_id: int) -> None:
    seen.remember_same(session, book_id, batch_id)
    batches.change(session, book_id, batch_id, state=State.POSTED.value, problem=None)
    recount(session, book_id, batch_id)
