"""The document says what the routes do: it is OpenAPI 3.1, whole, and its examples are taken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel

from ledger.api.shapes.account import AccountIn
from ledger.api.shapes.book import BookIn
from ledger.api.shapes.journal.entry_in import EntryIn
from ledger.domain.people.token import SCOPES
from ledger.plumbing.api.problem import TITLES
from tests.ledger.api.world import routes

pytestmark = pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True, scope="module")
"""The document is the same on either engine."""

TYPES = {"string", "integer", "boolean", "array", "object", "null"}
KNOWN = {
    "type", "title", "description", "properties", "required", "additionalProperties", "items", "anyOf", "oneOf",
    "$ref", "enum", "const", "default", "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
    "examples", "contentMediaType",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(house) -> dict[str, Any]:
    answer = house.test_client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.json


def _operations(told: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, one) for path, item in told["paths"].items() for method, one in item.items()]


def _every_ref(node: Any) -> list[str]:
    if isinstance(node, dict):
        here = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return here + [ref for value in node.values() for ref in _every_ref(value)]
    return [ref for value in node for ref in _every_ref(value)] if isinstance(node, list) else []


def test_it_is_of_the_version_it_says_and_has_every_route(house, told):
    assert told["openapi"] == "3.1.0"
    assert set(told) == {"openapi", "info", "servers", "paths", "components"}
    declared = {(re.sub(r"<(\w+)>", r"{\1}", route.rule), one.method.lower()) for route, one in routes(house)}
    assert {(path, method) for path, method, _ in _operations(told)} == declared


def test_every_reference_leads_somewhere(told):
    for ref in _every_ref(told):
        node = told
        for part in ref.removeprefix("#/").split("/"):
            node = node[part]
        assert node, ref


def test_every_operation_has_a_name_of_its_own_words_and_a_scope(told):
    names = [one["operationId"] for _, _, one in _operations(told)]

    assert len(set(names)) == len(names)
    for path, method, one in _operations(told):
        assert one["summary"] and one["tags"], path
        (needed,) = one["security"]
        assert set(needed) == {"token"} and set(needed["token"]) <= set(SCOPES), path
        named = {each["name"] for each in one["parameters"] if each["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        assert ("Idempotency-Key" in {each["name"] for each in one["parameters"]}) == (method != "get")


def test_every_refusal_is_a_problem(told):
    answers = told["components"]["responses"]

    assert set(answers) == {str(status) for status in TITLES}
    assert all(list(one["content"]) == ["application/problem+json"] for one in answers.values())
    for _, method, one in _operations(told):
        assert {"401", "403", "404", "422"} <= set(one["responses"])
        assert method == "get" or {"400", "409"} <= set(one["responses"])


def test_every_schema_is_json_schema_of_words_we_know(told):
    def walk(schema: Any) -> None:
        assert isinstance(schema, dict)
        assert set(schema) <= KNOWN, schema
        assert schema.get("type", "object") in TYPES
        for each in [*schema.get("properties", {}).values(), *schema.get("anyOf", []), *schema.get("oneOf", [])]:
            walk(each)
        for name in ("items", "additionalProperties"):
            if isinstance(schema.get(name), dict):
                walk(schema[name])
        if "pattern" in schema:
            re.compile(schema["pattern"])

    for schema in told["components"]["schemas"].values():
        walk(schema)


@pytest.mark.parametrize("shape", [EntryIn, BookIn, AccountIn])
def test_its_examples_are_taken(told, shape: type[BaseModel]):
    import json

    examples = told["components"]["schemas"][shape.__name__]["examples"]
    assert examples
    for example in examples:
        shape.model_validate_json(json.dumps(example))


def test_the_entries_examples_are_recorded_as_they_stand(told, program):
    for example in told["components"]["schemas"]["EntryIn"]["examples"]:
        assert program.post("entries", example).status_code == 201


def test_what_is_answered_has_the_shape_that_was_told(told, program):
    """Every field of an answer is one the document knows."""
    from tests.ledger.api.test_entries import LUNCH

    entry = program.post("entries", LUNCH).json
    asked = {"EntryOut": entry, "BookOut": program.get("").json, "MeOut": program.get("/me").json,
             "MonthOut": program.get("reports/month").json, "GroupsOut": program.get("reports/groups").json,
             "BalanceSheetOut": program.get("reports/balance_sheet").json,
             "IncomeStatementOut": program.get("reports/income_statement").json,
             "CashFlowOut": program.get("reports/cash_flow").json,
             "TrialBalanceOut": program.get("reports/trial_balance").json, "Log": program.get("changes").json}
    for name, answer in asked.items():
        assert set(answer) == set(told["components"]["schemas"][name]["properties"]), name
