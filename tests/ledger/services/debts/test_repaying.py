"""Paying a loan back before its time, and what is planned for it going along."""

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.debts.early import MoreThanOwed
from ledger.kernel.errors import Forbidden, Missing
from ledger.plumbing.db import Session
from ledger.services.books import checking
from ledger.services.debts import ahead, loans, paying, repaying
from ledger.services.debts.paying import Payment
from ledger.services.debts.repaying import Then
from tests.cast import NOW, book, join, named
from tests.ledger.services.debts.test_paying import FIRST, TERMS, borrow

LATER = date(2026, 12, 31)


@pytest.fixture
def owed(session: Session):
    """A loan with one instalment paid and the others planned."""
    seat = book(session)
    account, bank = borrow(session, seat, replace(TERMS, exit_fee_bps=100)), named(session, seat, "bank").account_id
    found = loans.loan(session, seat, account.account_id)
    split = paying.offered(session, seat, account.account_id, ahead.plan(
        session, seat, found, bank, "Maple loan", NOW).amount, FIRST)
    assert split is not None
    paying.pay(session, seat, found, Payment(FIRST, bank, split), NOW)
    return seat, loans.loan(session, seat, account.account_id), bank


def test_all_of_it_closes_what_was_planned(session: Session, owed) -> None:
    seat, found, bank = owed
    asked = repaying.weighed(found, None, LATER)

    repaying.pay_back(session, seat, found, Payment(LATER, bank, asked.split), Then.SOONER, NOW)

    after = loans.loan(session, seat, found.account.account_id)
    assert (asked.split.principal, asked.split.interest, asked.split.fee) == (1_105_381, 3_634, 11_054)
    assert after.owed == 0 and ahead.items_of(session, seat, after.account.account_id) == []
    assert checking.verify(session, seat.book_id).faults == ()


@pytest.mark.parametrize(
    ("then", "months", "payment"), [(Then.SOONER, 6, 106_619), (Then.SMALLER, 11, 58_391)])
def test_a_part_of_it_ends_sooner_or_lowers_what_is_planned(
    session: Session, owed, then: Then, months: int, payment: int
) -> None:
    seat, found, bank = owed
    asked = repaying.weighed(found, 500_000, LATER)

    repaying.pay_back(session, seat, found, Payment(LATER, bank, asked.split), then, NOW)

    after = loans.loan(session, seat, found.account.account_id)
    (item,) = ahead.items_of(session, seat, after.account.account_id)
    assert after.course and after.course.next and len(after.course.to_come) == months
    assert after.course.next.payment == payment == item.amount.minor
    assert (item.next_day, item.ends_on) == (after.course.next.due, after.course.to_come[-1].due)
    assert after.course.interest_to_come == (asked.sooner if then is Then.SOONER else asked.smaller).cost


def test_terms_are_changed_by_who_may_and_no_more_is_paid_than_owed(session: Session, owed) -> None:
    seat, found, bank = owed
    kid = join(session, seat, "Kid", "contributor")
    asked = repaying.weighed(found, 500_000, LATER)

    with pytest.raises(Forbidden):
        repaying.pay_back(session, kid, found, Payment(LATER, bank, asked.split), Then.SMALLER, NOW)
    with pytest.raises(MoreThanOwed):
        repaying.weighed(found, found.owed + 1, LATER)
    with pytest.raises(Missing):
        repaying.weighed(replace(found, course=None), 1, LATER)


def test_nothing_to_come_is_not_planned(session: Session, owed) -> None:
    seat, found, bank = owed
    assert found.course is not None

    with pytest.raises(Missing):
        ahead.plan(session, seat, replace(found, course=replace(found.course, to_come=())), bank, "x", NOW)
