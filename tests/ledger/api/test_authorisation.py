"""T05 for programs: every route × method × token × own, foreign and missing, made from the URL map. Nothing leaks.

A token is as good as its person and its scopes, and not a second longer than it lasts; a cookie is worth nothing here,
and a token nothing on a page.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.people.token import SCOPES
from ledger.domain.sharing.role import Deed, may
from ledger.kernel.ids import id_text, new_id
from ledger.plumbing import clock
from ledger.services.files import receiving
from ledger.services.people import tokens
from ledger.store.people import persons
from tests.cast import NOW
from tests.ledger.api.programs import token_of
from tests.ledger.api.world import arguments_of, body_of, routes
from tests.ledger.services.files.bills import long_bill
from tests.web.world import ROLES, World, build


@dataclass
class Programs:
    """Two households, a token of everybody in the first and of a stranger, and tokens that are no good."""

    world: World
    tokens: dict[str, str]

    @property
    def house(self):
        return self.world.app

    def ids(self, whose: str) -> dict[str, str]:
        return self.world.ids.get(whose, {})

    def ask(self, token: str, route, operation, known: dict[str, str], client=None):
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        kind = "text/csv" if "text/csv" in operation.takes else operation.takes[-1] if operation.takes else ""
        sent = {"data": b"not a bill", "content_type": kind} if kind else {"json": body_of(route)}
        return (client or self.house.test_client()).open(
            arguments_of(self.house, route, known), method=operation.method, headers=headers,
            **({} if operation.method == "GET" else sent))

    def inside(self):
        return [(route, one) for route, one in routes(self.house) if one.may.kind == "book"]


@pytest.fixture(scope="module")
def programs(house):
    world, kept = build(house), {}
    with house.extensions["house_database"].transaction() as session:
        for whose, seat in (("mine", world.mine), ("theirs", world.theirs)):
            session.allow_books([seat.book_id])
            kept[whose] = seat.book_id, receiving.keep(session, seat, "a.csv", long_bill(5), NOW).batch_id
        people = {"owner": world.mine.member.person_id, "stranger": world.theirs.member.person_id}
        people |= {role: _person(session, world.mine.book_id, role) for role in ROLES[1:]}
    for whose, (book_id, batch_id) in kept.items():
        receiving.read(house.extensions["house_database"], book_id, batch_id)
        world.ids[whose]["batch"] = id_text(batch_id)
    made = {name: token_of(house, person_id) for name, person_id in people.items()}
    owner = people["owner"]
    made["read only"] = token_of(house, owner, ("books:read",))
    made["offers only"] = token_of(house, owner, ("offers:read",))
    made["over"] = token_of(house, owner, life=timedelta(seconds=-1))
    made["ended"] = token_of(house, owner)
    with house.extensions["house_database"].transaction() as session:
        session.allow_person(owner)
        tokens.end(session, owner, _digest(made["ended"]), clock.now())
    return Programs(world, made)


def _digest(token: str) -> str:
    from ledger.plumbing.sessions import secret_digest

    return secret_digest(token.partition(".")[2]).hex()


def _person(session, book_id: int, role: str) -> int:
    session.allow_books([book_id])
    return session.value(sa.text("SELECT person_id FROM member WHERE book_id = :book AND role = :role"),
                         {"book": book_id, "role": role})


def _plain(body: bytes) -> str:
    return re.sub(r"[0-9a-hjkmnp-tv-z]{13}|(?<=/commodities/)[A-Z]+", "ID", body.decode())


def test_somebody_elses_book_looks_like_no_book(programs):
    for route, operation in programs.inside():
        foreign = programs.ask(programs.tokens["stranger"], route, operation, programs.ids("mine"))
        missing = programs.ask(programs.tokens["stranger"], route, operation, {})
        assert foreign.status_code == missing.status_code == 404, (route.rule, operation.method)
        assert foreign.data == missing.data, route.rule
        assert programs.ids("mine")["book"].encode() not in foreign.data, route.rule


def test_a_foreign_thing_in_ones_own_book_looks_like_none(programs):
    own = {"book": programs.ids("mine")["book"]}
    for route, operation in programs.inside():
        if route.arguments == {"book"} and "register" not in route.endpoint:
            continue
        foreign = programs.ask(programs.tokens["owner"], route, operation, {**programs.ids("theirs"), **own})
        missing = programs.ask(programs.tokens["owner"], route, operation, own)
        assert foreign.status_code == missing.status_code == 404, (route.rule, foreign.status_code)
        assert _plain(foreign.data) == _plain(missing.data), route.rule


@pytest.mark.parametrize("where", ["account", "category", "postings", "shares", "answers", "restore"])
def test_a_foreign_id_inside_a_body_looks_like_none(programs, where):
    """What a body names is looked for in this book alone."""
    from tests.ledger.api.test_entries import LINES, LUNCH

    mine, theirs = programs.ids("mine"), programs.ids("theirs")
    entries, batch = f"books/{mine['book']}/entries", f"books/{mine['book']}/imports/{mine['batch']}/confirm"

    def asked(foreign: str, member: str):
        lines = [{**LINES["postings"][0], "account": foreign}, *LINES["postings"][1:]]
        return {
            "account": (entries, {**LUNCH, "account": foreign}), "category": (entries, {**LUNCH, "category": foreign}),
            "postings": (entries, {**LINES, "postings": lines}),
            "shares": (entries, {**LUNCH, "shares": [{"member": member, "amount": "32.50"}]}),
            "answers": (batch, {"places": {"余额": foreign}}),
            "restore": (f"{entries}/{mine['entry']}/restore", {"entry": foreign}),
        }[where]

    told = []
    for account, member in ((theirs["account"], theirs["member"]), (id_text(new_id()), id_text(new_id()))):
        path, body = asked(account if where != "restore" else theirs["entry"], member)
        answer = programs.house.test_client().post(f"/api/v1/{path}", json=body, headers={
            "Authorization": f"Bearer {programs.tokens['owner']}", "Idempotency-Key": secrets.token_hex(8)})
        told.append((answer.status_code, _plain(answer.data)))
    assert told[0] == told[1]
    assert told[0][0] in (404, 422), told[0]


def test_a_role_reaches_what_its_deeds_say_and_no_more(programs):
    for route, operation in programs.inside():
        for role in ROLES[1:]:
            allowed = may(role, Deed(operation.may.deed))
            if operation.is_unsafe and allowed:
                continue
            status = programs.ask(programs.tokens[role], route, operation, programs.ids("mine")).status_code
            assert status == (200 if allowed else 403), (route.rule, role, status)


@pytest.mark.parametrize("token", ["", "over", "ended"])
def test_no_token_or_one_that_is_over_is_nobody(programs, token):
    for route, operation in routes(programs.house):
        answer = programs.ask(programs.tokens.get(token, ""), route, operation, programs.ids("mine"))
        assert (answer.status_code, answer.json["code"]) == (401, "token_needed"), route.rule
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("said", [
    "Bearer", "Bearer x", "Basic dXNlcjpwdw==", "Bearer ch_0000000000001.{secret}", "Bearer {token}x",
    "Bearer {upper}", "{token}", "Bearer {token}, Bearer {token}", "Bearer ch_uuuuuuuuuuuuu." + "x" * 43,
])
def test_a_token_that_is_not_quite_one_is_nobody(programs, said):
    token = programs.tokens["owner"]
    told = said.format(token=token, secret=token.partition(".")[2], upper=token.upper())

    assert programs.house.test_client().get("/api/v1/me", headers={"Authorization": told}).status_code == 401


@pytest.mark.parametrize("token", ["read only", "offers only"])
def test_a_token_without_the_scope_is_refused_whosever_the_book_is(programs, token):
    for route, operation in routes(programs.house):
        has = operation.scope in ("", "books:read" if token == "read only" else "offers:read")
        for whose in ("mine", "theirs", "nowhere"):
            answer = programs.ask(programs.tokens[token], route, operation, programs.ids(whose))
            if not has:
                assert (answer.status_code, answer.json["code"]) == (403, "scope_needed"), route.rule
            else:
                assert answer.status_code in (200, 404, 409, 422), route.rule


def test_a_cookie_is_worth_nothing_here(programs):
    for route, operation in routes(programs.house):
        answer = programs.ask("", route, operation, programs.ids("mine"), programs.world.clients["owner"])
        assert answer.status_code == 401, route.rule


def test_a_token_is_worth_nothing_on_a_page(programs):
    headers = {"Authorization": f"Bearer {programs.tokens['owner']}"}
    for route, rule in programs.world.routes("GET"):
        if rule.kind in ("book", "person"):
            answer = programs.house.test_client().get(programs.world.address(route, "mine"), headers=headers)
            assert answer.status_code in (301, 302, 303), route.rule
            assert re.search(r"/(sign-in|welcome)", answer.location), route.rule


def test_a_new_password_ends_every_token(programs):
    house, world = programs.house, programs.world
    token = token_of(house, world.theirs.member.person_id)
    headers = {"Authorization": f"Bearer {token}"}
    before = house.test_client().get("/api/v1/me", headers=headers).status_code
    with house.extensions["house_database"].transaction() as session:
        session.allow_person(world.theirs.member.person_id)
        persons.raise_epoch(session, world.theirs.member.person_id)

    assert (before, house.test_client().get("/api/v1/me", headers=headers).status_code) == (200, 401)


def test_no_route_gives_out_tokens_or_changes_who_one_is(programs):
    """A leaked token is worth what it may do, and cannot make itself last."""
    unsafe = {route.rule for route, operation in routes(programs.house) if operation.is_unsafe}

    rest = re.compile(r"^/api/v1/(books|lenders|offers|slots|me/consents)\b")
    assert {rule for rule in unsafe if not rest.match(rule)} == set()
    assert {operation.scope for _, operation in routes(programs.house)} <= {"", *SCOPES}


def test_every_deed_of_a_program_is_logged_as_one(programs):
    own, book = {"Authorization": f"Bearer {programs.tokens['owner']}"}, programs.ids("mine")["book"]
    client = programs.house.test_client()
    opened = client.post(f"/api/v1/books/{book}/accounts", headers={**own, "Idempotency-Key": "log"},
                         json={"name": "Savings", "kind": "asset", "purpose": "bank"})
    last = client.get(f"/api/v1/books/{book}/changes?limit=200", headers=own).json["items"][-1]

    assert (opened.status_code, last["deed"], last["actor_kind"]) == (201, "arrange", "token")
    assert last["ids"] == [opened.json["id"]]
