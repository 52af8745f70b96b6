"""Reading budgets: where each is on a day, what it was spent on, and limits proposed to a book without them.

Spending comes from kept sums; in a shared book the reader's own private entries are added one by one, and those of
others are left out, as everywhere. What was for one member, under a project or a tag is read from what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.book import Member, Seat
from ledger.domain.books.scene_choices import BudgetPeriod
from ledger.domain.books.sums import MONTH
from ledger.domain.names.name import Name, Sort, family
from ledger.domain.planning.allowance import Allowance, Course, Run, reach, reckon, runs, runs_by_turn
from ledger.domain.planning.budget import Budget, watched
from ledger.domain.planning.proposed import MONTHS, Proposed, propose
from ledger.kernel.errors import Missing
from ledger.kernel.period import Period, add_months, last_months
from ledger.plumbing.db import Session
from ledger.services.books import opening
from ledger.services.books.quick import accounts_in
from ledger.services.names import knowing
from ledger.store.books import books
from ledger.store.names import kept as names
from ledger.store.planning import budgets as rows
from ledger.store.planning import narrowed
from ledger.store.planning import spent as spent_rows
from ledger.store.planning.spent import Borne, Spent


@dataclass(frozen=True, slots=True)
class Kept:
    """A budget with what it watches as this reader sees it: its categories, its person, where it is.

    `named` are the categories it names, `put_away` those of them that are; `unvalued` movements without a rate are
    not in its sums. `project` and `tag` are the names it is narrowed to as they are gathered now.
    """

    budget: Budget
    named: tuple[Account, ...]
    put_away: tuple[Account, ...]
    member: Member | None
    allowance: Allowance
    unvalued: int
    project: Name | None = None
    tag: Name | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one category came to in a turn, in home minor units."""

    category: Account
    spent: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A budget and what stands behind its turn: categories that sum to what was spent, or a member's entries."""

    kept: Kept
    parts: tuple[Part, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A book being read, and for whom."""

    session: Session
    seat: Seat
    known: Mapping[int, Account]
    members: Mapping[int, Member]

    @property
    def marks(self) -> tuple[str, ...]:
        """What kept sums may count for this reader."""
        return ("posted", "private") if len(self.members) == 1 else ("posted",)


def budgets(session: Session, seat: Seat, today: date) -> list[Kept]:
    """The budgets this seat sees, in the order they were made, each where it is today."""
    reading = _read(session, seat)
    return [_kept(reading, one, today) for one in rows.load(session, seat.book_id) if _is_seen(reading, one)]


def budget(session: Session, seat: Seat, budget_id: int) -> Budget:
    """One budget that is kept. Raises: Missing."""
    found = rows.get(session, seat.book_id, budget_id)
    if found is None or found.closed or not _is_seen(_read(session, seat), found):
        raise Missing()
    return found


def kept(session: Session, seat: Seat, budget_id: int, today: date) -> Kept:
    """One budget where it is today. Raises: Missing."""
    return _kept(_read(session, seat), budget(session, seat, budget_id), today)


def explained(session: Session, seat: Seat, budget_id: int, today: date) -> Explained:
    """One budget with what stands behind its turn of today. Raises: Missing."""
    one, reading = budget(session, seat, budget_id), _read(session, seat)
    found = _kept(reading, one, today)
    sums = _by_category(reading, one, runs(found.allowance.turn.period))
    parts = sorted((Part(reading.known[number], minor) for number, minor in sums.items() if minor),
                   key=lambda part: -part.spent)
    behind = _borne(reading, one, found.allowance.turn.period) if one.is_narrow else []
    return Explained(found, tuple(parts), tuple(dict.fromkeys(each.entry_id for each in reversed(behind))))


def proposals(session: Session, seat: Seat, today: date) -> list[Proposed]:
    """Limits for what no budget watches yet, from the last whole months or the scene."""
    reading = _read(session, seat)
    months = last_months(add_months(today.replace(day=1), -1), MONTHS)
    everything = [account.account_id for account in watched((), reading.known)]
    by_month = [_of_categories(reading, everything, ((MONTH, month),)) for month in months]
    scene = opening.scenes().get(seat.book.scene)
    kept_ones = [one for one in rows.load(session, seat.book_id) if one.categories and not (one.project or one.tag)]
    has = {account.account_id for one in kept_ones for account in watched(one.categories, reading.known)}
    return propose(by_month, reading.known, scene.budgets if scene else (), seat.book.home_currency, has)


def _read(session: Session, seat: Seat) -> _Reading:
    members = {one.member_id: one for one in books.members(session, seat.book_id)}
    return _Reading(session, seat, accounts_in(session, seat), members)


def _is_seen(reading: _Reading, one: Budget) -> bool:
    """Whether the reader sees anything of what it watches."""
    return not one.categories or any(number in reading.known for number in one.categories)


def _kept(reading: _Reading, one: Budget, today: date) -> Kept:
    named = tuple(reading.known[number] for number in one.categories if number in reading.known)
    away = tuple(account for account in named if account.closed)
    member = reading.members.get(one.member) if one.member is not None else None
    found = _by_turn(reading, one, runs_by_turn(one, reach(one, today)))
    by_start: dict[date, int] = {}
    for each in found:
        by_start[each.starts] = by_start.get(each.starts, 0) + each.minor
    project, tag = (_gathered_as(reading, sort, number)
                    for sort, number in ((Sort.PROJECT, one.project), (Sort.TAG, one.tag)))
    is_away = (named and away == named) or any(name and name.closed for name in (project, tag))
    resting = Course.PUT_AWAY if is_away else Course.NOBODY if member and member.left else None
    allowance = reckon(one, today, by_start, resting=resting)
    unvalued = sum(each.unvalued for each in found if each.starts in allowance.turn.period)
    return Kept(one, named, away, member, allowance, unvalued, project, tag)


def _by_turn(reading: _Reading, one: Budget, pieces: Sequence[Run]) -> list[Spent]:
    """What was spent, by day or month; of one that does not come again, by piece."""
    if one.is_narrow:
        return [_on_its_day(each) for each in _borne(reading, one, _whole(pieces))]
    found: list[Spent] = []
    accounts = [account.account_id for account in watched(one.categories, reading.known)]
    for grain, period in pieces:
        asked = (reading.session, reading.seat.book_id, grain, period, accounts, reading.marks)
        if one.every is BudgetPeriod.WHOLE:
            found += [Spent(period.start, each.minor, each.unvalued) for each in spent_rows.by_category(*asked)]
        else:
            found += spent_rows.by_start(*asked)
    return [*found, *(_on_its_day(each) for each in _own_private(reading, accounts, pieces))]


def _by_category(reading: _Reading, one: Budget, pieces: Sequence[Run]) -> dict[int, int]:
    if one.is_narrow:
        return _summed(_borne(reading, one, _whole(pieces)))
    return _of_categories(reading, [account.account_id for account in watched(one.categories, reading.known)], pieces)


def _of_categories(reading: _Reading, accounts: Sequence[int], pieces: Sequence[Run]) -> dict[int, int]:
    """What each of these categories came to, in home minor units."""
    sums = _summed(_own_private(reading, accounts, pieces))
    for grain, period in pieces:
        for each in spent_rows.by_category(
                reading.session, reading.seat.book_id, grain, period, accounts, reading.marks):
            sums[each.account_id] = sums.get(each.account_id, 0) + each.minor
    return sums


def _own_private(reading: _Reading, accounts: Sequence[int], pieces: Sequence[Run]) -> list[Borne]:
    """In a shared book, what the reader's own private entries hold of these categories, if there are any at all."""
    session, seat = reading.session, reading.seat
    if len(reading.members) == 1 or not any(
            spent_rows.by_category(session, seat.book_id, grain, period, accounts, ("private",))
            for grain, period in pieces):
        return []
    return spent_rows.privately(session, seat.book_id, _whole(pieces), accounts, seat.member.member_id)


def _borne(reading: _Reading, one: Budget, period: Period) -> list[Borne]:
    accounts = [account.account_id for account in watched(one.categories, reading.known)]
    projects, tags = (family(number, names.parents(reading.session, reading.seat.book_id, sort)) if number else ()
                      for sort, number in ((Sort.PROJECT, one.project), (Sort.TAG, one.tag)))
    return narrowed.borne(reading.session, narrowed.Within(
        reading.seat.book_id, reading.seat.member.member_id, period, accounts, one.member, projects, tags))


def _gathered_as(reading: _Reading, sort: Sort, number: int | None) -> Name | None:
    return knowing.gathered_as(reading.session, reading.seat, sort, number) if number else None


def _whole(pieces: Sequence[Run]) -> Period:
    return Period(pieces[0][1].start, pieces[-1][1].end)


def _on_its_day(one: Borne) -> Spent:
    return Spent(one.on, one.minor or 0, int(one.minor is None))


def _summed(found: Sequence[Borne]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for one in found:
        sums[one.account_id] = sums.get(one.account_id, 0) + (one.minor or 0)
    return sums
