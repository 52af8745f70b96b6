"""T05: every route × method × actor × own, foreign and missing, made from the URL map. Nothing leaks.

Not yours and not there look the same: the same status, the same body. On PostgreSQL the app works under the
restricted role, so a forgotten check would still find no row.
"""

from __future__ import annotations

import re

import pytest

from credit.domain.lenders import role as lenders
from ledger.domain.sharing.role import Deed, may
from tests.credit import world as credit
from tests.web.world import ROLES, World, build

REDIRECTS = {301, 302, 303}
SHARED = ("book", "lender")
"""Kinds of rule that ask where somebody sits."""


@pytest.fixture
def world(database_url, settings):
    from dataclasses import replace

    import app as house

    made = house.create_app(replace(settings, database_url=database_url, migrate_url=database_url))
    made.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_FAULTS=True)
    yield build(made)
    made.extensions["house_database"].dispose()


def _plain(body: bytes) -> str:
    """A page without what differs from one request to the next."""
    text = re.sub(r'(name="(?:csrf_token|client_key)" value=")[^"]*', r"\1", body.decode())
    text = re.sub(r"X-CSRFToken[^}]*", "", text)
    return re.sub(r"[0-9a-hjkmnp-tv-z]{13}|(?<=/commodities/)[A-Z]+", "ID", text)


def _ask(world: World, who: str, method: str, address: str):
    client = world.clients[who]
    return client.get(address) if method == "GET" else client.post(address, data={"client_key": ""})


def _is_for_others(rule) -> bool:
    """Whether it is a deed that the owner, who is an analyst of the lender, may not do there."""
    return rule.kind == "lender" and not lenders.may(credit.ROLES["owner"], lenders.Deed(rule.deed))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_somebody_elses_book_looks_like_no_book(world, method):
    for route, rule in world.routes(method):
        if rule.kind not in SHARED:
            continue
        address = world.address(route, "mine")
        foreign = _ask(world, "stranger", method, address)
        missing = _ask(world, "stranger", method, world.address(route, "nowhere"))
        assert foreign.status_code == missing.status_code == 404, route.rule
        assert _plain(foreign.data) == _plain(missing.data), route.rule
        assert world.ids["mine"].get(rule.kind, "-") not in foreign.text.replace(address, ""), route.rule


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_thing_in_ones_own_book_looks_like_none(world, method):
    for route, rule in world.routes(method):
        if rule.kind not in SHARED or route.arguments == {rule.kind} or _is_for_others(rule):
            continue
        foreign = _ask(world, "owner", method, world.address(route, "theirs", book="mine"))
        missing = _ask(world, "owner", method, world.address(route, "nowhere", book="mine"))
        assert foreign.status_code == missing.status_code, route.rule
        assert _plain(foreign.data) == _plain(missing.data), route.rule
        assert foreign.status_code in (404, 422), (route.rule, foreign.status_code)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_another_persons_looks_like_none(world, method):
    for route, rule in world.routes(method):
        if rule.kind != "person" or not route.arguments & {"consent", "quiet", "offer"}:
            continue
        foreign = _ask(world, "stranger", method, world.address(route, "mine"))
        missing = _ask(world, "stranger", method, world.address(route, "nowhere"))
        assert foreign.status_code == missing.status_code == 404, route.rule
        assert _plain(foreign.data) == _plain(missing.data), route.rule


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_reaches_what_its_deeds_say_and_no_more(world, method):
    for route, rule in world.routes(method):
        if rule.kind != "book":
            continue
        for role in ROLES:
            if method == "POST" and may(role, Deed(rule.deed)):
                continue
            status = _ask(world, role, method, world.address(route, "mine")).status_code
            if role == "contributor" and rule.deed == Deed.AMEND:
                assert status in (403, 404), "a contributor amends only what they recorded themselves"
            elif role == "partner" and "member" in route.arguments:
                assert status == 403, "the owner's own seat is no partner's to change"
            elif may(role, Deed(rule.deed)):
                assert status in (200, *REDIRECTS, 404, 409, 422), (route.rule, role, status)
            else:
                assert status == 403, (route.rule, role, status)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_role_of_a_lender_reaches_what_its_deeds_say_and_no_more(world, method):
    for route, rule in world.routes(method):
        if rule.kind != "lender":
            continue
        assert _ask(world, "auditor", method, world.address(route, "mine")).status_code == 404, route.rule
        for name, role in credit.ROLES.items():
            allowed = lenders.may(role, lenders.Deed(rule.deed))
            if method == "POST" and allowed:
                continue
            status = _ask(world, name, method, world.address(route, "mine")).status_code
            assert status == (200 if allowed else 403), (route.rule, role, status)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_signed_in_is_led_to_sign_in(world, method):
    for route, rule in world.routes(method):
        if rule.kind in ("public", "half"):
            continue
        answer = _ask(world, "anonymous", method, world.address(route, "mine"))
        assert answer.status_code in REDIRECTS, (route.rule, answer.status_code)
        assert re.search(r"/(sign-in|welcome)", answer.location), route.rule


def test_an_empty_form_is_never_our_fault(world):
    for route, rule in world.routes("POST"):
        if rule.kind == "book" and "erase" not in route.rule:
            status = _ask(world, "owner", "POST", world.address(route, "mine")).status_code
            assert status < 500, (route.rule, status)


def test_an_undeclared_route_stops_the_app_from_starting(world):
    from ledger.plumbing.access import check_declared

    world.app.view_functions["undeclared"] = lambda: ""
    world.app.url_map.add(world.app.url_rule_class("/undeclared", endpoint="undeclared"))

    with pytest.raises(RuntimeError, match="/undeclared"):
        check_declared(world.app)
