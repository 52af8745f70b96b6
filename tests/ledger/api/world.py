"""Every route of the API, its address filled, and for each a body it would take: what the matrix walks."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Rule as Route

from ledger.kernel.ids import id_text, new_id
from ledger.plumbing.api.area import Operation
from tests.ledger.api.test_entries import LUNCH

PLAN = {"name": "Rent", "verb": "expense", "amount": "1.00", "account": "asset:wallet:wechat",
        "to": "expense:food:dining", "on": "2026-12-01"}
QUERIES = {
    "take_back": "?version=1", "remove_budget": "?version=1", "remove_goal": "?version=1", "plan_no_more": "?version=1",
    "remove_template": "?version=1", "register_of": "?account={account}", "export": "?format=csv",
}
"""What an address needs beside its path, by the view."""

SORTS = ("tag", "project", "payee")
COFFEE = {"name": "Coffee", "category": "expense:food:dining", "account": "asset:wallet:wechat"}
GOAL = {"target": "100", "account": "asset:bank:joint", "by": "2199-01-01"}


def routes(house: Flask) -> list[tuple[Route, Operation]]:
    """Every declared route of the API, the document apart."""
    found = [(route, getattr(house.view_functions[route.endpoint], "operation", None))
             for route in house.url_map.iter_rules()]
    return sorted(((route, one) for route, one in found if one is not None), key=lambda pair: pair[0].rule)


def arguments_of(house: Flask, route: Route, known: dict[str, str]) -> str:
    """The address of a route, filled with ids known, or with ids that exist nowhere."""
    filled = {name: known.get(name) or id_text(new_id()) for name in route.arguments}
    with house.test_request_context():
        path = str(house.url_map.bind("localhost").build(route.endpoint, filled))
    query = QUERIES.get(route.endpoint.rpartition(".")[2], "")
    return path + query.replace("{account}", known.get("account") or id_text(new_id()))


def body_of(route: Route) -> dict[str, Any]:
    """A body the route would take."""
    bodies: dict[str, dict[str, Any]] = {
        "record": LUNCH, "amend": {**LUNCH, "version": 1}, "add_member": {"name": "Lin"},
        "say": {"amount": "812.40"},
        "plan": PLAN, "plan_again": {**PLAN, "version": 1}, "record_next": {"version": 1},
        "add": {"name": "Savings", "kind": "asset", "purpose": "bank"}, "open_book": {"scene": "household"},
        "make_budget": {"limit": "100"}, "amend_budget": {"limit": "100", "version": 1},
        **{f"make_{sort}": {"name": "Kyoto"} for sort in SORTS},
        **{f"amend_{sort}": {"name": "Kyoto", "version": 1} for sort in SORTS},
        **{f"merge_{sort}": {"into": "0" * 13, "version": 1} for sort in SORTS},
        **{f"part_{sort}": {"version": 1} for sort in SORTS},
        "change_several": {"entries": [], "change": "take_back"}, "undo_several": {"seq": 1},
        "keep_template": COFFEE, "amend_template": {**COFFEE, "version": 1},
        "settle_debt": {"account": "asset:receivable:friends", "place": "asset:wallet:wechat"},
        "forgive_debt": {"account": "asset:receivable:friends", "category": "expense:food:dining"},
        "refund_entry": {"amount": "1", "place": "asset:wallet:wechat"},
        "claim_entries": {"entries": [{"entry": id_text(1), "version": 1}], "by": "Acme"},
        "define": {"code": "MILES", "digits": 0}, "define_again": {"name": "Fund", "version": 1},
        "keep_prices": {"prices": [{"currency": "USD", "on": "2026-11-20", "price": "7.1"}]},
        "make_goal": GOAL, "amend_goal": {**GOAL, "version": 1},
    }
    return bodies.get(route.endpoint.rpartition(".")[2], {})
