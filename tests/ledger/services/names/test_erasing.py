"""Erasure: a payee only one member named is forgotten with what was said of it; what others wrote stays."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from ledger.domain.names.name import Name, Sort
from ledger.plumbing.rows import table
from ledger.services.books import checking
from ledger.services.names import changing, looking
from ledger.store.books import erasing
from ledger.store.tables.books import PayeeRow
from ledger.store.tables.names import PayeeSaidRow
from tests.cast import NOW, TODAY, book, join
from tests.ledger.services.names.test_names import eat

_payee, _said = table(PayeeRow), table(PayeeSaidRow)


def test_a_members_payees_go_with_their_other_names_and_what_others_wrote_stands_by_itself(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    mine = eat(session, jun, "10", payee="Dr Who").stands.payee_id
    theirs = eat(session, seat, "20", payee="Market").stands.payee_id
    known = changing.get(session, jun, Sort.PAYEE, mine)
    changing.write(session, jun, replace(known, name="The doctor"), 0, NOW)
    changing.make(session, jun, Name(Sort.PAYEE, 0, "Never met"), NOW)
    changing.merge(session, seat, Sort.PAYEE, theirs, mine, 0, NOW)

    erasing.erase_words_of(session, seat.book_id, jun.member.member_id, NOW)

    rows = session.rows(sa.select(_payee.c.name).where(_payee.c.book_id == seat.book_id))
    left = [row.name for row in rows if row.name]
    called = [row.called for row in session.rows(sa.select(_said.c.called).where(_said.c.book_id == seat.book_id))]
    assert left == ["Market"] and not any(called)
    (one,) = looking.listed(session, seat, Sort.PAYEE, TODAY).open
    assert (one.name.name, one.total.spent, one.name.merged_into) == ("Market", 2_000, None)
    assert checking.verify(session, seat.book_id).faults == ()
