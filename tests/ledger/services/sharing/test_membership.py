"""Members on both engines: without a sign-in, called otherwise, with other roles, leaving and back."""

import pytest

from ledger.domain.books.book import Member, Seat
from ledger.kernel.errors import Forbidden, Missing
from ledger.plumbing.db import Session
from ledger.services.books import checking
from ledger.services.sharing import membership
from ledger.store.books import books, log
from tests.cast import NOW, book, join


def ghost(session: Session, seat: Seat, name: str = "Wang") -> Member:
    return membership.add(session, seat, name, "family", 4, NOW)


def test_somebody_without_a_sign_in_counts_for_several_and_may_do_nothing(session):
    seat = book(session)

    added = ghost(session, seat)

    assert (added.person_id, added.weight, added.role) == (None, 4, membership.GUEST)
    assert [term.member.name for term in membership.everybody(session, seat)] == ["Mei", "Wang"]


def test_two_members_are_not_called_the_same(session):
    seat = book(session)
    ghost(session, seat)

    with pytest.raises(membership.NameTaken):
        ghost(session, seat)


def test_every_deed_is_in_the_log_and_the_book_verifies(session):
    seat = book(session)
    added = ghost(session, seat)
    membership.amend(session, seat, added.member_id, 1, NOW, name="The Wangs", kind="family", weight=3)
    membership.leave(session, seat, added.member_id, 2, NOW)
    membership.bring_back(session, seat, added.member_id, NOW)

    deeds = [one.deed for one in reversed(log.latest(session, seat.book_id, 4))]

    assert deeds == ["join", "amend", "leave", "join"]
    assert checking.verify(session, seat.book_id).faults == ()


def test_whoever_left_is_out_until_brought_back(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner").member

    membership.leave(session, seat, jun.member_id, 1, NOW)
    out = books.membership(session, jun.person_id, seat.book_id)
    membership.bring_back(session, seat, jun.member_id, NOW)

    assert out is None
    assert books.membership(session, jun.person_id, seat.book_id).role == "partner"


def test_whoever_is_there_is_not_brought_back(session):
    seat = book(session)

    with pytest.raises(Missing):
        membership.bring_back(session, seat, ghost(session, seat).member_id, NOW)


def test_the_last_owner_neither_goes_nor_becomes_anything_else(session):
    seat = book(session)
    join(session, seat, "Jun", "partner")

    with pytest.raises(membership.LastOwner):
        membership.leave(session, seat, seat.member.member_id, 1, NOW)
    with pytest.raises(membership.LastOwner):
        membership.change_role(session, seat, seat.member.member_id, "partner", 1, NOW)


def test_an_owner_may_go_once_somebody_else_owns_the_book(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner").member

    membership.change_role(session, seat, jun.member_id, "owner", 1, NOW)

    assert membership.leave(session, seat, seat.member.member_id, 1, NOW).left


@pytest.mark.parametrize("role", ["viewer", "auditor", "contributor"])
def test_whoever_may_not_invite_still_goes_themselves(session, role):
    seat = book(session)
    vic = join(session, seat, "Vic", role)

    with pytest.raises(Forbidden):
        membership.leave(session, vic, seat.member.member_id, 1, NOW)

    assert membership.leave(session, vic, vic.member.member_id, 1, NOW).left


def test_only_an_owner_gives_roles_and_only_to_those_who_sign_in(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    added = ghost(session, seat)

    with pytest.raises(Forbidden):
        membership.change_role(session, jun, jun.member.member_id, "owner", 1, NOW)
    with pytest.raises(membership.NoSuchRole):
        membership.change_role(session, seat, added.member_id, "viewer", 1, NOW)


def test_an_old_version_is_refused(session):
    seat = book(session)
    added = ghost(session, seat)
    membership.amend(session, seat, added.member_id, 1, NOW, name="The Wangs", kind="family", weight=3)

    with pytest.raises(membership.StaleMember):
        membership.leave(session, seat, added.member_id, 1, NOW)
