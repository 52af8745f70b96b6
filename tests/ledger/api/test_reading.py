"""A typed line read for a program, and an entry gathered under a project and made for somebody."""

from __future__ import annotations

from urllib.parse import urlencode

from ledger.kernel.ids import id_text
from tests.ledger.api.programs import Program
from tests.ledger.api.test_entries import LUNCH


def _read(program: Program, line: str) -> dict[str, object]:
    return dict(program.get("reading?" + urlencode({"line": line})).json)


def test_a_line_is_read_with_every_field_and_nothing_is_recorded(program):
    said = _read(program, "2026-11-19 hotel USD 20@7.1 card @kyoto for mum")

    assert said == {
        "on": "2026-11-19", "kind": "expense", "amount": "20.00", "currency": "USD", "category": "expense:travel",
        "account": "liability:card", "from": None, "to": None, "rate": "7.1", "payee": None, "project": "kyoto",
        "for": "mum", "parts": [], "note": "hotel", "unsure": [], "tags": [],
        "names": {"expense:travel": "Travel", "liability:card": "Credit card"}}
    assert program.get("entries").json["items"] == []


def test_parts_and_what_is_unsure_are_told(program):
    said = _read(program, "milk 12 + thingummy 30")

    assert said["parts"] == [{"amount": "12.00", "category": "expense:food:groceries"},
                             {"amount": "30.00", "category": None}]
    assert (said["amount"], said["unsure"]) == ("42.00", ["account", "parts"])


def test_an_entry_names_its_project_and_whom_it_was_for(program, seat):
    me = id_text(seat.member.member_id)
    entry = program.post("entries", {**LUNCH, "project": "Kyoto", "beneficiary": me}).json
    again = program.post("entries", {**LUNCH, "project": "kyoto"}).json

    spent, paid = entry["postings"]
    assert (spent["beneficiary"], paid["beneficiary"], paid["project"]) == (me, None, None)
    assert spent["project"] == again["postings"][0]["project"] is not None


def test_amending_keeps_what_is_left_out_and_takes_away_what_is_emptied(program):
    entry = program.post("entries", {**LUNCH, "project": "Kyoto"}).json
    kept = program.post(f"entries/{entry['id']}/amend", {**LUNCH, "version": 1, "note": "supper"}).json
    gone = program.post(f"entries/{entry['id']}/amend", {**LUNCH, "version": 2, "project": ""}).json

    assert kept["postings"][0]["project"] == entry["postings"][0]["project"]
    assert gone["postings"][0]["project"] is None


def test_somebody_of_another_book_is_refused_by_field(program):
    refused = program.post("entries", {**LUNCH, "beneficiary": "0cn2daarhp5x0"})

    assert refused.status_code == 422 and refused.json["field"] == "beneficiary"
