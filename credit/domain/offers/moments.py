"""The moments of need answered here, each as data (when it is one) and a function (what is then needed).

Source: credit.md (c), M1, M3 and M5; the bounds are ours, not norms. Everything a need wants is read from signals,
or from the few facts beside them; where those are not there, from the signals alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from credit.domain.cost.refinance import Debt
from credit.domain.offers.need import Facts, GivenNeed, Need
from credit.domain.offers.product import Kind
from credit.domain.rules.judging import Table, match_one, prepare
from credit.domain.rules.moment import Moment
from credit.domain.rules.rule_set import Condition, Op
from credit.domain.signals.registry import NEVER_DAYS, NEVER_MONTHS, WHOLE_BPS
from ledger.kernel.currency import digits_of
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.schedule import level_instalment
from ledger.kernel.interest.yearly import AnnualRate
from ledger.kernel.period import add_months

Values = Mapping[str, int | None]
"""Signals by name as whole numbers; None, or no such name, is unknown."""

_LEAST_REVOLVING = 1_000
_LEAST_IDLE = 3_000
_IDLE_DAYS = 60
_SHORTEST_MONTHS, _LONGEST_MONTHS = 3, 12
_DUE_DAYS = 20
"""Days until a card's next due day where nobody told which it is."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a need is worked out from. A moment must be one at each of `ends`: what is known only roughly has two."""

    on: date
    currency: str
    values: Values
    facts: Facts
    ends: tuple[Values, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A moment that is answered: what kind of product answers it, when it is one, and what is needed then.

    `when` gives the conditions in a currency's minor units; `need` is only asked where all of them hold.
    """

    moment: Moment
    kind: Kind
    when: Callable[[int], tuple[Condition, ...]]
    need: Callable[[Situation], Need]


@dataclass(frozen=True, slots=True)
class Found:
    """What the moments came to: needs in the order they are answered, and where a signal was wanting.

    `not_now` are moments whose conditions do not hold; `unknown` the signals that could not be read, by moment.
    """

    needs: tuple[Need, ...]
    not_now: tuple[Moment, ...]
    unknown: Mapping[Moment, tuple[str, ...]]


def find_needs(situation: Situation, given: GivenNeed | None = None) -> Found:
    """The needs there are now. A given need replaces amount, day and end of each, but not whether it is one."""
    needs, not_now, unknown = [], [], {}
    for answered in ANSWERED:
        table = _table(answered.moment, digits_of(situation.currency))
        judged = [match_one(table, end) for end in situation.ends or (situation.values,)]
        missing = tuple(dict.fromkeys(name for one in judged for name in one.unknown))
        need = None
        if missing:
            unknown[answered.moment] = missing
        elif all(one.row is not None for one in judged):
            need = answered.need(situation)
        if need and need.amount > 0:
            needs.append(_given(need, given) if given else need)
        elif not missing:
            not_now.append(answered.moment)
    return Found(tuple(needs), tuple(not_now), unknown)


def conditions_of(moment: Moment, currency: str) -> tuple[Condition, ...]:
    """When a moment is one, in a currency's minor units; nothing for a moment that is not answered here."""
    return next((one.when(10 ** digits_of(currency)) for one in ANSWERED if one.moment is moment), ())


def observed_payment(situation: Situation) -> int:
    """What the person pays on the card a month, minor units; 0 where nothing is known to be paid.

    The middle one of the last statements' payments where those are known; else what the last statement lost
    between its closing and its due day; else the most that would still take as long as the card is said to take.
    """
    if situation.facts.payment is not None:
        return situation.facts.payment
    owed, carried = situation.values.get("stmt_balance"), situation.values.get("revolving_balance")
    if owed is not None and carried is not None and owed > carried > 0:
        return owed - carried
    months = situation.values.get("payoff_months")
    if not carried or months is None or not 1 < months < NEVER_MONTHS:
        return 0
    return level_instalment(carried, card_rate(situation.values).monthly, months - 1) - 1


def card_rate(values: Values) -> AnnualRate:
    """What the card was seen to cost a year."""
    return AnnualRate.stated(Decimal(values.get("card_effective_apr") or 0).scaleb(-2))


def _given(need: Need, given: GivenNeed) -> Need:
    """The need as it was stated, never more than the card holds."""
    most = need.debt.balance if need.debt else given.amount
    return replace(need, amount=min(given.amount, most), by=given.by, until=given.until)


def _revolving_when(unit: int) -> tuple[Condition, ...]:
    return (
        Condition("revolving_streak", Op.AT_LEAST, 2),
        Condition("revolving_balance", Op.AT_LEAST, _LEAST_REVOLVING * unit),
        Condition("card_effective_apr", Op.AT_LEAST, 1),
    )


def _revolving_need(situation: Situation) -> Need:
    balance = situation.values["revolving_balance"] or 0
    debt = Debt(situation.currency, balance, card_rate(situation.values), observed_payment(situation))
    months = pay_down(balance, debt.rate, debt.payment).months
    return Need(
        Moment.CARD_REFINANCE, Kind.REFINANCE, situation.currency, situation.on, balance,
        by=situation.facts.due or situation.on + timedelta(days=_DUE_DAYS),
        until=add_months(situation.on, months or _LONGEST_MONTHS), debt=debt,
    )


def _idle_when(unit: int) -> tuple[Condition, ...]:
    return (
        Condition("idle_cash", Op.AT_LEAST, _LEAST_IDLE * unit),
        Condition("surplus_streak", Op.AT_LEAST, 30),
        Condition("shortfall_prob_60", Op.AT_MOST, 499),
    )


def _idle_need(situation: Situation) -> Need:
    return Need(
        Moment.IDLE_CASH, Kind.FUND, situation.currency, situation.on, situation.values["idle_cash"] or 0,
        by=situation.on, until=situation.on + timedelta(days=_IDLE_DAYS),
    )


def _shortfall_when(unit: int) -> tuple[Condition, ...]:
    return (
        Condition("shortfall_prob_30", Op.AT_LEAST, 2_000),
        Condition("shortfall_prob_30", Op.AT_MOST, 4_999),
        Condition("shortfall_date", Op.AT_MOST, NEVER_DAYS - 1),
        Condition("shortfall_depth", Op.AT_LEAST, 1),
        Condition("income_month", Op.AT_LEAST, 1),
        Condition("income_regularity", Op.IS, 2),
        Condition("savings_rate", Op.AT_LEAST, 0),
    )


def _shortfall_need(situation: Situation) -> Need:
    """The depth, by the day it opens; nothing where it is deeper than half a month's income (then it is no gap).

    It is paid back from half of what the person usually keeps.
    """
    depth, income = situation.values["shortfall_depth"] or 0, situation.values["income_month"] or 0
    by = situation.on + timedelta(days=situation.values["shortfall_date"] or 0)
    kept = income * (situation.values["savings_rate"] or 0) // WHOLE_BPS
    months = -(-2 * depth // kept) if kept else _LONGEST_MONTHS
    return Need(
        Moment.SHORTFALL, Kind.LOAN, situation.currency, situation.on, amount=depth if 2 * depth <= income else 0,
        by=by, until=add_months(by, min(max(months, _SHORTEST_MONTHS), _LONGEST_MONTHS)),
    )


@lru_cache
def _table(moment: Moment, digits: int) -> Table:
    answered = next(one for one in ANSWERED if one.moment is moment)
    return prepare([answered.when(10**digits)])


ANSWERED = (
    Answered(Moment.CARD_REFINANCE, Kind.REFINANCE, _revolving_when, _revolving_need),
    Answered(Moment.IDLE_CASH, Kind.FUND, _idle_when, _idle_need),
    Answered(Moment.SHORTFALL, Kind.LOAN, _shortfall_when, _shortfall_need),
)
"""The moments answered, in the order their needs are told."""
