"""Whatever fits the document's own schema of an entry, and whatever nearly does, is answered and never a fault of ours.

Bodies are drawn from the published schema; now and then any value is put in place of one, or a field is added.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.ledger.api.programs import Program

CODES = ["asset:wallet:wechat", "asset:cash", "asset:bank:joint", "liability:card", "expense:food:dining",
         "expense:transport", "income:salary", "equity:opening", "equity:exchange"]
CURRENCIES = ["CNY", "JPY", "KWD", "USD", "CLF", "XXX"]
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.isoformat)
AMOUNTS = st.sampled_from(["0", "1", "-1", "32.50", "-32.50", "0.01", "999999999999999", "10000000000000", "1.000001"])
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), st.just("1e999999"), st.just("NaN"),
    st.just("\u0000"), st.just("９"), st.just("9" * 60),
)


def _drawn(schema: dict[str, Any], schemas: dict[str, Any], name: str = "") -> st.SearchStrategy[Any]:
    """Values of a schema, of the words the document is written in."""
    if "$ref" in schema:
        return _drawn(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return st.one_of(*(_drawn(one, schemas, name) for one in schema[several]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if kind == "object":
        return _object(schema, schemas)
    if kind == "array":
        return st.lists(_drawn(schema["items"], schemas, name), max_size=4)
    return {"null": st.none(), "integer": st.integers(1, 3), "string": _text(schema, name)}[kind]


def _object(schema: dict[str, Any], schemas: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    if "properties" not in schema:
        return st.dictionaries(st.text(max_size=20), _drawn(schema["additionalProperties"], schemas), max_size=3)
    fields = {name: _drawn(one, schemas, name) for name, one in schema["properties"].items()}
    needed = {name: one for name, one in fields.items() if name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional={name: one for name, one in fields.items() if name not in needed})


def _text(schema: dict[str, Any], name: str) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return DAYS
    if name in ("account", "category", "to"):
        return st.sampled_from(CODES)
    if name == "currency":
        return st.sampled_from(CURRENCIES)
    if "." in schema.get("pattern", ""):
        return AMOUNTS
    return st.text(max_size=30) if "pattern" not in schema else st.from_regex(schema["pattern"], fullmatch=True)


@st.composite
def _spoilt(draw: st.DrawFn, bodies: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """A body, at times with something in it that does not belong."""
    body = draw(bodies)
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        target = body
        lists = [one for value in body.values() if isinstance(value, list) for one in value if isinstance(one, dict)]
        if lists and draw(st.booleans()):
            target = draw(st.sampled_from(lists))
        target[draw(st.sampled_from([*sorted(target), "more"]))] = draw(JUNK)
    return body


def _entries(program: Program) -> st.SearchStrategy[dict[str, Any]]:
    schemas = program.client.get("/api/v1/openapi.json").json["components"]["schemas"]
    return _spoilt(_drawn({"$ref": "#/components/schemas/EntryIn"}, schemas))


def _is_answered(answer) -> bool:
    """Done with an entry, or refused as a problem."""
    if answer.status_code == 201:
        return answer.json["status"] in ("posted", "pending")
    return 400 <= answer.status_code < 500 and answer.content_type == "application/problem+json"


@pytest.mark.parametrize("draws", [60])
def test_no_entry_is_a_fault_of_ours(program, draws):
    @settings(max_examples=draws, suppress_health_check=list(HealthCheck))
    @given(_entries(program))
    def never(body: dict[str, Any]) -> None:
        answer = program.send("entries", json.dumps(body).encode())
        assert _is_answered(answer), (body, answer.status_code, answer.text)

    never()
    assert _balanced(program)


def test_no_bytes_are_a_fault_of_ours(program):
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200), st.sampled_from(["entries", "accounts", "members", "imports"]))
    def never(content: bytes, path: str) -> None:
        assert 400 <= program.send(path, content).status_code < 500

    never()


def test_no_address_is_a_fault_of_ours(program):
    names = ["after", "limit", "q", "category", "account", "low", "high", "since", "until", "verb", "month", "show",
             "span", "on", "beside", "by", "of"]
    texts = st.one_of(st.text(max_size=20), AMOUNTS, DAYS, st.just("2026-11"), st.sampled_from(CODES))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["entries", "accounts", "changes", "imports", "reports/month", "reports/register",
                            "reports/balance_sheet", "reports/cash_flow", "reports/groups", "reports/change"]),
           st.dictionaries(st.sampled_from(names), texts, max_size=3))
    def never(path: str, query: dict[str, str]) -> None:
        answer = program.client.get(f"/api/v1/books/{program.book}/{path}", query_string=query,
                                    headers={"Authorization": f"Bearer {program.token}"})
        assert answer.status_code in (200, 404, 422), (path, query, answer.text)

    never()


def _balanced(program: Program) -> bool:
    """Whether everything that was taken in sums to nothing, currency by currency."""
    for entry in program.get("entries?limit=200").json["items"]:
        sums: dict[str, int] = {}
        for one in entry["postings"]:
            sums[one["currency"]] = sums.get(one["currency"], 0) + int(one["amount"].replace(".", ""))
        if any(sums.values()):
            return False
    return True
