"""What a household that never was writes down: movements and flows with a number each, told as figures are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ledger.kernel.figures import DayFlow, Move, Payer, Receipt

BANK, CARD, LOAN, APART = 1, 2, 3, 4
"""The numbers of the places a drawn household has."""

PURPOSE = {BANK: "bank", CARD: "card", LOAN: "loan", APART: "savings_goal"}


@dataclass
class Diary:
    """Entries of one household, written in the order of their days. `held` is what the bank holds. Minor units."""

    entry: int = 0
    held: int = 0
    moves: dict[int, list[Move]] = field(default_factory=dict)
    tallies: dict[tuple[date, str, str], list[int]] = field(default_factory=dict)
    behind: dict[tuple[date, str, str], list[int]] = field(default_factory=dict)
    receipts: dict[tuple[int, str], list[Receipt]] = field(default_factory=dict)

    def opens(self, day: date, place: int, minor: int) -> None:
        """A balance written down: money there, or a debt below zero."""
        if minor:
            self.entry += 1
            self._move(day, place, minor, "opening", "opening")

    def earns(self, day: date, payer: int, purpose: str, minor: int) -> None:
        """Money from a payer into the bank."""
        if minor:
            self._flow(day, "income", purpose, minor, 0)
            self._move(day, BANK, minor, "income", purpose)
            self.receipts.setdefault((payer, purpose), []).append(Receipt(day, minor, self.entry))

    def spends(self, day: date, place: int, minor: int, flow: str, purpose: str) -> None:
        """Money for something, from the bank or on the card."""
        if minor:
            self._flow(day, flow, purpose, 0, minor)
            is_purchase = place == CARD and flow != "cost_of_credit"
            self._move(day, place, -minor, "card_purchase" if is_purchase else flow, purpose)

    def transfers(self, day: date, source: int, target: int, minor: int, flow: str) -> None:
        """Money from one place to another."""
        if minor:
            self.entry += 1
            self._move(day, source, -minor, flow, PURPOSE[target])
            self._move(day, target, minor, flow, PURPOSE[source])

    def flows(self) -> tuple[DayFlow, ...]:
        """The flows by day, kind and purpose."""
        return tuple(
            DayFlow(day, flow, purpose, tally[0], tally[1], tuple(self.behind[day, flow, purpose]))
            for (day, flow, purpose), tally in sorted(self.tallies.items()))

    def payers(self) -> tuple[Payer, ...]:
        """Who paid what."""
        return tuple(Payer(*key, tuple(came)) for key, came in sorted(self.receipts.items()))

    def days(self) -> set[date]:
        """The days something was written for."""
        return {move.day for moves in self.moves.values() for move in moves}

    def _flow(self, day: date, flow: str, purpose: str, came: int, went: int) -> None:
        self.entry += 1
        tally = self.tallies.setdefault((day, flow, purpose), [0, 0])
        tally[0] += came
        tally[1] += went
        self.behind.setdefault((day, flow, purpose), []).append(self.entry)

    def _move(self, day: date, place: int, minor: int, flow: str, against: str) -> None:
        self.held += minor if place == BANK else 0
        self.moves.setdefault(place, []).append(Move(day, minor, flow, against, self.entry))
