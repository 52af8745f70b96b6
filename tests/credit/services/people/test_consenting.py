"""Allowing and taking back, on both engines: one thing at a time, at once, and nothing comes back by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from credit.domain.people.quiet import Why
from credit.domain.people.scope import PURPOSES, BookNotMeant, Scope
from credit.services.lenders import opening as lenders
from credit.services.people import consenting, quieting
from credit.services.people.consenting import NotHeld
from credit.store.offers import offers, snapshots
from credit.store.people import grants
from credit.store.tables.offers import SnapshotRow
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from tests.cast import NOW, TODAY, Seat, book, join, person
from tests.credit.services.people.shown import an_offer

LATER = NOW + timedelta(seconds=1)
OFFERS = Scope.PERSONALISED


def _mei(session: Session) -> tuple[int, Seat]:
    seat = book(session)
    session.allow_person(seat.member.person_id)
    return seat.member.person_id, seat


def _measured(session: Session, person_id: int) -> int:
    rows = table(SnapshotRow)
    return session.value(sa.select(sa.func.count()).select_from(rows).where(rows.c.person_id == person_id))


def test_nothing_stands_until_it_was_said(session: Session) -> None:
    mei, seat = _mei(session)

    assert [consenting.standing(session, mei, scope, NOW, book_id=seat.book_id) for scope in PURPOSES
            if not PURPOSES[scope].of_lender] == [None] * 8


def test_one_word_allows_one_thing_of_one_ledger(session: Session) -> None:
    mei, seat = _mei(session)

    given = consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id, locale="zh-Hans")

    assert consenting.standing(session, mei, OFFERS, NOW, book_id=seat.book_id) == given
    assert consenting.standing(session, mei, OFFERS, NOW, book_id=new_id()) is None
    assert consenting.standing(session, mei, Scope.INSIGHT, NOW, book_id=seat.book_id) is None
    assert given.receipt["locale"] == "zh-Hans" and set(given.receipt["text_sha256"]) == {"en", "zh-Hans", "zh-Hant"}


def test_saying_it_twice_is_saying_it_once(session: Session) -> None:
    mei, seat = _mei(session)

    first = consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)

    assert consenting.grant(session, mei, OFFERS, LATER, book_id=seat.book_id) == first


def test_taking_back_is_one_step_and_deletes_what_was_measured_and_offered(session: Session) -> None:
    mei, seat = _mei(session)
    given = consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)
    snapshots.keep(session, mei, seat.book_id, 3, TODAY, {"idle_cash": 5}, NOW)
    open_one, taken = an_offer(session, mei, seat.book_id), an_offer(session, mei, seat.book_id, state="applied")

    ended = consenting.withdraw(session, mei, given.consent_id, LATER)

    assert ended.withdrawn_at == LATER
    assert consenting.standing(session, mei, OFFERS, LATER, book_id=seat.book_id) is None
    emptied = offers.get(session, mei, open_one)
    assert emptied is not None and (emptied.state, emptied.body) == ("cancelled", {})
    kept = offers.get(session, mei, taken)
    assert kept is not None and kept.body
    assert grants.givers(session, seat.book_id, OFFERS, NOW - timedelta(days=1)) == frozenset()
    assert _measured(session, mei) == 0


def test_allowing_again_brings_nothing_back(session: Session) -> None:
    mei, seat = _mei(session)
    first = consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)
    shown = an_offer(session, mei, seat.book_id)
    consenting.withdraw(session, mei, first.consent_id, LATER)

    second = consenting.grant(session, mei, OFFERS, LATER + timedelta(seconds=1), book_id=seat.book_id)

    assert second.consent_id != first.consent_id
    again = offers.get(session, mei, shown)
    assert again is not None and again.state == "cancelled"
    assert _measured(session, mei) == 0


def test_what_was_taken_back_cannot_be_taken_back_again(session: Session) -> None:
    mei, seat = _mei(session)
    given = consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)

    once = consenting.withdraw(session, mei, given.consent_id, LATER)

    assert consenting.withdraw(session, mei, given.consent_id, LATER + timedelta(days=1)) == once
    with pytest.raises(Missing):
        consenting.withdraw_scope(session, mei, OFFERS, LATER, book_id=seat.book_id)


def test_it_ends_by_itself_and_with_a_changed_purpose(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    mei, seat = _mei(session)
    consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)

    assert consenting.standing(session, mei, OFFERS, NOW + timedelta(days=365), book_id=seat.book_id) is None
    changed = replace(PURPOSES[OFFERS], version=2, since=LATER)
    monkeypatch.setitem(PURPOSES, OFFERS, changed)
    assert consenting.standing(session, mei, OFFERS, LATER, book_id=seat.book_id) is None
    assert consenting.waiting_for(session, seat.book_id, OFFERS, LATER) == 1


def test_a_shared_ledger_waits_for_every_owner_and_partner(session: Session) -> None:
    mei, seat = _mei(session)
    jun = join(session, seat, "Jun", "partner").member.person_id
    join(session, seat, "Vic", "viewer")
    consenting.grant(session, mei, OFFERS, NOW, book_id=seat.book_id)

    assert consenting.waiting_for(session, seat.book_id, OFFERS, NOW) == 1
    given = consenting.grant(session, jun, OFFERS, NOW, book_id=seat.book_id)
    assert consenting.waiting_for(session, seat.book_id, OFFERS, NOW) == 0
    consenting.withdraw(session, jun, given.consent_id, LATER)
    assert consenting.waiting_for(session, seat.book_id, OFFERS, LATER) == 1


def test_only_who_holds_a_ledger_can_allow_it_to_be_read(session: Session) -> None:
    _mei_id, seat = _mei(session)
    vic = join(session, seat, "Vic", "viewer").member.person_id
    ola = person(session, "Ola")

    with pytest.raises(NotHeld):
        consenting.grant(session, vic, OFFERS, NOW, book_id=seat.book_id)
    with pytest.raises(Missing):
        consenting.grant(session, ola, OFFERS, NOW, book_id=seat.book_id)
    with pytest.raises(BookNotMeant):
        consenting.grant(session, ola, Scope.GENERIC, NOW, book_id=seat.book_id)


def test_every_ledger_covers_each_one_held_and_is_taken_back_whole(session: Session) -> None:
    mei, seat = _mei(session)

    given = consenting.grant(session, mei, OFFERS, NOW)

    assert consenting.standing(session, mei, OFFERS, NOW, book_id=seat.book_id) == given
    assert consenting.waiting_for(session, seat.book_id, OFFERS, NOW) == 0
    consenting.withdraw_scope(session, mei, OFFERS, LATER)
    assert consenting.waiting_for(session, seat.book_id, OFFERS, LATER) == 1


def test_a_ledger_joined_later_learns_of_the_word_for_every_ledger(session: Session) -> None:
    mei, _seat = _mei(session)
    consenting.grant(session, mei, OFFERS, NOW)
    other = book(session, owner="Ola")
    session.allow_person(mei)

    consenting.keep_grants(session, mei, other.book_id, LATER)

    assert mei in grants.givers(session, other.book_id, OFFERS, NOW - timedelta(days=1))


def test_sharing_names_the_lender_as_it_is_called(session: Session) -> None:
    mei, seat = _mei(session)
    harbour = lenders.add_lender(session, "Harbour", "CN", NOW, legal_name="Harbour Bank Ltd", contact="1 Quay")

    given = consenting.grant(session, mei, Scope.SHARE, NOW, book_id=seat.book_id, lender_id=harbour.lender_id)

    assert given.receipt["recipient"] == {"legal_name": "Harbour Bank Ltd", "contact": "1 Quay"}
    found = consenting.standing(
        session, mei, Scope.SHARE, NOW, book_id=seat.book_id, lender_id=harbour.lender_id)
    assert found == given
    with pytest.raises(Missing):
        consenting.grant(session, mei, Scope.SHARE, NOW, lender_id=new_id())


def test_a_wish_for_quiet_is_one_wish_and_can_be_undone(session: Session) -> None:
    mei, _seat = _mei(session)

    quieting.ask(session, mei, Why.LIFE_EVENT, TODAY, NOW)
    wish = quieting.ask(session, mei, Why.LIFE_EVENT, TODAY, LATER)

    assert quieting.wishes(session, mei, TODAY) == [wish]
    quieting.end(session, mei, wish.quiet_id, LATER)
    assert quieting.wishes(session, mei, TODAY) == []
    with pytest.raises(Missing):
        quieting.end(session, mei, wish.quiet_id, LATER)
    with pytest.raises(Missing):
        quieting.ask(session, mei, Why.FREE_OF_OFFERS, TODAY, NOW, book_id=new_id())
