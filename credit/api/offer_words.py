"""Offers between how they are kept and what a program is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from credit.api.shapes.offer import (
    CardOut,
    CostLineOut,
    LineOut,
    NeedOut,
    OfferEventOut,
    OfferOut,
    QuoteOut,
    RateOut,
    WayOut,
)
from credit.domain.offers.product_text import percent_text
from credit.domain.people.stage import stands_until
from credit.domain.people.waiting import Line
from credit.services.offers import saying
from credit.store.offers.offers import Event, Offer
from ledger.kernel.ids import id_text
from ledger.plumbing.api.words import amount_text, instant

Plain = Mapping[str, Any]


def told(offer: Offer, events: Sequence[Event]) -> OfferOut:
    """An offer that was shown, with what happened to it."""
    sums, seller = offer.body.get("summary"), offer.body.get("seller")
    currency = sums["currency"] if sums else None
    amounts = {name: amount_text(sums[of], sums["currency"]) if sums else None
               for name, of in (("amount", "amount"), ("total_cost", "cost"), ("saving", "saving"))}
    return OfferOut(
        id=id_text(offer.offer_id), book=id_text(offer.book_id), revision=offer.revision, on=offer.on.isoformat(),
        slot=offer.slot, moment=offer.moment, kind=offer.kind, lender=_id(offer.lender_id),
        lender_name=seller["name"] if seller else None, product=_id(offer.product_id), rule=_id(offer.rule_id),
        version=offer.version or None, currency=currency, **amounts, state=offer.state,
        state_at=instant(offer.state_at), stands_until=stands_until(offer.on).isoformat(),
        events=[OfferEventOut(kind=one.kind, on=one.on.isoformat(), at=instant(one.at)) for one in events],
    )


def card_out(offer: Offer, events: Sequence[Event], today: date) -> CardOut:
    """The card of an offer as it was shown, said in the reader's language."""
    card = offer.body
    need, quote = card["need"], card["quote"]
    return CardOut(
        offer=told(offer, events), says=saying.heading(card, today),
        need=NeedOut(
            moment=need["moment"], kind=need["kind"], currency=need["currency"],
            amount=amount_text(need["amount"], need["currency"]), by=need["by"], until=need["until"]),
        ways=[_way(card, one, today) for one in card["ways"]],
        quote=_quote(quote, need["currency"]) if quote else None,
    )


def line_out(line: Line, today: date) -> LineOut:
    """A quiet line."""
    return LineOut(why=line.why, day=line.day.isoformat() if line.day else None, says=saying.line(line, today))


def percent(bps: int) -> str:
    """Basis points as per cent."""
    return percent_text(Decimal(bps) / 100)


def _way(card: Plain, one: Plain, today: date) -> WayOut:
    currency = card["need"]["currency"]
    paid = one.get("instalment", one.get("payment"))
    is_endless = one["kind"] == "stay" and one["months"] is None
    return WayOut(
        kind=one["kind"], name=one["name"], says=saying.way(card, one, today),
        total_cost=None if is_endless else amount_text(one["cost"], currency), closes=_sum(one.get("closes"), currency),
        payment=_sum(paid, currency), months=one.get("months"), ends=one.get("ends"),
    )


def _quote(quote: Plain, currency: str) -> QuoteOut:
    sums = {name: amount_text(quote[of], currency) for name, of in (
        ("amount", "amount"), ("instalment", "instalment"), ("largest_instalment", "largest"),
        ("interest", "interest"), ("upfront", "upfront"), ("total_cost", "total_cost"), ("path_cost", "path_cost"),
        ("saving", "saving"), ("commission", "commission"))}
    return QuoteOut(
        product=quote["product"], months=quote["months"], method=quote["method"],
        rate=RateOut(convention=quote["convention"], percent=percent(quote["rate_bps"])),
        day_count=quote["day_count"],
        rates=[RateOut(convention=one["convention"], percent=percent(one["bps"])) for one in quote["readings"]],
        lines=[CostLineOut(name=one["name"], when=one["when"], amount=amount_text(one["minor"], currency))
               for one in quote["lines"]],
        ends=quote["ends"], prepayment=quote["prepayment"], break_even_month=quote["break_even"], **sums,
    )


def _id(number: int) -> str | None:
    return id_text(number) if number else None


def _sum(minor: int | None, currency: str) -> str | None:
    return None if minor is None else amount_text(minor, currency)
