"""One line for an entry, in a person's words; what a search asks; where one stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Entry, Posting, Status, Verb, Words
from ledger.domain.books.journal import (
    Cursor,
    JournalQuery,
    changes,
    facts_of,
    line_of,
    parts_of,
    read_cursor,
    says,
)
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money

DAY = date(2026, 11, 21)


def account(account_id: int, kind: Kind, purpose: Purpose = Purpose.OTHER_INCOME, icon: str = "tag") -> Account:
    return Account(account_id, f"{kind.value}:a{account_id}", kind, purpose, {"en": f"A{account_id}"}, icon=icon)


WALLET, BANK = account(1, Kind.ASSET, Purpose.WALLET), account(2, Kind.ASSET, Purpose.BANK)
DINING, HOME = account(3, Kind.EXPENSE, icon="utensils"), account(4, Kind.EXPENSE)
SALARY, OWED = account(5, Kind.INCOME, icon="coins"), account(6, Kind.ASSET, Purpose.RECEIVABLE)
OPENING, EXCHANGE = account(7, Kind.EQUITY, Purpose.OPENING), account(8, Kind.EQUITY, Purpose.EXCHANGE)
KNOWN = {one.account_id: one for one in (WALLET, BANK, DINING, HOME, SALARY, OWED, OPENING, EXCHANGE)}


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def entry(verb: Verb, postings: tuple[Posting, ...], **more: object) -> Entry:
    return Entry(DAY, verb, postings, **more)  # type: ignore[arg-type]


SPENT = entry(Verb.EXPENSE, compose.spent(WALLET, [(DINING, cny(3800))]))
SPLIT = entry(Verb.EXPENSE, compose.spent(WALLET, [(DINING, cny(10000)), (HOME, cny(5800))]))
EARNED = entry(Verb.INCOME, compose.received(BANK, [(SALARY, cny(1380000))]))
BACK = entry(Verb.REFUND, compose.refunded(WALLET, [(DINING, cny(8900))]))
MOVED = entry(Verb.TRANSFER, compose.moved(BANK, WALLET, cny(100000)))
HELD = entry(Verb.OPENING, compose.opened(BANK, cny(-500), OPENING))
SOLD = entry(Verb.EXCHANGE, compose.exchanged(BANK, cny(400000), WALLET, Money(86400, "JPY"), EXCHANGE))
LENT = entry(Verb.EXPENSE, (Posting(3, 15000, "CNY"), Posting(6, 15000, "CNY"), Posting(1, -30000, "CNY")))
REGROUPED = entry(Verb.JOURNAL, (Posting(3, 500, "CNY"), Posting(4, -500, "CNY")))


@pytest.mark.parametrize(
    ("shown", "sign", "amount", "icon"),
    [
        (SPENT, "auto", cny(-3800), "utensils"),
        (EARNED, "plus", cny(1380000), "coins"),
        (BACK, "plus", cny(8900), "undo-2"),
        (MOVED, "move", cny(100000), "arrow-right-left"),
        (HELD, "auto", cny(-500), "tag"),
        (SOLD, "move", Money(86400, "JPY"), "arrow-right-left"),
        (LENT, "auto", cny(-30000), "utensils"),
        (REGROUPED, "move", cny(500), "arrow-right-left"),
    ],
)
def test_each_verb_has_its_sign_its_amount_and_its_icon(shown, sign, amount, icon):
    line = line_of(shown, KNOWN)

    assert (line.sign, line.amount, line.icon) == (sign, amount, icon)


def test_a_split_names_its_categories_and_its_parts_add_up_to_the_amount():
    line, parts = line_of(SPLIT, KNOWN), parts_of(SPLIT, KNOWN)

    assert line.what == (DINING, HOME) and line.places == (WALLET,)
    assert sum(amount.minor for _, amount in parts) == line.amount.minor


def test_what_is_owed_back_stands_beside_the_category():
    assert line_of(LENT, KNOWN).what == (DINING, OWED)


def test_a_move_says_from_where_to_where_and_an_exchange_what_was_given():
    moved, sold = line_of(MOVED, KNOWN), line_of(SOLD, KNOWN)

    assert (moved.places, moved.target) == ((BANK,), (WALLET,))
    assert (sold.places, sold.target, sold.others) == ((BANK,), (WALLET,), (cny(400000),))


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_the_parts_of_any_expense_add_up_to_its_line(minors):
    spent = entry(Verb.EXPENSE, compose.spent(WALLET, [((DINING, HOME)[n % 2], cny(m)) for n, m in enumerate(minors)]))

    assert sum(amount.minor for _, amount in parts_of(spent, KNOWN)) == line_of(spent, KNOWN).amount.minor


def test_changes_name_only_the_fields_that_differ():
    before = entry(Verb.EXPENSE, compose.spent(WALLET, [(DINING, cny(3200))]), words=Words("Old Street", "lunch"))
    after = entry(Verb.EXPENSE, compose.spent(BANK, [(DINING, cny(3800))]), words=Words("Old Street", ""))

    found = changes(facts_of(before, KNOWN), facts_of(after, KNOWN))

    assert {one.field: (one.before, one.after) for one in found} == {
        "amount": ((cny(3200),), (cny(3800),)),
        "account": ((WALLET,), (BANK,)),
        "note": ("lunch", None),
    }


def test_an_entry_that_waits_or_is_private_says_so():
    waiting = entry(Verb.EXPENSE, SPENT.postings, status=Status.PENDING, visibility="member")

    assert {"status", "visibility"} <= facts_of(waiting, KNOWN).keys()
    assert not {"status", "visibility"} & facts_of(SPENT, KNOWN).keys()


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("午饭", True), ("老街 面", True), ("饭老", False), ("Noodle", True), ("noodle soup", False), ("、午饭！", True)],
)
def test_words_say_a_text_when_they_hold_every_run_of_it(text, is_said):
    assert says(Words("老街面馆", "午饭 NOODLES"), text) is is_said


def test_a_text_of_signs_alone_is_sought_as_it_is():
    assert says(Words("", "lunch 🍜"), "🍜")
    assert not says(Words("", "lunch"), "🍜")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 2**63 - 1))
def test_a_cursor_reads_back_from_its_text(on, entry_id):
    assert read_cursor(str(Cursor(on, entry_id))) == Cursor(on, entry_id)


@pytest.mark.parametrize("text", ["x", "2026-11-21", "2026-11-21.zzz", "2026-13-01.0000000000001"])
def test_a_cursor_that_names_no_place_is_missing(text):
    with pytest.raises(Missing):
        read_cursor(text)


def test_a_query_is_summed_only_when_it_is_one_account_and_days():
    assert JournalQuery(category=3, since=DAY).is_summed
    assert not JournalQuery(category=3, account=1).is_summed
    assert not JournalQuery(category=3, text="x").is_summed
    assert not JournalQuery()


MAPLE, INTEREST = account(9, Kind.LIABILITY, Purpose.LOAN), account(10, Kind.EXPENSE, Purpose.INTEREST)


@pytest.mark.parametrize(("principal", "cost"), [(94_619, 12_000), (0, 12_000)])
def test_a_payment_on_a_debt_is_shown_whole_and_says_what_it_is_made_of(principal: int, cost: int) -> None:
    paid = entry(Verb.TRANSFER, compose.repaid(BANK, MAPLE, cny(principal), [(INTEREST, cny(cost))]))
    known = {**KNOWN, 9: MAPLE, 10: INTEREST}

    line = line_of(paid, known)

    assert (line.sign, line.amount, line.places, line.target) == ("move", cny(principal + cost), (BANK,), (MAPLE,))
    assert sum(money.minor for _account, money in parts_of(paid, known)) == principal + cost
