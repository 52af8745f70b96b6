"""What a person's program is told of signals, consent and offers, and how it is refused."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from credit.cli.measuring import measure
from credit.domain.people.scope import PURPOSES, Scope
from credit.services import deciding
from ledger import door
from ledger.plumbing import clock
from tests.cast import NOW, TODAY
from tests.ledger.api.programs import Program

pytestmark = pytest.mark.parametrize("lived", ["sqlite"], indirect=True)
"""The services are held to both engines by their own tests, the whole story by its own."""


def _offer(mei: Program) -> str:
    answer = mei.post("/slots/journal", {"book": mei.book})
    assert answer.status_code == 200, answer.text
    return answer.json["card"]["offer"]["id"]


def test_signals_are_what_the_command_answers(mei, house):
    told = mei.get(f"/books/{mei.book}/signals?on={TODAY}").json
    run = house.test_cli_runner().invoke(measure, [mei.book, "--on", str(TODAY), "--json"])
    command = json.loads(run.stdout)
    assert {**told, "signals": {name: {key: value for key, value in one.items() if value is not None or key == "value"}
                                for name, one in told["signals"].items()}} == command
    assert told["signals"]["stmt_balance"]["value"] > 0
    assert mei.get(f"/books/{mei.book}/signals").json == told


def test_signals_of_an_earlier_day_are_of_that_day(mei):
    day = TODAY - timedelta(days=90)
    before, now = (mei.get(f"/books/{mei.book}/signals{query}").json for query in (f"?on={day}", ""))

    assert before["on"] == str(day) and before["revision"] < now["revision"]
    assert before["signals"]["stmt_balance"] != now["signals"]["stmt_balance"]
    assert mei.get(f"/books/{mei.book}/signals?on=0").json["field"] == "on"


def test_without_a_word_nothing_is_evaluated_and_no_book_is_read(mei, monkeypatch):
    (given,) = mei.get("/me/consents").json["items"]
    mei.post(f"/me/consents/{given['id']}/withdraw")
    looked: list[str] = []
    monkeypatch.setattr(deciding, "decide_for", lambda *_all, **_more: looked.append("rules"))
    monkeypatch.setattr(door, "figures", lambda *_all, **_more: looked.append("book"))

    assert mei.post("/slots/journal", {"book": mei.book}).json == {"card": None, "line": None}
    assert looked == []


def test_a_receipt_says_all_that_was_agreed_to_and_stays(mei):
    made = mei.post("/me/consents", {"scope": "contact.email"}, **{"Accept-Language": "en"}).json
    again = mei.post("/me/consents", {"scope": "contact.email"}).json
    gone = mei.delete(f"/me/consents/{made['id']}").json
    twice = mei.delete(f"/me/consents/{made['id']}").json

    assert again == made and twice == gone
    purpose = PURPOSES[Scope.BY_EMAIL]
    assert made["receipt"]["fields"] == list(purpose.fields) and len(made["receipt"]["text_sha256"]) == 3
    assert (made["stands"], gone["stands"], gone["receipt"]) == (True, False, made["receipt"])
    assert gone["withdrawn_at"] and mei.get(f"/me/consents/{made['id']}").json == gone


def test_consents_go_on_by_their_cursor(mei):
    made = [mei.post("/me/consents", {"scope": scope}).json["id"] for scope in ("contact.sms", "contact.call")]
    first = mei.get("/me/consents?limit=2").json
    rest = mei.get(f"/me/consents?limit=2&after={first['next']}").json

    ids = [one["id"] for one in first["items"] + rest["items"]]
    assert len(ids) == 3 and set(made) < set(ids) and rest["next"] is None
    assert mei.get(f"/me/offers?after={first['next']}").json["code"] == "bad_cursor"


@pytest.mark.parametrize("refused", [[
    ({}, "needed", "scope"), ({"scope": "everything"}, "not_a_choice", "scope"),
    ({"scope": "contact.sms", "more": 1}, "no_such_field", "more"),
    ({"scope": "contact.sms", "book": "x"}, "not_a_choice", "book"),
    ({"scope": "contact.sms", "book": "0000000000001"}, "book_not_meant", "book"),
    ({"scope": "lead.share"}, "lender_needed", "lender"),
]])
def test_a_consent_that_cannot_be_is_refused_by_its_field(mei, refused):
    for body, code, field in refused:
        answer = mei.post("/me/consents", body)
        assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, field)


def test_the_same_key_asks_a_place_once_and_answers_the_same(mei):
    first = mei.post("/slots/journal", {"book": mei.book}, key="slot")
    second = mei.post("/slots/journal", {"book": mei.book}, key="slot")
    other = mei.post("/slots/journal", {}, key="slot")

    assert first.data == second.data and len(mei.get("/me/offers").json["items"]) == 1
    assert other.json["code"] == "key_reused"
    bare = mei.client.post("/api/v1/slots/journal", json={}, headers={"Authorization": f"Bearer {mei.token}"})
    assert (bare.status_code, bare.json["code"]) == (400, "key_needed")


def test_a_place_that_is_not_there_is_not_found(mei):
    assert mei.post("/slots/kitchen", {"book": mei.book}).status_code == 404


def test_a_cards_sums_are_decimal_text_in_its_currency(mei):
    card = mei.post("/slots/journal", {"book": mei.book}).json["card"]
    quote, offer = card["quote"], card["offer"]

    assert mei.get(f"/offers/{offer['id']}").json == card
    assert (offer["currency"], offer["amount"], offer["total_cost"]) == ("CNY", quote["amount"], quote["total_cost"])
    assert quote["rate"] == {"convention": "nominal", "percent": "12"} and quote["commission"] == "60.00"
    assert all("." in way["total_cost"] for way in card["ways"]) and card["says"]
    assert mei.get("/me/offers").json["items"] == [offer]


def test_taken_up_it_leaves_one_draft_and_can_be_stepped_back_from(mei, house):
    offer = _offer(mei)
    taken = mei.post(f"/offers/{offer}/apply", key="apply")
    again = mei.post(f"/offers/{offer}/apply", key="apply")
    other = mei.post(f"/offers/{offer}/apply")

    assert (taken.status_code, taken.json["offer"]["state"]) == (200, "applied")
    assert taken.data == again.data and (other.status_code, other.json["code"]) == (409, "answered_already")
    assert taken.json["has_draft"] == (taken.json["rests_until"] is None)
    assert taken.json["step_back_until"].startswith((NOW + timedelta(days=14)).isoformat()[:16])


def test_a_week_later_it_is_no_longer_offered(mei):
    offer = _offer(mei)
    with clock.pinned(NOW + timedelta(days=7)):
        late = mei.post(f"/offers/{offer}/apply")

    assert (late.status_code, late.json["code"]) == (409, "no_longer_offered")


def test_what_was_shown_under_a_consent_goes_with_it(mei):
    offer = _offer(mei)
    (given,) = mei.get("/me/consents").json["items"]
    mei.delete(f"/me/consents/{given['id']}")

    (left,) = mei.get("/me/offers").json["items"]
    assert (left["state"], left["amount"], left["lender_name"]) == ("cancelled", None, None)
    for part in ("", "/why", "/schedule"):
        assert mei.get(f"/offers/{offer}{part}").status_code == 404


def test_a_no_says_for_how_long(mei):
    offer, refused = _offer(mei), [({}, "needed"), ({"for": "later"}, "not_a_choice"), ({"how_long": "now"}, "needed"),
                                   ({"for": "now", "more": 1}, "no_such_field")]
    for body, code in refused:
        answer = mei.post(f"/offers/{offer}/decline", body)
        assert (answer.status_code, answer.json["code"]) == (422, code)
    assert mei.post(f"/offers/{offer}/decline", {"for": "now"}).json["state"] == "declined"
