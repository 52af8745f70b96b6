"""How a credit card is lived with: one that is never cleared, and one that always is."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.believable.calendar import Day
from ledger.domain.believable.purse import Purse
from ledger.kernel.terms import CardTerms

CARD = "credit_card"
DAILY_RATE_PER_10000 = 5
"""0.05 % a day, 18.25 % a year: what cards in China charge on an unpaid balance."""


@dataclass(slots=True)
class Card:
    """A card with its terms, followed from day to day: what it owed on each day since its last statement.

    `before` is the day balance summed over days, in minor units times days; `billed` the last statement.
    """

    terms: CardTerms
    is_cleared: bool
    before: int = 0
    billed: int = 0

    def close_day(self, purse: Purse, day: Day) -> None:
        """At the end of a day: remember what is owed and, on the statement's day, charge interest and bill."""
        self.before += owed(purse)
        if day.on.day != self.terms.statement_day:
            return
        interest = (self.before * DAILY_RATE_PER_10000 + 5_000) // 10_000
        if not self.is_cleared and interest > 0:
            purse.pay((23, 50), interest, "card_interest", CARD, "招商银行", "循环利息")
        self.before, self.billed = 0, owed(purse)

    def pay_bill(self, purse: Purse, day: Day, minor: int) -> None:
        """The payment on the due day: the given amount, or the whole bill where the card is always cleared."""
        due = self.billed if self.is_cleared else min(minor, owed(purse))
        if day.on.day == self.terms.due_day and due > 0:
            purse.move((9, 30), due, "bank", CARD, "", "还信用卡")


def owed(purse: Purse) -> int:
    """What is owed on the card, in minor units; nothing where it holds too much."""
    return max(0, -purse.held.get(CARD, 0))
