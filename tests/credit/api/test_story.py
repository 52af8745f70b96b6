"""A person and a lender by their programs: allowed, asked, read, refused; written, tried, approved, live, served."""

from __future__ import annotations

from decimal import Decimal

from tests.credit.lending import product, row, rule_set
from tests.ledger.api.programs import Program


def _done(answer, status: int = 200):
    assert answer.status_code == status, answer.text
    return answer.json


def _ask(mei: Program, slot: str = "journal"):
    return _done(mei.post(f"/slots/{slot}", {"book": mei.book}))


def test_mei_allows_asks_reads_and_refuses_for_ever(mei):
    (given,) = _done(mei.get("/me/consents"))["items"]
    taken = _done(mei.delete(f"/me/consents/{given['id']}"))
    assert (taken["stands"], taken["receipt"]["scope"]) == (False, "offer.personalised")
    assert _ask(mei) == {"card": None, "line": None}

    consent = _done(mei.post("/me/consents", {"scope": "offer.personalised", "book": mei.book}), 201)
    assert consent["stands"] and consent["receipt"]["purpose"] and consent["book"] == mei.book
    card = _ask(mei)["card"]
    offer = card["offer"]
    assert (offer["lender_name"], offer["kind"], offer["state"]) == ("Harbour Bank", "refinance", "open")
    assert [way["kind"] for way in card["ways"]] == ["free", "offer", "free", "stay"]

    why = _done(mei.get(f"/offers/{offer['id']}/why"))
    assert "revolving_streak" in [one["signal"] for one in why["conditions"]]
    assert why["guards"] and why["measured"]["revolving_streak"]["state"] == "known"
    schedule = _done(mei.get(f"/offers/{offer['id']}/schedule"))
    _adds_up(card["quote"], schedule)

    refused = _done(mei.post(f"/offers/{offer['id']}/decline", {"for": "ever"}))
    assert (refused["state"], [one["kind"] for one in refused["events"]]) == ("declined", ["shown", "never"])
    again = mei.post(f"/offers/{offer['id']}/decline", {"for": "now"})
    assert (again.status_code, again.json["code"]) == (409, "answered_already")
    shown = _ask(mei)["card"]
    assert shown is None or shown["offer"]["kind"] != "refinance"
    listed = _done(mei.get("/me/offers"))["items"]
    assert offer["id"] in [one["id"] for one in listed]


def _adds_up(quote, schedule):
    """To the last coin: what the quote says and what the payments come to."""
    rows = [{name: Decimal(value) for name, value in one.items() if name not in ("n", "due")}
            for one in schedule["rows"]]
    assert len(rows) == quote["months"] and rows[-1]["balance"] == 0
    assert sum(one["principal"] for one in rows) == Decimal(schedule["amount"]) == Decimal(quote["amount"])
    assert sum(one["payment"] for one in rows) + Decimal(schedule["upfront"]) == Decimal(schedule["total_paid"])
    assert Decimal(schedule["total_interest"]) + Decimal(schedule["total_fees"]) + Decimal(
        schedule["aside"]) == Decimal(quote["total_cost"])


def test_ana_writes_ben_approves_and_the_next_slot_serves_it(mei, at_quay, work_off):
    ana, ben, path = at_quay.program("Ana"), at_quay.program("Ben"), at_quay.path
    sold = _done(ana.post(f"{path}/products", product(rate={
        "percent": "9", "convention": "nominal", "day_count": "months"})), 201)
    assert (sold["state"], sold["on_sale"], sold["product"]["rate"]["percent"]) == ("active", 1, "9")
    rules = rule_set(row(("revolving_streak", "at_least", 2), rate="9"))
    draft = _done(ana.post(f"{path}/rules?name=Cards", rules, key="draft"), 201)
    assert draft == _done(ana.post(f"{path}/rules?name=Cards", rules, key="draft"), 201), "the same key is done once"
    assert (draft["state"], len(draft["reading"])) == ("draft", 1)
    assert [one for one in draft["checks"] if one["blocks"]] == []
    here, text = f"{path}/rules/{draft['rule']}/1", {"digest": draft["digest"]}

    early = ana.post(f"{here}/submit", text)
    assert (early.status_code, early.json["code"]) == (409, "not_tried_out")
    asked = _done(ana.post(f"{path}/simulations", {"rule": draft["rule"], "version": 1}), 202)
    assert (asked["state"], asked["done"], asked["result"]) == ("running", 0, None)
    work_off()
    tried = _done(ana.get(f"{path}/simulations/{asked['id']}"))
    assert (tried["state"], tried["is_current"], tried["result"]["worse"]) == ("done", True, 0)

    assert _done(ana.post(f"{here}/submit", text))["state"] == "submitted"
    own = ana.post(f"{here}/approve", {**text, "simulation": asked["id"]})
    assert (own.status_code, own.json["code"]) == (403, "not_allowed_here")
    other = ben.post(f"{here}/approve", {"digest": "0" * 64, "simulation": asked["id"]})
    assert (other.status_code, other.json["code"]) == (409, "other_text")
    approved = _done(ben.post(f"{here}/approve", {**text, "simulation": asked["id"]}))
    assert (approved["state"], [one["holds"] for one in approved["said"]]) == ("approved", [True])
    assert ben.post(f"{here}/live", {"digest": "0" * 64}).json["code"] == "other_text"
    assert _done(ben.post(f"{here}/live", text))["state"] == "live"

    offer = _ask(mei)["card"]["offer"]
    assert (offer["lender_name"], offer["rule"], offer["version"]) == ("Quay Bank", draft["rule"], 1)
    (result,) = _done(ana.get(f"{path}/results"))["items"]
    assert (result["state"], result["offers"]["shown"], result["offers"]["applied"]) == ("live", None, 0)

    assert ana.post(f"{path}/rules/{draft['rule']}/retire", {"digest": "0" * 64}).json["code"] == "other_text"
    assert _done(ana.post(f"{path}/rules/{draft['rule']}/retire", text))["state"] == "retired"
    deeds = [one["deed"] for one in _done(ana.get(f"{path}/audit?limit=200"))["items"]]
    assert deeds[:7] == ["retire", "go_live", "approved", "approve", "submit", "simulate", "draft"]
    log = _done(ana.get(f"{path}/audit?limit=200"))["items"]
    assert [one["actor_kind"] for one in log[:5]] == ["token"] * 5
