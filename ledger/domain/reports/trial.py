"""Every account with its balance at the end of a day, by the side it stands on: the trial balance.

Into stands what more went into than came out of, out of the rest. The two sides are equal in the home currency, and
once more in every currency by itself, rates or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.books.account import Account, Kind
from ledger.domain.reports.statement import Block, Row, Total, by_account, rows_of

KINDS = (Kind.ASSET, Kind.LIABILITY, Kind.EQUITY, Kind.INCOME, Kind.EXPENSE)


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on either side in one currency, minor units: by account, so that both are sums of balances."""

    currency: str
    into: int
    out_of: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The trial balance. `hidden` is the balance of accounts that only others see, as one."""

    blocks: tuple[Block, ...]
    hidden: int
    currencies: tuple[Sides, ...]

    @property
    def into(self) -> int:
        """The sum of the balances above zero."""
        return sum(row.amount for row in self._rows if row.amount > 0) + max(self.hidden, 0)

    @property
    def out_of(self) -> int:
        """The sum of the balances below zero, without its sign."""
        return -sum(row.amount for row in self._rows if row.amount < 0) - min(self.hidden, 0)

    @property
    def unvalued(self) -> int:
        """Movements that are in no home sum, for want of a rate."""
        return sum(block.unvalued for block in self.blocks)

    @property
    def _rows(self) -> Iterable[Row]:
        return (row for block in self.blocks for row in block.rows)


def trial(accounts: Mapping[int, Account], totals: Iterable[Total], home: str) -> Trial:
    """The trial balance out of all that ever moved up to a day; `accounts` are those the reader sees."""
    now = by_account(totals)
    blocks = (Block(kind, rows_of((a for a in accounts.values() if a.kind is kind), now, None, 1, home))
              for kind in KINDS)
    hidden = sum(total.home for one in now.keys() - accounts.keys() for total in now[one])
    return Trial(tuple(block for block in blocks if block.rows), hidden, _sides(now))


def _sides(now: Mapping[int, Iterable[Total]]) -> tuple[Sides, ...]:
    into: dict[str, int] = {}
    out_of: dict[str, int] = {}
    for totals in now.values():
        held: dict[str, int] = {}
        for total in totals:
            held[total.currency] = held.get(total.currency, 0) + total.minor
        for currency, minor in held.items():
            side = into if minor > 0 else out_of
            side[currency] = side.get(currency, 0) + abs(minor)
    return tuple(Sides(one, into.get(one, 0), out_of.get(one, 0)) for one in sorted(into.keys() | out_of.keys())
                 if into.get(one) or out_of.get(one))
