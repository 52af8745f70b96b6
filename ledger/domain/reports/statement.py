"""What every statement is made of: rows with a sum, the sum beside it, and what could not be summed; in blocks.

Sums are home minor units, out of kept sums. A movement without a home value is counted in `unvalued` and is in no
sum; what it is in its own currency stands in `foreign`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ledger.domain.books.account import Account
from ledger.kernel.money import Money


class Total(NamedTuple):
    """What went into an account less what came out, in one currency and flow: its minor and home minor units."""

    account_id: int
    currency: str
    flow: str
    minor: int
    home: int
    moves: int
    unvalued: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line: of an account, or of what `key` names. `beside` is None where nothing is compared.

    `moves` counts the movements behind the sum, `unvalued` those that are not in it.
    """

    key: str
    account: Account | None
    amount: int
    beside: int | None
    moves: int = 0
    unvalued: int = 0
    foreign: tuple[Money, ...] = ()

    @property
    def change(self) -> int | None:
        """The sum less the one beside it."""
        return None if self.beside is None else self.amount - self.beside


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together, and what they come to."""

    key: str
    rows: tuple[Row, ...]

    @property
    def amount(self) -> int:
        """The sum of the rows."""
        return sum(row.amount for row in self.rows)

    @property
    def beside(self) -> int | None:
        """The sum of what stands beside them; None where nothing does."""
        return added(row.beside for row in self.rows)

    @property
    def change(self) -> int | None:
        """The sum less the one beside it."""
        return difference(self.amount, self.beside)

    @property
    def unvalued(self) -> int:
        """The movements that are in no sum of the block."""
        return sum(row.unvalued for row in self.rows)


def added(amounts: Iterable[int | None]) -> int | None:
    """A sum, None where there is nothing to add or one of the amounts is None."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known) if found and len(known) == len(found) else None


def difference(amount: int, beside: int | None) -> int | None:
    """A sum less the one beside it, None where nothing stands beside it."""
    return None if beside is None else amount - beside


@dataclass(slots=True)
class _Merged:
    home: int = 0
    moves: int = 0
    unvalued: int = 0


def merged(totals: Iterable[Total]) -> tuple[int, int, int]:
    """Totals as one: home minor units, movements, those without a home value."""
    one = _Merged()
    for total in totals:
        one.home += total.home
        one.moves += total.moves
        one.unvalued += total.unvalued
    return one.home, one.moves, one.unvalued


def row(
    key: str, account: Account | None, now: Sequence[Total], beside: Sequence[Total] | None, sign: int, home: str
) -> Row:
    """One row out of its totals; `sign` −1 shows money out of it as above zero."""
    amount, moves, unvalued = merged(now)
    before = None if beside is None else sign * merged(beside)[0]
    return Row(key, account, sign * amount, before, moves, unvalued, _foreign(now, sign, home))


def by_account(totals: Iterable[Total]) -> dict[int, list[Total]]:
    """Totals by the account they are of."""
    found: dict[int, list[Total]] = {}
    for total in totals:
        found.setdefault(total.account_id, []).append(total)
    return found


def rows_of(
    accounts: Iterable[Account], now: Mapping[int, Sequence[Total]], beside: Mapping[int, Sequence[Total]] | None,
    sign: int, home: str,
) -> tuple[Row, ...]:
    """A row for each account, in the order given; those that say nothing are left out."""
    made = (
        row(one.code, one, now.get(one.account_id, ()), None if beside is None else beside.get(one.account_id, ()),
            sign, home)
        for one in accounts
    )
    return tuple(one for one in made if one.amount or one.beside or one.unvalued or one.foreign)


def _foreign(totals: Iterable[Total], sign: int, home: str) -> tuple[Money, ...]:
    held: dict[str, int] = {}
    for total in totals:
        if total.currency != home:
            held[total.currency] = held.get(total.currency, 0) + sign * total.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(held.items()) if minor)
