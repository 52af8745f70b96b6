"""A decision in plain form: decimal texts, whole numbers and days, with nothing left out that it was made of.

The same decision always gives the same bytes (credit.md E12); its digest is over them. Amounts carry all digits of
their currency, rates their convention, and words stay as they are in every language.
"""

from __future__ import annotations

from datetime import date

from credit.domain.offers.decision import Decision, Freed, Offered, Stopped
from credit.domain.offers.explaining import Met, nearest_way_out
from credit.domain.offers.need import Need
from credit.domain.offers.price import exit_fee, late_fee, share_bps
from credit.domain.offers.product_text import amount_text, percent_text
from credit.domain.offers.quote import Quote
from ledger.kernel.canonical import digest
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.schedule import Row
from ledger.kernel.interest.yearly import CONVENTIONS
from ledger.kernel.money import Money

Plain = dict[str, object]


def decision_json(decision: Decision) -> Plain:
    """The whole decision: needs, ways and offers in order, and why everything else is not there."""
    return {
        "on": decision.asked.on.isoformat(), "jurisdiction": decision.asked.norms.jurisdiction,
        "currency": decision.asked.currency, "needs": [need_json(need) for need in decision.needs],
        "offers": [offer_json(one) for one in decision.offers], "free": [way_json(one) for one in decision.free],
        "stopped": [stopped_json(one) for one in decision.stopped], "unknown": list(decision.unknown),
    }


def decision_digest(decision: Decision) -> bytes:
    """SHA-256 of the canonical bytes of the decision."""
    return digest(b"", decision_json(decision))


def need_json(need: Need) -> Plain:
    """What is needed, and for a card what going on as before comes to (`months` and `cost` null: it never ends)."""
    told: Plain = {
        "need": need.moment.value, "kind": need.kind.value, "amount": amount_text(need.amount, need.currency),
        "by": need.by.isoformat(), "until": need.until.isoformat(),
    }
    if need.debt is not None:
        stay = pay_down(need.debt.balance, need.debt.rate, need.debt.payment)
        told["stay"] = {
            "balance": amount_text(need.debt.balance, need.currency),
            "payment": amount_text(need.debt.payment, need.currency), "rate_percent": f"{need.debt.rate.percent:f}",
            "months": stay.months, "cost": None if stay.cost is None else amount_text(stay.cost, need.currency),
        }
    return told


def offer_json(offered: Offered) -> Plain:
    """An offer: who, what, what it costs to the last coin, why it is there, and what it would take to go away."""
    quote, currency = offered.quote, offered.quote.need.currency
    nearest = nearest_way_out(offered.met)
    return {
        "rank": offered.rank, "need": quote.need.moment.value, **_marks(quote),
        "amount": amount_text(quote.amount, currency), "covers_bps": share_bps(quote.amount, quote.need.amount),
        "ends": quote.ends.isoformat(), **_cost(quote),
        "total_cost": amount_text(quote.total_cost, currency), "path_cost": amount_text(quote.path_cost, currency),
        "saving": amount_text(quote.saving, currency), "commission": amount_text(quote.commission, currency),
        "payee": "card" if quote.pays_card else "person", "signals": dict(offered.signals),
        "why": [_met(one) for one in offered.met], "vanishes": _met(nearest) if nearest else None,
    }


def way_json(freed: Freed) -> Plain:
    """A way without borrowing: what to do, how much of the need it closes and when, and what it costs in all."""
    way, currency = freed.way, freed.way.need.currency
    return {
        "rank": freed.rank, "need": way.need.moment.value, "way": way.name,
        "total_cost": amount_text(way.cost, currency), "saving": amount_text(way.saving, currency),
        "closes": amount_text(way.closes, currency), "covers_bps": way.share_bps, "on": way.on.isoformat(),
        "ends": way.ends.isoformat(), "facts": {name: _fact(value) for name, value in way.facts.items()},
    }


def stopped_json(stopped: Stopped) -> Plain:
    """What stopped a rule set or one of its terms: by what, and why, with the bound and the person's own value."""
    told: Plain = {"rule": stopped.shelf.rule, "lender": stopped.shelf.seller.id, "version": stopped.shelf.version,
                   "by": stopped.by, "why": stopped.why}
    if stopped.months:
        told["instalments"] = stopped.months
    if stopped.unknown:
        told["unknown"] = list(stopped.unknown)
    if stopped.stop is not None:
        condition = stopped.stop.must.condition
        told |= {"signal": condition.signal, "op": condition.op.value, "bound": condition.bound,
                 "value": stopped.stop.value, "source": stopped.stop.must.source}
    return told


def _marks(quote: Quote) -> Plain:
    return {
        "lender": quote.shelf.seller.id, "lender_name": quote.shelf.seller.name, "product": quote.product.id,
        "kind": quote.product.kind.value, "rule": quote.shelf.rule, "version": quote.shelf.version,
        "row": quote.row + 1,
    }


def _cost(quote: Quote) -> Plain:
    """A loan's rates, fees and schedule; what a fund earns.

    `late_fee` is for one instalment, `leaving_now` for paying all of it back at once, null where that is not allowed.
    """
    currency = quote.need.currency
    rate: Plain = {"percent": percent_text(quote.rate.value.scaleb(2)), "convention": quote.rate.convention.value,
                   "day_count": quote.rate.day_count.value}
    if quote.price is None:
        return {"rate": rate, "days": quote.need.days, "earns": amount_text(quote.saving, currency)}
    price, own = quote.price, quote.product.convention
    order = sorted(CONVENTIONS, key=lambda one: one is not own)
    told: Plain = {
        "instalments": quote.months, "method": quote.product.method.value if quote.product.method else None,
        "rate": rate, "rates": {one.value: f"{price.rates[one].percent:f}" for one in order},
        "instalment": amount_text(price.payments[0], currency),
        "largest_instalment": amount_text(price.largest, currency),
        "total_interest": amount_text(price.schedule.total_interest, currency),
        "fees": [{"name": line.name, "when": line.when, "amount": amount_text(line.minor, currency)}
                 for line in quote.lines],
        "late_fee": amount_text(late_fee(quote.product, price.payments[0]), currency),
        "leaving_now": amount_text(exit_fee(quote.product, quote.amount), currency)
        if quote.product.prepayment.allowed else None,
        "total_paid": amount_text(quote.amount + quote.total_cost, currency),
        "schedule": [_row(row, currency) for row in price.schedule.rows],
    }
    if quote.comparison is not None:
        told["break_even_month"] = quote.comparison.break_even_month
    return told


def _row(row: Row, currency: str) -> Plain:
    return {
        "n": row.n, "due": row.due.isoformat() if row.due else None, "payment": amount_text(row.payment, currency),
        "principal": amount_text(row.principal, currency), "interest": amount_text(row.interest, currency),
        "balance": amount_text(row.balance, currency),
    }


def _met(met: Met) -> Plain:
    return {"of": met.of, "signal": met.condition.signal, "op": met.condition.op.value, "bound": met.condition.bound,
            "value": met.value, "vanishes_at": met.vanishes_at}


def _fact(value: Money | date | int) -> object:
    if isinstance(value, Money):
        return amount_text(value.minor, value.currency)
    return value.isoformat() if isinstance(value, date) else value
