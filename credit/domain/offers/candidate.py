"""The candidate offer as signals: what rules and guards may ask about a quote before anybody sees it.

What it does to the chance of running short is worked out from what it does to money in hand, day by day. Where it
never leaves less in hand than there would have been, the chance cannot rise, and no forecast is needed to know it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from credit.domain.offers.moments import Values
from credit.domain.offers.need import Facts, card_due
from credit.domain.offers.quote import Quote
from credit.domain.signals.registry import MOST_BPS, NEVER_MONTHS, WHOLE_BPS
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.period import add_months

HORIZON = 90
"""Days within which the chance of running short is watched."""


STANDS_ON: Mapping[str, tuple[str, ...]] = {
    "offer_dti_after": ("dti", "income_month"), "offer_residual_after": ("residual_income",),
}
"""The signals of the person that a signal of the offer is worked out from."""


def offer_signals(quote: Quote, values: Values, shortfall_change: int | None) -> dict[str, int | None]:
    """Every signal of a candidate offer; None where something it stands on is not known.

    Debts after it: what the card asks for at least is gone with it, in the share that is paid off; where that is
    not known, nothing is. Raises: NoRoot, SeveralRoots, RateOutOfReach.
    """
    simple, compound = quote.price.simple_and_compound if quote.price else (0, 0)
    more = quote.largest - _freed(quote, values)
    residual = values.get("residual_income")
    return {
        "offer_amount": quote.amount,
        "offer_largest_instalment": quote.largest,
        "offer_rate_simple": min(simple, MOST_BPS),
        "offer_rate_compound": min(compound, MOST_BPS),
        "offer_saving": max(min(quote.saving, MINOR_MAX), -MINOR_MAX),
        "offer_ends_later": _ends_later(quote),
        "offer_dti_after": _dti_after(values, more),
        "offer_residual_after": None if residual is None else residual - more,
        "offer_shortfall_change": shortfall_change,
        "offer_pays_card": int(quote.pays_card),
        "offer_new_money": quote.new_money,
    }


def cash_effect(quote: Quote, facts: Facts) -> dict[date, int]:
    """What taking the offer changes in money in hand, by day: + more than without it, − less. Minor units.

    New money is there today. A card is paid off on its next due day, the latest that makes sense, and is not paid
    any more from then on; the instalments follow month by month. A fund is as good as money in hand.
    """
    if quote.price is None:
        return {}
    effect: dict[date, int] = {}
    start = card_due(quote.need, facts) if quote.pays_card else quote.need.on
    _add(effect, start, quote.new_money - quote.price.upfront)
    for month, payment in enumerate(quote.price.payments, start=1):
        _add(effect, add_months(start, month, start.day), -payment)
    if quote.comparison is not None:
        for month, payment in enumerate(quote.comparison.stay.payments[: quote.months + 1]):
            _add(effect, add_months(start, month, start.day), payment)
    return effect


def cannot_run_shorter(effect: Mapping[date, int], on: date) -> bool:
    """Whether there is at no time within the horizon less money in hand than without the offer."""
    in_hand = 0
    for day in sorted(effect):
        if day > on + timedelta(days=HORIZON):
            return True
        in_hand += effect[day]
        if in_hand < 0:
            return False
    return True


def _freed(quote: Quote, values: Values) -> int:
    debt = quote.need.debt
    if debt is None or not quote.pays_card:
        return 0
    return (values.get("min_due") or 0) * quote.amount // debt.balance


def _ends_later(quote: Quote) -> int:
    if quote.comparison is None:
        return min(quote.months, NEVER_MONTHS)
    stay = quote.comparison.stay.months
    return 0 if stay is None else max(quote.months - stay, 0)


def _dti_after(values: Values, more: int) -> int | None:
    """The share of income that goes to debts afterwards, rounded up."""
    dti, income = values.get("dti"), values.get("income_month")
    if dti is None or income is None:
        return None
    if income <= 0:
        return MOST_BPS if more > 0 else dti
    return max(min(dti - (-WHOLE_BPS * more // income), MOST_BPS), 0)


def _add(effect: dict[date, int], day: date, minor: int) -> None:
    if minor:
        effect[day] = effect.get(day, 0) + minor
