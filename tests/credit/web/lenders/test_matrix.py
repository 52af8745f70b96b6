"""T05 for lenders: every route × method × actor × own, foreign and missing. Not yours and not there look the same."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from credit.domain.lenders.role import Deed, may
from tests.credit.world import ROLES
from tests.web.world import World, build

REDIRECTS = {301, 302, 303}


@pytest.fixture
def world(database_url, settings):
    import app as house

    made = house.create_app(replace(settings, database_url=database_url, migrate_url=database_url))
    made.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_FAULTS=True)
    yield build(made)
    made.extensions["house_database"].dispose()


def plain(body: bytes) -> str:
    """A page without what differs from one request to the next."""
    text = re.sub(r'(name="(?:csrf_token|client_key)" value=")[^"]*', r"\1", body.decode())
    text = re.sub(r"X-CSRFToken[^}]*", "", text)
    return re.sub(r"/rules/ID/\w+", "/rules/ID/ID", re.sub(r"[0-9a-hjkmnp-tv-z]{13}", "ID", text))


def ask(world: World, who: str, method: str, address: str):
    client = world.clients[who]
    return client.get(address) if method == "GET" else client.post(address, data={"client_key": ""})


def lender_routes(world: World):
    return [(method, route, rule) for method in ("GET", "POST") for route, rule in world.routes(method)
            if rule.kind == "lender"]


def test_nothing_leaks_and_a_role_reaches_what_its_deeds_say(world):
    assert len(lender_routes(world)) > 25
    for method, route, rule in lender_routes(world):
        mine = world.address(route, "mine")
        foreign, missing = ask(world, "stranger", method, mine), ask(world, "stranger", method,
                                                                      world.address(route, "nowhere"))
        assert foreign.status_code == missing.status_code == 404, route.rule
        assert plain(foreign.data) == plain(missing.data), route.rule
        assert ask(world, "auditor", method, mine).status_code == 404, "of the ledger, and of no lender"
        for who, role in ROLES.items():
            if method == "POST" and may(role, Deed(rule.deed)):
                continue
            status = ask(world, who, method, mine).status_code
            assert status == (200 if may(role, Deed(rule.deed)) else 403), (route.rule, role, status)


def test_another_lenders_thing_looks_like_none_and_an_empty_form_is_never_our_fault(world):
    for method, route, _rule in lender_routes(world):
        if method == "POST":
            for who in ROLES:
                status = ask(world, who, "POST", world.address(route, "mine")).status_code
                assert status < 500, (route.rule, who, status)
        if route.arguments == {"lender"}:
            continue
        who = "partner" if route.rule.endswith(("/approve", "/send-back")) else "owner"
        who = "contributor" if "/people/" in route.rule else who
        foreign = ask(world, who, method, world.address(route, "theirs", book="mine"))
        missing = ask(world, who, method, world.address(route, "nowhere", book="mine"))
        assert foreign.status_code == missing.status_code, route.rule
        assert plain(foreign.data) == plain(missing.data), route.rule
        assert foreign.status_code in (404, 422), (route.rule, foreign.status_code)

