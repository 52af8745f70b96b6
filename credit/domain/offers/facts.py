"""The few facts beside signals that needs and free ways want, read off a book's figures; and their plain form.

They hold no names: places and payers are opaque numbers, what is planned is a day, an amount and a purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from credit.domain.case import Case
from credit.domain.offers.need import Facts, Planned, Receivable
from credit.domain.signals.registry import WHOLE_BPS
from ledger.kernel.ahead.debts import Card, Loan, cards_of, due_days, loans_of
from ledger.kernel.figures import Coming, Figures, Place
from ledger.kernel.interest.yearly import half_up

_SOON_DAYS = 62
_SOONER_MOST = 25
_PAYMENTS = 3
_CANNOT_WAIT = frozenset({"tax", "payroll", "interest", "card_fee", "late_fee", "card", "loan"})
_PUT_BY = frozenset({"savings_goal"})

FIELDS = ("card", "due", "payment", "days_sooner", "next_income", "planned", "receivables", "set_aside", "yield_bps",
          "loan_owed", "loan_bps")
"""Fields of the plain form."""


def facts_of(figures: Figures) -> Facts:
    """What the figures of a book say beside its signals."""
    card = next((one for one in cards_of(figures) if one.revolving), None)
    loan = max((one for one in loans_of(figures) if one.rate), key=_bps, default=None)
    income = next((one.day for one in figures.coming if one.minor > 0 and one.into is None), None)
    return Facts(
        card=card.place.number if card else None,
        due=next(iter(due_days(card, figures.on, figures.on + timedelta(days=_SOON_DAYS))), None) if card else None,
        payment=card.usual_payment if card else None,
        days_sooner=_days_sooner(card, figures) if card else 0,
        next_income=income,
        planned=_planned(figures, income),
        receivables=tuple(Receivable(one.number, one.due, one.minor, one.entries)
                          for one in figures.open_items if one.minor > 0),
        loan_owed=loan.owed if loan else 0, loan_bps=_bps(loan) if loan else 0,
        set_aside=sum(_held(place, figures.on) for place in figures.places if place.purpose in _PUT_BY),
    )


def facts_json(facts: Facts) -> dict[str, object]:
    """The facts in plain whole numbers and texts."""
    return {
        "card": facts.card, "due": _day(facts.due), "payment": facts.payment, "days_sooner": facts.days_sooner,
        "next_income": _day(facts.next_income),
        "planned": [{"number": one.number, "day": one.day.isoformat(), "minor": one.minor, "purpose": one.purpose}
                    for one in facts.planned],
        "receivables": [{"number": one.number, "due": _day(one.due), "minor": one.minor, "entries": list(one.entries)}
                        for one in facts.receivables],
        "set_aside": facts.set_aside, "yield_bps": facts.yield_bps, "loan_owed": facts.loan_owed,
        "loan_bps": facts.loan_bps,
    }


def read_facts(case: Case) -> Facts:
    """The facts out of their plain form, every field of which may be left out. Raises: what `Case` raises."""
    return Facts(
        card=_whole(case, "card"), due=_read_day(case, "due"), payment=_whole(case, "payment"),
        days_sooner=_whole(case, "days_sooner") or 0, next_income=_read_day(case, "next_income"),
        planned=tuple(Planned(one.whole("number"), one.day("day"), one.whole("minor"), one.text("purpose"))
                      for one in _parts(case, "planned", ("number", "day", "minor", "purpose"))),
        receivables=tuple(
            Receivable(one.whole("number"), _read_day(one, "due"), one.whole("minor"),
                       one.wholes("entries") if one.has("entries") else ())
            for one in _parts(case, "receivables", ("number", "due", "minor", "entries"))),
        set_aside=_whole(case, "set_aside") or 0, yield_bps=_whole(case, "yield_bps") or 0,
        loan_owed=_whole(case, "loan_owed") or 0, loan_bps=_whole(case, "loan_bps") or 0,
    )


def _planned(figures: Figures, income: date | None) -> tuple[Planned, ...]:
    """What is planned to go out before the next income and could wait for it, the largest first."""
    if income is None:
        return ()
    waits = [one for one in figures.coming if one.minor < 0 and one.day <= income and _can_wait(one)]
    found = (Planned(one.account, one.day, -one.minor, one.purpose) for one in waits)
    return tuple(sorted(found, key=lambda one: (-one.minor, one.day, one.number)))


def _can_wait(one: Coming) -> bool:
    return one.purpose not in _CANNOT_WAIT and one.into is None


def _days_sooner(card: Card, figures: Figures) -> int:
    """Days between money coming in and the card being paid, the fewest of the last payments."""
    incomes = sorted({receipt.day for payer in figures.payers for receipt in payer.receipts if receipt.minor > 0})
    paid = [move.day for move in card.place.moves if move.minor > 0 and move.flow == "debt_repaid"][-_PAYMENTS:]
    waits = [(day - before[-1]).days for day in paid if (before := [one for one in incomes if one <= day])]
    return min(*waits, _SOONER_MOST) if len(waits) == _PAYMENTS else 0


def _bps(loan: Loan) -> int:
    return half_up(12 * loan.rate.monthly * WHOLE_BPS) if loan.rate else 0


def _held(place: Place, on: date) -> int:
    return max(place.balance_on(on), 0)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _whole(case: Case, key: str) -> int | None:
    return None if case.values.get(key) is None else case.whole(key)


def _read_day(case: Case, key: str) -> date | None:
    return None if case.values.get(key) is None else case.day(key)


def _parts(case: Case, key: str, known: Iterable[str]) -> tuple[Case, ...]:
    return case.parts(key, tuple(known)) if case.has(key) else ()
