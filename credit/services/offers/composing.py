"""From a decision to what is kept and shown: the need that is answered, its card, and the drawing beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from credit.domain.offers.asked_text import asked_json
from credit.domain.offers.candidate import HORIZON
from credit.domain.offers.decision import Decision, Offered
from credit.domain.offers.quote import Quote
from credit.domain.offers.twin import cost_so_far, money_ahead
from credit.domain.people.card import Chosen, Drawn, card
from credit.store.lenders import shelf
from ledger.kernel.figures import Figures
from ledger.kernel.ids import read_id
from ledger.plumbing.db import Session


@dataclass(frozen=True, slots=True)
class Marks:
    """Whose offer it is, by number; all 0 where no lender has a part in it."""

    lender_id: int = 0
    product_id: int = 0
    rule_id: int = 0
    version: int = 0


NOBODY = Marks()


def marks_of(session: Session, best: Offered | None) -> Marks:
    """The numbers of an offer's lender, product, rule set and version."""
    if best is None:
        return NOBODY
    quote = best.quote
    rule_id = read_id(quote.shelf.rule)
    live = next(one for one in shelf.live(session) if one.rule_id == rule_id)
    return Marks(live.lender.lender_id, live.product_ids[quote.product.id][0], rule_id, live.version)


def body(session: Session, chosen: Chosen, decision: Decision, figures: Figures) -> dict[str, Any]:
    """Everything that is kept of an offer: the card as it is shown, and the case it can be decided from again."""
    best = chosen.best
    drawn = _drawn(best.quote, decision, figures) if best else None
    shelf_used = (best.quote.shelf,) if best else ()
    case = asked_json(replace(decision.asked, shelf=shelf_used, changes=decision.changes))
    return {
        **card(chosen, decision, drawn), "case": case, "scene": figures.scene, "seller": _seller(session, best),
        "places": {"card": decision.asked.facts.card, "into": everyday_place(figures)},
    }


def everyday_place(figures: Figures) -> int | None:
    """The place money usually goes through: the liquid one with the most movements, the first of several."""
    liquid = [place for place in figures.places if place.is_liquid and place.purpose != "fund"]
    return max(liquid, key=lambda place: (len(place.moves), -place.number)).number if liquid else None


def _seller(session: Session, best: Offered | None) -> Mapping[str, Any] | None:
    if best is None:
        return None
    rule_id = read_id(best.quote.shelf.rule)
    lender = next(one for one in shelf.live(session) if one.rule_id == rule_id).lender
    return {"name": lender.name, "legal_name": lender.legal_name, "contact": lender.contact}


def _drawn(quote: Quote, decision: Decision, figures: Figures) -> Drawn | None:
    """A card's cost so far, moved and left; for other credit money in hand with it and without."""
    if quote.price is None:
        return None
    cost = cost_so_far(quote)
    if cost is not None:
        return "cost", cost
    money = money_ahead(figures, decision.asked.facts, quote, (), HORIZON)
    return ("money", money) if money else None


def same(offered: Offered, kept: Mapping[str, Any], marks: Marks, kept_marks: Marks) -> bool:
    """Whether an offer decided now is the one that was kept: the same seller, rule, product and length."""
    quote = kept.get("quote")
    return quote is not None and marks == kept_marks and offered.quote.months == quote["months"]

