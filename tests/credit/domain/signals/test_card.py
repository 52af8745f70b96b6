"""The card: statements, what is carried past them, what that costs, and how long the books must know it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from credit.domain.signals.measure import measure
from credit.domain.signals.registry import BOOK_SIGNALS, SIGNALS
from credit.domain.signals.signal import Signal, State, Why
from ledger.kernel.period import add_months
from ledger.kernel.terms import CardTerms
from tests.credit.figures import CARD, TODAY, Life, revolving, salaried

OF_CARDS = [name for name in BOOK_SIGNALS if SIGNALS[name].absent is not None and name not in (
    "missed_due", "loan_stacking", "cash_advance", "debt_velocity", "loan_rate_gap")]


def signal(life: Life, name: str, on: date = TODAY) -> Signal:
    return measure(life.figures(on)).signals[name]


def interest_only(months: int = 14, owed: int = 1_200_000) -> Life:
    """A card that carries the same debt from month to month: its payments are its interest."""
    life = Life(months=months, held=9_000_000)
    life.accounts["card"] = replace(life.account("card"), card=CARD)
    life.moves(life.began, "card", "opening", owed)
    for day in life.monthly(5):
        if day > life.began:
            interest = owed * (day - max(add_months(day, -1), life.began)).days * 5 // 10_000
            life.moves(day, "card", "interest", interest).moves(day + timedelta(days=20), "bank", "card", interest)
    return life


def used(bought: int, paid: int, months: int = 3) -> Life:
    """A card first used so many months ago, on the tenth of each, and paid on its due day."""
    life = Life(months=14, held=9_000_000)
    life.accounts["card"] = replace(life.account("card"), card=CARD)
    for back in range(months, 0, -1):
        day = add_months(TODAY.replace(day=10), -back)
        life.moves(day, "card", "other", bought).moves(add_months(day, 1, 25), "bank", "card", paid)
    return life


def test_without_a_card_every_signal_of_it_is_absent_and_counts_as_nothing() -> None:
    measured = measure(salaried().figures()).signals

    assert len(OF_CARDS) == 10
    assert {(measured[name].state, measured[name].value) for name in OF_CARDS} == {(State.ABSENT, 0)}


def test_a_card_that_was_never_used_is_no_card() -> None:
    life = salaried()
    life.accounts["card"] = replace(life.account("card"), card=None)

    assert signal(life, "stmt_balance").state is State.ABSENT


def test_the_last_statement_tells_what_it_asks_for() -> None:
    life = revolving()
    last = next(place for place in life.figures().places if place.statements).statements[-1]

    assert last.closed_on == date(2026, 11, 5)
    assert signal(life, "stmt_balance").value == last.balance
    assert signal(life, "min_due").value == last.minimum == -(-last.balance // 20)


def test_what_was_not_paid_by_the_due_day_is_carried() -> None:
    life = used(bought=200_000, paid=150_000)

    assert signal(life, "revolving_balance", date(2026, 9, 25)).value == 0, "still on its due day"
    assert signal(life, "revolving_balance", date(2026, 9, 26)).value == 50_000
    assert signal(life, "revolving_streak", date(2026, 9, 26)).value == 1


def test_a_card_paid_in_full_carries_nothing_and_costs_nothing() -> None:
    life = salaried().owes_on_card(0, pays=0, buys=200_000)
    found = measure(life.figures()).signals

    nothing = [name for name in OF_CARDS if name not in ("stmt_balance", "min_due", "utilisation")]
    assert [found[name].value for name in nothing] == [0] * 7
    assert found["stmt_balance"].value == 200_000
    assert found["card_effective_apr"].state is State.ABSENT


def test_the_same_debt_at_five_ten_thousandths_a_day_costs_18_25_per_cent() -> None:
    found = signal(interest_only(), "card_effective_apr")

    assert found.state is State.KNOWN
    assert found.value is not None and abs(found.value - 1_825) <= 5


def test_what_a_card_costs_is_its_interest_over_what_was_carried_not_over_what_was_bought() -> None:
    """Interest runs on the whole statement while only a part is carried: the debt is dearer than its stated rate."""
    found = signal(revolving(), "card_effective_apr").value

    assert found is not None and 1_825 < found < 2_400


def test_with_too_few_statements_the_stated_rate_stands_and_without_one_nobody_knows() -> None:
    day = date(2025, 10, 30)

    assert signal(revolving(), "card_effective_apr", day).value == CARD.rate_bps
    life = salaried().owes_on_card(terms=replace(CARD, rate_bps=None))
    assert signal(life, "card_effective_apr", day).why is Why.NEEDS_CARD_RATE


def test_a_debt_whose_interest_nobody_wrote_down_costs_what_the_card_states() -> None:
    life = revolving()
    interest = life.account("interest").account_id
    life.entries = [one for one in life.entries if all(line.account_id != interest for line in one.postings)]

    assert signal(life, "card_effective_apr").value == CARD.rate_bps


def test_interest_and_fees_of_a_year_are_the_card_s_own() -> None:
    life = revolving().moves(TODAY, "card", "late_fee", 5_000)
    before = signal(revolving(), "card_interest_12m").value or 0
    life.moves(add_months(TODAY, -13), "card", "interest", 7_000).moves(TODAY, "bank", "interest", 9_000)

    assert signal(life, "card_interest_12m").value == before + 5_000


@pytest.mark.parametrize(("factor", "hits"), [(94, 0), (95, 6), (100, 6), (110, 6), (111, 0)])
def test_paying_the_least_is_a_hit_from_0_95_to_1_10_of_it(factor: int, hits: int) -> None:
    """Every statement asks 1,000.00 (a floor), and some hundredths of that are paid."""
    terms = replace(CARD, minimum_bps=0, minimum_floor=100_000)
    life = Life(held=9_000_000).owes_on_card(3_000_000, pays=1_000 * factor, terms=terms)

    assert signal(life, "min_pay_hits").value == hits


def test_months_until_it_is_paid_off_are_those_of_the_paydown() -> None:
    """12,000 at 18.25 % and 1,100 a month take 13 months (credit.md d8)."""
    life = salaried().owes_on_card(1_310_000, pays=110_000, buys=110_000)
    interest = life.account("interest").account_id
    life.entries = [one for one in life.entries if all(line.account_id != interest for line in one.postings)]

    assert signal(life, "revolving_balance").value == 1_200_000
    assert signal(life, "payoff_months").value == 13


def test_what_hardly_covers_the_interest_is_never_paid_off() -> None:
    assert signal(Life(held=9_000_000).owes_on_card(pays=15_000), "payoff_months").value == 999


def test_persistent_is_who_pays_more_interest_than_debt() -> None:
    assert signal(interest_only(), "persistent_debt").value == 1
    assert signal(revolving(), "persistent_debt").value == 0


def test_a_debt_older_than_the_books_is_judged_after_a_year_of_them() -> None:
    life = interest_only()

    assert signal(life, "persistent_debt", date(2026, 8, 30)).why is Why.NEEDS_12_MONTHS
    assert signal(life, "persistent_debt", date(2026, 9, 1)).value == 1


def test_a_debt_the_books_know_from_its_first_day_is_judged_over_its_own_life() -> None:
    life = used(bought=600_000, paid=40_000, months=2)
    assert signal(life, "persistent_debt").value == 0

    life.moves(TODAY - timedelta(days=3), "card", "interest", 30_000)
    assert signal(life, "persistent_debt").value == 1


def test_what_was_paid_before_the_debt_began_is_no_part_of_its_life() -> None:
    """Two months of a debt that only bears interest, after a year of a card paid in full."""
    life = used(bought=900_000, paid=900_000, months=12)
    card = life.account("card").account_id
    life.entries = [one for one in life.entries if one.on < date(2026, 9, 20)
                    or all(line.account_id != card for line in one.postings)]
    for month in (9, 10):
        life.moves(date(2026, month, 25), "bank", "card", 14_000)
        life.moves(date(2026, month + 1, 5), "card", "interest", 14_000)

    assert signal(life, "revolving_streak").value == 2
    assert signal(life, "persistent_debt").value == 1


def test_a_new_card_needs_no_history_an_old_one_does() -> None:
    new = used(bought=10_000, paid=10_000, months=1)
    assert [signal(new, name).value for name in ("revolving_balance", "revolving_streak", "min_pay_hits")] == [0, 0, 0]
    assert all(signal(new, name).state is not State.UNKNOWN for name in OF_CARDS)

    old, day = salaried().owes_on_card(), date(2025, 10, 20)
    assert signal(old, "revolving_streak", day).why is Why.NEEDS_2_STATEMENTS
    assert signal(old, "min_pay_hits", date(2025, 12, 20)).why is Why.NEEDS_4_STATEMENTS
    assert signal(old, "payoff_months", date(2025, 10, 27)).why is Why.NEEDS_3_STATEMENTS
    assert signal(old, "stmt_balance", date(2025, 9, 3)).why is Why.NEEDS_STATEMENT


def test_a_card_without_its_days_says_so() -> None:
    life = salaried().owes_on_card(terms=CARD)
    life.accounts["card"] = replace(life.account("card"), card=CardTerms(limit=3_000_000))

    assert signal(life, "stmt_balance").why is Why.NEEDS_CARD_TERMS
    assert signal(life, "revolving_streak").why is Why.NEEDS_CARD_TERMS
    assert signal(life, "utilisation").state is State.KNOWN


def test_what_is_owed_of_the_limit() -> None:
    life = Life().owes_on_card(1_500_000, pays=100_000_000)
    card = next(place for place in life.figures(life.began).places if place.purpose == "card")
    assert card.balance_on(life.began) == -1_500_000

    assert signal(life, "utilisation", life.began).value == 5_000
    life.accounts["card"] = replace(life.account("card"), card=replace(CARD, limit=None))
    assert signal(life, "utilisation").why is Why.NEEDS_CARD_LIMIT


def test_of_two_cards_the_one_that_carries_more_speaks() -> None:
    life = revolving().owes_on_card(2_500_000, pays=50_000, name="card2")
    larger = salaried().owes_on_card(2_500_000, pays=50_000)

    for name in OF_CARDS:
        assert signal(life, name).value == signal(larger, name).value, name


def test_who_has_paid_the_card_off_since_carries_nothing() -> None:
    """The last due day is gone and so is the debt: nobody is told again to clear what is cleared."""
    life = used(300_000, 100_000)
    before = signal(life, "revolving_balance").value or 0

    life.moves(TODAY, "bank", "card", -life.figures().places[[p.purpose for p in life.figures().places].index("card")]
               .balance_on(TODAY))

    assert before > 0 and signal(life, "revolving_balance").value == 0
