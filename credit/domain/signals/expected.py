"""What a forecast stands on: the flows that are known to come, and the usual that nothing known explains."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from credit.domain.signals.committed import unplanned
from credit.domain.signals.days import Days, day_of
from credit.domain.signals.debts import Card, due_days
from credit.domain.signals.planned import Planned, effect_of
from credit.domain.signals.signal import Why
from ledger.kernel.figures import Coming, Move

WEEK = 7
"""The usual is taken by whole weeks, so that each day keeps its place in the week."""

TRAIN_DAYS = 180
"""Days the usual is read from."""

TRAIN_LEAST = 90
"""Days of entries a forecast needs, at least."""

_NOT_USUAL = frozenset({"opening", "debt_drawn"})
"""Movements that never come again by themselves: a balance written down, money borrowed."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Liquid money now; what surely comes and goes on each day ahead; and past weeks of what nothing known explains.

    Minor units. `ahead[0]` is tomorrow; each of `weeks` has seven days, the first the same weekday as tomorrow.
    """

    now: int
    ahead: tuple[int, ...]
    weeks: tuple[tuple[int, ...], ...]


def expected(days: Days, plan: Planned, horizon: int) -> Expected | Why:
    """What the next `horizon` days are forecast from, or what is missing."""
    if days.liquid is None:
        return Why.NEEDS_BALANCE
    if days.kept < TRAIN_LEAST:
        return Why.NEEDS_90_DAYS
    ahead = [0] * horizon
    until = days.on + timedelta(days=horizon)
    for day, minor in _known(days, plan, until):
        ahead[(day - days.on).days - 1] += minor
    return Expected(days.liquid[-1], tuple(ahead), _weeks(days, plan))


def _known(days: Days, plan: Planned, until: date) -> Iterator[tuple[date, int]]:
    """Planned items, then what debts ask for that is not planned, as changes of liquid money."""
    liquid = {place.number for place in days.figures.places if place.is_liquid}
    turns = [turn for turn in plan.coming if days.on < turn.day <= until]
    for turn in turns:
        yield turn.day, effect_of(turn, liquid)
    for card in days.cards:
        yield from _card_payments(days, card, [turn for turn in turns if turn.into == card.place.number], until)
    for loan in days.loans:
        if not any(turn.into == loan.place.number for turn in turns):
            for row in loan.rows(days.on, until):
                yield row.due or until, -row.payment


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


def _weeks(days: Days, plan: Planned) -> tuple[tuple[int, ...], ...]:
    count = min(days.kept, TRAIN_DAYS) // WEEK
    first = days.on - timedelta(days=WEEK * count - 1)
    foreseen = {card.place.number for card in days.cards if _pays_itself(card)}
    foreseen |= {loan.place.number for loan in days.loans if loan.plan}
    paid = {
        move.entry for place in days.figures.places if place.number in foreseen
        for move in place.moves if move.flow == "debt_repaid"
    }
    usual = [0] * (WEEK * count)
    for at in range(bisect_left(days.moved, first, key=day_of), len(days.moved)):
        move = days.moved[at]
        if at not in plan.explained and _is_usual(move, paid):
            usual[(move.day - first).days] += move.minor
    return tuple(tuple(usual[at : at + WEEK]) for at in range(0, len(usual), WEEK))


def _is_usual(move: Move, paid: set[int]) -> bool:
    return move.flow not in _NOT_USUAL and move.entry not in paid
