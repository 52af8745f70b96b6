"""A card as a drawn household uses it: bought with, billed, paid in full, in part, at the least, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from credit.domain.lenders.diary import BANK, CARD, Diary
from credit.domain.lenders.household import CardHabit, Dice
from ledger.kernel.figures import Statement

ALL, LEAST = -1, 0
"""What is paid of a statement, where it is no sum."""

_YEAR, _BILLED_DAYS = 365, 30
_LATE_FEE = 5_000
_ADVANCE = 100_000


@dataclass
class _Bill:
    """A statement that closed and is not due yet."""

    closed: date
    due: date
    balance: int
    least: int
    charged: int
    charges: tuple[int, ...]


@dataclass
class CardLife:
    """A card while it is lived with: what it owes now, and what was left of the last bill. Minor units."""

    habit: CardHabit
    owed: int
    carried: int
    told: list[Statement] = field(default_factory=list)
    _charged: int = 0
    _charges: list[int] = field(default_factory=list)
    _bill: _Bill | None = None

    def has_room(self, minor: int) -> bool:
        """Whether so much more can be bought with it."""
        return self.owed + minor <= (self.habit.terms.limit or 0)

    def buys(self, diary: Diary, day: date, minor: int, flow: str, purpose: str) -> None:
        """Something bought with it."""
        self.owed += minor
        diary.spends(day, CARD, minor, flow, purpose)

    def lives(self, diary: Diary, day: date, dice: Dice) -> None:
        """What a day brings: a bill falls due, cash is drawn, a statement closes."""
        if self._bill is not None and day == self._bill.due:
            self._pays(diary, self._bill, dice)
        if self.habit.advances and dice.below(_YEAR) < self.habit.advances and self.has_room(_ADVANCE):
            self.owed += _ADVANCE
            diary.transfers(day, CARD, BANK, _ADVANCE, "debt_drawn")
        if day.day == self.habit.terms.statement_day:
            self._closes(diary, day)

    def statements(self) -> tuple[Statement, ...]:
        """Every statement, the last perhaps not due yet."""
        bill = self._bill
        if bill is None:
            return tuple(self.told)
        waiting = Statement(bill.closed, bill.due, bill.balance, bill.least, 0, bill.charged, (), bill.charges)
        return (*self.told, waiting)

    def _closes(self, diary: Diary, day: date) -> None:
        terms = self.habit.terms
        interest = self.carried * (terms.rate_bps or 0) * _BILLED_DAYS // (_YEAR * 10_000)
        self._charge(diary, day, interest, "interest")
        least = min(max(self.owed * terms.minimum_bps // 10_000, terms.minimum_floor), self.owed)
        due = day.replace(day=terms.due_day or day.day)
        self._bill = _Bill(day, due, self.owed, least, self._charged, tuple(self._charges))
        self._charged, self._charges = 0, []

    def _pays(self, diary: Diary, bill: _Bill, dice: Dice) -> None:
        wanted = {ALL: bill.balance, LEAST: bill.least}.get(self.habit.pays, max(self.habit.pays, bill.least))
        minor = 0 if dice.happens(self.habit.misses) else min(wanted, bill.balance)
        diary.transfers(bill.due, BANK, CARD, minor, "debt_repaid")
        self.owed -= minor
        self.carried = bill.balance - minor
        paid = (diary.entry,) if minor else ()
        self.told.append(Statement(
            bill.closed, bill.due, bill.balance, bill.least, minor, bill.charged, paid, bill.charges))
        self._bill = None
        if bill.least and not minor:
            self._charge(diary, bill.due, _LATE_FEE, "late_fee")

    def _charge(self, diary: Diary, day: date, minor: int, purpose: str) -> None:
        if minor:
            self.owed += minor
            self._charged += minor
            diary.spends(day, CARD, minor, "cost_of_credit", purpose)
            self._charges.append(diary.entry)
