"""What the matrix of who may do what needs of the credit side: two lenders, and two people who were shown an offer."""

from __future__ import annotations

from datetime import date, timedelta

from credit.domain.lenders.lender import LenderSeat
from credit.domain.offers.product import read_product
from credit.domain.people.quiet import Why
from credit.domain.people.scope import Scope
from credit.services.lenders import drafting, opening, people, selling
from credit.services.people import consenting, quieting
from credit.store.lenders import simulations
from credit.store.lenders.simulations import Simulation
from credit.store.offers import offers
from credit.store.offers.offers import Offer
from ledger.kernel.ids import id_text, new_id
from ledger.plumbing.db import Session
from tests.cast import NOW, TODAY
from tests.credit.lending import product, rule_set

ROLES = {"owner": "analyst", "partner": "approver", "bookkeeper": "compliance", "contributor": "admin",
         "viewer": "viewer"}
"""The role in the lender of each who comes to the first household; its auditor is of no lender."""


def lender_ids(session: Session, name: str, roles: dict[str, int]) -> dict[str, str]:
    """A fresh lender with a product, a rule set, a simulation of it and these people; an id of each."""
    operator = opening.add_lender(session, name, "CN", NOW, licence=opening.Licence("L", date(2027, 12, 31)))
    seats: dict[str, LenderSeat] = {}
    for role, person_id in roles.items():
        seats[role] = LenderSeat(
            operator.lender, people.put_in_role(session, operator, person_id, role, role, NOW))
    session.allow_lender(operator.lender_id)
    kept = selling.write(session, operator, "", read_product(product()), NOW, today=TODAY, sells=True)
    version = drafting.draft(session, seats["analyst"], drafting.read_written("Cards", rule_set()), NOW)
    tried = Simulation(new_id(), version.rule_id, 1, version.digest, "synthetic", 1, 100, report(), 0, NOW)
    simulations.add(session, operator.lender_id, tried)
    return {
        "lender": id_text(operator.lender_id), "rule": id_text(version.rule_id), "version": "1",
        "simulation": id_text(tried.simulation_id), "product": id_text(kept.product_id),
        "digest": version.digest.hex(),
    }


def offer_ids(session: Session, person_id: int, book_id: int) -> dict[str, str]:
    """An offer a person was shown, something they allowed, and a wish for quiet; an id of each."""
    session.allow_person(person_id)
    allowed = consenting.grant(session, person_id, Scope.RESEARCH, NOW, book_id=book_id)
    wish = quieting.ask(session, person_id, Why.LIFE_EVENT, TODAY - timedelta(days=400), NOW)
    session.allow_person(person_id)
    shown = Offer(new_id(), book_id, 1, TODAY, "start", "idle_cash", "free", 0, 0, 0, 0, card(), "open", NOW, NOW)
    offers.add(session, person_id, shown)
    return {"offer": id_text(shown.offer_id), "consent": id_text(allowed.consent_id), "quiet": id_text(wish.quiet_id),
            "slot": "journal"}


def card() -> dict[str, object]:
    """The card of a way that costs nothing, as it would be kept."""
    return {
        "format": 1, "summary": {"currency": "CNY", "amount": 10_000, "cost": 0, "saving": 500}, "seller": None,
        "need": {"moment": "idle_cash", "kind": "fund", "currency": "CNY", "on": TODAY.isoformat(), "amount": 10_000,
                 "by": TODAY.isoformat(), "until": TODAY.isoformat()},
        "ways": [], "quote": None, "terms": [], "why": None, "twin": None, "measured": {}, "behind": {},
    }


def report() -> dict[str, object]:
    """What a simulation came to, in whole numbers, as it would be kept."""
    spread = {"p10": 1_000, "median": 123_456, "p90": None}
    return {
        "currency": "CNY", "on": TODAY.isoformat(), "moment": "card_refinance", "live": 1, "people": 100, "need": 60,
        "fit": 40, "offered": 30, "worse": 0, "worse_bps": 25, "no_row": None, "unknown": 0, "free_first": 0,
        "spared": 0, "held": [{"by": "G3", "why": "dti", "people": None}], "saving": spread, "cost": spread,
        "amount": spread, "bins": [[-5_000, 0, None], [0, 5_000, 30]],
        "against": {"offered": 25, "gained": None, "lost": 0, "same": 25, "dearer": 0, "saving": 99},
        "variants": [{"added_bps": -60, "offered": 32, "saving": 200_000, "gained": None, "lost": 0}],
        "groups": {"pay": [{"group": 0, "fit": 40, "offered": 30}], "age": []},
    }
