"""A case is read strictly: every slip is refused by its field, and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from credit.domain.case import MissingField, NotADay, NotAList, NotAnObject, NotQuoted, NotWhole, UnknownField
from credit.domain.norms.pack import UnknownJurisdiction
from credit.domain.offers.asked_text import NeverAbsent, OfferSignalGiven, ProductTwice, SeveralCurrencies
from credit.domain.offers.need import NeedEndsBeforeItBegins, NothingNeeded
from credit.domain.offers.product import NameMissing
from credit.domain.rules.rule_reader import BoundOutOfReach, DeniedSignal, UnknownNeed, UnknownSignal
from credit.domain.signals.signal import State
from tests.credit.domain.offers.cases import asked, case, product, row, rules

NEED = {"amount": "12000", "by": "2026-12-10", "until": "2027-12-21"}


def signals(**told: Any) -> dict[str, Any]:
    return {"signals": told, "absent": []}


@pytest.mark.parametrize(("changed", "error", "field"), [
    ({"on": "tomorrow"}, NotADay, "on"),
    ({"jurisdiction": "ZZ"}, UnknownJurisdiction, "jurisdiction"),
    ({"need": NEED | {"amount": "0"}}, NothingNeeded, "need.amount"),
    ({"need": NEED | {"amount": 12000}}, NotQuoted, "need.amount"),
    ({"need": NEED | {"by": "2026-11-20"}}, NeedEndsBeforeItBegins, "need.by"),
    ({"need": NEED | {"until": "2026-12-10"}}, NeedEndsBeforeItBegins, "need.until"),
    (signals(health=1), UnknownSignal, "signals.health"),
    (signals(offer_saving=1), OfferSignalGiven, "signals.offer_saving"),
    (signals(dti=0.4), NotWhole, "signals.dti"),
    (signals(dti=True), NotWhole, "signals.dti"),
    (signals(dti=-1), BoundOutOfReach, "signals.dti"),
    (signals(min_pay_hits=7), BoundOutOfReach, "signals.min_pay_hits"),
    ({"signals": [1]}, NotAnObject, "signals"),
    ({"absent": "dti"}, NotAList, "absent"),
    ({"absent": [1]}, NotQuoted, "absent"),
    ({"absent": ["income_month"]}, NeverAbsent, "absent"),
    ({"absent": ["revolving_streak"]}, NeverAbsent, "absent"),
    ({"products": [product(), product()]}, ProductTwice, "products[1].id"),
    ({"products": [product("a"), product("b", currency="USD")]}, SeveralCurrencies, "currency"),
    ({"products": ["refi"]}, NotAnObject, "products"),
    ({"rules": [{"lender": " ", "set": rules()["set"]}]}, NameMissing, "rules[0].lender"),
    ({"rules": [{"lender": "Harbour"}]}, MissingField, "rules[0].set"),
    ({"rules": [rules(need="M99")]}, UnknownNeed, "rules[0].set.need"),
    ({"rules": [rules("Harbour", row("refi", ("religion", "is", 1)))]}, DeniedSignal,
     "rules[0].set.rows[0].when[0].signal"),
    ({"of_lender": {"Harbour": {"dti": 1}}}, UnknownSignal, "of_lender.Harbour"),
    ({"changes": {"x": 20_000}}, BoundOutOfReach, "changes.x"),
    ({"bids": []}, UnknownField, "bids"),
])
def test_a_slip_is_refused_by_its_field(changed: dict[str, Any], error: type[Exception], field: str) -> None:
    with pytest.raises(error) as refused:
        asked(case() | changed)

    assert refused.value.facts["field"] == field


def test_what_is_not_told_is_not_known_and_what_is_absent_counts_as_nothing() -> None:
    found = asked(case(signals=None) | signals(dti=None) | {"absent": ["stmt_balance"]})

    assert found.signals["dti"].state is found.signals["income_month"].state is State.UNKNOWN
    assert (found.signals["stmt_balance"].state, found.signals["stmt_balance"].value) == (State.ABSENT, 0)
    assert found.surroundings.every["consent"] == 1


def test_the_amounts_are_in_the_currency_of_what_is_sold() -> None:
    assert asked(case(products=[product(currency="EUR")])).currency == "EUR"
    assert asked(case(products=[], sets=[])).currency == "CNY"
    assert asked(case(products=[], sets=[], currency="GBP")).currency == "GBP"


def test_a_lender_may_be_spoken_of_alone() -> None:
    found = asked(case(of_lender={"Harbour": {"days_since_refused_here": 5}}, of_kind={"refinance": {"said_never": 1}}))

    around = found.surroundings.of(found.shelf[0].seller, found.shelf[0].products["refi"].kind, found.on)
    assert (around["days_since_refused_here"], around["said_never"], around["licence_current"]) == (5, 1, None)
