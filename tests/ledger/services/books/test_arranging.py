"""Accounts and categories arranged, on both engines: what may change, and what past movements then meant."""

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.arranging import PurposeUnfit, Section, TooManyTiles, code_for, section_of, stepped
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.entry import NoAmount
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.kernel.terms import CardTerms
from ledger.plumbing.db import Session
from ledger.services.books import arranging, bookkeeping, checking
from ledger.services.books.holding import holdings
from ledger.services.books.opening import StaleSettings
from ledger.store.books import accounts, log, sums
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named

SPARE = Account(0, "asset:bank:spare", Kind.ASSET, Purpose.BANK, {"en": "Spare"})
MONTH = Period(date(2026, 11, 1), date(2026, 12, 1))


def flows(session: Session, seat: Seat) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in sums.over(session, seat.book_id, MONTH):
        found[one.flow] = found.get(one.flow, 0) + one.in_minor
    return {flow: minor for flow, minor in found.items() if minor}


def test_a_new_account_has_a_code_of_its_own_and_a_row_in_the_log(session):
    seat = book(session)

    first = arranging.add(session, seat, SPARE, NOW)
    second = arranging.add(session, seat, SPARE, NOW)

    assert (first.code, second.code) == ("asset:bank:spare", "asset:bank:spare_2")
    assert log.latest(session, seat.book_id, 1)[0].subjects == (second.account_id,)
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_purpose_of_another_kind_is_refused(session):
    seat = book(session)

    with pytest.raises(PurposeUnfit):
        arranging.add(session, seat, replace(SPARE, purpose=Purpose.CARD), NOW)


def test_a_changed_purpose_makes_the_kept_sums_follow(session):
    seat = book(session)
    kept = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    bookkeeping.amend(session, seat, kept.thing_id, 1, lunch(session, seat, "38.00"), NOW)
    before = flows(session, seat)
    dining = named(session, seat, "dining")

    arranging.amend(session, seat, replace(dining, purpose=Purpose.DISCRETIONARY), dining.version, NOW)

    assert (before, flows(session, seat)) == ({"essential": 3800}, {"other": 3800})
    assert checking.verify(session, seat.book_id).faults == ()
    assert checking.rebuild(session, seat.book_id) == 0


def test_many_entries_are_counted_anew_piece_by_piece(session, monkeypatch):
    monkeypatch.setattr("ledger.store.books.account_use.PIECE", 2)
    seat = book(session)
    for day in (3, 3, 5, 8, 8):
        bookkeeping.record(session, seat, lunch(session, seat, on=date(2026, 11, day)), NOW)
    dining = named(session, seat, "dining")

    arranging.amend(session, seat, replace(dining, purpose=Purpose.HEALTH), dining.version, NOW)
    arranging.amend(session, seat, replace(dining, purpose=Purpose.GIVING), dining.version + 1, NOW)

    assert flows(session, seat) == {"other": 16000}
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_purpose_that_closed_months_count_under_stays(session):
    seat = book(session)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
    closed = replace(seat, book=replace(seat.book, locked_until=TODAY))
    dining = named(session, seat, "dining")

    with pytest.raises(arranging.PurposeFixed):
        arranging.amend(session, closed, replace(dining, purpose=Purpose.GIVING), dining.version, NOW)


def test_an_account_that_holds_another_currency_is_not_bound_to_one(session):
    seat = book(session)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)
    wechat = named(session, seat, "wechat")

    with pytest.raises(arranging.CurrencyInUse):
        arranging.amend(session, seat, replace(wechat, currency="JPY"), wechat.version, NOW)

    assert arranging.amend(session, seat, replace(wechat, currency="CNY"), wechat.version, NOW).currency == "CNY"


def test_what_a_place_held_at_the_start_is_recorded_once(session):
    seat = book(session)
    spare = arranging.add(session, seat, SPARE, NOW)

    arranging.open_with(session, seat, spare, cny("500"), TODAY, NOW)

    assert arranging.opened_as(session, seat, spare) is not None
    with pytest.raises(arranging.OpenedBefore):
        arranging.open_with(session, seat, spare, cny("500"), TODAY, NOW)


@pytest.mark.parametrize(("amount", "on", "refusal"), [
    (cny("0"), TODAY, NoAmount), (jpy("500"), date(1950, 1, 1), arranging.RateAsked)])
def test_a_start_that_cannot_be_is_refused(session, amount, on, refusal):
    seat = book(session)

    with pytest.raises(refusal):
        arranging.open_with(session, seat, named(session, seat, "cash"), amount, on, NOW)


def test_an_account_is_put_away_only_when_nothing_is_on_it(session):
    seat = book(session)
    bookkeeping.record(session, seat, lunch(session, seat), NOW)

    with pytest.raises(arranging.StillHolds):
        arranging.put_away(session, seat, named(session, seat, "wechat").account_id, NOW)

    gone = arranging.put_away(session, seat, named(session, seat, "cash").account_id, NOW)
    back = arranging.take_out(session, seat, gone.account_id, NOW)
    assert (gone.closed, back.closed) == (True, False)


@pytest.mark.parametrize("key", ["opening", "exchange"])
def test_how_books_begin_and_currencies_meet_is_nobodys_to_arrange(session, key):
    seat = book(session)

    with pytest.raises(Missing):
        arranging.put_away(session, seat, named(session, seat, key).account_id, NOW)


def test_a_ledger_put_away_is_not_arranged(session):
    seat = book(session)

    with pytest.raises(BookClosed):
        arranging.add(session, replace(seat, book=replace(seat.book, closed=True)), SPARE, NOW)


def test_an_old_version_is_refused(session):
    seat = book(session)
    card = named(session, seat, "credit_card")
    arranging.amend(session, seat, replace(card, card=CardTerms(due_day=9)), card.version, NOW)

    with pytest.raises(StaleSettings):
        arranging.amend(session, seat, replace(card, card=CardTerms(due_day=10)), card.version, NOW)


def test_nine_tiles_are_the_most(session):
    seat = book(session)
    rent = named(session, seat, "rent")

    with pytest.raises(TooManyTiles):
        arranging.amend(session, seat, replace(rent, is_first=True), rent.version, NOW)


def test_an_account_steps_among_its_like_and_each_step_verifies(session):
    seat = book(session)
    spare = arranging.add(session, seat, SPARE, NOW)

    arranging.step(session, seat, spare.account_id, NOW, up=True)

    shown = holdings(session, seat, TODAY).groups[0].places
    assert [one.account.account_id for one in shown].index(spare.account_id) == len(shown) - 2
    assert checking.verify(session, seat.book_id).faults == ()


def test_at_the_end_of_its_section_an_account_stays(session):
    seat = book(session)
    known = accounts.load(session, seat.book_id)

    assert stepped(named(session, seat, "wechat"), known, up=True) == []


def test_what_the_scene_offers_is_taken_up_under_its_key(session):
    seat = book(session)

    mortgage = arranging.take_up(session, seat, "mortgage", NOW)

    assert (mortgage.pack_key, mortgage.purpose) == ("mortgage", Purpose.LOAN)
    assert arranging.loan_defaults(session, seat, mortgage).instalments == 360
    with pytest.raises(Missing):
        arranging.take_up(session, seat, "mortgage", NOW)


def test_what_one_has_and_owes_sums_to_what_is_ones_own(session):
    seat = book(session)
    arranging.open_with(session, seat, named(session, seat, "bank"), cny("9000"), TODAY, NOW)
    arranging.open_with(session, seat, named(session, seat, "credit_card"), cny("-1200.50"), TODAY, NOW)
    arranging.open_with(session, seat, named(session, seat, "cash"), jpy("5000"), date(2026, 1, 15), NOW)

    shown = holdings(session, seat, TODAY)

    assert shown.yours == shown.have + shown.owe and shown.owe == cny("-1200.50")
    cash = next(one for group in shown.groups for one in group.places if one.account.pack_key == "cash")
    assert cash.foreign == (Money(5000, "JPY"),) and cash.worth.currency == "CNY" and cash.worth.minor > 0


def test_in_a_shared_book_private_entries_count_for_their_recorder_alone(session):
    seat = book(session)
    partner = join(session, seat, "Jun", "partner")
    bookkeeping.record(session, seat, replace(lunch(session, seat, "10.00"), visibility="private"), NOW)
    bookkeeping.record(session, seat, lunch(session, seat, "32.00"), NOW)

    mine, theirs = (holdings(session, one, TODAY).yours for one in (seat, partner))

    assert (mine, theirs) == (cny("-42.00"), cny("-32.00"))


@pytest.mark.parametrize(("name", "code"), [
    ("Spare cash", "asset:bank:spare_cash"), ("Café №1", "asset:bank:cafe_no1"), ("招商银行", "asset:bank"),
    ("—", "asset:bank")])
def test_a_code_is_made_of_purpose_and_name(name, code):
    assert code_for(Kind.ASSET, Purpose.BANK, name) == code


@pytest.mark.parametrize(("kind", "purpose", "section"), [
    (Kind.ASSET, Purpose.WALLET, Section.AT_HAND), (Kind.ASSET, Purpose.DEPOSIT, Section.PUT_BY),
    (Kind.LIABILITY, Purpose.DEPOSIT, Section.OWED), (Kind.EXPENSE, Purpose.RENT, Section.ESSENTIAL),
    (Kind.EXPENSE, Purpose.GIVING, Section.OTHER), (Kind.EXPENSE, Purpose.LATE_FEE, Section.COST_OF_CREDIT),
    (Kind.INCOME, Purpose.SALARY, Section.INCOME), (Kind.EQUITY, Purpose.PARTNER_CAPITAL, Section.OWNED)])
def test_an_account_stands_where_its_kind_and_purpose_say(kind, purpose, section):
    assert section_of(Account(1, kind.value, kind, purpose, {})) is section
