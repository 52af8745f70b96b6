"""What one owns and owes at the end of a day, and where that came from: the balance sheet.

What is had and what is owed (below zero) sum to what is one's own. The same sum once more, by where it came from:
what the books began with, what owners put in, what exchange made, and what income left over spending. The two are
equal to the last minor unit, since every entry sums to nothing: assets − liabilities = equity + income − spending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.arranging import Section, section_of
from ledger.domain.reports.statement import Block, Row, Total, added, by_account, difference, row, rows_of

KEPT = "kept"
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Balance:
    """The sheet. `hidden` gathers accounts that only others see: where money went that left the reader's sight."""

    have: tuple[Block, ...]
    owe: Block
    origins: Block

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is had, then what is owed."""
        return (*self.have, self.owe)

    @property
    def had(self) -> int:
        """All that is had."""
        return sum(block.amount for block in self.have)

    @property
    def had_beside(self) -> int | None:
        """The same on the day beside."""
        return added(row.beside for block in self.have for row in block.rows)

    @property
    def yours(self) -> int:
        """What is had less what is owed."""
        return self.had + self.owe.amount

    @property
    def yours_beside(self) -> int | None:
        """The same on the day beside."""
        return added(row.beside for block in self.blocks for row in block.rows)

    @property
    def change(self) -> int | None:
        """What is one's own less what it was on the day beside."""
        return difference(self.yours, self.yours_beside)

    @property
    def unvalued(self) -> int:
        """Movements that are in no sum, for want of a rate."""
        return sum(block.unvalued for block in self.blocks)


def balance(
    accounts: Mapping[int, Account], totals: Iterable[Total], beside: Iterable[Total] | None, home: str
) -> Balance:
    """The sheet out of all that ever moved up to a day; `accounts` are those the reader sees, in their order."""
    now, before = by_account(totals), None if beside is None else by_account(beside)
    known = list(accounts.values())

    def block(section: Section) -> Block:
        there = (one for one in known if one.is_place and section_of(one) is section)
        return Block(section, rows_of(there, now, before, 1, home))

    return Balance(
        have=tuple(made for made in (block(Section.AT_HAND), block(Section.PUT_BY)) if made.rows),
        owe=block(Section.OWED), origins=Block("origins", _origins(accounts, now, before, home)),
    )


def _origins(
    accounts: Mapping[int, Account], now: Mapping[int, Sequence[Total]],
    before: Mapping[int, Sequence[Total]] | None, home: str,
) -> tuple[Row, ...]:
    """Equity account by account, what income left over spending, and what went out of the reader's sight."""
    equity = rows_of((a for a in accounts.values() if a.kind is Kind.EQUITY), now, before, -1, home)
    kept = _gathered(KEPT, {one for one, a in accounts.items() if a.is_category}, now, before, home)
    hidden = _gathered(HIDDEN, {*now, *(before or ())} - accounts.keys(), now, before, home)
    return (*equity, *(one for one in (kept, hidden) if one.amount or one.beside or one.unvalued))


def _gathered(
    key: str, ids: set[int], now: Mapping[int, Sequence[Total]], before: Mapping[int, Sequence[Total]] | None, home: str
) -> Row:
    def of(totals: Mapping[int, Sequence[Total]]) -> list[Total]:
        return [total for one in sorted(ids) for total in totals.get(one, ())]

    made = row(key, None, of(now), None if before is None else of(before), -1, home)
    return Row(key, None, made.amount, made.beside, made.moves, made.unvalued)
