"""What is owed, by a program: parts owed by somebody, settled in another currency, given back, claimed; once each."""

from __future__ import annotations

import pytest

from tests.ledger.api.programs import Program

DINNER = {"on": "2026-11-20", "verb": "expense", "amount": "300", "category": "expense:food:dining",
          "account": "asset:wallet:alipay", "note": "dinner", "parts": [{"owed_by": "小王", "amount": "150"}]}


def recorded(program: Program, **changed: object) -> dict:
    answer = program.post("entries", {**DINNER, **changed})
    assert answer.status_code == 201, answer.text
    return answer.json


def test_a_friend_owes_half_and_repays_it_in_yen_once(program):
    entry = recorded(program)
    assert (entry["amount"], entry["parts"], [one["amount"] for one in entry["owed"]]) == ("300.00", [], ["150.00"])
    assert [(one["code"], one["amount"]) for one in entry["postings"]] == [
        ("expense:food:dining", "150.00"), ("asset:receivable:friends", "150.00"), ("asset:wallet:alipay", "-300.00")]

    (debt,) = program.get("owed").json["items"]
    assert (debt["name"], debt["open"], debt["since"], debt["items"][0]["entry"]) == (
        "小王", "150.00", "2026-11-20", entry["id"])

    paid = {"party": debt["party"], "account": debt["account"], "place": "asset:wallet:wechat", "on": "2026-11-20",
            "got": {"amount": "3100", "currency": "JPY"}, "rate": "0.047742"}
    answers = [program.post("owed/settlements", paid, key="repaid-once") for _ in range(2)]
    assert answers[0].status_code == 201, answers[0].text
    assert answers[0].json == answers[1].json
    lines = [(one["code"], one["amount"], one["home"], one["settles"]) for one in answers[0].json["postings"]]
    assert lines == [
        ("asset:wallet:wechat", "3100", "148.00", None), ("equity:exchange", "-3100", "-148.00", None),
        ("equity:exchange", "150.00", "150.00", None), ("asset:receivable:friends", "-150.00", "-150.00", entry["id"])]
    assert program.get("owed").json["items"] == []
    assert program.post("owed/settlements", paid).status_code == 404


def test_parts_without_a_category_make_up_the_amount_and_each_is_one_thing_or_the_other(program):
    entry = recorded(program, amount=None, category=None, parts=[
        {"category": "expense:food:groceries", "amount": "60"}, {"owed_by": "Ola", "amount": "40"}])
    assert (entry["amount"], [one["amount"] for one in entry["postings"]]) == ("100.00", ["60.00", "40.00", "-100.00"])

    for part, field in (({"amount": "1"}, "parts.0.category"),
                        ({"amount": "1", "owed_by": "Ola", "category": "expense:daily"}, "parts.0.owed_by")):
        refused = program.post("entries", {**DINNER, "parts": [part]})
        assert (refused.status_code, refused.json["field"]) == (422, field)
    too_much = program.post("entries", {**DINNER, "parts": [{"owed_by": "Ola", "amount": "300.01"}]})
    assert (too_much.status_code, too_much.json["field"]) == (422, "owed")


def test_what_somebody_else_paid_is_owed_to_them_and_can_be_let_be(program):
    entry = recorded(program, account=None, parts=[], paid_by="Lin")
    (debt,) = program.get("owed").json["items"]
    assert (entry["paid_by"], debt["open"]) == (debt["party"], "-300.00")

    let = program.post("owed/forgiven", {"party": debt["party"], "account": debt["account"], "amount": "100",
                                         "category": "expense:food:dining"})
    assert (let.status_code, let.json["verb"]) == (201, "refund")
    assert program.get("owed").json["items"][0]["open"] == "-200.00"


def test_what_came_back_is_linked_to_its_part_and_no_more_than_was_paid(program):
    entry = recorded(program)
    back = {"amount": "40", "place": "asset:wallet:alipay", "category": "expense:food:dining"}
    answer = program.post(f"entries/{entry['id']}/refunds", back)
    assert (answer.status_code, answer.json["verb"]) == (201, "refund")
    assert [(one["code"], one["settles"]) for one in answer.json["postings"]][1:] == [
        ("expense:food:dining", entry["id"])]

    refused = program.post(f"entries/{entry['id']}/refunds", {**back, "amount": "110.01"})
    assert (refused.status_code, refused.json["field"]) == (422, "amount")
    assert program.post(f"entries/{entry['id']}/refunds", {**back, "amount": "110.01", "more": True}).status_code == 201


@pytest.mark.parametrize("project", ["", "Osaka"])
def test_expenses_are_claimed_and_paid_back_with_a_shortfall_that_stays_open(program, project):
    entry = recorded(program, parts=[])
    claimed = program.post("owed/claims", {"entries": [{"entry": entry["id"], "version": 1}], "by": "Acme",
                                           "project": project})
    assert claimed.status_code == 200, claimed.text
    assert [one["amount"] for one in claimed.json["items"][0]["postings"]] == ["0.00", "300.00", "-300.00"]

    (debt,) = program.get("owed").json["items"]
    assert bool(debt["items"][0]["project"]) is bool(project)
    program.post("owed/settlements", {"party": debt["party"], "account": debt["account"], "amount": "280",
                                      "place": "asset:bank:joint", "entries": [entry["id"]]})
    (left,) = program.get("owed").json["items"][0]["items"]
    assert (left["left"], left["settled"][0]["amount"]) == ("20.00", "280.00")
    assert program.post("owed/claims", {"entries": [], "by": "Acme"}).json["field"] == "entries"
