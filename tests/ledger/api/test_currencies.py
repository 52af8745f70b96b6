"""Commodities, prices and gain and loss for programs: named by their own code, whatever they are kept as."""

from __future__ import annotations

import pytest

pytestmark = [
    pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module"), pytest.mark.usefixtures("today")]
FUND = {"code": "FUND", "digits": 4, "name": "Steady growth"}


def test_units_are_bought_priced_and_their_gain_told_by_their_own_code(program):
    made = program.post("commodities", FUND)
    place = program.post("accounts", {"name": "Units", "kind": "asset", "purpose": "fund", "currency": "FUND"}).json
    bought = program.post("entries", {
        "on": "2026-11-02", "verb": "transfer", "amount": "1234.56", "account": "asset:wallet:wechat",
        "to": place["id"], "got": {"amount": "1000", "currency": "FUND"}})
    priced = program.post("prices", {"prices": [{"currency": "FUND", "on": "2026-11-20", "price": "1.5"}]})

    told = program.get("reports/exchange").json

    assert (made.status_code, bought.status_code, place["currency"]) == (201, 201, "FUND")
    assert {one["currency"] for one in bought.json["postings"]} == {"CNY", "FUND"} and bought.json["rate"] == "1.23456"
    assert priced.json == {"kept": 1, "same": 0, "differing": []}
    (line,) = told["lines"]
    assert (line["held"], line["cost"], line["worth"], line["gain"]) == ("1000.0000", "1234.56", "1500.00", "265.44")
    assert told["unrealised"] == "265.44" and told["realised"] == "0.00"


def test_a_price_that_differs_is_asked_about_and_nothing_is_lost(program):
    first = {"currency": "VND", "on": "2026-11-19", "price": "0.00028"}
    program.post("prices", {"prices": [first]})

    asked = program.post("prices", {"prices": [first, {**first, "price": "0.00029"}]})
    over = program.post("prices", {"prices": [{**first, "price": "0.00029"}], "over": True})

    assert asked.json["differing"][0]["stands"]["price"] == "0.00028" and over.json["kept"] == 1
    assert program.get("prices?search=VND").json["items"][0]["price"] == "0.00029"


@pytest.mark.parametrize(("body", "code", "field"), [
    ({**FUND, "code": "USD"}, "code_of_money", "code"), ({**FUND, "digits": 9}, "digits_unfit", "digits"),
    ({**FUND, "code": "a"}, "code_unfit", "code"),
])
def test_what_is_no_commodity_is_refused_by_name(program, body, code, field):
    refused = program.post("commodities", body)

    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (422, code, field)


def test_a_missing_rate_names_its_field_and_a_code_nobody_knows_too(program):
    spent = {"on": "2026-11-20", "verb": "expense", "amount": "5", "category": "expense:food:dining",
             "account": "asset:wallet:wechat"}

    asked = program.post("entries", {**spent, "currency": "LAK"})
    unknown = program.post("entries", {**spent, "currency": "GOLD"})

    assert (asked.status_code, asked.json["code"], asked.json["field"]) == (409, "rate_needed", "rate")
    assert (unknown.status_code, unknown.json["code"], unknown.json["field"]) == (422, "unknown_currency", "currency")


def test_a_balance_sheet_is_told_in_another_currency_and_still_agrees(program):
    program.post("entries", {"on": "2026-10-20", "verb": "expense", "amount": "33.33", "account": "asset:wallet:wechat",
                             "category": "expense:food:dining"})

    told = program.get("reports/balance_sheet?currency=USD&beside=none").json

    assert told["currency"] == "USD" and told["rate"]
    assert told["yours"] == told["origins"]["amount"]
