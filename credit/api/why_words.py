"""Why an offer was shown, and its schedule, between how they are kept and what a program is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from credit.api.offer_words import percent
from credit.api.shapes.why import CapOut, ConditionOut, GuardOut, InstalmentOut, MeasuredOut, ScheduleOut, WhyOut
from credit.domain.rules.guards import TITLES, GuardId
from credit.services.offers import saying
from credit.store.offers.offers import Offer
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing.api.words import amount_text
from ledger.plumbing.i18n import gettext

Plain = Mapping[str, Any]


def why_out(offer: Offer) -> WhyOut:
    """Why an offer was shown, with everything that was measured."""
    card = offer.body
    currency, why = card["need"]["currency"], card["why"]
    measured = {
        name: MeasuredOut(**signal, says=saying.measured(name, signal, currency))
        for name, signal in card["measured"].items()
    }
    if why is None:
        return WhyOut(offer=id_text(offer.offer_id), currency=currency, rule=None, version=None, row=None,
                      conditions=[], nearest=None, guards=[], cap=None, measured=measured)
    cap, nearest = why["cap"], why["nearest"]
    return WhyOut(
        offer=id_text(offer.offer_id), currency=currency, rule=why["rule"], version=why["version"], row=why["row"],
        conditions=[_condition(one, currency) for one in why["conditions"]],
        nearest=_condition(nearest, currency) if nearest else None,
        guards=[GuardOut(id=guard, says=gettext(TITLES[GuardId(guard)])) for guard in why["guards"]],
        cap=CapOut(percent=percent(cap["bps"]), clause=cap["clause"]) if cap else None, measured=measured,
    )


def schedule_out(offer: Offer) -> ScheduleOut:
    """Every payment of an offer. Raises: Missing where nothing is paid back."""
    card = offer.body
    quote, currency = card["quote"], card["need"]["currency"]
    if quote is None or not quote["rows"]:
        raise Missing()
    paid, _principal, interest, fees = (amount_text(minor, currency) for minor in saying.sums_of(quote))
    return ScheduleOut(
        offer=id_text(offer.offer_id), currency=currency, amount=amount_text(quote["amount"], currency),
        upfront=amount_text(quote["upfront"], currency), rows=[_row(one, currency) for one in quote["rows"]],
        total_paid=paid, total_interest=interest, total_fees=fees, aside=amount_text(saying.aside(quote), currency),
    )


def _row(row: Plain, currency: str) -> InstalmentOut:
    sums = {name: amount_text(row[name], currency) for name in ("payment", "principal", "interest", "fee", "balance")}
    return InstalmentOut(n=row["n"], due=row["due"], **sums)


def _condition(one: Plain, currency: str) -> ConditionOut:
    return ConditionOut(
        of=one["of"], signal=one["signal"], name=saying.signal_name(one["signal"]), op=one["op"], bound=one["bound"],
        value=one["value"], vanishes_at=one["vanishes_at"], says=saying.bound(one, currency))
