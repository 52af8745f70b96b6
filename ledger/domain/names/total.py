"""What is gathered under a name, added up: in, out, by category, by month, and what that is a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account, Kind
from ledger.kernel.period import month_of

Piece = tuple[Account, date, int]
"""An account, a day, and the home minor units into it."""


@dataclass(frozen=True, slots=True)
class Total:
    """What a name came to, in home minor units: `spent` net of refunds, `received` what came in.

    `first` and `last` are the days of its first entry and its last, None where it has none.
    """

    times: int = 0
    first: date | None = None
    last: date | None = None
    spent: int = 0
    received: int = 0
    unvalued: int = 0

    @property
    def days(self) -> int:
        """From the first day to the last, both in."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


@dataclass(frozen=True, slots=True)
class Whole:
    """The same with what it is made of: (category, home minor units) spent and received, the largest first, and
    (first day of the month, spent) for each month from the first to the last."""

    total: Total
    spent: tuple[tuple[Account, int], ...]
    received: tuple[tuple[Account, int], ...]
    months: tuple[tuple[date, int], ...]

    def per_day(self, since: date | None, until: date | None) -> int:
        """What was spent on one day, rounded down: over the days said, else from the first entry to the last."""
        first, last = since or self.total.first, until or self.total.last
        days = (last - first).days + 1 if first and last and first <= last else 0
        return self.total.spent // days if days else 0


def whole(total: Total, pieces: Iterable[Piece]) -> Whole:
    """What a name came to, divided."""
    sums: dict[int, int] = {}
    met: dict[int, Account] = {}
    months: dict[date, int] = {}
    for account, on, minor in pieces:
        met[account.account_id] = account
        sums[account.account_id] = sums.get(account.account_id, 0) + minor
        if account.kind is Kind.EXPENSE:
            start = month_of(on).start
            months[start] = months.get(start, 0) + minor
    spent = [(one, sums[number]) for number, one in met.items() if one.kind is Kind.EXPENSE and sums[number]]
    received = [(one, -sums[number]) for number, one in met.items() if one.kind is Kind.INCOME and sums[number]]
    return Whole(total, _largest(spent), _largest(received), _in_a_row(months))


def summed(used: tuple[int, date | None, date | None], sums: Iterable[tuple[Account, int, int]]) -> Total:
    """The total of times with the first and the last day, and of what came into accounts, with what has no rate."""
    spent = received = unvalued = 0
    for account, minor, waits in sums:
        spent += minor if account.kind is Kind.EXPENSE else 0
        received -= minor if account.kind is Kind.INCOME else 0
        unvalued += waits if account.is_category else 0
    return Total(*used, spent, received, unvalued)


def _largest(sums: Iterable[tuple[Account, int]]) -> tuple[tuple[Account, int], ...]:
    return tuple(sorted(sums, key=lambda pair: -pair[1]))


def _in_a_row(months: Mapping[date, int]) -> tuple[tuple[date, int], ...]:
    """Every month from the first to the last, those without anything too."""
    if not months:
        return ()
    found, at = [], min(months)
    while at <= max(months):
        found.append((at, months.get(at, 0)))
        at = month_of(at).end
    return tuple(found)
