"""Many entries at once and templates, for programs."""

from __future__ import annotations

import pytest

from ledger.api.shapes.journal.bulk import TemplateIn
from tests.ledger.api.test_entries import LUNCH

pytestmark = [
    pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module"), pytest.mark.usefixtures("today")]
COFFEE = TemplateIn.model_config["json_schema_extra"]["examples"][0]


def test_entries_are_changed_as_one_deed_and_the_deed_undone(program):
    made = [program.post("entries", LUNCH).json for _ in range(2)]
    seen = [{"id": one["id"], "version": 1} for one in made]

    done = program.post("several", {"entries": [*seen, {**seen[0], "version": 1}], "change": "category",
                                    "to": "expense:food:groceries"}).json
    stale = program.post("several", {"entries": seen, "change": "take_back"}).json
    back = program.post("several/undo", {"seq": done["seq"]}).json

    assert (done["done"], done["left_out"]) == (2, [])
    assert stale["seq"] is None and [one["code"] for one in stale["left_out"]] == ["stale_entry"] * 2
    assert back["done"] == 2 and program.get(f"entries/{seen[0]['id']}").json["version"] == 3


@pytest.mark.parametrize("wrong", [
    {"entries": [], "change": "take_back"}, {"entries": [{"id": "0" * 13, "version": 1}], "change": "category"},
    {"entries": [{"id": "0" * 13, "version": 1}], "change": "person", "to": "nobody"}, {"entries": 1, "change": "fly"},
])
def test_a_wrong_change_is_refused_by_name(program, wrong):
    assert program.post("several", wrong).status_code == 422


def test_a_template_is_kept_used_put_right_removed_and_put_back(program):
    made = program.post("templates", COFFEE)
    at = f"templates/{made.json['id']}"

    used = program.post(f"{at}/use", {"on": "2026-11-20"})
    dearer = program.post(f"{at}/use", {"amount": "20"})
    right = program.post(f"{at}/amend", {**COFFEE, "name": "Espresso", "version": 1}).json
    late = program.post(f"{at}/amend", {**COFFEE, "version": 1})
    program.delete(f"{at}?version=2")
    gone, back = program.get(at), program.post(f"{at}/restore").json

    assert made.status_code == used.status_code == 201 and used.json["on"] == "2026-11-20"
    assert used.json["amount"] == "18.00" and dearer.json["amount"] == "20.00"
    assert right["name"] == "Espresso" and late.json["code"] == "stale_template"
    assert gone.status_code == 404 and back["name"] == "Espresso"
    assert back in program.get("templates").json["items"]


def test_a_template_that_says_nothing_is_refused(program):
    assert program.post("templates", {"name": "Nothing"}).json["code"] == "nothing_to_keep"
    bare = program.post("templates", {"name": "Bus", "category": "expense:food:dining"}).json
    assert program.post(f"templates/{bare['id']}/use").status_code == 422
