"""What the next days ask for: S06 of credit.md (c), and what debts take of a month (for S31 and S32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from credit.domain.signals.signal import Signal, Why, known, unknown
from ledger.kernel.ahead.days import Days, behind
from ledger.kernel.ahead.debts import Card, due_days, unplanned
from ledger.kernel.ahead.planned import Planned, effect_of
from ledger.kernel.figures import Coming, Entries
from ledger.kernel.period import add_months


@dataclass(frozen=True, slots=True)
class Service:
    """What debts ask of a month, minor units, and the entries behind it."""

    minor: int
    entries: Entries


def committed_out(days: Days, plan: Planned, horizon: int) -> Signal:
    """S06: planned items, card dues of the last statement and loan instalments within so many days.

    A payment planned into a card or loan is that debt's due, counted once. Something planned on a card counts when
    the card falls due.
    """
    why = debts_unknown(days)
    if why:
        return unknown(why)
    until = days.on + timedelta(days=horizon)
    ahead = [turn for turn in plan.coming if days.on < turn.day <= until]
    total = _own(days, ahead, until)
    entries: list[int] = []
    for card in days.cards:
        mine = [turn for turn in ahead if turn.into == card.place.number]
        total -= sum(turn.minor for turn in mine)
        due = card.still_due()
        if due and due[0] <= until:
            total += unplanned(due, mine)
            entries += card.last.charges if card.last else ()
    for loan in days.loans:
        wanted = sum(row.payment for row in loan.rows(days.on, until))
        total += max(wanted, -sum(turn.minor for turn in ahead if turn.into == loan.place.number))
    return known(total, behind(entries))


def debt_service(days: Days) -> Service | Why:
    """The minimums of the cards and the next instalments of the loans, or what is missing to know them."""
    why = debts_unknown(days)
    if why:
        return why
    asked = [(card.last.minimum, card.last.charges) for card in days.cards if card.last]
    total = sum(minimum for minimum, _ in asked) + sum(loan.next_payment(days.on) for loan in days.loans)
    loans = [move.entry for loan in days.loans for move in loan.place.moves]
    return Service(total, behind((*loans, *(entry for _, entries in asked for entry in entries))))


def debts_unknown(days: Days) -> Why | None:
    """What is missing to know what debts ask for; None where all is known."""
    for card in days.cards:
        if card.owed and not card.has_days:
            return Why.NEEDS_CARD_TERMS
        if card.owed and card.last is None and not card.is_whole:
            return Why.NEEDS_STATEMENT
    return Why.NEEDS_LOAN_TERMS if any(loan.plan is None for loan in days.loans) else None


def _own(days: Days, ahead: list[Coming], until: date) -> int:
    """What planned items take of liquid money, apart from payments into debts."""
    liquid = {place.number for place in days.figures.places if place.is_liquid}
    cards = {card.place.number: card for card in days.cards}
    debts = cards.keys() | {loan.place.number for loan in days.loans}
    total = 0
    for turn in ahead:
        card = cards.get(turn.account)
        if card is not None and turn.minor < 0:
            total -= turn.minor if falls_due(card, turn.day) <= until else 0
        elif turn.into not in debts:
            total -= min(effect_of(turn, liquid), 0)
    return total


def falls_due(card: Card, bought_on: date) -> date:
    """The day something bought with a card falls due; the day itself where its terms do not say."""
    terms = card.place.card
    if terms is None or terms.statement_day is None or terms.due_day is None:
        return bought_on
    closing = add_months(bought_on, 0, terms.statement_day)
    closing = closing if closing >= bought_on else add_months(closing, 1, terms.statement_day)
    return due_days(card, closing, closing + timedelta(days=62))[0]
