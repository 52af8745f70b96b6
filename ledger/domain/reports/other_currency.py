"""A statement in another currency than home: every row at the rate of its day, and the rows still add up.

The total is rounded once; the rows are rounded down, and what is missing goes to those that lost most (largest
remainder), so that every sum on the page is the sum of its rows and both halves of a balance sheet still agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ledger.domain.reports.balance import Balance
from ledger.domain.reports.income import Income
from ledger.domain.reports.statement import Block, Row
from ledger.kernel.currency import digits_of


@dataclass(frozen=True, slots=True)
class Told:
    """The currency a statement is told in, what one of it was worth at home on the day of the statement and of what
    stands beside it, and the days those rates are of."""

    currency: str
    rate: Decimal
    day: date
    beside: Decimal | None = None
    beside_day: date | None = None


def spread(amounts: Sequence[int], home: str, currency: str, rate: Decimal) -> tuple[int, ...]:
    """Home minor units in minor units of a currency worth `rate` at home: their sum is rounded once, half to even,
    and each is at most one unit from its own exact worth."""
    factor = Fraction(10) ** (digits_of(currency) - digits_of(home)) / Fraction(rate)
    exact = [amount * factor for amount in amounts]
    parts = [one.__floor__() for one in exact]
    by_loss = sorted(range(len(exact)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_loss[: round(sum(exact, Fraction(0))) - sum(parts)]:
        parts[n] += 1
    return tuple(parts)


def balance_in(sheet: Balance, home: str, told: Told) -> Balance:
    """A balance sheet in another currency."""
    sides = _blocks((*sheet.have, sheet.owe), home, told)
    (origins,) = _blocks((sheet.origins,), home, told)
    return Balance(sides[:-1], sides[-1], origins)


def income_in(statement: Income, home: str, told: Told) -> Income:
    """An income statement in another currency: income less spending is rounded once."""
    spending = tuple(_mirrored(block) for block in statement.spending)
    income, *others = _blocks((statement.income, *spending), home, told)
    return Income(income, tuple(_mirrored(block) for block in others))


def _blocks(blocks: Sequence[Block], home: str, told: Told) -> tuple[Block, ...]:
    rows = [row for block in blocks for row in block.rows]
    now = iter(spread([row.amount for row in rows], home, told.currency, told.rate))
    before = _beside(rows, home, told)
    return tuple(replace(block, rows=_rows(block.rows, now, before)) for block in blocks)


def _rows(rows: Iterable[Row], now: Iterator[int], before: Iterator[int | None]) -> tuple[Row, ...]:
    return tuple(replace(row, amount=next(now), beside=next(before)) for row in rows)


def _beside(rows: Sequence[Row], home: str, told: Told) -> Iterator[int | None]:
    if told.beside is None:
        return iter([None] * len(rows))
    return iter(spread([row.beside or 0 for row in rows], home, told.currency, told.beside))


def _mirrored(block: Block) -> Block:
    return replace(block, rows=tuple(
        replace(row, amount=-row.amount, beside=None if row.beside is None else -row.beside) for row in block.rows))
