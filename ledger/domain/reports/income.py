"""What came in, what went out and what was left over a period: the income statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.domain.books.account import Account
from ledger.domain.books.arranging import Section, section_of
from ledger.domain.reports.statement import Block, Row, Total, added, by_account, difference, rows_of

SPENDING = (Section.ESSENTIAL, Section.OTHER, Section.COST_OF_CREDIT)


@dataclass(frozen=True, slots=True)
class Income:
    """Income, and spending in up to three blocks; refunds are netted in the category they came back to."""

    income: Block
    spending: tuple[Block, ...]

    @property
    def went_out(self) -> int:
        """All spending."""
        return sum(block.amount for block in self.spending)

    @property
    def went_out_beside(self) -> int | None:
        """The same over the period beside."""
        return added(row.beside for block in self.spending for row in block.rows)

    @property
    def left(self) -> int:
        """Income less spending."""
        return self.income.amount - self.went_out

    @property
    def left_beside(self) -> int | None:
        """The same over the period beside."""
        rows = [(1, row) for row in self.income.rows] + [(-1, row) for block in self.spending for row in block.rows]
        return added(None if row.beside is None else sign * row.beside for sign, row in rows)

    @property
    def change(self) -> int | None:
        """What was left less what was left in the period beside."""
        return difference(self.left, self.left_beside)

    @property
    def unvalued(self) -> int:
        """Movements that are in no sum, for want of a rate."""
        return self.income.unvalued + sum(block.unvalued for block in self.spending)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every category's row."""
        return (*self.income.rows, *(row for block in self.spending for row in block.rows))


def income(
    accounts: Mapping[int, Account], totals: Iterable[Total], beside: Iterable[Total] | None, home: str
) -> Income:
    """The statement out of what moved in a period. In each block the largest comes first."""
    now, before = by_account(totals), None if beside is None else by_account(beside)
    categories = [account for account in accounts.values() if account.is_category]

    def block(section: Section, sign: int) -> Block:
        rows = rows_of((one for one in categories if section_of(one) is section), now, before, sign, home)
        return Block(section, tuple(sorted(rows, key=lambda row: (-row.amount, -(row.beside or 0)))))

    spending = (block(section, 1) for section in SPENDING)
    return Income(block(Section.INCOME, -1), tuple(one for one in spending if one.rows))
