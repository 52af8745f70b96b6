"""A link lets one person into a book, once, in the role it names; nobody else, never again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Forbidden
from ledger.plumbing.sessions import Principal
from ledger.services.books import checking, opening
from ledger.services.sharing import inviting, membership
from tests.cast import NOW, book, join, person


def somebody(session, name: str = "Ola") -> Principal:
    return Principal("person", person(session, name), name)


@pytest.mark.parametrize(("role", "may_record"), [("partner", True), ("viewer", False)])
def test_whoever_opens_the_link_joins_in_its_role(session, role, may_record):
    seat = book(session)
    ola = somebody(session)

    joined = inviting.join(session, ola, inviting.invite(session, seat, role, NOW), NOW)

    found = opening.seat_of(session, ola, seat.book_id)
    assert (found.member.role, found.member.name) == (role, "Ola")
    assert found.may(Deed.RECORD) is may_record and joined.member.member_id == found.member.member_id
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_link_works_once(session):
    seat = book(session)
    link = inviting.invite(session, seat, "viewer", NOW)
    inviting.join(session, somebody(session), link, NOW)

    with pytest.raises(inviting.InvitationSpent):
        inviting.join(session, somebody(session, "Vic"), link, NOW)


def test_a_link_dies_after_a_week_and_when_withdrawn(session):
    seat = book(session)
    old, withdrawn = (inviting.invite(session, seat, "viewer", NOW) for _ in range(2))

    for open_one in inviting.waiting(session, seat, NOW):
        inviting.withdraw(session, seat, open_one.digest, NOW)

    for link, at in ((old, NOW + timedelta(days=8)), (withdrawn, NOW)):
        with pytest.raises(inviting.InvitationSpent):
            inviting.opened(session, link, at)


@pytest.mark.parametrize("link", ["", "x", "0000000000000.secret", "…", "0cn28bmn14xr0"])
def test_a_wrong_link_opens_nothing(session, link):
    book(session)

    with pytest.raises(inviting.InvitationSpent):
        inviting.opened(session, link, NOW)


def test_somebody_who_left_comes_back_to_their_own_seat(session):
    seat, ola = book(session), somebody(session)
    first = inviting.join(session, ola, inviting.invite(session, seat, "partner", NOW), NOW)
    membership.leave(session, seat, first.member.member_id, 1, NOW)

    again = inviting.join(session, ola, inviting.invite(session, seat, "viewer", NOW), NOW)

    assert again.member.member_id == first.member.member_id and again.member.role == "viewer"


def test_who_is_in_already_spends_no_link(session):
    seat = book(session)
    link = inviting.invite(session, seat, "viewer", NOW)
    mei = Principal("person", seat.member.person_id, "Mei")

    with pytest.raises(inviting.AlreadyIn):
        inviting.join(session, mei, link, NOW)
    assert inviting.opened(session, link, NOW).role == "viewer"


def test_only_those_who_may_invite_make_links_and_only_for_shown_roles(session):
    seat = book(session)

    with pytest.raises(Forbidden):
        inviting.invite(session, join(session, seat, "Vic", "viewer"), "viewer", NOW)
    with pytest.raises(inviting.NotInvitable):
        inviting.invite(session, seat, "owner", NOW)
