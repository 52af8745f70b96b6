"""The review of a batch: what it would do, what it asks, and what a person answers.

Nothing asked blocks recording: every question has an answer proposed, in sight, that recording takes as given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.compose import AccountClosed, NotACategory, NotAPlace
from ledger.domain.files.sums import Tally
from ledger.kernel.errors import N_, Conflict, Invalid
from ledger.kernel.limits import PAGE_SIZE
from ledger.plumbing.db import Session
from ledger.services.files import categories, places, reckoning
from ledger.services.files.receiving import recount
from ledger.services.files.refusing import refusal_of
from ledger.store.books import accounts, entries, log
from ledger.store.books.entries import Kept
from ledger.store.files import batches, matching, rows, seen
from ledger.store.files.batches import Batch, State
from ledger.store.files.rows import Decision, Guess, ImportRow

SHOWN = 50
"""Questions of one sort shown at once; the next are shown when these are answered or recorded."""

GROUPS = {
    "new": ((Decision.CREATE.value,), None),
    "here": (reckoning.KNOWN, None),
    "refused": (reckoning.REFUSED, False),
    "left_out": (reckoning.REFUSED, True),
}
"""The groups rows are listed by: their decisions, and whether their money never moved."""

BATCHES_SHOWN = 50
"""Imports listed at once."""


class NotInReview(Conflict):
    """A batch that is being recorded, or was."""

    message = N_("This import is no longer in review. Open it again to see where it stands.")


class RowIsSettled(Conflict):
    """A row that is refused or known already."""

    message = N_("This row is settled: it is refused, or recorded already.")


class LeftOutByHand(Invalid):
    """A row a person chose to leave out."""

    message = N_("Left out by choice.")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the bill, how many rows name it, and the account proposed; None: one is to be opened."""

    name: str
    rows: int
    account_id: int | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Twin:
    """A row and an entry of the book that may be the same thing."""

    row: ImportRow
    entry: Kept


@dataclass(frozen=True, slots=True)
class Review:
    """A batch as a person looks at it. `parts` are rows and money by what becomes of them."""

    batch: Batch
    parts: Mapping[str, Tally]
    accounts: Mapping[int, Account]
    places: tuple[Place, ...]
    twins: tuple[Twin, ...]
    halves: tuple[ImportRow, ...]
    guesses: tuple[Guess, ...]

    @property
    def asks(self) -> int:
        """How many things need a person's word."""
        asked = sum(place.is_asked for place in self.places)
        return asked + len(self.twins) + len(self.halves) + len(self.guesses)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answered.

    An account for each place (None opens one), whether a row is its twin by row number, the unsaid side's account
    by row number, and a category by what a row is and its payee.
    """

    places: Mapping[str, int | None] = field(default_factory=dict)
    twins: Mapping[int, bool] = field(default_factory=dict)
    halves: Mapping[int, int] = field(default_factory=dict)
    guesses: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What becomes of one row: `decision` is create, skip or same (then `twin_id` says as what)."""

    decision: Decision
    category_id: int | None = None
    source_id: int | None = None
    target_id: int | None = None
    twin_id: int | None = None


def listed(
    session: Session, seat: Seat, before: int | None = None, limit: int = BATCHES_SHOWN
) -> list[Batch]:
    """The newest imports of a book, or those before one of them."""
    return batches.latest(session, seat.book_id, limit, before)


def review(session: Session, seat: Seat, batch_id: int) -> Review:
    """A batch with its sums, and what it asks while it is in review. Raises: Missing."""
    batch = batches.get(session, seat.book_id, batch_id)
    known = accounts.load(session, seat.book_id)
    parts = reckoning.reckon(batch)
    if batch.state is not State.REVIEW:
        return Review(batch, parts, known, (), (), (), ())
    found = rows.with_twins(session, seat.book_id, batch_id, SHOWN)
    stand = entries.load(session, seat.book_id, [row.twin_id for row in found if row.twin_id])
    return Review(
        batch, parts, known, _places(session, seat, batch),
        tuple(Twin(row, stand[row.twin_id]) for row in found if row.twin_id in stand),
        tuple(rows.half_said(session, seat.book_id, batch_id, SHOWN)),
        tuple(rows.guesses(session, seat.book_id, batch_id, SHOWN)),
    )  # fmt: skip


def listing(
    session: Session, seat: Seat, batch_id: int, group: str, after: int, limit: int = PAGE_SIZE
) -> list[ImportRow]:
    """One page of a batch's rows of a group, all where it is empty, after a row number (−1 for the first page)."""
    decisions, left_out = GROUPS.get(group, (tuple(Decision), None))
    return rows.page(session, seat.book_id, batch_id, decisions, after=after, limit=limit, left_out=left_out)


def decide(session: Session, seat: Seat, batch_id: int, answers: Answers) -> None:
    """Write what a person answered. Raises: Missing, NotInReview, NotAPlace, NotACategory, AccountClosed."""
    batch, known = _in_review(session, seat, batch_id)
    for name, account_id in answers.places.items():
        if account_id is not None:
            _check_place(known, account_id)
        if name not in batch.mapping:
            raise NotAPlace(field="place")
    for (what, payee), category_id in answers.guesses.items():
        _check_category(known, category_id, what)
        rows.categorise(session, seat.book_id, batch_id, what, payee, category_id)
    for n, is_same in answers.twins.items():
        if rows.get(session, seat.book_id, batch_id, n).twin_id is not None:
            decision = Decision.SAME if is_same else Decision.CREATE
            rows.decide(session, seat.book_id, batch_id, n, decision=decision.value)
    for n, account_id in answers.halves.items():
        _check_place(known, account_id)
        side = "target_id" if rows.get(session, seat.book_id, batch_id, n).source else "source_id"
        rows.decide(session, seat.book_id, batch_id, n, **{side: account_id})
    batches.change(session, seat.book_id, batch_id, mapping={**batch.mapping, **answers.places})
    recount(session, seat.book_id, batch_id)


def decide_row(session: Session, seat: Seat, batch_id: int, n: int, answer: RowAnswer) -> None:
    """Write what becomes of one row.

    Raises: Missing, NotInReview, RowIsSettled, NotAPlace, NotACategory, AccountClosed.
    """
    _batch, known = _in_review(session, seat, batch_id)
    row = rows.get(session, seat.book_id, batch_id, n)
    if row.decision in (Decision.DUPLICATE, Decision.REFUSE):
        raise RowIsSettled()
    if answer.category_id is not None:
        _check_category(known, answer.category_id, row.what)
    for account_id in (answer.source_id, answer.target_id):
        if account_id is not None:
            _check_place(known, account_id)
    if answer.twin_id is not None:
        entries.get(session, seat.book_id, answer.twin_id)
    left_out = LeftOutByHand() if answer.decision is Decision.SKIP else None
    rows.decide(
        session, seat.book_id, batch_id, n, decision=answer.decision.value,
        category_id=answer.category_id or row.category_id, is_guess=row.is_guess and answer.category_id is None,
        source_id=answer.source_id, target_id=answer.target_id, twin_id=answer.twin_id or row.twin_id,
        problem=left_out.code if left_out else None, reason=left_out.message if left_out else None,
        facts={"line": row.line} if left_out else None,
    )  # fmt: skip
    recount(session, seat.book_id, batch_id)


def alike(session: Session, seat: Seat, row: ImportRow) -> list[Kept]:
    """Entries of the book that a row may be: the same amount within a week, the nearest day first."""
    if row.minor is None or row.on_day is None:
        return []
    spots = [one.account_id for one in accounts.load(session, seat.book_id).values() if one.is_place]
    ids = matching.alike(session, seat.book_id, (row.on_day, row.minor, row.currency), spots)
    if row.twin_id and row.twin_id not in ids:
        ids = [row.twin_id, *ids]
    found = entries.load(session, seat.book_id, ids)
    return [found[one] for one in ids if one in found]


def why(row: ImportRow) -> Exception | None:
    """Why a row is refused, for the page to say."""
    return refusal_of(row)


def _places(session: Session, seat: Seat, batch: Batch) -> tuple[Place, ...]:
    remembered = seen.methods(session, seat.book_id, batch.format)
    named = places.named(rows.places(session, seat.book_id, batch.batch_id))[: 2 * SHOWN]
    return tuple(
        Place(
            one.name, one.rows, batch.mapping.get(one.name),
            one.name not in remembered and not places.is_own(batch.format, one.name),
        )
        for one in named
    )  # fmt: skip


def _in_review(session: Session, seat: Seat, batch_id: int) -> tuple[Batch, dict[int, Account]]:
    log.lock(session, seat.book_id)
    batch = batches.get(session, seat.book_id, batch_id)
    if batch.state is not State.REVIEW:
        raise NotInReview()
    return batch, accounts.load(session, seat.book_id)


def _check_place(known: Mapping[int, Account], account_id: int) -> None:
    account = known.get(account_id)
    if account is None or not account.is_place:
        raise NotAPlace(field="place")
    if account.closed:
        raise AccountClosed(field="place")


def _check_category(known: Mapping[int, Account], category_id: int, what: str) -> None:
    account = known.get(category_id)
    if account is None or account.kind is not categories.kind_for(what):
        raise NotACategory(field="category")
    if account.closed:
        raise AccountClosed(field="category")
