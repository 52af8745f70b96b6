"""A card's statements, from its movements and its terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ledger.kernel.figures import Move, Statement
from ledger.kernel.period import add_months
from ledger.kernel.terms import CardTerms

KEPT = 36
"""Statements told, the newest: enough for the eighteen and thirty-six months credit.md (c) S29 asks for."""

WHOLE = 10_000
"""Basis points of a whole."""


def statements_of(card: CardTerms, moves: Sequence[Move], on: date, began: int = 0) -> tuple[Statement, ...]:
    """Every statement closed up to a day, oldest first; none where the terms name no days.

    Amounts are minor units; `began` is the card's balance before its first move. Only what was repaid is a payment;
    a refund lowers the next balance. A statement's minimum is the terms' share of what is owed, at least the floor,
    at most all of it.
    """
    if card.statement_day is None or card.due_day is None or not moves:
        return ()
    closings = _closings(card.statement_day, moves[0].day, on)
    found = []
    for before, closed_on in zip([date.min, *closings], closings, strict=False):
        found.append(_statement(card, card.due_day, began, moves, before, closed_on, on))
    return tuple(found[-KEPT:])


def _statement(
    card: CardTerms, due_day: int, began: int, moves: Sequence[Move], before: date, closed_on: date, on: date
) -> Statement:
    owed = max(-began - sum(move.minor for move in moves if move.day <= closed_on), 0)
    due_on = _next(due_day, closed_on + timedelta(days=1))
    payments = [move for move in moves if closed_on < move.day <= min(due_on, on) and move.flow == "debt_repaid"]
    charges = [move for move in moves if before < move.day <= closed_on and move.flow == "cost_of_credit"]
    share = -(-owed * card.minimum_bps // WHOLE)
    return Statement(
        closed_on, due_on, owed, min(owed, max(share, card.minimum_floor)),
        sum(move.minor for move in payments), -sum(move.minor for move in charges),
        tuple(move.entry for move in payments), tuple(move.entry for move in charges),
    )


def _closings(day_of_month: int, first: date, on: date) -> list[date]:
    closing, found = _next(day_of_month, first), []
    while closing <= on:
        found.append(closing)
        closing = add_months(closing, 1, day_of_month)
    return found


def _next(day_of_month: int, since: date) -> date:
    this = add_months(since.replace(day=1), 0, day_of_month)
    return this if this >= since else add_months(this, 1, day_of_month)
