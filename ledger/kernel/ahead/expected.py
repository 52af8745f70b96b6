"""What a forecast stands on: what is known to come, the habits, and the usual that neither of them explains."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ledger.kernel.ahead.days import Days, day_of
from ledger.kernel.ahead.debts import Card, due_days, unplanned
from ledger.kernel.ahead.drift import kept_of, leaned
from ledger.kernel.ahead.habits import Habit, habits_of
from ledger.kernel.ahead.planned import Planned, effect_of
from ledger.kernel.figures import Coming, Move
from ledger.kernel.period import add_months

WEEK = 7
"""The usual is taken by whole weeks, so that each day keeps its place in the week."""

TRAIN_DAYS = 365
"""Days the usual is read from."""

TRAIN_LEAST = 90
"""Days of entries a forecast needs, at least."""

_NOT_USUAL = frozenset({"opening", "debt_drawn"})
"""Movements that never come again by themselves: a balance written down, money borrowed."""


class Lack(StrEnum):
    """What is missing to forecast, as a code that stays."""

    BALANCE = "needs_balance"
    DAYS = "needs_90_days"


class Source(StrEnum):
    """Where something known to come was read."""

    PLANNED = "planned"
    CARD = "card"
    LOAN = "loan"


@dataclass(frozen=True, slots=True)
class Known:
    """Something known to come: what it does to liquid money on a day (minor units), and where that was read.

    `number` is the planned item's (None where it was not told), or the account's of a card or loan. What
    `comes_again` every week or month is part of how life goes.
    """

    day: date
    minor: int
    source: Source
    number: int | None
    comes_again: bool = True


@dataclass(frozen=True, slots=True)
class Expected:
    """Liquid money now; what surely comes and goes; the habits; and past weeks of what none of them explains.

    Minor units. Each of `weeks` has seven days, the first the same weekday as tomorrow; `starts` is the day of the
    month each began on.
    """

    now: int
    known: tuple[Known, ...]
    habits: tuple[Habit, ...]
    weeks: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]


def expected(days: Days, plan: Planned, horizon: int) -> Expected | Lack:
    """What the next `horizon` days are forecast from, or what is missing."""
    if days.liquid is None:
        return Lack.BALANCE
    if days.kept < TRAIN_LEAST:
        return Lack.DAYS
    known = tuple(known_ahead(days, plan, days.on + timedelta(days=horizon)))
    history = min(days.kept, TRAIN_DAYS)
    first = days.on - timedelta(days=history - 1)
    usual = _usual(days, plan, first)
    habits = tuple(habits_of(usual, days.on, history))
    told = {entry for habit in habits for entry in habit.entries}
    weeks = _weeks([move for move in usual if move.entry not in told], days.on, history // WEEK)
    until = days.on + timedelta(days=horizon)
    drift = sum(one.minor for one in known if one.comes_again) + sum(
        habit.minor for habit in habits for _day in habit.days(until))
    leans = leaned(weeks, drift, horizon, kept_of(_months(days, history)))
    starts = tuple((days.on - timedelta(days=WEEK * back - 1)).day for back in range(len(weeks), 0, -1))
    return Expected(days.liquid[-1], known, habits, leans, starts)


def known_ahead(days: Days, plan: Planned, until: date) -> Iterator[Known]:
    """Planned items, then what debts ask for that is not planned, as changes of liquid money up to a day."""
    liquid = {place.number for place in days.figures.places if place.is_liquid}
    turns = [turn for turn in plan.coming if days.on < turn.day <= until]
    for turn in turns:
        yield Known(turn.day, effect_of(turn, liquid), Source.PLANNED, turn.item, turn in plan.again)
    for card in days.cards:
        number = card.place.number
        for day, minor in _card_payments(days, card, [turn for turn in turns if turn.into == number], until):
            yield Known(day, minor, Source.CARD, number)
    for loan in days.loans:
        if not any(turn.into == loan.place.number for turn in turns):
            for row in loan.rows(days.on, until):
                yield Known(row.due or until, -row.payment, Source.LOAN, loan.place.number)


def _card_payments(days: Days, card: Card, meant: list[Coming], until: date) -> Iterator[tuple[date, int]]:
    due = card.still_due()
    if due and due[0] <= until:
        yield max(due[0], days.on + timedelta(days=1)), -unplanned(due, meant)
    usual = card.usual_payment
    if meant or not usual or not _pays_itself(card):
        return
    billed = card.last.due_on if card.last else days.on
    for day in due_days(card, max(billed, days.on), until):
        yield day, -usual


def _pays_itself(card: Card) -> bool:
    """Whether payments of the card are foreseen, and so are no part of the usual."""
    return card.has_days and bool(card.due)


def _usual(days: Days, plan: Planned, first: date) -> list[Move]:
    """Movements since a day that nothing known explains, in order of day; what one entry moves is one of them."""
    foreseen = {card.place.number for card in days.cards if _pays_itself(card)}
    foreseen |= {loan.place.number for loan in days.loans if loan.plan}
    paid = {
        move.entry for place in days.figures.places if place.number in foreseen
        for move in place.moves if move.flow == "debt_repaid"
    }
    found: dict[int, Move] = {}
    for at in range(bisect_left(days.moved, first, key=day_of), len(days.moved)):
        move = days.moved[at]
        if at not in plan.explained and move.flow not in _NOT_USUAL and move.entry not in paid:
            before = found.get(move.entry)
            found[move.entry] = replace(before, minor=before.minor + move.minor) if before else move
    return [move for move in found.values() if move.minor]


def _weeks(usual: Iterable[Move], on: date, count: int) -> list[list[int]]:
    first = on - timedelta(days=WEEK * count - 1)
    each = [0] * (WEEK * count)
    for move in usual:
        if move.day >= first:
            each[(move.day - first).days] += move.minor
    return [each[at : at + WEEK] for at in range(0, len(each), WEEK)]


def _months(days: Days, history: int) -> Sequence[int]:
    """What each month back from the day came to, as far as there is history, without what never comes again."""
    ends = [days.on]
    while (end := add_months(days.on, -len(ends))) >= days.on - timedelta(days=history):
        ends.append(end)
    ends.reverse()
    totals = [0] * (len(ends) - 1)
    for at in range(bisect_right(days.moved, ends[0], key=day_of), len(days.moved)):
        move = days.moved[at]
        if move.flow not in _NOT_USUAL:
            totals[bisect_left(ends, move.day) - 1] += move.minor
    return totals
