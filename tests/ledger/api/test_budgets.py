"""Budgets and goals for programs: kept, read where they are, put right, removed and put back."""

from __future__ import annotations

import pytest

from ledger.api.shapes.budget import BudgetIn, GoalIn
from tests.ledger.api.test_entries import LUNCH

pytestmark = [
    pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module"), pytest.mark.usefixtures("today")]
EATING = BudgetIn.model_config["json_schema_extra"]["examples"][0]
SEA = GoalIn.model_config["json_schema_extra"]["examples"][0]


def test_a_budget_is_kept_and_read_where_it_is(program):
    made = program.post("budgets", {"limit": "100", "categories": ["expense:food:dining"], "begins_on": 31,
                                    "since": "2026-11-21"})
    program.post("entries", {**LUNCH, "on": "2026-11-21"})

    found = program.get(f"budgets/{made.json['id']}").json

    assert made.status_code == 201 and found["state"] == "running"
    assert (found["turn"]["since"], found["turn"]["until"]) == ("2026-10-31", "2026-11-29")
    assert (found["turn"]["spent"], found["turn"]["left"], found["days_left"]) == ("32.50", "67.50", 9)
    assert found["per_day"] == "7.50"
    assert found in program.get("budgets").json["items"]


def test_a_budget_is_put_right_removed_and_put_back(program):
    at = f"budgets/{program.post('budgets', EATING).json['id']}"

    right = program.post(f"{at}/amend", {**EATING, "limit": "5000", "version": 1})
    late = program.post(f"{at}/amend", {**EATING, "version": 1})
    gone = program.delete(f"{at}?version=2")
    missing = program.get(at)
    back = program.post(f"{at}/restore")

    assert (right.status_code, right.json["turn"]["limit"], right.json["version"]) == (200, "5000.00", 2)
    assert (late.status_code, late.json["code"]) == (409, "stale_budget")
    assert (gone.status_code, gone.json["version"], missing.status_code) == (200, 3, 404)
    assert (back.status_code, back.json["version"], back.json["begins_on"]) == (200, 4, 15)


@pytest.mark.parametrize(("changed", "code", "field"), [
    ({"limit": "0"}, "no_limit", "limit"), ({"limit": "1.234"}, "too_many_digits", "limit"),
    ({"categories": ["expense:nowhere"]}, "not_a_choice", "categories.0"),
    ({"categories": ["asset:bank:joint"]}, "not_spending", "category"),
    ({"every": "week"}, "not_a_choice", "begins_on"), ({"begins_on": 32}, "not_a_choice", "begins_on"),
    ({"every": "whole", "since": "2026-02-02", "until": "2026-02-01"}, "last_before_first", "until"),
    ({"every": "day"}, "not_a_choice", "every"), ({"name": "n" * 61}, "too_long", "name"),
    ({"member": "0000000000001"}, "not_a_choice", "member"),
])
def test_what_is_refused_names_its_field(program, changed, code, field):
    answer = program.post("budgets", {**EATING, **changed})

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, field)


def test_a_goal_is_kept_put_right_removed_and_put_back(program):
    made = program.post("goals", SEA)
    at = f"goals/{made.json['id']}"

    right = program.post(f"{at}/amend", {**SEA, "target": "30000", "version": 1})
    late = program.delete(f"{at}?version=1")
    gone, missing = program.delete(f"{at}?version=2"), program.get(at)
    back = program.post(f"{at}/restore")

    assert (made.status_code, made.json["state"], made.json["held"]) == (201, "on_track", "0.00")
    assert (right.json["target"], late.json["code"]) == ("30000.00", "stale_goal")
    assert (gone.status_code, missing.status_code, back.json["version"]) == (200, 404, 4)
    assert back.json in program.get("goals").json["items"]


@pytest.mark.parametrize(("changed", "code", "field"), [
    ({"target": "-1"}, "no_target", "target"), ({"by": "2020-01-01"}, "day_gone_by", "by"),
    ({"account": "expense:food:dining"}, "not_put_by", "account"), ({"account": "asset:x"}, "not_a_choice", "account")])
def test_a_goal_that_is_refused_names_its_field(program, changed, code, field):
    answer = program.post("goals", {**SEA, **changed})

    assert (answer.status_code, answer.json["code"], answer.json["field"]) == (422, code, field)
