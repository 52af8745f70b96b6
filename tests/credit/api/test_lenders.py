"""What a lender's program is told of products, rules, simulations, results and people, and how it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from credit.store.lenders import events, simulations
from credit.store.lenders.simulations import Simulation
from ledger.kernel.ids import id_text, new_id, read_id
from tests.cast import NOW, TODAY
from tests.credit.lending import product, row, rule_set
from tests.credit.world import report

pytestmark = pytest.mark.parametrize("lived", ["sqlite"], indirect=True)
"""The services are held to both engines by their own tests, the whole story by its own."""

RATE = {"percent": "10.8", "convention": "nominal", "day_count": "months"}


@pytest.fixture
def ana(at_quay):
    return at_quay.program("Ana")


@pytest.fixture
def path(at_quay):
    return at_quay.path


def _draft(ana, path, *rows):
    ana.post(f"{path}/products", product())
    answer = ana.post(f"{path}/rules?name=Cards", rule_set(*rows))
    assert answer.status_code == 201, answer.text
    return answer.json


def _kept(at_quay, version, seconds=0):
    """A simulation of exactly this text, as the work would keep it."""
    found = Simulation(new_id(), read_id(version["rule"]), version["version"], bytes.fromhex(version["digest"]),
                       "synthetic-1", 1, 100, {**report(), "worse_bps": 0}, 0, NOW + timedelta(seconds=seconds))
    with at_quay.house.extensions["house_database"].transaction() as session:
        session.allow_lender(at_quay.quay.lender_id)
        simulations.add(session, at_quay.quay.lender_id, found)
    return id_text(found.simulation_id)


def test_one_is_told_which_lenders_one_is_of_and_who_is_there(ana, path, at_quay):
    (mine,) = ana.get("/lenders").json["items"]
    people = ana.get(f"{path}/members").json["items"]

    assert (f"/lenders/{mine['id']}", mine["name"], mine["role"], mine["country"]) == (
        path, "Quay Bank", "analyst", "CN")
    assert {one["name"]: (one["role"], one["you"]) for one in people} == {
        "Ana": ("analyst", True), "Ben": ("approver", False), "Ada": ("admin", False), "Vic": ("viewer", False)}


def test_a_product_is_written_in_the_shape_of_every_interface_and_answered_in_it(ana, path):
    fees = [{"name": "setup", "when": "upfront", "percent": "1"}, {"name": "late", "when": "late", "amount": "20"}]
    sent = product(rate={**RATE, "all_in_percent": "14.312371"}, fees=fees, prepayment="free", commission="60.00")
    first = ana.post(f"{path}/products?name=Card refinance", sent).json
    again = ana.post(f"{path}/products", {**sent, "prepayment": {"percent": "0.5"}}).json
    draft = ana.post(f"{path}/products?keep=draft", first["product"]).json

    assert [(one["version"], one["state"], one["on_sale"]) for one in (first, again, draft)] == [
        (1, "active", 1), (2, "active", 2), (3, "draft", 2)]
    assert (first["name"], first["product"]["commission"], first["product"]["rate"]["percent"]) == (
        "Card refinance", {"amount": "60.00", "percent": None}, "10.8")
    assert draft["product"] == first["product"] and draft["digest"] == first["digest"] != again["digest"]
    assert ana.get(f"{path}/products").json["items"] == [draft]


def test_a_product_that_cannot_be_is_refused_by_its_field(ana, path):
    for changed, code, field in (
        ({"kind": "lottery"}, "not_a_choice", "kind"), ({"min": 1000}, "wrong_form", "min"),
        ({"min": "1,000"}, "not_decimal", "min"), ({"max": "1"}, "range_upside_down", "max"),
        ({"terms": []}, "terms_missing", "terms"), ({"terms": [0]}, "not_a_choice", "terms.0"),
        ({"colour": "red"}, "no_such_field", "colour"), ({"licence": {"until": "0"}}, "not_a_day", "licence.until"),
        ({"rate": {**RATE, "percent": "-1"}}, "rate_below_zero", "rate.percent"),
        ({"rate": {**RATE, "day_count": "moons"}}, "not_one_of", "rate.day_count"),
        ({"fees": [{"name": "x", "when": "each", "amount": "1", "percent": "1"}]}, "amount_or_percent", "fees.0"),
        ({"prepayment": {"amount": "x"}}, "not_decimal", "prepayment.amount"),
        ({"commission": True}, "wrong_form", "commission"),
        ({"fees": [{"name": "setup", "when": "upfront", "percent": "1"}]}, "stated_rate_off", "rate"),
    ):
        answer = ana.post(f"{path}/products", product(**changed))
        told = answer.json
        assert (answer.status_code, told["code"], told.get("field")) == (422, code, field), (changed, told)
    assert ana.get(f"{path}/products").json["items"] == []


def test_the_documents_product_and_rules_are_taken_as_they_stand(ana, path, at_quay):
    schemas = at_quay.house.test_client().get("/api/v1/openapi.json").json["components"]["schemas"]
    (sold,), (rules,) = schemas["ProductIn"]["examples"], schemas["RuleSetIn"]["examples"]

    assert ana.post(f"{path}/products", sold).status_code == 201
    assert [one for one in ana.post(f"{path}/rules", rules).json["checks"] if one["blocks"]] == []


def test_one_who_saw_an_older_version_does_not_write_over_the_newer(ana, path):
    for _ in range(2):
        ana.post(f"{path}/products", product())
    answer = ana.post(f"{path}/products?was=1", product())

    assert (answer.status_code, answer.json["code"]) == (409, "stale_product")


def test_a_rule_set_that_cannot_be_read_is_refused_by_its_field(ana, path):
    good = row(("dti", "at_most", 3_000))
    for body, code, field in (
        ({**rule_set(), "format": 2}, "not_a_choice", "format"),
        ({**rule_set(), "need": "fun"}, "unknown_need", "need"),
        ({**rule_set(), "rows": []}, "no_rows", "rows"), ({**rule_set(), "more": 1}, "no_such_field", "more"),
        (rule_set(row(("luck", "at_least", 1))), "unknown_signal", "rows.0.when.0.signal"),
        (rule_set(good, row(("dti", "about", 1))), "not_a_choice", "rows.1.when.0.op"),
        (rule_set(row(("dti", "at_most", -1))), "bound_out_of_reach", "rows.0.when.0.bound"),
        (rule_set(row(("dti", "at_most", 10**40))), "bound_out_of_reach", "rows.0.when.0.bound"),
        (rule_set(row(most="0")), "nothing_offered", "rows.0.offer.max"),
        (rule_set(row(most="1e3")), "not_decimal", "rows.0.offer.max"),
        (rule_set(row(months=[12, 12])), "terms_missing", "rows.0.offer.instalments"),
        ({**rule_set(), "products": [product(terms=[])]}, "terms_missing", "products.0.terms"),
    ):
        answer = ana.post(f"{path}/rules", body)
        assert (answer.status_code, answer.json["code"], answer.json.get("field")) == (422, code, field), answer.text
    assert ana.get(f"{path}/rules").json["items"] == []


def test_a_draft_is_read_aloud_and_what_is_wrong_with_it_is_said(ana, path):
    draft = _draft(ana, path, row(("dti", "at_most", 3_000)), row(("dti", "at_most", 2_000), product="nothing-of-ours"))
    checks = {one["check"]: one for one in draft["checks"]}

    assert len(draft["reading"]) == 2 and "30%" in draft["reading"][0]
    assert checks["unreachable"]["rows"] == [2, 1] and checks["mismatch"]["field"] == "rows.1.offer.product"
    assert checks["unreachable"]["blocks"] and checks["unreachable"]["says"]
    answer = ana.post(f"{path}/rules/{draft['rule']}/1/submit", {"digest": draft["digest"]})
    assert (answer.status_code, answer.json["code"]) == (422, "must_be_mended")


def test_the_same_name_writes_the_next_version(ana, path):
    first = _draft(ana, path)
    second = ana.post(f"{path}/rules?name=Cards", rule_set(row(("dti", "at_most", 3_000)))).json
    other = ana.post(f"{path}/rules", {**rule_set(), "products": [product("other")]}).json
    one = ana.get(f"{path}/rules/{first['rule']}").json

    assert (second["rule"], second["version"]) == (first["rule"], 2) and other["rule"] != first["rule"]
    assert ([each["version"] for each in one["versions"]], one["live"], one["newest"]) == ([2, 1], None, second)
    assert ana.get(f"{path}/rules/{first['rule']}/1").json == first
    assert ana.get(f"{path}/rules/{first['rule']}/one").status_code == 404
    page = ana.get(f"{path}/rules?limit=1").json
    rest = ana.get(f"{path}/rules?limit=1&after={page['next']}").json
    assert {each["id"] for each in page["items"] + rest["items"]} == {first["rule"], other["rule"]}


def test_a_digest_is_said_in_full_or_refused(ana, path):
    here = f"{path}/rules/{_draft(ana, path)['rule']}/1/submit"
    for digest in ("", "9f3c", "Z" * 64, "９" * 64, 5, None):
        answer = ana.post(here, {"digest": digest})
        assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, "wrong_form", "digest")
    assert ana.post(here, {}).json["code"] == "needed"


def test_sent_back_with_a_note_and_taken_back_without(ana, path, at_quay):
    draft, ben = _draft(ana, path), at_quay.program("Ben")
    here, text = f"{path}/rules/{draft['rule']}/1", {"digest": draft["digest"]}
    simulation = _kept(at_quay, draft)
    assert ana.post(f"{here}/submit", text).json["simulation"] == simulation
    assert ana.post(f"{here}/take-back").json["state"] == "draft"
    ana.post(f"{here}/submit", text)

    assert ben.post(f"{here}/send-back", {**text, "note": ""}).json["code"] == "note_needed"
    assert ben.post(f"{here}/send-back", {**text, "note": "n" * 201}).json["code"] == "too_long"
    back = ben.post(f"{here}/send-back", {**text, "note": "Too dear."}).json
    assert (back["state"], [(one["verdict"], one["note"], one["holds"]) for one in back["said"]]) == (
        "sent_back", [("sent_back", "Too dear.", False)])


def test_a_simulation_is_told_in_decimal_text(ana, path, at_quay):
    draft = _draft(ana, path)
    told = ana.get(f"{path}/simulations/{_kept(at_quay, draft)}").json
    result = told["result"]

    assert (told["state"], told["done"], told["is_current"], told["digest"]) == ("done", 100, True, draft["digest"])
    assert result["saving"] == {"p10": "10.00", "median": "1234.56", "p90": None}
    assert result["bins"][0] == {"start": "-50.00", "end": "0.00", "people": None}
    assert (result["against"]["saving"], result["variants"][0]["added_percent"]) == ("0.99", "-0.6")
    assert result["held"] == [{"by": "G3", "why": "dti", "people": None}]


def test_results_are_counts_and_fewer_than_twenty_are_not_told(ana, path, at_quay):
    draft, ben = _draft(ana, path), at_quay.program("Ben")
    here, text = f"{path}/rules/{draft['rule']}/1", {"digest": draft["digest"]}
    simulation = _kept(at_quay, draft)
    ana.post(f"{here}/submit", text)
    ben.post(f"{here}/approve", {**text, "simulation": simulation})
    assert ana.get(f"{path}/results").json["items"] == []
    assert ben.post(f"{here}/live", text).json["state"] == "live"
    with at_quay.house.extensions["house_database"].transaction() as session:
        for number in range(25):
            for kind in ("shown", "applied") if number < 20 else ("shown", "declined"):
                events.add(session, at_quay.quay.lender_id, events.Event(
                    read_id(draft["rule"]), 1, 1, kind, "card_refinance", bytes([number] * 32), "CNY", 1_000_000,
                    50_000, 10_000 + number, TODAY, NOW))

    (told,) = ana.get(f"{path}/results").json["items"]
    assert told["offers"] == {"shown": 25, "opened": 0, "applied": 20, "recorded": 0, "declined": None, "never": 0,
                              "cancelled": 0}
    assert (told["saving"], told["currency"], told["since"]) == ("100.09", "CNY", TODAY.isoformat())
    assert told["weeks"] == [{"week": "2026-11-16", "offers": {"shown": 25, "applied": 20, "declined": None}}]
    assert ana.get(f"{path}/results?rule={draft['rule']}").json["items"] == [told]
    assert ana.get(f"{path}/results?rule={told['rule'][::-1]}").json.get("items", []) == []


def test_the_log_goes_on_by_its_cursor_and_names_what_was_done(ana, path):
    _draft(ana, path)
    whole = ana.get(f"{path}/audit?limit=200").json["items"]
    pieces, after = [], ""
    while after is not None:
        page = ana.get(f"{path}/audit?limit=2&after={after}").json
        pieces, after = pieces + page["items"], page["next"]

    assert pieces == whole and [one["seq"] for one in whole] == list(range(len(whole), 0, -1))
    assert (whole[0]["deed"], whole[0]["kind"], whole[0]["version"], whole[0]["name"]) == (
        "draft", "rule_version", 1, "Cards 1")
    assert len({one["hash"] for one in whole}) == len(whole)
