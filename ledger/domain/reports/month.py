"""A month of a book: in, out and left, by category and beside the month before, and what one has and owes after it.

All sums are home minor units. Spending is what went into expense categories less what came back; a debt repaid or
money moved between own accounts is neither in nor out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from ledger.domain.books.account import Account, Kind
from ledger.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Moved:
    """What one account saw in a period: home minor units in and out of it, movements, those without a home value."""

    account_id: int
    in_home: int
    out_home: int
    moves: int
    unvalued: int

    @property
    def net(self) -> int:
        """Into the account less out of it."""
        return self.in_home - self.out_home


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category of the month: its sum, last month's, and how many movements stand behind it."""

    account: Account
    amount: int
    before: int
    moves: int

    @property
    def change(self) -> int:
        """This month's sum less last month's."""
        return self.amount - self.before


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """One place money was at the end of the month, in home minor units; below zero for a debt."""

    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class Month:
    """The whole page. `days` is spending so far day by day, `days_before` the same for the month before."""

    period: Period
    came_in: int
    went_out: int
    came_in_before: int
    went_out_before: int
    unvalued: int
    spending: tuple[CategoryLine, ...]
    income: tuple[CategoryLine, ...]
    days: tuple[int, ...]
    days_before: tuple[int, ...]
    have: tuple[HoldingLine, ...]
    owe: tuple[HoldingLine, ...]

    @property
    def left(self) -> int:
        """What came in less what went out."""
        return self.came_in - self.went_out

    @property
    def left_before(self) -> int:
        """The same for the month before."""
        return self.came_in_before - self.went_out_before

    @property
    def kept_percent(self) -> int | None:
        """What was left, in whole per cent of what came in; None where nothing came in or nothing was left."""
        return self.left * 100 // self.came_in if self.came_in > 0 and self.left > 0 else None

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return self.period.end - timedelta(days=1)

    @property
    def have_sum(self) -> int:
        """All that is in places of one's own."""
        return sum(line.amount for line in self.have)

    @property
    def owe_sum(self) -> int:
        """All debts, below zero."""
        return sum(line.amount for line in self.owe)

    @property
    def is_empty(self) -> bool:
        """Whether nothing moved in this month."""
        return not self.spending and not self.income


def month_of_books(
    period: Period, accounts: Mapping[int, Account], *, now: Iterable[Moved], before: Iterable[Moved],
    by_day: Mapping[date, int], by_day_before: Mapping[date, int], before_period: Period, held: Mapping[int, int],
    until: date,
) -> Month:
    """Compose the page from sums.

    `by_day` is what was spent on each day something was, in home minor units; `until` is the last day with a point
    in `days`: today within the month.
    """
    this, last = _merged(now), _merged(before)
    spent = _lines(accounts, this, last, Kind.EXPENSE, 1)
    earned = _lines(accounts, this, last, Kind.INCOME, -1)
    within = Period(period.start, min(period.end, max(until, period.start)))
    return Month(
        period=period, came_in=sum(line.amount for line in earned), went_out=sum(line.amount for line in spent),
        came_in_before=sum(line.before for line in earned), went_out_before=sum(line.before for line in spent),
        unvalued=sum(moved.unvalued for moved in this.values()),
        spending=spent, income=earned, days=_so_far(within, by_day),
        days_before=_so_far(before_period, by_day_before),
        have=_held(accounts, held, Kind.ASSET), owe=_held(accounts, held, Kind.LIABILITY),
    )


def _merged(sums: Iterable[Moved]) -> dict[int, Moved]:
    merged: dict[int, Moved] = {}
    for one in sums:
        so_far = merged.get(one.account_id, Moved(one.account_id, 0, 0, 0, 0))
        merged[one.account_id] = Moved(one.account_id, so_far.in_home + one.in_home, so_far.out_home + one.out_home,
                                       so_far.moves + one.moves, so_far.unvalued + one.unvalued)
    return merged


def _lines(accounts: Mapping[int, Account], this: Mapping[int, Moved], last: Mapping[int, Moved], kind: Kind,
           sign: int) -> tuple[CategoryLine, ...]:
    nothing = Moved(0, 0, 0, 0, 0)
    lines = []
    for account in accounts.values():
        now, before = this.get(account.account_id, nothing), last.get(account.account_id, nothing)
        if account.kind is kind and (now.moves or now.net or before.net):
            lines.append(CategoryLine(account, sign * now.net, sign * before.net, now.moves))
    return tuple(sorted(lines, key=lambda line: (-line.amount, -line.before, line.account.position)))


def _so_far(period: Period, by_day: Mapping[date, int]) -> tuple[int, ...]:
    return tuple(accumulate(by_day.get(on, 0) for on in period.each_day()))


def _held(accounts: Mapping[int, Account], held: Mapping[int, int], kind: Kind) -> tuple[HoldingLine, ...]:
    lines = [HoldingLine(accounts[account_id], amount) for account_id, amount in held.items()
             if amount and account_id in accounts and accounts[account_id].kind is kind]
    return tuple(sorted(lines, key=lambda line: (not line.account.is_liquid, line.account.position)))

