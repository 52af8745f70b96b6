"""Planned items by a program: planned, listed with their next days, put right, recorded, and their turns."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.plumbing import work
from tests.ledger.api.programs import Program

RENT = {"name": "Rent", "verb": "expense", "amount": "4200.00", "account": "asset:wallet:wechat",
        "to": "expense:food:dining", "on": "2026-11-21"}


def plan(program: Program, **changed: Any) -> dict[str, Any]:
    answer = program.post("planned", {**RENT, **changed})
    assert answer.status_code == 201, answer.text
    return answer.json


def test_what_is_planned_lists_its_next_five_days(program):
    item = plan(program, repeats="rule", rule="RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15")

    assert [one["on"] for one in item["next"]] == [
        "2027-09-15", "2028-10-03", "2029-09-22", "2030-09-12", "2031-10-01"]
    assert program.get("planned").json["items"] == [item]
    assert program.get(f"planned/{item['id']}").json == item


def test_the_end_in_a_rule_and_the_end_beside_it_both_hold(program):
    item = plan(program, repeats="rule", rule="FREQ=DAILY;COUNT=9;INTERVAL=2", times=3, total="10000.00")

    assert (item["rule"], item["times"], item["total"]) == ("FREQ=DAILY;INTERVAL=2", 3, "10000.00")
    assert [one["amount"] for one in item["next"]] == ["4200.00", "4200.00", "1600.00"]


def test_an_item_is_put_right_and_an_old_version_refused(program):
    item = plan(program, repeats="monthly")
    again = {**RENT, "repeats": "weekly", "version": 1}

    first, second = (program.post(f"planned/{item['id']}/amend", again) for _ in range(2))

    assert (first.status_code, first.json["repeats"], first.json["version"]) == (200, "weekly", 2)
    assert second.status_code == 409


def test_the_next_turn_is_recorded_and_the_item_moves_on_until_it_is_planned_no_more(program):
    item = plan(program, repeats="monthly")

    moved = program.post(f"planned/{item['id']}/record", {"version": 1, "amount": "4000.00"}).json
    turns = program.get(f"planned/{item['id']}/turns").json["items"]
    gone = program.delete(f"planned/{item['id']}?version=2").json

    assert (moved["on"], moved["version"], gone["closed"], gone["next"]) == ("2026-12-21", 2, True, [])
    assert [(one["on"], one["amount"], one["state"], one["by_itself"]) for one in turns] == [
        ("2026-11-21", "4000.00", "recorded", False)]
    assert program.get(f"entries/{turns[0]['entry']}").json["amount"] == "4000.00"


def test_a_draft_is_recorded_or_left_out_and_what_came_by_itself_undone(program):
    asked, posted = plan(program, mode="draft", repeats="monthly"), plan(program, mode="post")
    work.work_off(program.app.extensions["house_database"])
    at = f"planned/{asked['id']}/turns/2026-11-21"

    waits = program.get(f"planned/{asked['id']}/turns").json["items"][0]
    done = program.post(f"{at}/record")
    undone = program.post(f"planned/{posted['id']}/turns/2026-11-21/undo").json

    assert (waits["state"], done.json["state"], done.json["stands"]) == ("waiting", "recorded", True)
    assert (undone["by_itself"], undone["stands"]) == (True, False)
    assert program.post(f"{at}/leave-out").status_code == 409
    assert program.post(f"planned/{asked['id']}/turns/soon/record").status_code == 404


@pytest.mark.parametrize(("changed", "field", "code"), [
    ({"repeats": "rule", "rule": "FREQ=SECONDLY"}, "rule", "rule_unreadable"),
    ({"repeats": "rule", "rule": "FREQ=WEEKLY;BYMONTHDAY=3"}, "rule", "rule_unfit"),
    ({"repeats": "rule", "rule": "FREQ=DAILY;COUNT=1000000"}, "rule", "too_many_turns"),
    ({"repeats": "rule", "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule", "never_comes"),
    ({"repeats": "rule"}, "rule", "not_a_choice"), ({"rule": "FREQ=DAILY"}, "rule", "not_a_choice"),
    ({"amount": "0.00"}, "amount", "no_amount"), ({"total": "-1.00"}, "total", "no_amount"),
    ({"to": "expense:nowhere"}, "to", "not_a_choice"), ({"ends_on": "2026-01-01"}, "ends_on", "ends_before"),
])
def test_what_cannot_be_planned_names_its_field(program, changed: dict[str, Any], field: str, code: str):
    answer = program.post("planned", {**RENT, **changed})

    assert answer.status_code == 422
    assert field in answer.text and code in answer.text
