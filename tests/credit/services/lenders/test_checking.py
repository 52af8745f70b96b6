"""Tampering is seen: whatever row is changed past the log, checking says so."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from credit.domain.offers.product import read_product
from credit.services.lenders import checking, drafting, opening, people, selling, shelving
from credit.services.lenders.opening import Licence
from credit.store.lenders import lenders, shelf
from tests.cast import NOW, TODAY
from tests.credit.lending import lending, product, rule_set

TAMPERED = [
    ("UPDATE lender SET name = 'Other'", "lender differs"),
    ("UPDATE lender_member SET role = 'approver' WHERE role = 'viewer'", "member differs"),
    ("UPDATE product SET body = replace(body, '\"3\"', '\"4\"'), name = 'Cheaper'", "product differs"),
    ("UPDATE rule_version SET state = 'approved'", "stands where no deed led it"),
    ("UPDATE rule_version SET body = replace(body, '500000', '100000')", "differs from its own digest"),
    ("UPDATE rule_version SET name = 'Other'", "rule_version differs"),
    ("DELETE FROM rule_version", "rule_version is gone"),
    ("UPDATE lender SET revision = revision + 1", "head does not match"),
]


@pytest.fixture
def harbour(session):
    found = lending(session)
    ana = found.seat(session, "Ana")
    selling.write(session, ana, "", read_product(product()), NOW, today=TODAY, sells=True)
    drafting.draft(session, ana, drafting.read_written("R", rule_set()), NOW)
    return found


def test_an_untouched_lender_has_no_faults(session, harbour):
    checked = checking.verify(session, harbour.lender_id)

    assert checked.faults == () and checked.deeds == 7


def test_a_row_changed_past_the_log_is_found(session, harbour):
    for statement, what in TAMPERED:
        changed = session.connection.begin_nested()
        session.run(sa.text(statement))
        found = [fault.what for fault in checking.verify(session, harbour.lender_id).faults]
        changed.rollback()
        assert any(what in one for one in found), (statement, found)
    assert checking.verify(session, harbour.lender_id).faults == ()


def test_the_log_itself_cannot_be_changed(session, harbour):
    for statement in ("UPDATE lender_log SET deed = 'x'", "DELETE FROM lender_log"):
        with pytest.raises(sa.exc.DatabaseError), session.connection.begin_nested():
            session.run(sa.text(statement))


def test_a_licence_written_down_reaches_what_is_live_at_the_next_slot(session, harbour):
    from tests.credit.services.lenders.test_versions import live

    live(session, harbour)
    until = TODAY.replace(year=2030)

    shelving.renew_licence(session, harbour.lender_id, Licence("L-77", until), NOW)

    (served,) = shelf.live(session)
    assert served.lender.licence_until == served.on_shelf.seller.licence_until == until
    assert lenders.licences(session, harbour.lender_id) == {"CN": until}
    assert checking.verify(session, harbour.lender_id).faults == ()


def test_who_is_erased_is_named_nowhere_and_the_log_still_holds(session, harbour):
    ana = harbour.seats["Ana"].member
    assert ana is not None

    people.part(session, ana.person_id, NOW)

    session.allow_lender(harbour.lender_id)
    assert ana.member_id not in people.names(session, harbour.seats["Ben"])
    assert checking.verify(session, harbour.lender_id).faults == ()
    assert opening.mine(session, ana.person_id) == []
