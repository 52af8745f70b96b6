"""The book's own table of prices: brought as a file, asked where it differs, taken back; and the rate of an entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.currencies.price import Price, Source
from ledger.kernel.money import Money
from ledger.services.books import bookkeeping
from ledger.services.currencies import pricing, rating
from ledger.services.currencies.rating import From
from ledger.store.books import accounts, log
from tests.cast import NOW, TODAY, book, named

DAY = date(2026, 11, 20)
FILE = b"""date,code,price,in
2026-11-19,VND,0.00028,
2026-11-20,VND,0.00027,CNY
2026-11-20,LAK,0,
20/11/2026,VND,1,
"""


def spent(session, seat, minor, currency, on=DAY) -> Entry:
    parts = [(named(session, seat, "dining"), Money(minor, currency))]
    return Entry(on, Verb.EXPENSE, compose.spent(named(session, seat, "wechat"), parts))


def test_a_file_is_kept_line_by_line_and_what_cannot_be_read_says_why(session):
    seat = book(session)

    found = pricing.bring(session, seat, FILE, "prices.csv", NOW)

    assert (found.kept, found.same, found.differing) == (2, 0, ())
    assert [(one.line, one.why.code) for one in found.refused] == [(4, "rate_out_of_range"), (5, "day_unclear")]
    table = pricing.page(session, seat, "", None, 50).prices
    assert [(one.on.day, one.rate, one.unit, one.source) for one in table] == [
        (20, Decimal("0.00027"), None, Source.FILE), (19, Decimal("0.00028"), None, Source.FILE)]


def test_brought_again_nothing_is_new_and_another_price_of_a_day_is_asked(session):
    seat = book(session)
    pricing.bring(session, seat, FILE, "prices.csv", NOW)

    again = pricing.bring(session, seat, FILE.replace(b"0.00028", b"0.00029"), "prices.csv", NOW)

    (one,) = again.differing
    assert (again.kept, again.same, again.seq, one.line) == (0, 1, None, 2)
    assert (one.stands.rate, one.said.rate) == (Decimal("0.00028"), Decimal("0.00029"))
    assert pricing.put(session, seat, [one.said], NOW) == [one.stands]


def test_a_file_is_taken_back_but_for_what_was_replaced_since(session):
    seat = book(session)
    found = pricing.bring(session, seat, FILE, "prices.csv", NOW)
    pricing.put(session, seat, [Price("VND", DAY, Decimal("0.0003"))], NOW)

    assert pricing.take_back(session, seat, found.seq, NOW) == 1
    assert [one.rate for one in pricing.page(session, seat, "", None, 9).prices] == [Decimal("0.0003")]
    assert [one.deed for one in log.latest(session, seat.book_id, 3)] == ["drop_rate", "give_rate", "import_rates"]


def test_the_table_is_read_page_by_page_and_by_code(session):
    seat = book(session)
    pricing.put(session, seat, [Price(code, date(2026, 11, day), Decimal(day))
                                for day in range(1, 6) for code in ("VND", "LAK")], NOW)

    first = pricing.page(session, seat, "", None, 3)
    rest = pricing.page(session, seat, "", first.next, 50)

    keys = [one.key for one in (*first.prices, *rest.prices)]
    assert len(keys) == 10 and len(set(keys)) == 10 and rest.next is None
    assert keys == sorted(keys, key=lambda key: (-key[1].day, key[0]))
    assert {one.currency for one in pricing.page(session, seat, "v", None, 50).prices} == {"VND"}


def test_the_home_currency_has_no_price_and_nothing_is_priced_in_itself(session):
    seat = book(session)
    with pytest.raises(pricing.HomePriced):
        pricing.put(session, seat, [Price("CNY", DAY, Decimal(1))], NOW)
    with pytest.raises(pricing.PricedInItself):
        pricing.put(session, seat, [Price("USD", DAY, Decimal(1), "USD")], NOW)


def test_a_typed_rate_is_this_entrys_own_where_a_table_has_one(session):
    seat = book(session)
    usual = rating.on_day(session, seat, "USD", DAY)

    done = bookkeeping.record(session, seat, spent(session, seat, 10_00, "USD"), NOW, rate=Decimal("8"))

    assert usual is not None and usual.source is From.SHIPPED
    assert rating.of_entry(session, seat, done.stands.entry) == rating.Rated(Decimal(8), DAY, From.ENTRY)
    assert rating.on_day(session, seat, "USD", DAY) == usual


def test_a_typed_rate_that_no_table_had_is_kept_in_the_books_own(session):
    seat = book(session)

    bookkeeping.record(session, seat, spent(session, seat, 100_000, "VND"), NOW, rate=Decimal("0.00028"))

    assert rating.on_day(session, seat, "VND", TODAY) == rating.Rated(Decimal("0.00028"), DAY, From.OWN)


def test_amending_keeps_the_locked_rate_until_it_is_changed_or_the_day_is(session):
    seat = book(session)
    done = bookkeeping.record(session, seat, spent(session, seat, 10_00, "USD"), NOW, rate=Decimal("8"))
    thing = done.stands.thing_id

    dearer = bookkeeping.amend(session, seat, thing, 1, spent(session, seat, 20_00, "USD"), NOW)
    changed = bookkeeping.amend(session, seat, thing, 2, spent(session, seat, 20_00, "USD"), NOW, rate=Decimal("9"))
    moved = bookkeeping.amend(session, seat, thing, 3, spent(session, seat, 20_00, "USD", date(2026, 11, 3)), NOW)

    assert (dearer.stands.entry.rate, changed.stands.entry.rate) == ("8", "9")
    assert moved.stands.entry.rate == str(rating.on_day(session, seat, "USD", date(2026, 11, 3)).rate)


def test_between_two_currencies_nobody_quotes_one_rate_is_enough(session):
    seat = book(session)
    known = {one.code: one for one in accounts.load(session, seat.book_id).values()}
    entry = Entry(DAY, Verb.EXCHANGE, compose.exchanged(
        named(session, seat, "wechat"), Money(1_000_000, "VND"), named(session, seat, "cash"), Money(800_000_00, "LAK"),
        known["equity:exchange"]))

    with pytest.raises(bookkeeping.RateNeeded) as refused:
        bookkeeping.record(session, seat, entry, NOW)
    done = bookkeeping.record(session, seat, entry, NOW, rate=Decimal("0.00035"))

    assert refused.value.facts["currency"] == "LAK"
    assert {abs(p.home_minor) for p in done.stands.entry.postings} == {280_00}


def test_a_stale_book_takes_no_price(session):
    seat = book(session)
    closed = replace(seat, book=replace(seat.book, closed=True))
    with pytest.raises(Exception, match="put away"):
        pricing.bring(session, closed, FILE, "prices.csv", NOW)
