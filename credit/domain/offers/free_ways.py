"""Ways that need no new borrowing, on the same axis as offers: what they cost in all on the person's own path.

Each says how much of the need it closes, when, and what it saves against going on as before. A lender has no part
in them and cannot hide them (credit.md E28).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest

from credit.domain.cost.refinance import Debt
from credit.domain.offers.moments import Situation, Values
from credit.domain.offers.need import Facts, Need, card_due
from credit.domain.offers.price import share_bps
from credit.domain.offers.quote import stay_cost
from credit.domain.rules.moment import Moment
from credit.domain.signals.registry import WHOLE_BPS
from ledger.kernel.currency import digits_of
from ledger.kernel.errors import N_
from ledger.kernel.figures import Entries
from ledger.kernel.interest.paydown import Paydown, pay_down
from ledger.kernel.interest.schedule import interest_for_days
from ledger.kernel.interest.yearly import half_up
from ledger.kernel.money import Money
from ledger.kernel.period import add_months

LEAST_SHARE_BPS = 1_000
"""What closes less than a tenth of a need is no way out of it, and is not told."""

_TENS = 10
_BUFFER_DAYS = 90
_DAYS_OF_YEAR = 365
_MONTH_DAYS = 30
_MOST = 3
"""Ways of one kind that are told."""

_MUSTS = frozenset({"essential", "rent", "cost_of_goods", "insurance", "health", "education"})
_PAID = Paydown((), (), 0)


@dataclass(frozen=True, slots=True)
class Way:
    """One way without borrowing. Money is minor units.

    `cost` is all it costs from today on the axis offers stand on (below zero where it earns), `saving` what it saves
    against going on as before, `closes` how much of the need it closes from the day `on`; `ends` is when it is over.
    `says` is what to do, its places filled by `facts`; `entries` are those behind it. `effect` is what it changes in
    money in hand, by day: + more than otherwise, − less.
    """

    name: str
    need: Need
    cost: int
    saving: int
    closes: int
    on: date
    ends: date
    says: str
    facts: Mapping[str, Money | date | int] = field(default_factory=dict)
    entries: Entries = ()
    effect: Mapping[date, int] = field(default_factory=dict)

    @property
    def share_bps(self) -> int:
        """How much of the need it closes, basis points."""
        return share_bps(self.closes, self.need.amount)

    @property
    def covers(self) -> bool:
        """Whether it closes all of it."""
        return self.closes >= self.need.amount


def free_ways(need: Need, situation: Situation) -> tuple[Way, ...]:
    """Every way out of a need that closes a tenth of it or more."""
    return tuple(way for way in _WAYS[need.moment](need, situation) if way.share_bps >= LEAST_SHARE_BPS)


def _of_the_card(need: Need, situation: Situation) -> Iterator[Way]:
    debt = need.debt
    if debt is None:
        return
    stay = pay_down(debt.balance, debt.rate, debt.payment)
    yield from _pay_from_idle(need, debt, stay, situation)
    yield from _pay_more(need, debt, stay, situation)
    yield from _pay_sooner(need, debt, stay, situation.facts)


def _pay_from_idle(need: Need, debt: Debt, stay: Paydown, situation: Situation) -> Iterator[Way]:
    """Money that is not needed for two months pays the card now; what it would have earned counts as a cost."""
    paid = min(situation.values.get("idle_cash") or 0, debt.balance)
    if paid <= 0:
        return
    left = debt.balance - paid
    path = pay_down(left, debt.rate, debt.payment) if left else _PAID
    forgone = _yield_of(paid, situation.facts, (need.until - need.on).days)
    yield _card_way("pay_from_idle", need, stay, left, path, forgone, situation.facts,
                    N_("Pay %(amount)s now from money you do not need"), Money(paid, need.currency))


def _pay_more(need: Need, debt: Debt, stay: Paydown, situation: Situation) -> Iterator[Way]:
    more = min(_spare(need, debt, situation.values), debt.balance)
    if more <= 0 or debt.payment <= 0:
        return
    path = pay_down(debt.balance, debt.rate, debt.payment + more)
    if not path.left:
        yield _card_way("pay_more", need, stay, debt.balance, path, 0, situation.facts,
                        N_("Pay %(amount)s more a month"), Money(more, need.currency))


def _pay_sooner(need: Need, debt: Debt, stay: Paydown, facts: Facts) -> Iterator[Way]:
    """The same payments, each on the day the money comes in: so many days' interest less on each of them."""
    if facts.days_sooner <= 0 or stay.left:
        return
    saved = sum(interest_for_days(payment, debt.rate, facts.days_sooner) for payment in stay.payments)
    cost = max(stay_cost(stay) - saved, 0)
    yield Way("pay_sooner", need, cost, stay_cost(stay) - cost, _repaid(need, debt.balance, stay), need.by,
              _end(need, stay), N_("Pay the card when your money comes in, not on its due day"),
              {"days": facts.days_sooner})


def _card_way(name: str, need: Need, stay: Paydown, left: int, path: Paydown, forgone: int, facts: Facts, says: str,
              amount: Money) -> Way:
    cost = stay_cost(path) + forgone
    paid_now = (need.debt.balance if need.debt else 0) - left
    closes = min(need.amount, paid_now + _repaid(need, left, path))
    first = card_due(need, facts)
    effect = {add_months(first, month, first.day): before - after for month, (before, after)
              in enumerate(zip_longest(stay.payments, path.payments, fillvalue=0)) if before != after}
    return Way(name, need, cost, stay_cost(stay) - cost, closes, need.on if paid_now else first, _end(need, path), says,
               {"amount": amount}, effect={**effect, **({need.on: -paid_now} if paid_now else {})})


def _spare(need: Need, debt: Debt, values: Values) -> int:
    """Half of what is usually kept beyond what already goes to the card, in whole tens of the currency.

    What is kept already pays the card's principal. Where the share kept is not known, a tenth more than now if
    that much is left after needs and debts.
    """
    tens = _TENS * 10 ** digits_of(need.currency)
    income, rate = values.get("income_month"), values.get("savings_rate")
    if income is not None and rate is not None:
        principal = max(debt.payment - half_up(debt.balance * debt.rate.monthly), 0)
        spare = (income * rate // WHOLE_BPS - principal) // 2
    else:
        spare = debt.payment // 10
        spare = spare if (values.get("residual_income") or 0) >= spare else 0
    return spare - spare % tens if spare > 0 else 0


def _of_idle_cash(need: Need, situation: Situation) -> Iterator[Way]:
    yield from _pay_first("pay_card_first", need, situation.values.get("revolving_balance") or 0,
                          situation.values.get("card_effective_apr") or 0,
                          N_("Pay the card first: %(amount)s, which costs more than any fund earns"))
    yield from _pay_first("pay_loan_first", need, situation.facts.loan_owed, situation.facts.loan_bps,
                          N_("Pay %(amount)s of the loan back early, if that is free: it costs more than a fund earns"))
    needed = _BUFFER_DAYS * (situation.values.get("avg_daily_essential") or 0)
    kept = min(max(needed - (situation.values.get("liquid_balance") or needed), 0), need.amount)
    yield Way("keep_buffer", need, 0, 0, kept, need.on, need.until,
              N_("Keep %(amount)s where it is, until three months of what you need are covered"),
              {"amount": Money(kept, need.currency)})


def _pay_first(name: str, need: Need, owed: int, bps: int, says: str) -> Iterator[Way]:
    """Paying a debt with idle money earns the debt's rate for as long as the money would lie (credit.md E21)."""
    paid = min(need.amount, owed)
    if paid > 0 and bps > 0:
        saved = half_up(Fraction(paid * bps * need.days, WHOLE_BPS * _DAYS_OF_YEAR))
        yield Way(name, need, -saved, saved, paid, need.on, need.until, says, {"amount": Money(paid, need.currency)},
                  effect={need.on: -paid})


def _of_a_shortfall(need: Need, situation: Situation) -> Iterator[Way]:
    facts, values = situation.facts, situation.values
    yield from _take("use_idle", need, values.get("idle_cash") or 0, facts, 0,
                     N_("Use %(amount)s that you will not need for two months"))
    yield from _take("take_back", need, facts.set_aside, facts, 1,
                     N_("Take %(amount)s back from what you put by"))
    if facts.next_income is not None and facts.next_income > need.by:
        yield from _put_off(need, facts, facts.next_income)
    for owed in [one for one in facts.receivables if one.due is None or one.due <= need.by][:_MOST]:
        yield _cost_nothing("collect", need, owed.minor, need.by, N_("Ask for the %(amount)s you are owed"),
                            {"amount": Money(owed.minor, need.currency)}, {need.by: owed.minor}, owed.entries)
    yield from _spend_less(need, values)


def _put_off(need: Need, facts: Facts, income: date) -> Iterator[Way]:
    for one in [one for one in facts.planned if one.day <= need.by][:_MOST]:
        moved = one.purpose in _MUSTS
        says = N_("Ask to pay the %(amount)s of %(day)s after %(income)s, when money comes in") if moved else N_(
            "Put off or cancel what is planned for %(day)s: %(amount)s")
        places: dict[str, Money | date | int] = {"amount": Money(one.minor, need.currency), "day": one.day}
        after = {income + timedelta(days=1): -one.minor} if moved else {}
        yield _cost_nothing("move_due_day" if moved else "put_off", need, one.minor, one.day, says,
                            {**places, "income": income} if moved else places, {one.day: one.minor, **after})


def _spend_less(need: Need, values: Values) -> Iterator[Way]:
    """Half of what is spent beyond needs and debts, for each day until money would run short."""
    out, needs = values.get("avg_daily_outflow"), values.get("avg_daily_essential")
    debts = (values.get("dti") or 0) * (values.get("income_month") or 0) // (WHOLE_BPS * _MONTH_DAYS)
    days = (need.by - need.on).days
    a_day = max((out or 0) - (needs or 0) - debts, 0) // 2 if out is not None and needs is not None else 0
    if a_day and days:
        yield _cost_nothing("spend_less", need, a_day * days, need.by,
                            N_("Spend %(amount)s less a day until %(day)s"),
                            {"amount": Money(a_day, need.currency), "day": need.by},
                            {need.on + timedelta(days=ahead): a_day for ahead in range(1, days + 1)})


def _take(name: str, need: Need, there: int, facts: Facts, comes: int, says: str) -> Iterator[Way]:
    """Own money closes the gap; with `comes` 1 it was not in hand before."""
    taken = min(there, need.amount)
    if taken > 0:
        forgone = _yield_of(taken, facts, need.days)
        yield Way(name, need, forgone, -forgone, taken, need.on, need.by, says,
                  {"amount": Money(taken, need.currency)}, effect={need.on: taken * comes} if comes else {})


def _cost_nothing(name: str, need: Need, minor: int, on: date, says: str,
                  facts: Mapping[str, Money | date | int], effect: Mapping[date, int], entries: Entries = ()) -> Way:
    return Way(name, need, 0, 0, min(minor, need.amount), on, need.by, says, facts, entries, effect)


def _yield_of(minor: int, facts: Facts, days: int) -> int:
    """What money put by would have earned in so many days, minor units."""
    return half_up(Fraction(minor * facts.yield_bps * days, WHOLE_BPS * _DAYS_OF_YEAR))


def _repaid(need: Need, balance: int, path: Paydown) -> int:
    """How much of a balance a path has paid back by the need's longest end."""
    months = (need.until.year - need.on.year) * 12 + need.until.month - need.on.month
    return sum(path.payments[:months]) - sum(path.interests[:months]) if balance else 0


def _end(need: Need, path: Paydown) -> date:
    return add_months(need.on, len(path.payments))


_WAYS: Mapping[Moment, Callable[[Need, Situation], Iterator[Way]]] = {
    Moment.CARD_REFINANCE: _of_the_card,
    Moment.IDLE_CASH: _of_idle_cash,
    Moment.SHORTFALL: _of_a_shortfall,
}
