"""What an account is said to hold: the difference has a sign, and notes and coins add up to what is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.domain.accounts.check import PIECES, Check, Held, PiecesDiffer, counted
from ledger.domain.accounts.mending import difference, has_one_amount, rebooked, resized, turned, usual
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.compose import NotACategory, spent
from ledger.domain.books.entry import Entry, Verb, Words, residuals
from ledger.kernel.money import Money
from tests.cast import NOW, TODAY, cny

TILL = Account(1, "asset:cash", Kind.ASSET, Purpose.CASH, {})
BANK = Account(2, "asset:bank", Kind.ASSET, Purpose.BANK, {})
FOOD = Account(3, "expense:food", Kind.EXPENSE, Purpose.ESSENTIAL, {})
SHORT = Account(4, "expense:till_short", Kind.EXPENSE, Purpose.ESSENTIAL, {}, pack_key="till_short")
OTHER = Account(5, "expense:other", Kind.EXPENSE, Purpose.DISCRETIONARY, {}, pack_key="other_costs")
OVER = Account(6, "income:till_over", Kind.INCOME, Purpose.OTHER_INCOME, {}, pack_key="till_over")
KNOWN = {one.account_id: one for one in (TILL, BANK, FOOD, OTHER, SHORT, OVER)}
LUNCH = Entry(TODAY, Verb.EXPENSE, spent(TILL, [(FOOD, cny("45.00"))]), Words("", "lunch"))


def test_more_than_the_books_say_is_above_zero() -> None:
    check = Check(1, 1, TODAY, cny("120"), 1, NOW, 1)

    assert Held(check, cny("100")).gap == cny("20") and not Held(check, cny("100")).agrees
    assert Held(check, cny("120")).agrees


def test_notes_and_coins_come_to_a_sum() -> None:
    assert counted({10_000: 2, 50: 3}, None, "CNY") == cny("201.50")
    assert counted({10_000: 0}, cny("7"), "CNY") == cny("7")
    assert counted({}, None, "CNY") is None
    assert all(list(worths) == sorted(set(worths), reverse=True) for worths in PIECES.values())
    with pytest.raises(PiecesDiffer):
        counted({10_000: 1}, cny("99"), "CNY")


def test_an_entry_is_turned_resized_and_rebooked_and_still_balances() -> None:
    back, larger, at_bank = turned(LUNCH), resized(LUNCH, 5400), rebooked(LUNCH, 1, 2)

    assert (back.verb, back.words, [one.minor for one in back.postings]) == (Verb.REFUND, LUNCH.words, [-4500, 4500])
    assert [one.minor for one in larger.postings] == [5400, -5400]
    assert [one.account_id for one in at_bank.postings] == [3, 2]
    assert all(not any(residuals(one.postings).values()) for one in (back, larger, at_bank))
    assert turned(back) == LUNCH


def test_only_what_has_one_amount_is_resized() -> None:
    split = Entry(TODAY, Verb.EXPENSE, spent(TILL, [(FOOD, cny("1")), (OTHER, cny("2"))]))
    shared = replace(LUNCH, postings=(replace(LUNCH.postings[0], shares=((1, 4500),)), LUNCH.postings[1]))

    assert has_one_amount(LUNCH) and not has_one_amount(split) and not has_one_amount(shared)


def test_a_tills_difference_goes_to_over_or_short_and_any_others_to_other() -> None:
    assert usual(KNOWN, TILL, cny("-5")) == SHORT and usual(KNOWN, TILL, cny("5")) == OVER
    assert usual(KNOWN, BANK, cny("-5")) == OTHER
    assert usual({1: TILL}, TILL, cny("5")) is None


def test_the_difference_is_an_entry_in_its_own_direction() -> None:
    assert difference(TILL, cny("-5"), SHORT)[0] is Verb.EXPENSE
    assert difference(TILL, cny("5"), OVER)[0] is Verb.INCOME
    assert difference(TILL, cny("5"), SHORT)[0] is Verb.REFUND
    for gap, category in ((cny("-5"), OVER), (cny("5"), SHORT), (Money(1, "CNY"), OVER)):
        if gap.minor < 0:
            with pytest.raises(NotACategory):
                difference(TILL, gap, category)
        else:
            _, postings = difference(TILL, gap, category)
            assert [one.minor for one in postings if one.account_id == 1] == [gap.minor]
