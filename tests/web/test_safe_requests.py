"""T20 and T25: reading writes nothing, a forged form does nothing, and a key does one thing however often it comes."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
import sqlalchemy as sa

from ledger.kernel.ids import id_text
from ledger.plumbing.rows import metadata
from tests.cast import named
from tests.web.world import World, build

RACERS = 20


@pytest.fixture
def world(app):
    return build(app)


def _everything(world: World) -> dict[str, list]:
    with world.app.extensions["house_database"].transaction(write=False) as session:
        return {table.name: sorted(map(repr, session.rows(sa.select(table)))) for table in metadata.sorted_tables}


SIGNED_LINKS = {"stops.stop_it"}
"""Posted by mail programs: their signed link is asked for in the place of a form's token, and a wrong one is none."""


def test_no_get_route_changes_a_row(world):
    before = _everything(world)

    for route, _rule in world.routes("GET"):
        for who in ("owner", "viewer", "stranger", "anonymous"):
            world.clients[who].get(world.address(route, "mine"))

    assert _everything(world) == before


def test_every_form_without_its_token_is_refused(world):
    world.app.config["WTF_CSRF_ENABLED"] = True
    before = _everything(world)

    for route, _rule in world.routes("POST"):
        answer = world.clients["owner"].post(world.address(route, "mine"), data={"client_key": "k"})
        assert answer.status_code == (404 if route.endpoint in SIGNED_LINKS else 403), route.rule

    assert _everything(world) == before


def test_a_form_from_another_site_is_refused(world):
    for route, _rule in world.routes("POST"):
        answer = world.clients["owner"].post(
            world.address(route, "mine"), headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403, route.rule


def _expense(world: World, key: str, amount: str = "32") -> dict[str, str]:
    with world.app.extensions["house_database"].transaction(write=False) as session:
        session.allow_books([world.mine.book_id])
        account, category = (named(session, world.mine, name).account_id for name in ("wechat", "dining"))
    return {"verb": "expense", "amount": amount, "account": id_text(account), "category": id_text(category),
            "on": "2026-11-21", "note": "lunch", "payee": "", "currency": "CNY", "client_key": key}


def _count(world: World) -> int:
    with world.app.extensions["house_database"].transaction(write=False) as session:
        session.allow_books([world.mine.book_id])
        return session.value(sa.text("SELECT count(*) FROM entry WHERE book_id = :book"), {"book": world.mine.book_id})


def _record(world: World, form: dict[str, str]):
    return world.clients["owner"].post(f"/books/{world.ids['mine']['book']}/journal", data=form)


def test_a_double_click_records_once_and_answers_the_same(world):
    before, form = _count(world), _expense(world, "twice")

    first, second = _record(world, form), _record(world, form)

    assert _count(world) == before + 1
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, first.location)


def test_a_key_with_another_body_is_refused(world):
    _record(world, _expense(world, "reused"))

    assert _record(world, _expense(world, "reused", "33")).status_code == 422


def test_a_key_is_free_again_after_a_refusal(world):
    refused, done = _record(world, _expense(world, "again", "32..5")), _record(world, _expense(world, "again"))

    assert (refused.status_code, done.status_code) == (422, 303)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_twenty_racers_with_one_key_record_one_entry(request, settings, engine):
    from dataclasses import replace

    import app as house

    url = request.getfixturevalue(f"{engine}_url")
    made = house.create_app(replace(settings, database_url=url, migrate_url=url))
    made.config.update(WTF_CSRF_ENABLED=False)
    world = build(made)
    before, form = _count(world), _expense(world, "race")
    with world.clients["owner"].session_transaction() as cookie:
        sid = cookie["sid"]
    answers: Counter[tuple[int, str | None]] = Counter()

    def race() -> None:
        client = made.test_client()
        with client.session_transaction() as own:
            own["sid"] = sid
        answer = client.post(f"/books/{world.ids['mine']['book']}/journal", data=form)
        answers[answer.status_code, answer.location] += 1

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sum(answers.values()) == RACERS and len(answers) == 1
    assert _count(world) == before + 1
    made.extensions["house_database"].dispose()
