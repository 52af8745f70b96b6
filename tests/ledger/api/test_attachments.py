"""Files, answers and measures by a program: sent either way, once per key, listed, had back, taken away."""

from __future__ import annotations

import hashlib

import pytest

from tests.ledger.api.test_entries import LINES, LUNCH, _recorded
from tests.ledger.domain.papers.made import PDF, picture


@pytest.fixture
def entry(program):
    return _recorded(program)


def test_a_file_is_attached_once_per_key_listed_and_had_back(program, entry):
    at = f"entries/{entry['id']}/attachments"
    first, again = (program.send(f"{at}?name=bill.pdf", PDF, "application/pdf", key="k-1") for _ in range(2))
    assert (first.status_code, first.json) == (201, again.json)
    assert (first.json["name"], first.json["kind"], first.json["digest"]) == (
        "bill.pdf", "pdf", hashlib.sha256(PDF).hexdigest())
    drawn = program.send(f"{at}?name=a.png", picture((50, 20), "PNG"), "image/png").json
    assert (drawn["kind"], drawn["width"], drawn["height"]) == ("jpeg", 50, 20)
    assert program.get(at).json["items"] == [first.json, drawn]

    file = program.get(f"{at}/{drawn['id']}")
    assert file.mimetype == "image/jpeg" and hashlib.sha256(file.data).hexdigest() == drawn["digest"]
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_file_is_taken_away_twice_as_once_and_put_back(program, entry):
    at = f"entries/{entry['id']}/attachments"
    one = program.send(at, PDF, "application/octet-stream").json

    assert [program.delete(f"{at}/{one['id']}").json["stands"] for _ in range(2)] == [False, False]
    assert [each["stands"] for each in program.get(at).json["items"]] == [False]
    assert program.post(f"{at}/{one['id']}/restore").json == one
    log = program.get("changes?after=0&limit=200").json["items"]
    assert [(each["deed"], each["kind"]) for each in log][-3:] == [
        ("attach", "attachment"), ("detach", "attachment"), ("attach", "attachment")]


def test_a_file_that_lies_is_a_problem_with_a_code(program, entry):
    refused = program.send(f"entries/{entry['id']}/attachments?name=bill.pdf", b"<html>", "application/pdf")

    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (422, "paper_of_other_kind", "file")


def test_a_quantity_and_a_unit_price_make_the_amount(program):
    body = {name: value for name, value in LUNCH.items() if name != "amount"}
    made = program.post("entries", {**body, "quantity": "50", "unit": "kg", "unit_price": "6"}).json
    line = made["postings"][0]

    assert made["amount"] == "300.00"
    assert (line["quantity"], line["unit"], line["unit_price"]) == ("50", "kg", "6.00")
    again = program.post(f"entries/{made['id']}/amend", {**LUNCH, "version": 1}).json
    assert [(one["quantity"], one["unit_price"]) for one in again["postings"]] == [("50", "0.65"), (None, None)]


def test_lines_carry_their_own_quantities(program):
    first, *rest = LINES["postings"]
    made = program.post("entries", {**LINES, "postings": [{**first, "quantity": "2.5", "unit": "kg"}, *rest]}).json

    assert [(one["quantity"], one["unit"], one["unit_price"]) for one in made["postings"]][0] == ("2.5", "kg", "8.00")


def test_answers_go_in_and_come_out(program):
    made = _recorded(program, fields={"odometer": "45120", "need": "want"})
    assert made["fields"] == {"need": "want", "odometer": "45120"}

    amended = program.post(f"entries/{made['id']}/amend", {**LUNCH, "version": 1, "fields": {"need": ""}}).json
    assert amended["fields"] == {"odometer": "45120"}


@pytest.mark.parametrize(("sent", "code", "field"), [
    ({"fields": {"colour": "red"}}, "not_a_choice", "fields.colour"),
    ({"fields": {"odometer": "12.5"}}, "not_a_whole_number", "fields.odometer"),
    ({"fields": {"odometer": 5}}, None, "fields.odometer"),
    ({"quantity": "0"}, "quantity_not_positive", "quantity"),
    ({"quantity": "2", "unit_price": "1"}, "price_off", "unit_price"),
    ({"unit": "k" * 21}, "too_long", "unit"),
])
def test_what_does_not_fit_is_refused_in_its_field(program, sent, code, field):
    refused = program.post("entries", {**LUNCH, **sent})

    assert (refused.status_code, refused.json["field"]) == (422, field), refused.text
    assert code is None or refused.json["code"] == code
