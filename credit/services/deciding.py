"""Deciding for a person and a ledger on a day, and for a case handed in: gathers, asks the one evaluator, answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from credit.domain.norms.pack import Norms, UnknownJurisdiction
from credit.domain.offers.asked import Asked, Surroundings
from credit.domain.offers.asked_text import read_asked
from credit.domain.offers.candidate import HORIZON, cash_effect
from credit.domain.offers.decision import Ahead, Decision, Stopped, decide
from credit.domain.offers.facts import facts_of
from credit.domain.offers.free_ways import Way
from credit.domain.offers.need import Facts, GivenNeed
from credit.domain.offers.product import Kind
from credit.domain.offers.quote import Quote
from credit.domain.offers.refusals import reason_of
from credit.domain.offers.shelf import OnShelf, Seller
from credit.domain.offers.telling import decision_digest, decision_json, stopped_json, way_json
from credit.domain.signals.measure import Measured, measure
from credit.services.people.situation import Situation
from credit.services.speaking import say_aloud
from credit.store import norms
from credit.store.lenders import shelf
from credit.store.lenders.shelf import LiveRule
from ledger.kernel.ahead.forecast import Forecast, ahead
from ledger.kernel.figures import Figures
from ledger.kernel.ids import id_text
from ledger.kernel.interest.yearly import AnnualRate
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.format import amount_text, day_short
from ledger.plumbing.language import gettext

_NEVER_WITHOUT = ("consent", "books_granted")
_OF_SELLER = "days_since_refused_here"
_LENT = frozenset({Kind.LOAN, Kind.REFINANCE})
_WATCHED = (30, 60, HORIZON)

_ready: tuple[tuple[LiveRule, ...], tuple[OnShelf, ...]] = ((), ())


def decide_for(
    session: Session, figures: Figures, around: Situation, country: str, measured: Measured | None = None,
    *, given: GivenNeed | None = None, sells: bool = True,
) -> Decision | None:
    """The decision about a person's ledger as its figures and the situation are; None where nobody allowed it.

    Without consent no rule is looked at, nothing is measured and the shelf is not read (credit.md E1). `country` is
    the person's, two letters; where no norms are on file for it, credit is stopped for want of a cap. `given` is a
    need stated before; without `sells` only ways that need no lender are looked for.
    """
    if any(around.person.get(name) != 1 for name in _NEVER_WITHOUT):
        return None
    live = shelf_of(session) if sells else ()
    found = measured or measure(figures, cheapest(live, figures.currency))
    asked = Asked(
        on=figures.on, currency=figures.currency, signals=found.signals, surroundings=surroundings(around, live),
        shelf=live, norms=norms_on(country, figures.on), given=given, facts=facts_of(figures),
    )
    return decide(asked, shortfall_change(figures, asked.facts))


def judge(values: Mapping[str, object]) -> dict[str, object]:
    """`judge`: a case decided from its signals alone, with every refusal said in the current language.

    Raises: what `read_asked` raises.
    """
    return told(decide(read_asked(values, lambda code, on: norms.pack(code).on(on))))


def told(decision: Decision) -> dict[str, object]:
    """A decision as a program and a person both read it: its plain form with sentences beside the words.

    `digest` is over the plain form alone, so that it is the same in every language.
    """
    currency = decision.asked.currency
    return {
        **decision_json(decision), "digest": decision_digest(decision).hex(),
        "free": [{**way_json(one), "says": way_aloud(one.way)} for one in decision.free],
        "stopped": [{**stopped_json(one), "says": stopped_aloud(one, currency)} for one in decision.stopped],
    }


def way_aloud(way: Way) -> str:
    """What to do, in the current language."""
    return gettext(way.says) % {name: _fact(value) for name, value in way.facts.items()}


def stopped_aloud(stopped: Stopped, currency: str) -> str:
    """Why something is not offered, in the current language."""
    return say_aloud(reason_of(stopped), currency)


def shelf_of(session: Session) -> tuple[OnShelf, ...]:
    """Every live rule set ready to be judged, made so once for as long as the shelf stands."""
    global _ready
    live = shelf.live(session)
    if _ready[0] is not live:
        _ready = (live, tuple(_on_shelf(one) for one in live))
    return _ready[1]


def surroundings(around: Situation, live: Sequence[OnShelf]) -> Surroundings:
    """A person's situation, by kind of product and by seller."""
    kinds = {kind: around.of(kind.value, 0) for kind in Kind}
    sellers = {one.seller.id: one.seller.number for one in live}
    return Surroundings(
        around.person, {text: {_OF_SELLER: around.of("", number).get(_OF_SELLER)} for text, number in sellers.items()},
        {kind: {name: value for name, value in found.items() if name not in around.person}
         for kind, found in kinds.items()},
    )


def norms_on(country: str, on: date) -> Norms:
    """The norms of a country on a day; none at all where no pack is for it."""
    try:
        return norms.pack(country).on(on)
    except UnknownJurisdiction:
        return Norms("", on, (), (), {}, {}, {})


def cheapest(live: Sequence[OnShelf], currency: str) -> AnnualRate | None:
    """The lowest rate anybody on the shelf lends at in a currency, for holding a person's own loan against."""
    rates = (product.rate() for one in live for product in one.products.values()
             if product.kind in _LENT and product.currency == currency)
    return min(rates, key=lambda rate: rate.monthly, default=None)


def shortfall_change(figures: Figures, facts: Facts) -> Ahead:
    """How much a quote raises the chance of running short within 30, 60 or 90 days at most, basis points.

    With it and without it the same paths are drawn. None where there is nothing to forecast from.
    """
    without = cache(lambda: ahead(figures))

    def change(quote: Quote) -> int | None:
        before, after = without(), ahead(figures, also=cash_effect(quote, facts))
        if not isinstance(before, Forecast) or not isinstance(after, Forecast):
            return None
        return max(after.chance_within(days) - before.chance_within(days) for days in _WATCHED)

    return change


def _on_shelf(live: LiveRule) -> OnShelf:
    lender = live.lender
    return OnShelf(Seller(id_text(lender.lender_id), lender.name, lender.licence_until, lender.lender_id),
                   id_text(live.rule_id), live.version, live.rules, live.products)


def _fact(value: Money | date | int) -> object:
    if isinstance(value, Money):
        return amount_text(value)
    return day_short(value) if isinstance(value, date) else value
