"""Deciding for a person: only with consent, from the shelf as it stands, and said in their language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credit.domain.lenders.version import text_digest
from credit.domain.offers.asked_text import CALM
from credit.domain.offers.product import read_product
from credit.domain.offers.product_text import product_json
from credit.services import deciding
from credit.services.people.situation import Situation
from credit.store.lenders import shelf
from ledger.plumbing.language import LANGUAGES, use_language
from tests.cast import NOW
from tests.credit.domain.offers.cases import CARD, GAP, case, product, row, rules
from tests.credit.figures import TODAY, revolving, salaried

LENDER = {"name": "Harbour Bank", "legal_name": "Harbour Bank Ltd", "contact": "", "country": "CN",
          "licence_until": "2027-12-31"}


@pytest.fixture(scope="module")
def figures():
    return revolving().figures()


def put(session, rule_id: int = 1, rate: str = "8", **changed) -> None:
    sold = product_json(read_product(product("refi", **changed)))
    body = {"set": rules("", row(rate=rate))["set"], "products": {"refi": shelf.pin(5, 1, sold)}}
    shelf.put(session, 7, rule_id, 1, "card_refinance", shelf.shelf_body(body["set"], body["products"], LENDER),
              text_digest(body), NOW)


def around(**changed: int | None) -> Situation:
    return Situation(TODAY, {**CALM, **changed})


def test_a_person_with_a_carried_card_is_shown_the_loan_that_costs_less_and_the_ways_without(session, figures):
    put(session)

    found = deciding.decide_for(session, figures, around(), "CN")

    offer = found.offers[0].quote
    assert (offer.shelf.seller.name, offer.months, offer.pays_card) == ("Harbour Bank", 12, True)
    assert offer.saving > 0 and offer.amount == found.asked.signals["revolving_balance"].value
    assert {one.way.name for one in found.free} >= {"pay_sooner"}


@pytest.mark.parametrize("missing", [{"consent": 0}, {"consent": None}, {"books_granted": 0}])
def test_without_consent_not_one_rule_is_looked_at(session, figures, monkeypatch, missing):
    put(session)
    calls = []
    for name in ("decide", "measure", "shelf_of", "facts_of"):
        monkeypatch.setattr(deciding, name, lambda *told, name=name, **more: calls.append(name))

    assert deciding.decide_for(session, figures, around(**missing), "CN") is None
    assert calls == []


def test_what_goes_live_counts_from_the_next_time(session, figures):
    assert not deciding.decide_for(session, figures, around(), "CN").offers
    put(session)
    assert deciding.decide_for(session, figures, around(), "CN").offers
    shelf.take_off(session, 7, 1)
    assert not deciding.decide_for(session, figures, around(), "CN").offers


@pytest.mark.parametrize("country", ["", "EU", "ZZ"])
def test_where_no_cap_is_on_file_no_credit_is_shown(session, figures, country):
    put(session)

    found = deciding.decide_for(session, figures, around(), country)

    assert not found.offers and found.free and {one.by for one in found.stopped} == {"G4"}


def test_a_lender_that_refused_lately_waits_and_another_does_not(session, figures):
    put(session)
    refused = replace(around(), refused={7: TODAY})

    assert {one.by for one in deciding.decide_for(session, figures, refused, "CN").stopped} == {"G12"}
    assert deciding.decide_for(session, figures, replace(refused, refused={8: TODAY}), "CN").offers


def test_the_lowest_rate_on_the_shelf_is_what_a_loan_is_held_against(session):
    put(session)
    put(session, 2, kind="loan")

    found = deciding.cheapest(deciding.shelf_of(session), "CNY")

    assert str(found.percent) == "14.400000"
    assert deciding.cheapest(deciding.shelf_of(session), "EUR") is None


def test_who_owes_nothing_is_offered_no_credit(session):
    put(session)

    found = deciding.decide_for(session, salaried().figures(), around(), "CN")

    assert not found.offers and {one.by for one in found.stopped} == {"need"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_every_way_is_said_in_the_readers_language(app, language):
    hard = case(CARD | {"dti": 5_000, "missed_due": 2}, sets=[rules(), rules("Quay", row(months=36)), rules(need="M7")])
    gap = case(GAP, sets=[], facts={"next_income": "2026-12-10", "planned": [
        {"number": 4, "day": "2026-12-01", "minor": 180_000, "purpose": "rent"}]})

    with app.test_request_context(), use_language(language):
        said = [one["says"] for plain in (hard, gap) for answer in [deciding.judge(plain)]
                for one in (*answer["stopped"], *answer["free"])]

    assert len(said) >= 5 and all(one and "%(" not in one for one in said)
    assert any("1,800.00" in one for one in said)
