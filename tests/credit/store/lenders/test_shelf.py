"""The shelf: what every worker serves, read again only when it moved."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from credit.domain.lenders.version import text_digest
from credit.domain.offers.product import read_product
from credit.domain.offers.product_text import product_json
from credit.store.lenders import shelf
from ledger.plumbing.db import Database
from tests.cast import NOW
from tests.credit.lending import product, row, rule_set

LENDER = {"name": "Harbour", "legal_name": "Harbour Ltd", "contact": "", "country": "CN", "licence_until": None}


def put(session, rule_id=1, **changed):
    body = {"set": rule_set(row(("dti", "at_most", 3_000))),
            "products": {"refi-12": shelf.pin(5, 1, product_json(read_product(product(**changed))))}}
    shelf.put(session, 7, rule_id, 1, "card_refinance", shelf.shelf_body(body["set"], body["products"], LENDER),
              text_digest(body), NOW)


def statements(session, asking):
    """How many statements something runs."""
    seen = []
    listen = (session.connection.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    sa.event.listen(*listen)
    try:
        asking()
    finally:
        sa.event.remove(*listen)
    return len(seen)


def test_nothing_is_there_before_anything_is_put(session):
    assert shelf.live(session) == ()


def test_what_is_put_is_served_with_everything_it_needs(session):
    put(session)

    (found,) = shelf.live(session)

    assert (found.lender.lender_id, found.lender.legal_name) == (7, "Harbour Ltd")
    assert found.product_ids == {"refi-12": (5, 1)} and found.products["refi-12"].most == 5_000_000


def test_a_slot_costs_one_small_statement_while_nothing_moved(session):
    put(session)
    shelf.live(session)

    assert statements(session, lambda: shelf.live(session)) == 1


def test_another_worker_serves_the_change_at_its_next_slot(database_url):
    here, there = Database(database_url), Database(database_url)
    with there.transaction() as session:
        assert shelf.live(session) == ()
    with here.transaction() as session:
        put(session)
    with there.transaction(write=False) as session:
        assert len(shelf.live(session)) == 1
    with here.transaction() as session:
        assert shelf.take_off(session, 7, 1) and not shelf.take_off(session, 7, 2)
    with there.transaction(write=False) as session:
        assert shelf.live(session) == ()
    here.dispose(), there.dispose()


def test_a_change_that_was_rolled_back_is_served_by_nobody(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        put(session, terms=[3])
        assert shelf.live(session)[0].products["refi-12"].terms == (3,)
        raise RuntimeError
    with database.transaction() as session:
        assert shelf.live(session) == ()
        put(session, terms=[6])
        assert shelf.live(session)[0].products["refi-12"].terms == (6,)
