"""One person of a cohort as whole numbers: what was read of their books, where they stand, and the facts beside it.

A row has the same columns for everybody. A signal that ABSENT or UNKNOWN says so in its state; days are counted from
the day of measuring, so that a cohort can be asked as if it lived on any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from credit.domain.lenders.household import Dice, Household, draw
from credit.domain.lenders.living import live
from credit.domain.offers.facts import facts_of
from credit.domain.offers.need import Facts, Planned
from credit.domain.signals.gates import quality_signals
from credit.domain.signals.measure import measure
from credit.domain.signals.registry import BOOK_SIGNALS, NEVER_DAYS, SIGNALS, Subject
from credit.domain.signals.signal import Signal, State

ROUGH = ("liquid_balance", "cash_buffer_days", "idle_cash")
"""Signals that may be known only between two ends."""

SITUATION = tuple(name for name, meaning in SIGNALS.items()
                  if meaning.subject is Subject.SITUATION and name != "licence_current")
"""What is known of where a person stands; the licence is the seller's."""

FACTS = ("card", "due", "payment", "days_sooner", "next_income", "set_aside", "loan_owed", "loan_bps", "planned_day",
         "planned_minor")
"""The facts beside signals; days are days ahead, and −1 stands for none."""

GROUPS = ("pay", "age")
"""What outcomes are held beside each other by: how somebody is paid, and how old they are."""

COLUMNS = (*BOOK_SIGNALS, *(f"{name}.{end}" for name in ROUGH for end in ("low", "high")), *SITUATION, *FACTS, *GROUPS)
"""Every column, in order."""

STATES = tuple(State)
NONE = -1
_AGES = (30, 45, 60)
_RENT_PLACE = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person: a value for every column, and for every signal of the book the place of its state in STATES."""

    values: tuple[int, ...]
    states: tuple[int, ...]


def drawn(seed: str, number: int, on: date) -> Drawn:
    """The person of a number: drawn, lived, and measured by what measures everybody."""
    home = draw(seed, number, on)
    figures = live(home, on)
    signals = measure(figures).signals
    situation = {**_situation(home), **{name: value or 0 for name, value in quality_signals(figures).items()}}
    ends = [end if end is not None else signals[name].value
            for name in ROUGH for end in (signals[name].low, signals[name].high)]
    values = (
        *(signals[name].value or 0 for name in BOOK_SIGNALS), *(end or 0 for end in ends),
        *(situation[name] for name in SITUATION), *_facts(facts_of(figures), on), _paid(home), _age_band(home.age),
    )
    return Drawn(values, tuple(STATES.index(signals[name].state) for name in BOOK_SIGNALS))


def signals_of(row: Mapping[str, int], states: Mapping[str, int]) -> dict[str, Signal]:
    """The signals of a person's row, as they were measured."""
    found = {}
    for name in BOOK_SIGNALS:
        state = STATES[states[name]]
        low, high = (row.get(f"{name}.{end}") for end in ("low", "high"))
        rough = low is not None and low != high
        value = None if state is State.UNKNOWN else row[name]
        found[name] = Signal(value, state, None, low if rough else None, high if rough else None)
    return found


def facts_from(row: Mapping[str, int], on: date) -> Facts:
    """The facts of a person's row, as if today were a day."""
    planned: tuple[Planned, ...] = ()
    if row["planned_day"] != NONE:
        planned = (Planned(_RENT_PLACE, on + timedelta(days=row["planned_day"]), row["planned_minor"], "rent"),)
    return Facts(
        card=None if row["card"] == NONE else row["card"], due=_day(row["due"], on),
        payment=None if row["payment"] == NONE else row["payment"], days_sooner=row["days_sooner"],
        next_income=_day(row["next_income"], on), planned=planned, set_aside=row["set_aside"],
        loan_owed=row["loan_owed"], loan_bps=row["loan_bps"],
    )


def _facts(facts: Facts, on: date) -> tuple[int, ...]:
    planned = facts.planned[0] if facts.planned else None
    return (
        NONE if facts.card is None else facts.card, _ahead(facts.due, on),
        NONE if facts.payment is None else facts.payment, facts.days_sooner, _ahead(facts.next_income, on),
        facts.set_aside, facts.loan_owed, facts.loan_bps, _ahead(planned.day if planned else None, on),
        planned.minor if planned else 0,
    )


def _situation(home: Household) -> dict[str, int]:
    """What somebody with these books may have said and been shown."""
    dice = Dice("situation", home.number)
    today = int(dice.happens(4))
    week = today + int(dice.happens(9)) + int(dice.happens(4))
    return {
        "consent": 1, "books_granted": 1, "age_years": home.age, "shown_today": today, "shown_week": week,
        "shown_month": week + dice.below(3), "days_since_not_now": _since(dice, 10, 160),
        "said_never": int(dice.happens(3)), "free_of_offers": int(dice.happens(2)), "screen_shared": 0,
        "life_event_days": _since(dice, 3, 200), "days_since_refused_here": _since(dice, 2, 200),
        "days_since_same_refinance": _since(dice, 2, 500), "country_known": int(dice.happens(97)),
    }


def _since(dice: Dice, percent: int, most: int) -> int:
    return dice.below(most) if dice.happens(percent) else NEVER_DAYS


def _paid(home: Household) -> int:
    """How somebody is paid: 0 one salary, 1 two, 2 by the week, 3 by several payers as it comes."""
    if home.pays[0].purpose != "salary":
        return 3
    return 2 if home.pays[0].every else len(home.pays) - 1


def _age_band(age: int) -> int:
    return sum(age >= bound for bound in _AGES)


def _ahead(day: date | None, on: date) -> int:
    return NONE if day is None else (day - on).days


def _day(ahead: int, on: date) -> date | None:
    return None if ahead == NONE else on + timedelta(days=ahead)
