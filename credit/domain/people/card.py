"""What a person is shown, as plain data: one need, the ways out of it from cheapest to dearest, and the best offer.

It is written down as it was shown, so that the page, the export and a later look say the same to the last coin. Money
is minor units, rates are basis points or canonical text, days are ISO; sentences are messages with their facts, said
in the reader's language when they are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit.domain.offers.decision import Decision, Freed, Offered
from credit.domain.offers.explaining import Met, nearest_way_out
from credit.domain.offers.free_ways import Way
from credit.domain.offers.need import Need
from credit.domain.offers.price import bps_up
from credit.domain.offers.quote import Quote, stay_cost
from credit.domain.offers.twin import AS_NOW, OFFER, Twins
from credit.domain.people.kinds import FREE
from credit.domain.rules.guards import MUSTS, GuardId
from credit.domain.signals.signal import Signal
from ledger.kernel.ids import packed
from ledger.kernel.interest.paydown import pay_down
from ledger.kernel.interest.schedule import Method
from ledger.kernel.interest.yearly import Convention, half_up
from ledger.kernel.money import Money

FORMAT = 1
"""The format of a card."""

Plain = dict[str, Any]

Drawn = tuple[str, Twins]
"""Two lines for one drawing, and what they are of: `cost` so far by month, or `money` in hand by day."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The need that is answered, its ways in order, and the best offer if there is one."""

    need: Need
    ways: tuple[Freed, ...]
    offers: tuple[Offered, ...]

    @property
    def best(self) -> Offered | None:
        """The offer that costs the person least."""
        return min(self.offers, key=lambda one: one.rank, default=None)

    @property
    def kind(self) -> str:
        """What the person may refuse: the kind of the offer, or `free`."""
        return self.best.quote.product.kind.value if self.best else FREE


def choose(decision: Decision, put_off: frozenset[str] = frozenset(), *, ways: bool = True) -> Chosen | None:
    """The first need that an offer answers, else the first that a way without borrowing does.

    `put_off` are kinds answered with “not now”: the needs they are for are left alone whole. Without `ways`, what no
    lender sells is left out.
    """
    found = [_chosen(decision, need, ways=ways) for need in decision.needs if need.kind.value not in put_off]
    with_offer = (one for one in found if one.offers)
    with_way = (one for one in found if one.ways)
    return next(with_offer, next(with_way, None))


def card(chosen: Chosen, decision: Decision, drawn: Drawn | None = None) -> Plain:
    """The card in plain data; `drawn` is what is drawn beside it, and what of."""
    need, best = chosen.need, chosen.best
    quote = best.quote if best else None
    return {
        "format": FORMAT,
        "summary": _summary(chosen),
        "need": {
            "moment": need.moment.value, "kind": need.kind.value, "currency": need.currency, "on": need.on.isoformat(),
            "amount": need.amount, "by": need.by.isoformat(), "until": need.until.isoformat(),
        },
        "ways": _ways(chosen),
        "quote": _quote(quote, decision.asked.norms.conventions) if quote else None,
        "terms": [_term(one.quote) for one in chosen.offers if quote and one.quote.shelf is quote.shelf],
        "why": _why(best, decision) if best else None,
        "twin": _twin(*drawn) if drawn else None,
        "measured": {name: _signal(signal) for name, signal in decision.asked.signals.items()},
        "behind": _behind(best, decision),
    }


def _chosen(decision: Decision, need: Need, *, ways: bool) -> Chosen:
    free = tuple(one for one in decision.free if one.way.need is need) if ways else ()
    return Chosen(need, free, tuple(one for one in decision.offers if one.quote.need is need))


def _summary(chosen: Chosen) -> Plain:
    """The few numbers that counts are made of: the offer's, or those of the cheapest way."""
    need = chosen.need
    if chosen.best:
        quote = chosen.best.quote
        return {"currency": need.currency, "amount": quote.amount, "cost": quote.total_cost, "saving": quote.saving}
    way = chosen.ways[0].way
    return {"currency": need.currency, "amount": way.closes, "cost": way.cost, "saving": way.saving}


def _ways(chosen: Chosen) -> list[Plain]:
    """Every way in order, the offer in its place, and going on as now where that has a price."""
    placed = [(one.rank, _free(one.way)) for one in chosen.ways]
    if chosen.best:
        placed.append((chosen.best.rank, _offer(chosen.best.quote)))
    stay = _stay(chosen.need)
    return [way for _, way in sorted(placed, key=lambda pair: pair[0])] + ([stay] if stay else [])


def _free(way: Way) -> Plain:
    return {
        "kind": "free", "name": way.name, "says": way.says, "facts": {name: _fact(v) for name, v in way.facts.items()},
        "cost": way.cost, "saving": way.saving, "closes": way.closes, "covers": way.covers,
        "share_bps": way.share_bps, "ends": way.ends.isoformat(), "entries": packed(way.entries),
    }


def _offer(quote: Quote) -> Plain:
    return {
        "kind": "offer", "name": quote.shelf.seller.name, "cost": quote.path_cost, "months": quote.months,
        "instalment": _instalment(quote), "covers": quote.covers, "closes": quote.amount,
        "ends": quote.ends.isoformat(),
    }


def _stay(need: Need) -> Plain | None:
    """Going on with a card as it was seen to go."""
    if need.debt is None:
        return None
    stay = pay_down(need.debt.balance, need.debt.rate, need.debt.payment)
    return {"kind": "stay", "name": "stay", "cost": stay_cost(stay), "months": stay.months,
            "payment": need.debt.payment, "rate_bps": half_up(12 * need.debt.rate.monthly * 10_000)}


def _quote(quote: Quote, conventions: Sequence[Convention]) -> Plain:
    price, product = quote.price, quote.product
    simple, compound = price.simple_and_compound if price else (0, 0)
    return {
        "seller": quote.shelf.seller.name, "product": product.id, "kind": product.kind.value, "amount": quote.amount,
        "needed": quote.need.amount, "months": quote.months, "method": product.method.value if product.method else None,
        "rate_bps": half_up(quote.rate.value * 10_000), "convention": quote.rate.convention.value,
        "day_count": quote.rate.day_count.value, "simple_bps": simple, "compound_bps": compound,
        "readings": _readings(quote, conventions),
        "interest": price.schedule.total_interest if price else 0,
        "lines": [{"name": one.name, "when": one.when, "minor": one.minor} for one in quote.lines],
        "upfront": price.upfront if price else 0, "rows": _rows(quote), "largest": quote.largest,
        "instalment": _instalment(quote),
        "total_cost": quote.total_cost, "path_cost": quote.path_cost, "saving": quote.saving,
        "ends": quote.ends.isoformat(), "days": quote.need.days, "pays_card": quote.pays_card,
        "commission": quote.commission, "prepayment": product.prepayment.allowed,
        "break_even": quote.comparison.break_even_month if quote.comparison else None,
    }


def _instalment(quote: Quote) -> int:
    """What is paid in a usual month: of equal instalments the first, which only the last differs from by rounding."""
    if quote.price is None:
        return 0
    return quote.price.payments[0] if quote.product.method is Method.ANNUITY else quote.largest


def _readings(quote: Quote, conventions: Sequence[Convention]) -> list[Plain]:
    """The yearly rate with every fee, as it is read where the person lives, the reading to be shown largest first."""
    if quote.price is None:
        return []
    rates = quote.price.rates
    return [{"convention": one.value, "bps": bps_up(rates[one])} for one in conventions or tuple(rates)]


def _rows(quote: Quote) -> list[Plain]:
    """The schedule with the fee of each instalment beside it."""
    if quote.price is None:
        return []
    return [
        {"n": row.n, "due": row.due.isoformat() if row.due else None, "payment": row.payment + fee,
         "principal": row.principal, "interest": row.interest, "fee": fee, "balance": row.balance}
        for row, fee in zip(quote.price.schedule.rows, quote.price.paid_each, strict=True)
    ]


def _term(quote: Quote) -> Plain:
    """One of the lengths the same seller would have, for holding side by side."""
    return {"months": quote.months, "instalment": _instalment(quote), "cost": quote.total_cost, "amount": quote.amount}


def _why(best: Offered, decision: Decision) -> Plain:
    quote = best.quote
    nearest = nearest_way_out(best.met)
    return {
        "rule": quote.shelf.rule, "version": quote.shelf.version, "row": quote.row + 1,
        "conditions": _conditions(best),
        "nearest": _met(nearest) if nearest else None,
        "guards": _guards(quote),
        "offer": dict(best.signals),
        "cap": _cap(decision),
    }


def _conditions(best: Offered) -> list[Plain]:
    """Every condition once, those of the row where both ask the same."""
    found = {(one.condition.signal, one.condition.op, one.condition.bound): one for one in best.met}
    return [_met(one) for one in found.values()]


def _met(met: Met) -> Plain:
    condition = met.condition
    return {"of": met.of, "signal": condition.signal, "op": condition.op.value, "bound": condition.bound,
            "low": condition.low, "high": condition.high, "value": met.value, "vanishes_at": met.vanishes_at}


def _guards(quote: Quote) -> list[str]:
    """The guards that looked at it, each of which could have stopped it."""
    bound = {must.guard for must in MUSTS if quote.product.kind in must.binds}
    bound |= {GuardId.CAP} if quote.product.borrows else set()
    return [guard.value for guard in GuardId if guard in bound]


def _cap(decision: Decision) -> Plain | None:
    cap = decision.asked.norms.cap()
    return {"bps": cap.simple_bps, "clause": cap.clause} if cap else None


def _twin(of: str, twins: Twins) -> Plain:
    lines = {line.name: list(line.minor) for line in twins.lines}
    return {"of": of, "days": [day.isoformat() for day in twins.days], "with": lines[OFFER], "without": lines[AS_NOW]}


def _behind(best: Offered | None, decision: Decision) -> Mapping[str, str]:
    """For each condition's signal, the entries behind it, as one short text."""
    if best is None:
        return {}
    names: Sequence[str] = sorted({one.condition.signal for one in best.met})
    found = {name: decision.asked.signals[name].entries for name in names if name in decision.asked.signals}
    return {name: packed(entries) for name, entries in found.items() if entries}


def _signal(signal: Signal) -> Plain:
    return {"value": signal.value, "state": signal.state.value, "why": signal.why.value if signal.why else None}


def _fact(value: Money | date | int) -> Plain:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    return {"day": value.isoformat()} if isinstance(value, date) else {"number": value}
