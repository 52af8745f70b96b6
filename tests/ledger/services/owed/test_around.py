"""What else goes with debts: erasing names, copies, roles, closed months, undoing, and sums at every point."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from ledger.domain.books.book import MonthLocked
from ledger.domain.files.out.forms import FORMS
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, checking, correcting, quick, recording
from ledger.services.books.quick import accounts_in
from ledger.services.files import exporting
from ledger.services.owed import owing, refunding, settling
from ledger.services.owed.refunding import Refund
from ledger.services.owed.settling import Payment
from ledger.store.books import erasing, sums
from tests.cast import NOW, TODAY, book, cny, join, named
from tests.ledger.services.owed.dinners import debt_of, dinner, open_now

LATER = TODAY + timedelta(days=3)


def test_names_are_erased_with_the_words_of_who_wrote_them_and_what_is_owed_stays(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    dinner(session, seat, "90", [("Ola", cny("30")), ("Lin", cny("20"))])
    dinner(session, jun, "50", [("Lin", cny("20"))])

    erasing.erase_words_of(session, seat.book_id, seat.member.member_id, NOW)

    assert {one.name: sum(debt.open.minor for debt in one.debts) for one in owing.people(session, jun)} == {
        "": 3_000, "Lin": 4_000}
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_copy_says_who_owes_and_what_settles_what(session: Session) -> None:
    seat = book(session)
    dinner(session, seat, "90", [("Ola; friend", cny("30"))])
    wechat = named(session, seat, "wechat").account_id
    settling.settle(session, seat, debt_of(session, seat, "Ola; friend"), Payment(cny("30"), wechat, LATER), NOW)

    for form, party, settles in (("beancount", 'party: "Ola; friend"', 'settles: "'),
                                 ("hledger", "party: Ola； friend", "settles: ")):
        text = exporting.copied(session, seat, FORMS[form], TODAY).read().decode()
        assert text.count(party) == 2 and text.count(settles) == 1


def test_a_contributor_settles_and_refunds_but_takes_back_only_what_is_its_own(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "90", [("Ola", cny("30"))])
    mine = join(session, seat, "Kit", "contributor")
    wechat = named(session, seat, "wechat").account_id
    settling.settle(session, mine, debt_of(session, mine, "Ola"), Payment(cny("30"), wechat, LATER), NOW)
    refunding.refund(session, mine, kept.thing_id, Refund(cny("10"), 0, wechat, LATER), NOW)

    with pytest.raises(bookkeeping.NotYours):
        refunding.take_back_with(session, mine, kept.thing_id, 1, NOW)
    done = refunding.take_back_with(session, seat, kept.thing_id, 1, NOW)
    assert len(done) == 3 and open_now(session, seat) == {}


def test_a_closed_month_takes_no_refund_on_its_days_and_is_corrected_with_the_others_kept(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "90", [("Ola", cny("30"))])
    closed = replace(seat, book=replace(seat.book, locked_until=TODAY))
    wechat = named(session, seat, "wechat").account_id
    with pytest.raises(MonthLocked):
        refunding.refund(session, closed, kept.thing_id, Refund(cny("10"), 0, wechat, TODAY), NOW)

    now = correcting.said_of(session, closed, correcting.find(session, closed, kept.thing_id))
    assert now and [one.money for one in now.owed] == [cny("30")]
    correcting.correct(session, closed, kept.thing_id, replace(now, on=LATER, amount=cny("100")), NOW)
    assert open_now(session, seat) == {"Ola": [3_000]}


def test_a_repayment_of_one_entry_is_amended_and_still_settles_it(session: Session) -> None:
    seat = book(session)
    kept = dinner(session, seat, "90", [("Ola", cny("30"))])
    wechat = named(session, seat, "wechat").account_id
    done = settling.settle(session, seat, debt_of(session, seat, "Ola"), Payment(cny("30"), wechat, LATER), NOW)
    assert done.stands
    said = recording.said_of(done.stands.entry, accounts_in(session, seat))
    assert said
    less = recording.amended_from(session, seat, done.stands.entry, replace(said, amount=cny("25")))
    bookkeeping.amend(session, seat, done.stands.thing_id, 1, less, NOW)

    (item,) = debt_of(session, seat, "Ola").items
    assert (item.thing_id, item.left) == (kept.thing_id, 500)


def test_after_every_deed_what_is_open_by_person_sums_to_what_the_accounts_hold(session: Session) -> None:
    seat = book(session)
    dice = random.Random(412)
    wechat = named(session, seat, "wechat").account_id
    names, done = ("Ola", "Lin", "小王"), []
    for _ in range(25):
        people = [one for one in owing.people(session, seat) for debt in one.debts if debt.open]
        turn = dice.randrange(5) if people and done else 0
        if turn == 0:
            others = [(name, None) for name in dice.sample(names, dice.randrange(3))]
            kept = dinner(session, seat, str(dice.randint(1, 300)), others,
                          paid_by="Lin" if not others else "", on=TODAY - timedelta(days=dice.randrange(20)))
            done.append(kept)
        elif turn in (1, 2):
            debt = next(one for one in dice.choice(people).debts if one.open)
            part = replace(debt.whole, minor=dice.randint(1, debt.whole.minor))
            settling.settle(session, seat, debt, Payment(part, wechat, TODAY), NOW)
        elif turn == 3:
            kept = dice.choice(done)
            if refunding.of_entry(session, seat, kept).left > 100:
                refunding.refund(session, seat, kept.thing_id, Refund(cny("1"), None, wechat, TODAY), NOW)
        else:
            kept = done.pop(dice.randrange(len(done)))
            bookkeeping.take_back(session, seat, kept.thing_id, kept.version, NOW)
        _assert_even(session, seat)


def _assert_even(session: Session, seat) -> None:
    ever = Period(TODAY - timedelta(days=99), TODAY + timedelta(days=99))
    held: dict[int, int] = {}
    for one in sums.over(session, seat.book_id, ever, ("posted",)):
        held[one.account_id] = held.get(one.account_id, 0) + one.in_minor - one.out_minor
    found: dict[int, int] = {}
    for debt in owing.open_debts(session, seat):
        found[debt.account_id] = found.get(debt.account_id, 0) + debt.open.minor
    for key in ("receivable", "payable"):
        account = named(session, seat, key).account_id
        assert found.get(account, 0) == held.get(account, 0)


def test_what_others_paid_or_owe_whole_teaches_no_usual_account(session: Session) -> None:
    seat = book(session)
    alipay = named(session, seat, "alipay").account_id
    dinner(session, seat, "30", [("Ola", cny("30"))])
    for _ in range(3):
        dinner(session, seat, "80", paid_by="Lin")

    assert quick.understand(session, seat, "dinner 50", TODAY).account == alipay
