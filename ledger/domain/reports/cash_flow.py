"""Where money at hand came from and went over a period, by flow: the cash-flow statement.

It begins with what was at hand and ends with what is; between them stands each flow's part. The parts sum to the
change, since every movement has one flow. A card is no money at hand: what it bought is cash only when it is repaid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ledger.domain.books.flow import Flow
from ledger.domain.reports.statement import Block, Row, Total, added, difference, merged, row

EVERYDAY, OWN, BORROWED, BEGAN = "everyday", "own", "borrowed", "began"

BLOCKS: tuple[tuple[str, tuple[Flow, ...]], ...] = (
    (EVERYDAY, (Flow.INCOME, Flow.ESSENTIAL, Flow.OTHER, Flow.CARD_PURCHASE)),
    (OWN, (Flow.OWN_TRANSFER,)),
    (BORROWED, (Flow.DEBT_DRAWN, Flow.DEBT_REPAID, Flow.COST_OF_CREDIT)),
    (BEGAN, (Flow.OPENING, Flow.EXCHANGE)),
)
"""The accountant's operating, investing and financing parts, and what is none of them."""


@dataclass(frozen=True, slots=True)
class CashFlow:
    """The statement; `begun` and `begun_beside` are what was there before the first day."""

    begun: int
    begun_beside: int | None
    blocks: tuple[Block, ...]

    @property
    def change(self) -> int:
        """All flows together."""
        return sum(block.amount for block in self.blocks)

    @property
    def change_beside(self) -> int | None:
        """The same over the period beside; nothing where nothing moved then."""
        if self.begun_beside is None:
            return None
        return added(row.beside for block in self.blocks for row in block.rows) or 0

    @property
    def ended(self) -> int:
        """What is there after the last day."""
        return self.begun + self.change

    @property
    def ended_beside(self) -> int | None:
        """The same after the last day of the period beside."""
        change = self.change_beside
        return None if self.begun_beside is None or change is None else self.begun_beside + change

    @property
    def unvalued(self) -> int:
        """Movements that are in no sum, for want of a rate."""
        return sum(block.unvalued for block in self.blocks)

    @property
    def more(self) -> int | None:
        """The change less the change in the period beside."""
        return difference(self.change, self.change_beside)


def cash_flow(
    of: Collection[int], begun: Iterable[Total], totals: Sequence[Total], home: str, *,
    begun_beside: Iterable[Total] | None = None, beside: Sequence[Total] | None = None,
) -> CashFlow:
    """The statement over some places (those at hand, or one): what moved before the period, and in it."""

    def there(all_before: Iterable[Total]) -> int:
        return merged(one for one in all_before if one.account_id in of)[0]

    made = (Block(key, tuple(one for flow in flows for one in _row(flow, of, totals, beside, home)))
            for key, flows in BLOCKS)
    return CashFlow(there(begun), None if begun_beside is None else there(begun_beside),
                    tuple(block for block in made if block.rows))


def _row(
    flow: Flow, of: Collection[int], totals: Sequence[Total], beside: Sequence[Total] | None, home: str
) -> tuple[Row, ...]:
    def mine(among: Sequence[Total]) -> list[Total]:
        return [one for one in among if one.flow == flow and one.account_id in of]

    made = row(flow, None, mine(totals), None if beside is None else mine(beside), 1, home)
    return (made,) if made.amount or made.beside or made.unvalued else ()
