"""The document of the credit side's calls: whole, and its examples are taken."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from credit.api.shapes.consent import ConsentIn
from credit.api.shapes.offer import DeclineIn, SlotIn
from credit.api.shapes.product import ProductIn
from credit.api.shapes.rule import RuleSetIn, TextIn
from credit.api.shapes.simulation import SimulationIn
from credit.domain.offers.product import read_product
from credit.domain.rules.rule_reader import read_rule_set


@pytest.fixture
def told(client):
    return client.get("/api/v1/openapi.json").json


@pytest.mark.parametrize("shape", [ConsentIn, SlotIn, DeclineIn, ProductIn, RuleSetIn, TextIn, SimulationIn])
def test_its_examples_are_taken(told, shape: type[BaseModel]):
    examples = told["components"]["schemas"][shape.__name__]["examples"]

    assert [shape.model_validate_json(json.dumps(one)) for one in examples]


def test_its_product_and_its_rules_are_read_by_the_domain(told):
    schemas = told["components"]["schemas"]
    (sold,), (rules,) = schemas["ProductIn"]["examples"], schemas["RuleSetIn"]["examples"]

    assert read_product(sold).id == read_rule_set(rules).rows[0].offer.product


def test_every_path_of_the_interface_is_there(told):
    base = "/api/v1"
    wanted = {"/me/consents": "get post", "/me/consents/{consent}": "get delete", "/me/offers": "get",
              "/slots/{slot}": "post", "/offers/{offer}/why": "get", "/offers/{offer}/schedule": "get",
              "/offers/{offer}/decline": "post", "/offers/{offer}/apply": "post", "/books/{book}/signals": "get",
              "/lenders": "get", **{f"/lenders/{{lender}}/{name}": methods for name, methods in {
                  "products": "get post", "rules": "get post", "simulations": "post", "results": "get",
                  "members": "get", "audit": "get"}.items()}}

    assert {path: set(told["paths"][base + path]) for path in wanted} == {
        path: set(methods.split()) for path, methods in wanted.items()}


def test_a_version_in_a_path_is_a_number_and_a_slot_a_word(told):
    live = told["paths"]["/api/v1/lenders/{lender}/rules/{rule}/{version}/live"]["post"]
    slot = told["paths"]["/api/v1/slots/{slot}"]["post"]
    known = {one["name"]: one["schema"] for one in live["parameters"] + slot["parameters"]}

    assert known["version"] == {"type": "integer", "minimum": 1} and known["slot"] == {"type": "string"}
    assert known["rule"]["pattern"]
