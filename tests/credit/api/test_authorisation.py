"""T05 for programs about offers and lenders: every route × token × own, foreign and missing. Nothing leaks."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from credit.domain.lenders.role import Deed, may
from ledger.kernel.ids import id_text, new_id
from ledger.plumbing.settings import read_settings
from tests.credit.lending import product, rule_set
from tests.credit.world import ROLES
from tests.ledger.api.programs import token_of
from tests.ledger.api.world import routes
from tests.web.world import World, build

PERSONAL = {"offer", "consent"}
"""What one person alone was shown or allowed."""


class Programs:
    """The matrix's people with a token each, and a body for every deed."""

    def __init__(self, world: World, people: dict[str, int]) -> None:
        self.world = world
        self.tokens = {name: token_of(world.app, person_id) for name, person_id in people.items()}
        self.people = people

    def routes(self, kind: str):
        return [(route, one) for route, one in routes(self.world.app) if one.may.kind == kind]

    def known(self, whose: str) -> dict[str, str]:
        return {"digest": "0" * 64, **self.world.ids.get(whose, {})}

    def ask(self, who: str, route, operation, known: dict[str, str], token: str = ""):
        filled = {name: known.get(name, "1" if name == "version" else id_text(new_id())) for name in route.arguments}
        with self.world.app.test_request_context():
            path = self.world.app.url_map.bind("localhost").build(route.endpoint, filled)
        headers = {"Idempotency-Key": secrets.token_hex(8), "Authorization": f"Bearer {token or self.tokens[who]}"}
        sent = {} if operation.method == "GET" else {"json": body_of(route.endpoint, known)}
        return self.world.app.test_client().open(path, method=operation.method, headers=headers, **sent)


def body_of(endpoint: str, known: dict[str, str]) -> dict[str, Any]:
    """A body the route would take, about what is known."""
    text = {"digest": known["digest"]}
    simulation, rule = known.get("simulation", id_text(new_id())), known.get("rule", id_text(new_id()))
    return {
        "api_products.write": product(), "api_rules.write": rule_set(), "api_rules.submit": text,
        "api_rules.approve": {**text, "simulation": simulation}, "api_rules.send_back": {**text, "note": "Too dear."},
        "api_rules.go_live": text, "api_rules.retire": text, "api_offers.decline": {"for": "now"},
        "api_simulations.ask": {"rule": rule, "version": 1},
    }.get(endpoint, {})


@pytest.fixture(scope="module")
def programs(shared_url, tmp_path_factory):
    import app as house

    environ = {"DATABASE_URL": shared_url, "INSTANCE_DIR": str(tmp_path_factory.mktemp("instance")),
               "SECRET_KEY": "for tests"}
    made = house.create_app(replace(read_settings(environ), testing=True))
    made.config.update(PROPAGATE_FAULTS=True)
    world = build(made)
    with made.extensions["house_database"].transaction() as session:
        session.allow_books([world.mine.book_id])
        rows = session.rows(sa.text("SELECT role, person_id FROM member WHERE book_id = :book"),
                            {"book": world.mine.book_id})
        people = {row.role: row.person_id for row in rows}
    yield Programs(world, people | {"stranger": world.theirs.member.person_id})
    made.extensions["house_database"].dispose()


def _plain(body: bytes) -> str:
    return re.sub(r"[0-9a-hjkmnp-tv-z]{13}", "ID", body.decode())


def test_there_are_routes_of_every_kind(programs):
    assert len(programs.routes("lender")) == 17
    assert {name for route, _ in programs.routes("person") for name in route.arguments} == {*PERSONAL, "slot"}


def test_somebody_elses_lender_looks_like_no_lender(programs):
    for route, operation in programs.routes("lender"):
        for who in ("stranger", "auditor"):
            foreign = programs.ask(who, route, operation, programs.known("mine"))
            missing = programs.ask(who, route, operation, programs.known("nowhere"))
            assert foreign.status_code == missing.status_code == 404, (route.rule, who)
            assert foreign.data == missing.data, route.rule


def test_a_foreign_thing_in_ones_own_lender_looks_like_none(programs):
    own = {"lender": programs.known("mine")["lender"]}
    for route, operation in programs.routes("lender"):
        if route.arguments == {"lender"} and route.endpoint != "api_simulations.ask":
            continue
        who = "partner" if operation.may.deed == Deed.APPROVE else "owner"
        foreign = programs.ask(who, route, operation, {**programs.known("theirs"), **own})
        missing = programs.ask(who, route, operation, {**programs.known("nowhere"), **own})
        assert foreign.status_code == missing.status_code == 404, (route.rule, foreign.text)
        assert _plain(foreign.data) == _plain(missing.data), route.rule


def test_a_role_reaches_what_its_deeds_say_and_no_more(programs):
    for route, operation in programs.routes("lender"):
        for name, role in ROLES.items():
            allowed = may(role, Deed(operation.may.deed))
            if operation.is_unsafe and allowed:
                continue
            answer = programs.ask(name, route, operation, programs.known("mine"))
            assert answer.status_code == (200 if allowed else 403), (route.rule, role, answer.text)


def test_what_another_was_shown_or_allowed_looks_like_nothing(programs):
    for route, operation in programs.routes("person"):
        if route.arguments & PERSONAL:
            foreign = programs.ask("stranger", route, operation, programs.known("mine"))
            missing = programs.ask("stranger", route, operation, programs.known("nowhere"))
            assert foreign.status_code == missing.status_code == 404, route.rule
            assert foreign.data == missing.data, route.rule


@pytest.mark.parametrize(("scope", "beside"), [("lender:rules", "offers:read"), ("offers:read", "lender:rules")])
def test_one_sides_scope_opens_nothing_of_the_other(programs, scope, beside):
    token = token_of(programs.world.app, programs.people["owner"], (scope,))
    for route, operation in routes(programs.world.app):
        if operation.scope == beside:
            answer = programs.ask("owner", route, operation, programs.known("mine"), token)
            assert (answer.status_code, answer.json["code"]) == (403, "scope_needed"), route.rule


@pytest.mark.parametrize(("scope", "field"), [("insight.local", "book"), ("lead.share", "lender")])
def test_a_foreign_id_inside_a_consent_looks_like_none(programs, scope, field):
    headers = {"Authorization": f"Bearer {programs.tokens['owner']}"}
    told = []
    for named in (programs.known("theirs")[field] if field == "book" else id_text(new_id()), id_text(new_id())):
        answer = programs.world.app.test_client().post(
            "/api/v1/me/consents", json={"scope": scope, field: named},
            headers={**headers, "Idempotency-Key": secrets.token_hex(8)})
        told.append((answer.status_code, answer.data))
    assert told[0] == told[1] and told[0][0] == 404


def test_a_foreign_ledger_is_no_ledger_to_ask_about(programs):
    headers = {"Authorization": f"Bearer {programs.tokens['owner']}"}
    told = []
    for book in (programs.known("theirs")["book"], id_text(new_id())):
        answer = programs.world.app.test_client().post(
            "/api/v1/slots/journal", json={"book": book}, headers={**headers, "Idempotency-Key": secrets.token_hex(8)})
        told.append((answer.status_code, answer.data))
    assert told[0] == told[1] and told[0][0] == 404


def test_no_reading_changes_a_row(programs):
    before = _everything(programs)
    assert sum(map(len, before.values())) > 50
    for route, operation in routes(programs.world.app):
        if operation.method == "GET" and operation.scope in ("offers:read", "lender:rules"):
            answer = programs.ask("owner", route, operation, programs.known("mine"))
            is_free = route.endpoint == "api_offers.schedule"
            assert answer.status_code == (404 if is_free else 200), (route.rule, answer.text)

    assert _everything(programs) == before


def _everything(programs) -> dict[str, list[str]]:
    from ledger.kernel.ids import read_id
    from ledger.plumbing.rows import metadata

    with programs.world.app.extensions["house_database"].transaction(write=False) as session:
        session.allow_person(programs.people["owner"])
        session.allow_books([programs.world.mine.book_id])
        session.allow_lender(read_id(programs.known("mine")["lender"]))
        return {table.name: sorted(map(repr, session.rows(sa.select(table)))) for table in metadata.sorted_tables}
