"""A card on a day: the statement due, the cycle that runs, what is used, and what the least would cost."""

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.debts.card import card_course
from ledger.kernel.figures import Move
from ledger.kernel.terms import CardTerms

TERMS = CardTerms(limit=2_000_000, statement_day=5, due_day=23, minimum_bps=1000, minimum_floor=10_000, rate_bps=1825)
"""Eighteen and a quarter a year, simply: five in ten thousand a day (credit.md d5)."""

BOUGHT = Move(date(2024, 3, 30), -100_000, "card_purchase", "", 1)


def paid(on: date, minor: int, entry: int = 9) -> Move:
    return Move(on, minor, "debt_repaid", "", entry)


def test_the_statement_is_due_and_part_of_it_was_paid() -> None:
    course = card_course(TERMS, [BOUGHT, paid(date(2024, 4, 10), 4_000)], date(2024, 4, 20))

    assert course.due and (course.still, course.least_still, course.days_to_due) == (96_000, 6_000, 3)
    assert (course.owed, course.used_bps) == (96_000, 480)


@pytest.mark.parametrize(("basis", "least"), [("full", 1_740), ("unpaid", 1_620)])
def test_paying_the_least_costs_what_the_basis_of_the_card_says(basis: str, least: int) -> None:
    """A thousand bought on 30 March, a hundred paid on 23 April."""
    course = card_course(replace(TERMS, interest_basis=basis), [BOUGHT], date(2024, 4, 20))

    assert course.cost and (course.cost.all_paid, course.cost.least_paid) == (0, least)
    assert course.cost.least.months and course.cost.kept_up.months
    assert course.cost.kept_up.months < course.cost.least.months


def test_what_was_carried_over_bears_interest_even_if_all_is_paid_now() -> None:
    moves = [BOUGHT, paid(date(2024, 4, 23), 10_000), Move(date(2024, 5, 5), -1_740, "cost_of_credit", "", 3)]

    course = card_course(TERMS, moves, date(2024, 5, 20))

    assert [one.balance for one in course.statements] == [100_000, 91_740]
    assert course.cost and course.cost.all_paid == 810


def test_the_cycle_that_runs_counts_what_was_bought_and_charged() -> None:
    moves = [BOUGHT, Move(date(2024, 4, 8), -5_000, "card_purchase", "", 2),
             Move(date(2024, 4, 9), -70, "cost_of_credit", "", 3), paid(date(2024, 4, 10), 100_000)]

    course = card_course(TERMS, moves, date(2024, 4, 20))

    assert course.cycle and (course.cycle.bought, course.cycle.charged, course.cycle.entries) == (5_000, 70, (2, 3))
    assert (course.cycle.since, course.cycle.closes_on, course.cycle.due_on) == (
        date(2024, 4, 6), date(2024, 5, 5), date(2024, 5, 23))
    assert (course.still, course.cost, course.days_to_due) == (0, None, None)


def test_a_payment_pays_off_the_oldest_of_what_was_bought() -> None:
    """Half paid before the statement closed: what is left is the newer half."""
    moves = [Move(date(2024, 3, 10), -50_000, "card_purchase", "", 1), paid(date(2024, 3, 20), 50_000),
             Move(date(2024, 4, 4), -50_000, "card_purchase", "", 2)]

    course = card_course(replace(TERMS, interest_basis="unpaid"), moves, date(2024, 4, 20))

    assert course.cost and course.cost.least_paid == 40_000 * 31 * 5 // 10_000


def test_a_due_day_that_is_past_is_told_and_days_nobody_wrote_down_are_not_guessed() -> None:
    late = card_course(TERMS, [BOUGHT], date(2024, 4, 25))
    bare = card_course(CardTerms(), [BOUGHT], date(2024, 4, 25))

    assert (late.due, late.still, late.days_to_due, late.cost) == (None, 100_000, -2, None)
    assert (bare.owed, bare.statements, bare.cycle, bare.used_bps, bare.still) == (100_000, (), None, None, 0)


def test_a_card_with_a_debt_from_before_bears_interest_on_it() -> None:
    course = card_course(TERMS, [BOUGHT], date(2024, 4, 20), began=-200_000)

    assert course.owed == 300_000 and course.cost and course.cost.all_paid == 200_000 * 18 * 5 // 10_000
