"""What a book counts like money: bought, held, spent and sold, valued at its cost and at the price of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.domain.books import compose
from ledger.domain.books.account import EXCHANGE_CODE, Account, Kind, Purpose
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.currencies.commodity import Commodity
from ledger.domain.currencies.price import Price
from ledger.domain.files.out.forms import FORMS
from ledger.kernel.currency import UnknownCurrency
from ledger.kernel.money import Money
from ledger.kernel.period import Period
from ledger.services.books import arranging, bookkeeping, checking
from ledger.services.books.bookkeeping import RateNeeded
from ledger.services.currencies import commodities, gaining, pricing
from ledger.services.files import exporting
from ledger.store.books import accounts
from tests.cast import NOW, TODAY, book, cny, named

JUNE = date(2026, 6, 1)


def units(text: str) -> Money:
    return Money.of(Decimal(text), "FUND.4")


def with_fund(session):
    """A household that counts fund units, with a place that holds them."""
    seat = book(session)
    commodities.make(session, seat, Commodity("FUND", 4, "A fund"), NOW)
    place = arranging.add(session, seat, Account(
        0, "asset:fund:units", Kind.ASSET, Purpose.FUND, {"en": "Units"}, "FUND.4"), NOW)
    return replace(seat, book=replace(seat.book, has_entries=True)), place


def swap(session, seat, source, sold, target, bought, on=JUNE) -> Entry:
    known = accounts.load(session, seat.book_id)
    between = next(one for one in known.values() if one.code == EXCHANGE_CODE)
    return Entry(on, Verb.EXCHANGE, compose.exchanged(source, sold, target, bought, between))


def buy(session, seat, place, money="1234.56", got="1000", on=JUNE):
    entry = swap(session, seat, named(session, seat, "wechat"), cny(money), place, units(got), on)
    return bookkeeping.record(session, seat, entry, NOW)


def test_what_is_bought_stands_at_what_was_paid_to_the_last_coin(session):
    seat, place = with_fund(session)

    done = buy(session, seat, place)

    entry = done.stands.entry
    assert entry.rate == "1.23456" and entry.rate_day == JUNE
    assert sorted(p.home_minor for p in entry.postings) == [-123456, -123456, 123456, 123456]
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_cost_that_no_short_price_says_is_still_exact(session):
    seat, place = with_fund(session)

    entry = buy(session, seat, place, "100", "3").stands.entry

    assert {p.home_minor for p in entry.postings} == {10000, -10000}


def test_sold_and_worth_more_the_report_adds_up_and_names_its_entries(session):
    """1,000 units for 1,234.56; 400 sold for 600.00, whose cost was 493.82; the rest is worth 1.50 each."""
    seat, place = with_fund(session)
    buy(session, seat, place)
    sold = bookkeeping.record(session, seat, swap(
        session, seat, place, units("400"), named(session, seat, "wechat"), cny("600"), date(2026, 6, 9)), NOW)
    pricing.put(session, seat, [Price("FUND", date(2026, 6, 30), Decimal("1.5"))], NOW)

    found = gaining.exchange(session, seat, Period(JUNE, date(2026, 7, 1)), TODAY)

    (line,) = found.lines
    assert (line.cost, line.worth, line.realised, line.unrealised) == (74074, 90000, 10618, 15926)
    assert line.entries == [sold.stands.entry_id] and found.exchanged == 0
    assert line.worth == line.put_in + found.gain


def test_a_price_in_another_currency_is_worth_what_that_one_is(session):
    seat, place = with_fund(session)
    buy(session, seat, place)
    pricing.put(session, seat, [Price("FUND", date(2026, 6, 30), Decimal("0.2"), "USD")], NOW)
    pricing.put(session, seat, [Price("USD", date(2026, 6, 30), Decimal("7"))], NOW)

    found = gaining.exchange(session, seat, Period(JUNE, date(2026, 7, 1)), TODAY)

    assert found.lines[0].worth == 1_400_00


def test_without_a_price_of_the_day_it_stands_at_its_cost_and_is_named(session):
    seat, place = with_fund(session)
    buy(session, seat, place)

    found = gaining.exchange(session, seat, Period(date(2026, 9, 1), date(2026, 10, 1)), TODAY)

    assert (found.unpriced, found.gain) == (["FUND.4"], 0)


def test_units_spent_without_a_price_are_asked_for_in_their_field(session):
    seat, place = with_fund(session)
    entry = Entry(TODAY, Verb.EXPENSE, compose.spent(place, [(named(session, seat, "dining"), units("2"))]))

    with pytest.raises(RateNeeded) as refused:
        bookkeeping.record(session, seat, entry, NOW)
    done = bookkeeping.record(session, seat, entry, NOW, rate=Decimal("1.5"))

    assert (refused.value.facts["field"], refused.value.facts["currency"]) == ("rate", "FUND")
    assert {p.home_minor for p in done.stands.entry.postings} == {300, -300}


def test_a_commodity_the_book_does_not_have_is_refused(session):
    seat, _place = with_fund(session)
    wechat = named(session, seat, "wechat")
    gold = Money(5, "GOLD.2")

    with pytest.raises(UnknownCurrency):
        bookkeeping.record(session, seat, Entry(TODAY, Verb.EXPENSE, compose.spent(
            wechat, [(named(session, seat, "dining"), gold)])), NOW)
    with pytest.raises(UnknownCurrency):
        arranging.add(session, seat, Account(0, "asset:fund:gold", Kind.ASSET, Purpose.FUND, {}, "GOLD.2"), NOW)


def test_code_and_digits_stay_and_a_stale_name_is_refused(session):
    seat, _place = with_fund(session)

    kept = commodities.amend(session, seat, Commodity("FUND", 0, "Another"), 1, NOW)

    assert (kept.digits, kept.name, kept.version) == (4, "Another", 2)
    with pytest.raises(commodities.StaleCommodity):
        commodities.amend(session, seat, Commodity("FUND", 4, "Late"), 1, NOW)
    with pytest.raises(commodities.CodeTaken):
        commodities.make(session, seat, Commodity("FUND", 2, ""), NOW)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_a_copy_names_it_by_its_own_code(session, form):
    seat, place = with_fund(session)
    buy(session, seat, place)

    with exporting.copied(session, seat, form, TODAY) as made:
        text = made.read().decode("utf-8-sig")

    assert "FUND" in text and "FUND.4" not in text and "1000.0000" in text
