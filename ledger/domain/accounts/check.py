"""A check: what somebody says an account holds at the end of a day, held against the books.

A check never says what the books held: that is reckoned whenever it is looked at, so an entry that explains the
difference later lets the check agree, and one slipped in behind it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money


class DayAhead(Invalid):
    """A check of a day that has not come yet."""

    message = N_("This day has not come yet. Choose today or an earlier one.")


class PiecesDiffer(Invalid):
    """Notes and coins that come to another sum than the one written. Fact: `sum`, as text."""

    message = N_("The notes and coins come to %(sum)s. Leave this field empty, or write the same.")


PIECES: Mapping[str, tuple[int, ...]] = {
    "CNY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10),
    "EUR": (20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "GBP": (5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "HKD": (100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10),
    "JPY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1),
    "TWD": (200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000, 500, 100),
    "USD": (10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1),
}
"""The notes and coins one meets, in minor units, the largest first."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was said of an account: `said` in one currency at the end of `on`, below zero for a debt.

    `seq` is the deed that wrote it; `member_id` who said it.
    """

    check_id: int
    account_id: int
    on: date
    said: Money
    member_id: int | None
    at: datetime
    seq: int

    def content(self) -> dict[str, Any]:
        """What is digested when the check is written."""
        return {"check": self.check_id, "account": self.account_id, "on": self.on, "minor": self.said.minor,
                "currency": self.said.currency}

    def content_back(self) -> dict[str, Any]:
        """What is digested when the check is taken back."""
        return {"check": self.check_id, "takes_back": True}

    def content_fix(self, thing_id: int) -> dict[str, Any]:
        """What is digested when a deed done to an entry is kept as a fix of the check."""
        return {"check": self.check_id, "thing": thing_id}


@dataclass(frozen=True, slots=True)
class Held:
    """A check beside what the books hold at the end of its day now."""

    check: Check
    held: Money

    @property
    def gap(self) -> Money:
        """How much more (+) or less (−) the account holds than the books say."""
        return self.check.said - self.held

    @property
    def agrees(self) -> bool:
        """Whether account and books hold the same."""
        return not self.gap


def counted(pieces: Mapping[int, int], written: Money | None, currency: str) -> Money | None:
    """What counted notes and coins come to, by their worth in minor units; what was written where none was counted.

    Raises: PiecesDiffer, AmountTooLarge.
    """
    if not any(pieces.values()):
        return written
    total = Money(sum(worth * count for worth, count in pieces.items()), currency)
    if written is not None and written != total:
        raise PiecesDiffer(sum=str(total.decimal), field="amount")
    return total
