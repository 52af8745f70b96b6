"""Checks by programs: said once, answered with the difference and what could explain it, and listed."""

from __future__ import annotations

from tests.cast import TODAY
from tests.ledger.api.test_entries import LUNCH


def _wechat(program) -> str:
    return next(one["id"] for one in program.get("accounts?limit=200").json["items"]
                if one["code"] == "asset:wallet:wechat")


def test_a_check_is_answered_with_its_causes_and_listed(program, today) -> None:
    first = program.post("entries", LUNCH).json
    again = program.post("entries", LUNCH).json
    at = f"accounts/{_wechat(program)}/checks"

    told = program.post(at, {"amount": f"-{LUNCH['amount']}", "on": TODAY.isoformat()})

    assert told.status_code == 201
    assert (told.json["held"], told.json["difference"], told.json["agrees"]) == ("-65.00", "32.50", False)
    (cause,) = told.json["causes"]
    assert (cause["why"], cause["entry"], cause["other"], cause["right"]) == ("twice", again["id"], first["id"], "0.00")
    program.delete(f"entries/{again['id']}?version={again['version']}")
    program.post(at, {"amount": "-32.5"})
    page = program.get(f"{at}?limit=1").json
    rest = program.get(f"{at}?limit=1&after={page['next']}").json
    assert [one["agrees"] for one in (*page["items"], *rest["items"])] == [True, True] and rest["next"] is None


def test_the_same_key_says_it_once(program, today) -> None:
    at = f"accounts/{_wechat(program)}/checks"

    once = program.post(at, {"amount": "5"}, key="k-once")
    twice = program.post(at, {"amount": "5"}, key="k-once")

    assert once.json == twice.json and len(program.get(at).json["items"]) == 1


def test_what_cannot_be_is_refused_by_its_field(program, today) -> None:
    at = f"accounts/{_wechat(program)}/checks"

    for body, code, field in (
        ({"amount": "5", "on": "2026-11-22"}, "day_ahead", "on"), ({"amount": "5.001"}, "too_many_digits", "amount"),
        ({"amount": "5", "currency": "XXX"}, "unknown_currency", "currency"), ({}, "needed", "amount"),
    ):  # fmt: skip
        problem = program.post(at, body)
        assert (problem.status_code, problem.json["code"], problem.json["field"]) == (422, code, field)
