"""Tags, projects and payees for programs: on entries, by themselves, renamed, merged, parted and put away."""

from __future__ import annotations

import pytest

from tests.ledger.api.test_entries import LUNCH

pytestmark = [
    pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module"), pytest.mark.usefixtures("today")]


def test_an_entry_is_sent_and_told_with_its_tags_and_keeps_them_where_none_are_said(program):
    made = program.post("entries", {**LUNCH, "tags": ["Work", "#berlin"]})
    at = f"entries/{made.json['id']}"

    kept = program.post(f"{at}/amend", {**LUNCH, "amount": "40.00", "version": 1})
    bare = program.post(f"{at}/amend", {**LUNCH, "tags": [], "version": 2})
    again = program.post(f"{at}/restore", {"entry": kept.json["entry"]})

    assert (made.status_code, made.json["tags"], kept.json["tags"]) == (201, ["Work", "berlin"], ["Work", "berlin"])
    assert (bare.json["tags"], again.json["tags"]) == ([], ["Work", "berlin"])
    changed = program.get(f"{at}/history").json["items"][1]["changed"]
    assert "tags" in changed


def test_lines_bear_tags_and_a_list_finds_them(program):
    lines = {"on": "2026-11-21", "tags": ["line"], "postings": [
        {"account": "expense:food:dining", "amount": "5"}, {"account": "asset:wallet:wechat", "amount": "-5"}]}
    made = program.post("entries", lines)
    program.post("entries", LUNCH)
    (tag,) = program.get("tags").json["items"]

    found = program.get(f"entries?tag={tag['id']}").json["items"]

    assert [one["id"] for one in found] == [made.json["id"]]
    assert (tag["name"], tag["entries"], tag["spent"], tag["version"]) == ("line", 1, "5.00", 1)


@pytest.mark.parametrize("sort", ["tags", "projects"])
def test_two_names_are_merged_and_parted_again(program, sort):
    one, two = (program.post(sort, {"name": name}).json for name in ("Kyoto", "Japan"))

    merged = program.post(f"{sort}/{one['id']}/merge", {"into": two["id"], "version": 1})
    listed = program.get(sort).json["items"]
    parted = program.post(f"{sort}/{one['id']}/part", {"version": 2})

    assert (merged.json["name"], [each["name"] for each in merged.json["merged"]]) == ("Japan", ["Kyoto"])
    assert [each["name"] for each in listed] == ["Japan"]
    assert (parted.json["name"], len(program.get(sort).json["items"])) == ("Kyoto", 2)


def test_a_payee_is_renamed_with_its_entries_and_put_away(program):
    program.post("entries", {**LUNCH, "payee": "SBUX 1", "on": "2026-11-20"})
    (payee,) = program.get("payees").json["items"]
    at = f"payees/{payee['id']}"

    renamed = program.post(f"{at}/amend", {"name": "Starbucks", "version": payee["version"]})
    late = program.post(f"{at}/amend", {"name": "Other", "version": payee["version"]})
    away = program.post(f"{at}/amend", {"name": "Starbucks", "version": 1, "closed": True})

    assert (renamed.json["name"], renamed.json["entries"], renamed.json["version"]) == ("Starbucks", 1, 1)
    assert (late.status_code, late.json["code"]) == (409, "stale_name")
    assert away.json["closed"] and program.get("payees").json["items"] == []
    assert [one["name"] for one in program.get("payees?state=closed").json["items"]] == ["Starbucks"]


@pytest.mark.parametrize(("sort", "body", "code", "field"), [
    ("tags", {"name": " "}, "needed", "name"), ("tags", {"name": "a,b"}, "needed", "name"),
    ("tags", {"name": "x" * 41}, "tag_too_long", "tags"), ("projects", {"name": "x" * 61}, "too_long", "name"),
    ("projects", {"name": "Trip", "since": "2026-02-02", "until": "2026-02-01"}, "last_before_first", "until"),
    ("payees", {"name": "Hive", "category": "0" * 13}, "not_a_choice", "category"),
])
def test_what_cannot_be_a_name_is_refused_by_field(program, sort, body, code, field):
    refused = program.post(sort, body)

    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (422, code, field)


def test_a_budget_watches_a_project_and_groups_are_by_tag(program):
    project = program.post("projects", {"name": "Works"}).json
    budget = program.post("budgets", {"limit": "100", "project": project["id"], "every": "whole",
                                      "since": "2026-01-01"}).json
    program.post("entries", {**LUNCH, "project": "works", "tags": ["a", "b"], "on": "2026-11-21"})

    found = program.get(f"budgets/{budget['id']}").json
    groups = program.get("reports/groups?by=tag&on=2026-11-21").json

    assert (found["project"], found["turn"]["spent"]) == (project["id"], "32.50")
    assert groups["amount"] == "32.50" and sorted(one["amount"] for one in groups["groups"]) == ["32.50", "32.50"]
    refused = program.post("budgets", {"limit": "1", "tag": "0" * 13})
    assert (refused.status_code, refused.json["field"]) == (422, "tag")
