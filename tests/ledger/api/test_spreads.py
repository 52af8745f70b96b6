"""Spread over months by a program: begun from an entry once, listed, ended, undone; bad plans name their field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledger.api.programs import Program

INSURED = {"on": "2026-11-20", "verb": "expense", "amount": "3600", "category": "expense:daily",
           "account": "asset:wallet:alipay", "note": "car"}
YEAR = {"version": 1, "category": "expense:daily", "months": 12, "name": "Car insurance", "mode": "draft"}


def insured(program: Program) -> str:
    return str(program.post("entries", INSURED).json["id"])


def test_a_year_is_spread_once_listed_ended_and_goes_on(program: Program) -> None:
    entry = insured(program)
    answers = [program.post(f"entries/{entry}/spread", YEAR, key="spread-once") for _ in range(2)]
    assert answers[0].status_code == 201, answers[0].text
    assert answers[0].json == answers[1].json
    made = answers[0].json
    assert {one["amount"] for one in made["parts"]} == {"300.00"} and len(made["parts"]) == 12
    assert (made["left"], made["parts"][-1]["left"]) == ("3600.00", "0.00")
    assert program.get("spreads").json["items"] == [made]
    assert program.get("planned").json["items"] == []

    back = program.post(f"spreads/{made['id']}/end", {"back": "3000", "place": "asset:wallet:alipay"})
    assert (back.status_code, back.json["ended"], back.json["left"]) == (200, "back", "0.00")
    assert program.post(f"spreads/{made['id']}/undo", {}).status_code == 409
    assert program.post(f"spreads/{made['id']}/go-on", {}).json["left"] == "3600.00"
    assert program.post(f"spreads/{made['id']}/undo", {}).json["ended"] == "undone"
    assert program.get("spreads").json["items"] == []
    assert program.get(f"entries/{entry}").json["verb"] == "expense"


def test_a_machine_loses_worth_and_is_scrapped(program: Program) -> None:
    made = program.post(f"entries/{insured(program)}/spread", {
        **YEAR, "how": "declining", "months": 8, "residual": "600"}).json
    assert [one["amount"] for one in made["parts"]][:2] == ["900.00", "675.00"]
    assert made["parts"][-1]["left"] == "600.00"
    assert program.post(f"spreads/{made['id']}/end", {}).json["ended"] == "back"


@pytest.mark.parametrize(("changed", "field"), [
    ({"months": 0}, "months"), ({"months": 10_000}, "months"), ({"months": None}, "months"),
    ({"months": 10_000, "how": "days"}, "months"), ({"months": None, "until": "2026-11-01"}, "until"),
    ({"how": "straight", "residual": "3600"}, "residual"), ({"category": "expense:none"}, "category"),
])  # fmt: skip
def test_a_plan_that_cannot_be_names_its_field(program: Program, changed: dict[str, Any], field: str) -> None:
    refused = program.post(f"entries/{insured(program)}/spread", {**YEAR, **changed})
    assert (refused.status_code, refused.json["field"]) == (422, field), refused.text
