"""What a movement meant, and how sums are kept so that a reversal leaves no trace."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.domain.books.flow import Flow, movements
from ledger.domain.books.sums import mark_of, tallies

MARCH_1 = date(2026, 3, 1)


def account(number: int, kind: Kind, purpose: Purpose) -> Account:
    return Account(number, f"{kind}:a{number}", kind, purpose, {"en": str(number)})


WALLET, BANK = account(1, Kind.ASSET, Purpose.WALLET), account(2, Kind.ASSET, Purpose.BANK)
CARD, LOAN = account(3, Kind.LIABILITY, Purpose.CARD), account(4, Kind.LIABILITY, Purpose.LOAN)
FOOD, TOYS = account(5, Kind.EXPENSE, Purpose.ESSENTIAL), account(6, Kind.EXPENSE, Purpose.DISCRETIONARY)
INTEREST, SALARY = account(7, Kind.EXPENSE, Purpose.INTEREST), account(8, Kind.INCOME, Purpose.SALARY)
OPENING, EXCHANGE = account(9, Kind.EQUITY, Purpose.OPENING), account(10, Kind.EQUITY, Purpose.EXCHANGE)
ALL = {a.account_id: a for a in (WALLET, BANK, CARD, LOAN, FOOD, TOYS, INTEREST, SALARY, OPENING, EXCHANGE)}


def posting(account: Account, minor: int, currency: str = "CNY") -> Posting:
    return Posting(account.account_id, minor, currency, minor)


@pytest.mark.parametrize(("source", "target", "flow_of_source", "flow_of_target"), [
    (WALLET, FOOD, Flow.ESSENTIAL, Flow.ESSENTIAL), (WALLET, TOYS, Flow.OTHER, Flow.OTHER),
    (CARD, FOOD, Flow.CARD_PURCHASE, Flow.ESSENTIAL), (CARD, INTEREST, Flow.COST_OF_CREDIT, Flow.COST_OF_CREDIT),
    (WALLET, BANK, Flow.OWN_TRANSFER, Flow.OWN_TRANSFER), (BANK, CARD, Flow.DEBT_REPAID, Flow.DEBT_REPAID),
    (LOAN, BANK, Flow.DEBT_DRAWN, Flow.DEBT_DRAWN), (CARD, WALLET, Flow.DEBT_DRAWN, Flow.DEBT_DRAWN),
    (LOAN, CARD, Flow.DEBT_DRAWN, Flow.DEBT_REPAID), (SALARY, BANK, Flow.INCOME, Flow.INCOME),
    (OPENING, BANK, Flow.OPENING, Flow.OPENING), (EXCHANGE, BANK, Flow.EXCHANGE, Flow.EXCHANGE),
])
def test_what_money_from_one_place_to_another_means(source, target, flow_of_source, flow_of_target):
    moved = movements([posting(target, 100), posting(source, -100)], ALL)

    assert [m.flow for m in moved] == [flow_of_target, flow_of_source]


def test_one_payment_may_be_essential_and_other_spending_at_once():
    moved = movements([posting(FOOD, 10000), posting(TOYS, 5800), posting(WALLET, -15800)], ALL)

    of_wallet = {m.flow: (m.minor, m.home_minor) for m in moved if m.account_id == WALLET.account_id}
    assert of_wallet == {Flow.ESSENTIAL: (-10000, -10000), Flow.OTHER: (-5800, -5800)}


postings = st.lists(st.tuples(st.sampled_from(sorted(ALL)), st.integers(-10**6, 10**6).filter(bool)),
                    min_size=1, max_size=8)


@given(postings)
def test_movements_sum_to_the_postings_they_come_from(parts):
    whole = [Posting(number, minor, "CNY", minor) for number, minor in parts]
    whole.append(Posting(1, -sum(minor for _, minor in parts), "CNY", -sum(minor for _, minor in parts)))

    moved = movements(whole, ALL)

    for number in ALL:
        assert sum(m.minor for m in moved if m.account_id == number) == sum(
            p.minor for p in whole if p.account_id == number)


@given(postings)
def test_an_entry_and_its_reversal_leave_every_sum_at_nothing(parts):
    total = sum(minor for _, minor in parts)
    lines = (*(Posting(number, minor, "CNY", minor) for number, minor in parts), Posting(1, -total, "CNY", -total))
    entry = Entry(MARCH_1, Verb.JOURNAL, lines)

    kept = tallies([(MARCH_1, "posted", False, movements(entry.postings, ALL)),
                    (MARCH_1, "posted", True, movements(entry.reversed(1).postings, ALL, reversal=True))])

    assert not any(kept.values())


def test_a_reversal_takes_away_from_the_side_it_reverses():
    spent = movements([posting(FOOD, 3200), posting(WALLET, -3200)], ALL)
    undone = movements([posting(FOOD, -3200), posting(WALLET, 3200)], ALL)
    refunded = undone

    corrected = tallies([(MARCH_1, "posted", False, spent), (MARCH_1, "posted", True, undone)])
    returned = tallies([(MARCH_1, "posted", False, spent), (MARCH_1, "posted", False, refunded)])

    assert not any(corrected.values())
    assert {(t.in_minor, t.out_minor) for t in returned.values()} == {(3200, 3200)}


@pytest.mark.parametrize(("status", "visibility", "mark"), [
    ("posted", "book", "posted"), ("pending", "book", "pending"), ("posted", "mine", "private"),
])
def test_pending_and_private_have_their_own_mark(status, visibility, mark):
    assert mark_of(status, visibility) == mark
