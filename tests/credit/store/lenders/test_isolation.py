"""Two lenders never see each other: not a row, whatever is asked for, under the role row security binds."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from credit.domain.offers.product import read_product
from credit.services.lenders import drafting, opening, people, selling
from credit.store.lenders import events, lenders, log, rules
from credit.store.lenders.events import Event
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Database
from ledger.plumbing.rows import metadata
from ledger.plumbing.sessions import Principal
from tests.cast import NOW, TODAY
from tests.credit.lending import lending, product, rule_set

OWNED = sorted(name for name, table in metadata.tables.items() if table.info.get("owner") == "lender")


@pytest.fixture
def both(session):
    """Harbour and Quay, each with people, a product, rules and an event."""
    found = []
    for name in ("Harbour Bank", "Quay Credit"):
        one = lending(session, name)
        ana = one.seat(session, "Ana")
        selling.write(session, ana, "", read_product(product()), NOW, today=TODAY, sells=True)
        version = drafting.draft(session, ana, drafting.read_written("R", rule_set()), NOW)
        events.add(session, one.lender_id, Event(version.rule_id, 1, 1, "shown", "card_refinance", b"m" * 32, "CNY",
                                                 100, 1, 1, TODAY, NOW))
        found.append((one, version))
    return found


@pytest.mark.postgres
def test_row_security_shows_one_lenders_rows_alone(postgres_url):
    database = Database(postgres_url)
    with database.transaction() as session:
        harbour, quay = (lending(session, name) for name in ("Harbour Bank", "Quay Credit"))
        for one in (harbour, quay):
            selling.write(session, one.seat(session, "Ana"), "", read_product(product()), NOW, today=TODAY, sells=True)
    for name in OWNED:
        with database.transaction(write=False) as session:
            assert session.rows(sa.select(metadata.tables[name])) == [], "nobody's rows before a lender is allowed"
            session.allow_lender(harbour.lender_id)
            seen = {row.lender_id for row in session.rows(sa.select(metadata.tables[name].c.lender_id))}
            assert seen <= {harbour.lender_id}, name
    database.dispose()


@pytest.mark.postgres
def test_nobody_writes_into_another_lender(postgres_url):
    database = Database(postgres_url)
    with database.transaction() as session:
        harbour, quay = (lending(session, name) for name in ("Harbour Bank", "Quay Credit"))
        session.allow_lender(harbour.lender_id)
        with pytest.raises(sa.exc.ProgrammingError), session.connection.begin_nested():
            lenders.add_member(session, quay.lender_id, quay.seats["Ana"].member, NOW)
    database.dispose()


def test_the_same_ask_of_another_lender_finds_nothing(session, both):
    (harbour, version), (quay, theirs) = both
    ben = harbour.seat(session, "Ben")

    with pytest.raises(Missing):
        rules.versions(session, harbour.lender_id, theirs.rule_id)
    with pytest.raises(Missing):
        drafting.write_anew(session, harbour.seats["Ana"], theirs.rule_id, 1, NOW)
    with pytest.raises(Missing):
        selling.one(session, ben, quay.lender_id)
    assert [one.rule_id for one in rules.everything(session, harbour.lender_id)] == [version.rule_id]
    assert {count.rule_id for count in events.counts(session, harbour.lender_id)} == {version.rule_id}
    assert {deed.owner for deed in log.before(session, harbour.lender_id, None, 100)} == {harbour.lender_id}


def test_a_person_of_one_lender_has_no_seat_in_another(session, both):
    (harbour, _), (quay, _) = both
    ana = harbour.seats["Ana"].member
    assert ana is not None
    principal = Principal("person", ana.person_id)

    assert opening.seat_of(session, principal, harbour.lender_id).member == ana
    with pytest.raises(Missing):
        opening.seat_of(session, principal, quay.lender_id)
    assert [lender.name for lender, _member in opening.mine(session, ana.person_id)] == ["Harbour Bank"]


def test_who_left_has_no_seat_any_more(session, both):
    (harbour, _), _ = both
    vic = harbour.seats["Vic"].member
    people.leave(session, harbour.seat(session, "Ada"), vic.member_id, vic.version, NOW)

    with pytest.raises(Missing):
        opening.seat_of(session, Principal("person", vic.person_id), harbour.lender_id)
