"""Spending and income by payee, project, person or day of the week; why a category changed; the entries behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Posting
from ledger.domain.books.flow import Flow, movements
from ledger.domain.names.name import Sort, family, roots
from ledger.domain.reports.change import Gathered, Reason, reasons
from ledger.domain.reports.facet import Facet, Grouped, Of, borne, by_weekday, grouped, joined
from ledger.domain.reports.statement import Row
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import allot
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.past import knowing
from ledger.services.reports import seen
from ledger.store.books import books, entries
from ledger.store.books.entries import Kept
from ledger.store.names import kept as names
from ledger.store.reports import groups
from ledger.store.reports.groups import Sought

LINES_MAX = 300
"""Entries shown behind one figure."""

CHANGES_MAX = 12
"""Changes explained at once where none is named."""

SCAN_MAX = 3_000
"""Entries looked through for them."""

_SORTS = {Facet.PAYEE: Sort.PAYEE, Facet.PROJECT: Sort.PROJECT, Facet.TAG: Sort.TAG}


@dataclass(frozen=True, slots=True)
class Over:
    """What a figure is over: one account, or all of a kind; home minor units out of it are above zero by `sign`."""

    accounts: Mapping[int, Account]
    account: Account | None
    sign: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A category's sum in a period and beside it, and the reasons of the change, which they sum to."""

    account: Account
    amount: int
    beside: int
    reasons: tuple[Reason, ...]

    @property
    def change(self) -> int:
        """The sum less the one beside it."""
        return self.amount - self.beside


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (0 is Monday): home minor units on all of them, and how many the period has."""

    weekday: int
    amount: int
    days: int
    beside: int | None


@dataclass(frozen=True, slots=True)
class Behind:
    """The entries behind a figure, newest first, each with its part (None without a rate); `is_cut`: only some."""

    lines: tuple[tuple[Kept, int | None], ...]
    amount: int
    is_cut: bool


def over(session: Session, seat: Seat, of: Of, account_id: int | None = None) -> Over:
    """What a figure is over. Raises: Missing, for an account this seat does not see."""
    known = accounts_in(session, seat)
    if account_id is not None:
        account = known.get(account_id)
        if account is None:
            raise Missing()
        return Over({account_id: account}, account, -1 if account.kind is Kind.INCOME else 1)
    kind = {Of.SPENDING: Kind.EXPENSE, Of.INCOME: Kind.INCOME}.get(of)
    chosen = {one: account for one, account in known.items()
              if (account.is_liquid if kind is None else account.kind is kind)}
    return Over(chosen, None, -1 if of is Of.INCOME else 1)


def facets_of(session: Session, seat: Seat) -> tuple[Facet, ...]:
    """What this book's sums can be gathered by: people where there are several, projects where there is one."""
    is_shared = len(books.members(session, seat.book_id)) > 1
    left_out = {*(() if is_shared else (Facet.FOR, Facet.PAID)),
                *(facet for facet in _SORTS if facet is not Facet.PAYEE and not names.load(
                    session, seat.book_id, _SORTS[facet]))}
    return tuple(facet for facet in Facet if facet not in left_out)


def groups_of(
    session: Session, seat: Seat, asked: Over, facet: Facet, period: Period, beside: Period | None
) -> tuple[Grouped, ...]:
    """The groups of a facet with their sums, the largest first, beside another period where one is given."""
    before = None if beside is None else _gathered(session, seat, asked, facet, beside)
    found = grouped(_gathered(session, seat, asked, facet, period), before)
    if facet not in (Facet.FOR, Facet.PAID):
        return found
    called = {id_text(one.member_id): one.name or "" for one in books.members(session, seat.book_id)}
    return tuple(replace(one, name=called.get(one.key, "")) for one in found)


def total_of(session: Session, seat: Seat, asked: Over, period: Period) -> int:
    """What the accounts come to over a period: what groups sum to where no entry is in two of them."""
    return asked.sign * groups.total(session, _sought(session, seat, asked, None, period))


def weekdays(
    session: Session, seat: Seat, asked: Over, period: Period, beside: Period | None, today: date
) -> tuple[Weekday, ...]:
    """The days of the week from Monday, out of kept sums. While a period runs its days up to today are counted."""
    passed = Period(period.start, today + timedelta(days=1)) if today in period else period
    now = by_weekday(_net_by_day(session, seat, asked, period), passed)
    before = by_weekday(_net_by_day(session, seat, asked, beside), beside) if beside else None
    return tuple(Weekday(n, minor, days, before[n][0] if before else None) for n, (minor, days) in enumerate(now))


def explain(session: Session, seat: Seat, account_id: int, period: Period, beside: Period) -> Explained:
    """Why a category came to more or less than in the period beside it. Raises: Missing."""
    asked = over(session, seat, Of.SPENDING, account_id)
    if asked.account is None or not asked.account.is_category:
        raise Missing()
    now, before = (_gathered(session, seat, asked, Facet.PAYEE, one) for one in (period, beside))
    return Explained(asked.account, sum(one.minor for one in now), sum(one.minor for one in before),
                     reasons(now, before))


def largest_changes(
    session: Session, seat: Seat, rows: Iterable[Row], period: Period, beside: Period, most: int
) -> list[Explained]:
    """The categories of an income statement that changed most, each explained."""
    changed = sorted((row for row in rows if row.account and row.change), key=lambda row: -abs(row.change or 0))
    return [explain(session, seat, row.account.account_id, period, beside) for row in changed[:most] if row.account]


def behind(
    session: Session, seat: Seat, asked: Over, period: Period, *, facet: Facet | None = None, key: str = "",
    flow: Flow | None = None,
) -> Behind:
    """The entries behind a figure: over accounts and a period, and of one group or flow. Raises: Missing."""
    sought = _sought(session, seat, asked, facet, period)
    found = groups.entry_ids(session, sought, facet, key, SCAN_MAX + 1)
    day = _weekday(key) if facet is Facet.WEEKDAY else None
    ids = [entry_id for entry_id, on in found[:SCAN_MAX] if day is None or on.weekday() == day]
    if flow is None:
        ids, is_cut = ids[:LINES_MAX], len(ids) > LINES_MAX or len(found) > SCAN_MAX
    else:
        is_cut = len(found) > SCAN_MAX
    loaded, known = entries.load(session, seat.book_id, ids), knowing.chart(session, seat)
    kept = [knowing.as_known(loaded[one], sought.then, sought.home) for one in ids]
    together = family(read_id(key), sought.ends) if facet is Facet.PROJECT and key else ()
    parts = [(one, _part(one, asked, facet, key, flow, known, together)) for one in kept]
    shown = [(one, part) for one, part in parts if flow is None or part != 0]
    return Behind(tuple(shown[:LINES_MAX]), sum(part or 0 for _, part in shown[:LINES_MAX]),
                  is_cut or len(shown) > LINES_MAX)


def _gathered(session: Session, seat: Seat, asked: Over, facet: Facet, period: Period) -> list[Gathered]:
    sought = _sought(session, seat, asked, facet, period)
    found = groups.gathered(session, sought, facet)
    if facet is Facet.FOR:
        found = joined([*found, *borne(groups.shared(session, sought))])
    if facet in _SORTS:
        found = _called(session, seat, _SORTS[facet], sought.ends, found)
    return [replace(one, minor=asked.sign * one.minor) for one in found]


def _called(session: Session, seat: Seat, sort: Sort, ends: Mapping[int, int], found: list[Gathered]) -> list[Gathered]:
    """Groups by the names they are gathered under now, merged ones as one."""
    called = {id_text(number): one.name for number, one in names.load(session, seat.book_id, sort).items()}
    if sort is Sort.PAYEE:
        called |= {id_text(number): one.name for number, one in names.payees(
            session, seat.book_id, set(ends.values())).items()}
    into = {id_text(one): id_text(end) for one, end in ends.items()}
    keyed = (replace(one, key=into.get(one.key, one.key)) for one in found)
    return joined(replace(one, name=called.get(one.key, one.name)) for one in keyed)


def _sought(session: Session, seat: Seat, asked: Over, facet: Facet | None, period: Period) -> Sought:
    sort = _SORTS.get(facet) if facet else None
    ends = roots(names.parents(session, seat.book_id, sort)) if sort else {}
    then, home = knowing.then(seat), seat.book.home_currency
    return Sought(seat.book_id, seat.member.member_id, asked.accounts.keys(), period, ends, then, home)


def _net_by_day(session: Session, seat: Seat, asked: Over, period: Period) -> dict[date, int]:
    net = seen.net_by_start(session, seat, period, "d", asked.accounts.keys())
    return {on: asked.sign * minor for on, minor in net.items()}


def _weekday(key: str) -> int:
    """The day of the week a key names. Raises: Missing."""
    if key not in ("0", "1", "2", "3", "4", "5", "6"):
        raise Missing()
    return int(key)


def _part(
    kept: Kept, asked: Over, facet: Facet | None, key: str, flow: Flow | None, known: Mapping[int, Account],
    gathered: Collection[int],
) -> int | None:
    """What an entry adds to the figure; None while it has no rate. `gathered` are all projects that count as one."""
    lines = [one for one in kept.entry.postings if one.account_id in asked.accounts]
    if flow is not None:
        moved = [one for one in movements(kept.entry.postings, known)
                 if one.account_id in asked.accounts and one.flow is flow]
        return _sum([one.home_minor for one in moved], asked.sign)
    if facet is Facet.PROJECT:
        lines = [one for one in lines if (one.project in gathered if key else one.project is None)]
    if facet is Facet.FOR:
        return _sum([_borne(one, key) for one in lines], asked.sign)
    return _sum([one.home_minor for one in lines], asked.sign)


def _borne(posting: Posting, key: str) -> int | None:
    """What a member bears of a line; with no key what is nobody's alone."""
    member = read_id(key) if key else None
    if not posting.shares:
        return posting.home_minor if posting.beneficiary == member else 0
    if posting.home_minor is None:
        return None
    shares = sorted(posting.shares)
    parts = allot(posting.home_minor, [abs(minor) for _, minor in shares])
    return sum(part for (one, _), part in zip(shares, parts, strict=True) if one == member)


def _sum(parts: Sequence[int | None], sign: int) -> int | None:
    known = [part for part in parts if part is not None]
    return None if parts and not known else sign * sum(known)
