"""An entry is balanced twice, and its content has one digest for ever."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import (
    DayOutOfRange,
    Entry,
    NoAmount,
    Posting,
    SameAccount,
    TooFewPostings,
    TooManyPostings,
    Unbalanced,
    Verb,
    Words,
    residuals,
    with_home_values,
)
from ledger.kernel.canonical import canonical, digest
from ledger.kernel.money import AmountTooLarge, Money

MARCH_1 = date(2026, 3, 1)
WECHAT = Account(1, "asset:wallet:wechat", Kind.ASSET, Purpose.WALLET, {"en": "WeChat"})
YEN = Account(2, "asset:cash:yen", Kind.ASSET, Purpose.CASH, {"en": "Yen"}, currency="JPY")
DINING = Account(3, "expense:food:dining", Kind.EXPENSE, Purpose.ESSENTIAL, {"en": "Dining"})
TOYS = Account(4, "expense:toys", Kind.EXPENSE, Purpose.DISCRETIONARY, {"en": "Toys"})
SALARY = Account(5, "income:salary", Kind.INCOME, Purpose.SALARY, {"en": "Salary"})
EXCHANGE = Account(6, "equity:exchange", Kind.EQUITY, Purpose.EXCHANGE, {"en": "Exchange"})
OPENING = Account(7, "equity:opening", Kind.EQUITY, Purpose.OPENING, {"en": "Opening"})


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def entry(*postings: Posting, verb: Verb = Verb.EXPENSE) -> Entry:
    return Entry(MARCH_1, verb, postings)


def test_an_expense_moves_money_from_a_wallet_to_categories():
    postings = compose.spent(WECHAT, [(DINING, cny(10000)), (TOYS, cny(5800))])

    assert postings == (Posting(3, 10000, "CNY"), Posting(4, 5800, "CNY"), Posting(1, -15800, "CNY"))


def test_a_refund_lowers_the_category_and_is_no_income():
    postings = compose.refunded(WECHAT, [(TOYS, cny(8900))])

    assert postings == (Posting(4, -8900, "CNY"), Posting(1, 8900, "CNY"))


def test_an_exchange_is_two_legs_each_balanced():
    postings = compose.exchanged(WECHAT, cny(50000), YEN, Money(10000, "JPY"), EXCHANGE)

    assert residuals(postings) == {"CNY": 0, "JPY": 0}


@pytest.mark.parametrize(("postings", "error"), [
    ((Posting(1, -100, "CNY"),), TooFewPostings),
    (tuple(Posting(1, (-1) ** n, "CNY") for n in range(52)), TooManyPostings),
    ((Posting(1, -100, "CNY"), Posting(3, 2000, "JPY")), Unbalanced),
    ((Posting(1, -100, "CNY"), Posting(3, 99, "CNY")), Unbalanced),
    ((Posting(1, 0, "CNY"), Posting(3, 0, "CNY")), NoAmount),
    ((Posting(1, -(10**15) - 1, "CNY"), Posting(3, 10**15 + 1, "CNY")), AmountTooLarge),
])
def test_what_cannot_be_an_entry_is_refused_by_name(postings, error):
    with pytest.raises(error):
        entry(*postings)


@pytest.mark.parametrize("year", [1899, 2201])
def test_days_no_ledger_reaches_are_refused(year):
    with pytest.raises(DayOutOfRange):
        Entry(date(year, 1, 1), Verb.EXPENSE, (Posting(1, -1, "CNY"), Posting(3, 1, "CNY")))


@pytest.mark.parametrize(("call", "error"), [
    (lambda: compose.moved(WECHAT, WECHAT, cny(100)), SameAccount),
    (lambda: compose.spent(WECHAT, [(SALARY, cny(100))]), compose.NotACategory),
    (lambda: compose.spent(DINING, [(TOYS, cny(100))]), compose.NotAPlace),
    (lambda: compose.spent(YEN, [(TOYS, cny(100))]), compose.CurrencyNotHeld),
    (lambda: compose.spent(WECHAT, [(TOYS, cny(-100))]), compose.NegativeAmount),
    (lambda: compose.spent(WECHAT, [(TOYS, cny(0))]), NoAmount),
    (lambda: compose.spent(replace(WECHAT, closed=True), [(TOYS, cny(1))]), compose.AccountClosed),
    (lambda: compose.opened(WECHAT, cny(0), OPENING), NoAmount),
    (lambda: compose.taken_in([(WECHAT, cny(0))], SALARY), NoAmount),
    (lambda: compose.taken_in([(WECHAT, cny(5))], TOYS), compose.NotACategory),
])
def test_what_a_verb_cannot_mean_is_refused_by_name(call, error):
    with pytest.raises(error):
        call()


amounts = st.lists(st.integers(-10**9, 10**9).filter(bool), min_size=1, max_size=20)
rates = st.decimals("0.0001", "10000", places=6)


@given(amounts, amounts, rates)
def test_home_values_sum_to_nothing_whatever_the_rate(yen, yuan, rate):
    postings = [Posting(3, minor, "JPY") for minor in yen] + [Posting(2, -sum(yen), "JPY")]
    postings += [Posting(4, minor, "CNY") for minor in yuan] + [Posting(1, -sum(yuan), "CNY")]

    valued = with_home_values(postings, "CNY", lambda _code: rate)

    assert sum(p.home_minor or 0 for p in valued) == 0
    assert all(p.home_minor == p.minor for p in valued if p.currency == "CNY" and p.minor)


@given(amounts)
def test_an_entry_and_its_reversal_leave_nothing(minors):
    postings = (*(Posting(3, minor, "CNY", minor) for minor in minors), Posting(1, -sum(minors), "CNY", -sum(minors)))
    whole = entry(*postings)

    undone = whole.reversed(77)

    sums = [a.minor + b.minor for a, b in zip(whole.postings, undone.postings, strict=True)]
    assert set(sums) == {0} and undone.reverses == 77 and undone.on == whole.on


def test_without_a_rate_the_home_value_is_pending_not_zero():
    valued = with_home_values([Posting(3, 100, "JPY"), Posting(2, -100, "JPY")], "CNY", lambda _code: None)

    assert [p.home_minor for p in valued] == [None, None]


def test_the_content_of_an_entry_is_pinned():
    whole = Entry(MARCH_1, Verb.EXPENSE, (Posting(3, 1250, "CNY", 1250), Posting(1, -1250, "CNY", -1250)),
                  Words("老街面馆", "午饭"))

    words = whole.words.digest(b"\x01" * 16)

    assert words is not None and words.hex() == digest(b"\x01" * 16, {"note": "午饭", "payee": "老街面馆"}).hex()
    assert canonical(whole.content(b"\xab" * 32)) == (
        b'{"format":1,"on":"2026-03-01","postings":[{"account":3,"currency":"CNY","minor":1250},'
        b'{"account":1,"currency":"CNY","minor":-1250}],"status":"posted","verb":"expense","visibility":"book",'
        b'"words":"' + b"ab" * 32 + b'"}')


def test_a_rate_is_part_of_what_was_said():
    plain = Entry(MARCH_1, Verb.EXPENSE, (Posting(3, 1, "JPY"), Posting(2, -1, "JPY")))

    rated = replace(plain, rate=str(Decimal("0.05")), rate_day=MARCH_1)

    assert rated.content(None)["rate"] == "0.05" and "rate" not in plain.content(None)
