"""The card: S22–S30 of credit.md (c).

Where there are several, all of these speak of the one that carries the largest debt past its due day. A window
longer than the debt it watches is the debt's own life (DESIGN 20): what the books know from its first day needs no
longer history. No card in use, and all of them are ABSENT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from credit.domain.signals.registry import MOST_BPS, NEVER_MONTHS, WHOLE_BPS
from credit.domain.signals.signal import Signal, Why, absent, known, unknown
from ledger.kernel.ahead.days import Days, behind
from ledger.kernel.ahead.debts import Card, carried, charged
from ledger.kernel.figures import Statement
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.yearly import AnnualRate, half_up
from ledger.kernel.period import add_months

YEAR = 365
"""Days that interest is summed over."""

PERSISTENT_MONTHS = 18
"""How far back persistent debt is looked for (FCA): months."""

PERSISTENT_LEAST = 12
"""Months the books must know of a debt that is older than they are, before they say whether it persists."""

_RATE_STATEMENTS = 12
_RATE_LEAST = 3
_HITS_STATEMENTS, _HITS_LEAST = 6, 4
_HIT_FROM, _HIT_TO = 95, 110


def card_signals(days: Days) -> dict[str, Signal]:
    """Every signal of the card, by name."""
    if not days.cards:
        return dict.fromkeys(_EACH, absent(0)) | dict.fromkeys(("card_effective_apr", "payoff_months"), absent(0))
    card, on = days.cards[0], days.on
    found = {name: read(card, on) for name, read in _EACH.items()}
    rate = card_effective_apr(card, found["revolving_balance"])
    return found | {"card_effective_apr": rate, "payoff_months": payoff_months(card, found["revolving_balance"], rate)}


def stmt_balance(card: Card, on: date) -> Signal:
    """S22: what the last statement asked for."""
    return _of_last(card, lambda statement: statement.balance)


def min_due(card: Card, on: date) -> Signal:
    """S22: the least the last statement asked for."""
    return _of_last(card, lambda statement: statement.minimum)


def revolving_balance(card: Card, on: date) -> Signal:
    """S23: what was left unpaid of the statement that fell due last; never more than is owed now.

    Who has since paid the card off, from money of their own or by a loan, carries nothing.
    """
    why = _too_few(card, 2, Why.NEEDS_2_STATEMENTS)
    if why:
        return unknown(why)
    if not card.due:
        return known(0)
    return known(min(carried(card.due[-1]), max(card.owed, 0)), _behind(card.due[-1:]))


def revolving_streak(card: Card, on: date) -> Signal:
    """S24: how many statements in a row were not paid in full."""
    why = _too_few(card, 2, Why.NEEDS_2_STATEMENTS)
    if why:
        return unknown(why)
    streak = _streak(card)
    return known(len(streak), _behind(streak))


def card_interest_12m(card: Card, on: date) -> Signal:
    """S25: interest and fees charged to the card in 365 days."""
    moves = [move for move in card.place.moves if charged(move) and move.day > on - timedelta(days=YEAR)]
    return known(max(-sum(move.minor for move in moves), 0), behind(move.entry for move in moves))


def card_effective_apr(card: Card, revolving: Signal) -> Signal:
    """S26: interest of the last twelve statements (three at least) over the debt carried on an average day, a year.

    What was carried on a day is what was left of the statement that had fallen due last. Where that or the interest
    cannot be read it is the card's own stated rate, if stated. Where nothing was ever carried it is ABSENT.
    """
    stated = card.place.card.rate_bps if card.place.card else None
    statements = card.place.statements[-_RATE_STATEMENTS:]
    if not card.due or len(statements) < _RATE_LEAST:
        if revolving.value == 0:
            return absent(0)
        return known(stated) if stated is not None else unknown(Why.NEEDS_CARD_RATE)
    start, end = _since(card, statements[0]), statements[-1].closed_on
    moves = [
        move for move in card.place.moves
        if charged(move) and move.against == "interest" and start < move.day <= end
    ]
    interest = -sum(move.minor for move in moves)
    coin_days = _carried_coin_days(card, start, end)
    if coin_days and interest > 0:
        rate = half_up(Fraction(WHOLE_BPS * YEAR * interest, coin_days))
        return known(min(rate, MOST_BPS), behind((*_behind(statements), *(move.entry for move in moves))))
    if not coin_days and interest <= 0:
        return absent(0)
    return known(stated) if stated is not None else unknown(Why.NEEDS_CARD_RATE)


def min_pay_hits(card: Card, on: date) -> Signal:
    """S27: of the last six statements, how many were left open and paid at 0.95 to 1.10 of the least."""
    why = _too_few(card, _HITS_LEAST, Why.NEEDS_4_STATEMENTS)
    if why:
        return unknown(why)
    hits = [
        one for one in card.due[-_HITS_STATEMENTS:]
        if carried(one) and one.minimum and _HIT_FROM * one.minimum <= 100 * one.paid <= _HIT_TO * one.minimum
    ]
    return known(len(hits), _behind(hits))


def payoff_months(card: Card, revolving: Signal, rate: Signal) -> Signal:
    """S28: months until the debt carried is paid off at the usual payment, if nothing more is bought with it."""
    if revolving.value is None:
        return unknown(revolving.why or Why.NEEDS_2_STATEMENTS)
    if revolving.value == 0:
        return known(0, revolving.entries)
    why = _too_few(card, _RATE_LEAST, Why.NEEDS_3_STATEMENTS)
    if why or rate.value is None:
        return unknown(why or rate.why or Why.NEEDS_CARD_RATE)
    payment, yearly = card.usual_payment or 0, AnnualRate.stated(Decimal(rate.value).scaleb(-2))
    if payment <= half_up(revolving.value * yearly.monthly):
        return known(NEVER_MONTHS, revolving.entries)
    months = pay_down(revolving.value, yearly, payment).months
    return known(min(months or NEVER_MONTHS, NEVER_MONTHS), revolving.entries)


def persistent_debt(card: Card, on: date) -> Signal:
    """S29: whether interest and fees came to more than was paid back of the debt itself.

    Over 18 months, or the debt's own life: since the closing of the first of the statements in a row that were not
    paid in full.
    """
    why = _too_few(card, 2, Why.NEEDS_2_STATEMENTS)
    if why:
        return unknown(why)
    streak = _streak(card)
    if not streak:
        return known(0)
    earliest = add_months(on, -PERSISTENT_MONTHS)
    is_older = not card.is_whole and streak[0] is card.due[0]
    if is_older and card.place.moves[0].day > add_months(on, -PERSISTENT_LEAST):
        return unknown(Why.NEEDS_12_MONTHS)
    start = max(earliest, streak[0].closed_on)
    moves = [move for move in card.place.moves if move.day > start]
    cost = -sum(move.minor for move in moves if charged(move))
    paid = sum(move.minor for move in moves if move.flow == "debt_repaid")
    entries = behind(move.entry for move in moves if charged(move) or move.flow == "debt_repaid")
    return known(int(cost > paid - cost), entries)


def utilisation(card: Card, on: date) -> Signal:
    """S30: what is owed now, of the card's limit."""
    limit = card.place.card.limit if card.place.card else None
    if not limit:
        return unknown(Why.NEEDS_CARD_LIMIT)
    return known(min(half_up(Fraction(WHOLE_BPS * card.owed, limit)), MOST_BPS),
                 behind(move.entry for move in card.place.moves))


_EACH = {
    read.__name__: read for read in (
        stmt_balance, min_due, revolving_balance, revolving_streak, card_interest_12m, min_pay_hits, persistent_debt,
        utilisation,
    )
}


def _of_last(card: Card, amount: Callable[[Statement], int]) -> Signal:
    if card.last is None:
        why = _too_few(card, 1, Why.NEEDS_STATEMENT)
        return unknown(why) if why else known(0)
    return known(amount(card.last), _behind([card.last]))


def _too_few(card: Card, least: int, why: Why) -> Why | None:
    """What is missing where fewer statements fell due than needed, and the card is older than the books."""
    if not card.has_days:
        return Why.NEEDS_CARD_TERMS
    return None if card.is_whole or len(card.due) >= least else why


def _streak(card: Card) -> list[Statement]:
    """The last statements in a row that were not paid in full, oldest first."""
    return list(takewhile(carried, reversed(card.due)))[::-1]


def _since(card: Card, statement: Statement) -> date:
    """The closing day before a statement's own; the day before the card's first movement for the first."""
    before = [one.closed_on for one in card.place.statements if one.closed_on < statement.closed_on]
    return before[-1] if before else card.place.moves[0].day - timedelta(days=1)


def _carried_coin_days(card: Card, start: date, end: date) -> int:
    """What was carried, summed over the days after one and up to another, minor units times days."""
    total = 0
    steps = [(one.due_on, carried(one)) for one in card.due]
    for (since, amount), until in zip(steps, [*(step[0] for step in steps[1:]), end], strict=True):
        total += amount * max((min(until, end) - max(since, start)).days, 0)
    first_due, first = steps[0]
    return total + first * max((min(first_due, end) - start).days, 0)


def _behind(statements: Iterable[Statement]) -> tuple[int, ...]:
    return behind(entry for one in statements for entry in (*one.charges, *one.payments))
