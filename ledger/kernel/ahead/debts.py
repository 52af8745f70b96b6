"""Debts as they stand: each card with its statements, each loan with its schedule, and what falls due on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.kernel.ahead.middle import median
from ledger.kernel.figures import Coming, Figures, Move, Place, Statement
from ledger.kernel.interest.loan import planned
from ledger.kernel.interest.schedule import Row, Schedule
from ledger.kernel.interest.yearly import AnnualRate, half_up
from ledger.kernel.period import add_months
from ledger.kernel.terms import LoanTerms

USED_DAYS = 365
"""A card that owes nothing and was not used for so long is no card any more."""

_GRACE_DAYS = 3
"""A payment planned so soon after the due day is meant for it."""

USUAL_STATEMENTS = 6
"""Statements from which the usual payment is read."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card in use: what is `owed` now (minor units), and its statements that fell `due`, oldest first.

    `is_whole` says that the books know it from its first day: it did not come into them with a debt.
    """

    place: Place
    owed: int
    due: tuple[Statement, ...]
    is_whole: bool

    @property
    def last(self) -> Statement | None:
        """The last statement that closed."""
        return self.place.statements[-1] if self.place.statements else None

    @property
    def has_days(self) -> bool:
        """Whether its terms say when statements close and fall due."""
        terms = self.place.card
        return terms is not None and terms.statement_day is not None and terms.due_day is not None

    @property
    def revolving(self) -> int:
        """What was left unpaid of the statement that fell due last; all that is owed where none is known."""
        if self.due:
            return carried(self.due[-1])
        return 0 if self.place.statements or self.is_whole else self.owed

    @property
    def usual_payment(self) -> int | None:
        """The middle one of the payments of the last statements that fell due; None before the first."""
        paid = [statement.paid for statement in self.due[-USUAL_STATEMENTS:]]
        return half_up(median(paid)) if paid else None

    def still_due(self) -> tuple[date, int] | None:
        """The next due day of the last statement and what is still to be paid on it; None where nothing is.

        Who clears the card pays all of it. Who carried some of the last one pays as usual, and at least the minimum.
        """
        last = self.last
        if last is None or (self.due and last is self.due[-1]):
            return None
        wanted = last.balance
        if self.due and carried(self.due[-1]):
            wanted = min(last.balance, max(last.minimum, self.usual_payment or 0))
        return (last.due_on, wanted - last.paid) if wanted > last.paid else None


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan still owed: what is `owed` now, and its `plan`; None where its terms are not written down, or wrong."""

    place: Place
    owed: int
    terms: LoanTerms | None
    plan: Schedule | None
    rate: AnnualRate | None

    def rows(self, after: date, until: date) -> list[Row]:
        """Instalments due after a day, up to and including another."""
        return [row for row in self.plan.rows if row.due and after < row.due <= until] if self.plan else []

    def next_payment(self, on: date) -> int:
        """The next instalment after a day; once all are past due, the last one."""
        if self.plan is None:
            return 0
        later = (row.payment for row in self.plan.rows if row.due and row.due > on)
        return next(later, self.plan.rows[-1].payment)


def carried(statement: Statement) -> int:
    """What was not paid of a statement by its due day: S23 of credit.md (c)."""
    return max(statement.balance - statement.paid, 0)


def charged(move: Move) -> bool:
    """Whether a movement on a debt is interest or a fee."""
    return move.flow == "cost_of_credit"


def cards_of(figures: Figures) -> tuple[Card, ...]:
    """The cards in use, the one that carries the largest debt past its due day first."""
    found = []
    for place in figures.places:
        if place.purpose != "card":
            continue
        owed = max(-place.balance_on(figures.on), 0)
        used = place.moves and place.moves[-1].day > figures.on - timedelta(days=USED_DAYS)
        if owed or used:
            due = tuple(one for one in place.statements if one.due_on < figures.on)
            found.append(Card(place, owed, due, _is_whole(place)))
    return tuple(sorted(found, key=lambda card: (-card.revolving, -card.owed, card.place.number)))


def loans_of(figures: Figures) -> tuple[Loan, ...]:
    """The loans that still owe something."""
    found = []
    for place in figures.places:
        owed = max(-place.balance_on(figures.on), 0)
        if place.purpose == "loan" and owed:
            terms = place.loan
            plan = planned(terms) if terms else None
            found.append(Loan(place, owed, terms, plan.schedule if plan else None, plan.rate if plan else None))
    return tuple(found)


def due_days(card: Card, after: date, until: date) -> list[date]:
    """The card's monthly due days after a day, up to and including another; none where its terms name none."""
    terms = card.place.card
    if terms is None or terms.due_day is None:
        return []
    day, found = add_months(after, 0, terms.due_day), []
    while day <= until:
        if day > after:
            found.append(day)
        day = add_months(day, 1, terms.due_day)
    return found


def unplanned(due: tuple[date, int], turns: list[Coming]) -> int:
    """What of a due no planned payment covers, minor units."""
    meant = sum(turn.minor for turn in turns if turn.day <= due[0] + timedelta(days=_GRACE_DAYS))
    return max(due[1] + meant, 0)


def _is_whole(place: Place) -> bool:
    return place.began == 0 and not any(move.flow == "opening" and move.minor < 0 for move in place.moves[:1])
