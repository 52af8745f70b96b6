"""Figures made ready to be read by days: balances, spending, income, and what falls due on debts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.ahead.debts import Card, Loan, cards_of, loans_of
from ledger.kernel.figures import DayFlow, Entries, Figures, Move
from ledger.kernel.period import Period, add_months

EVIDENCE_MAX = 250
"""Entries kept behind a signal: the newest, as many as one address holds."""

SPENDING = frozenset({"essential", "other", "cost_of_credit"})
"""Flows that are spending, on the side of the categories."""

_ON_CREDIT = SPENDING | {"card_purchase"}
_DEBTS = frozenset({"card", "loan"})


@dataclass(frozen=True, slots=True)
class Days:
    """A book's figures with the sums that several signals read. Money is minor units.

    `kept` is how many days the book has been kept, today included. `liquid` is the balance of all liquid places at
    the end of each of those days, oldest first; None where no liquid balance was ever stated. `moved` are their
    movements in order of day.
    """

    figures: Figures
    kept: int
    liquid: tuple[int, ...] | None
    moved: tuple[Move, ...]
    cards: tuple[Card, ...]
    loans: tuple[Loan, ...]

    @property
    def on(self) -> date:
        """The day that is measured, at its end."""
        return self.figures.on

    @property
    def began(self) -> date:
        """The first day of the book; the day itself where nothing was recorded yet."""
        return self.figures.began_on or self.figures.on

    def last(self, days: int, back: int = 0) -> Period:
        """The last so many days, today included, or as many that ended `back` days ago."""
        end = self.on - timedelta(days=back - 1)
        return Period(end - timedelta(days=days), end)

    def flows(self, period: Period, kinds: Iterable[str]) -> list[DayFlow]:
        """Flows of these kinds on the days of a period."""
        wanted, flows = frozenset(kinds), self.figures.flows
        first, after = bisect_left(flows, period.start, key=day_of), bisect_left(flows, period.end, key=day_of)
        return [flow for flow in flows[first:after] if flow.flow in wanted]

    def months(self, most: int) -> tuple[Period, ...]:
        """The whole calendar months of the book, the newest `most`, oldest first."""
        first = self.began if self.began.day == 1 else add_months(self.began.replace(day=1), 1)
        found = []
        while (after := add_months(first, 1)) <= self.on + timedelta(days=1):
            found.append(Period(first, after))
            first = after
        return tuple(found[-most:])


def days_of(figures: Figures) -> Days:
    """The figures made ready."""
    began = figures.began_on
    kept = (figures.on - began).days + 1 if began else 0
    liquid = [place for place in figures.places if place.is_liquid]
    moved = tuple(sorted((move for place in liquid for move in place.moves), key=day_of))
    stated = any(place.stated_on is not None for place in liquid)
    opened = sum(place.began for place in liquid)
    balances = _balances(opened, moved, began, kept) if stated and began else None
    return Days(figures, kept, balances, moved, cards_of(figures), loans_of(figures))


def net_out(flows: Iterable[DayFlow]) -> int:
    """What went out less what came back."""
    return sum(flow.out_minor - flow.in_minor for flow in flows)


def net_in(flows: Iterable[DayFlow]) -> int:
    """What came in less what was taken back."""
    return -net_out(flows)


def paid_out(days: Days, period: Period) -> tuple[int, Entries]:
    """What spending and debts took out of the person's own money, and the entries behind it.

    What is bought on credit costs nothing yet, and counts when the debt is paid; a debt paid with another debt
    costs nothing either. So nothing is counted twice.
    """
    flows = days.flows(period, SPENDING)
    debts = [
        move for place in days.figures.places if place.purpose in _DEBTS for move in place.moves
        if period.start <= move.day < period.end and _changes_cash(move)
    ]
    entries = [(flow.day, entry) for flow in flows for entry in flow.entries]
    entries += [(move.day, move.entry) for move in debts]
    return net_out(flows) + sum(move.minor for move in debts), behind(entry for _, entry in sorted(entries))


def entries_of(flows: Iterable[DayFlow]) -> Entries:
    """The entries behind flows, the newest."""
    return behind(entry for flow in flows for entry in flow.entries)


def day_of(dated: DayFlow | Move) -> date:
    """The day of a flow or movement: lists of them are in its order."""
    return dated.day


def behind(entries: Iterable[int]) -> Entries:
    """Entries given oldest first, each once, the newest `EVIDENCE_MAX`."""
    return tuple(dict.fromkeys(entries))[-EVIDENCE_MAX:]


def _changes_cash(move: Move) -> bool:
    return move.flow in _ON_CREDIT or (move.flow == "debt_repaid" and move.against not in _DEBTS)


def _balances(opened: int, moved: Sequence[Move], began: date, kept: int) -> tuple[int, ...]:
    change = [0] * kept
    for move in moved:
        change[max((move.day - began).days, 0)] += move.minor
    balances, balance = [], opened
    for one in change:
        balance += one
        balances.append(balance)
    return tuple(balances)
