"""A program takes a ledger along: the form asked for, as a file."""

from __future__ import annotations

import pytest

from tests.ledger.api.test_entries import LUNCH


@pytest.mark.parametrize(("form", "kind", "says"), [
    ("csv", "text/csv", '"expense:food:dining"'), ("beancount", "text/plain", "balance Assets:Wallet"),
    ("hledger", "text/plain", "account Assets:Wallet"),
])  # fmt: skip
def test_a_ledger_is_answered_as_a_file(program, form, kind, says):
    program.post("entries", LUNCH)

    answer = program.get(f"export?format={form}")

    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert says in answer.text


@pytest.mark.parametrize("query", ["", "?format=xlsx", "?format=csv&format=csv", "?format=csv&more=1"])
def test_a_form_that_is_none_is_a_problem(program, query):
    answer = program.get(f"export{query}")

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_the_document_says_it_is_a_file(house):
    told = house.test_client().get("/api/v1/openapi.json").json["paths"]["/api/v1/books/{book}/export"]["get"]

    assert set(told["responses"]["200"]["content"]) == {"text/csv", "text/plain"}
    assert told["parameters"][-1]["schema"]["enum"] == ["csv", "beancount", "hledger"]
