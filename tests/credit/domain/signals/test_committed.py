"""What the next days ask for: planned items, the last statement, instalments, and nothing of it twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from credit.domain.signals.measure import measure
from credit.domain.signals.signal import Why
from ledger.kernel.terms import LoanTerms
from tests.credit.figures import CARD, TODAY, Life, salaried


def asked(life: Life, horizon: int = 30, on: date = TODAY) -> int | None:
    return measure(life.figures(on)).signals[f"committed_out_{horizon}"].value


def cleared(statement: int = 200_000) -> Life:
    """A card always paid in full; its last statement closed on 5 November and falls due on the 25th."""
    return Life(held=9_000_000).owes_on_card(0, pays=0, buys=statement)


def test_planned_bills_within_the_days_count_income_and_later_ones_do_not() -> None:
    life = Life().plans("expense", 300_000, date(2026, 12, 1), "rent")
    life.plans("income", 900_000, date(2026, 12, 15), "salary")

    assert [asked(life, horizon) for horizon in (30, 60, 90)] == [300_000, 600_000, 900_000]
    assert asked(Life().plans("expense", 5_000, TODAY + timedelta(days=30), "rent", "once"), 30) == 5_000
    assert asked(Life().plans("expense", 5_000, TODAY + timedelta(days=31), "rent", "once"), 30) == 0


def test_money_moved_between_daily_accounts_is_not_asked_for_money_put_away_is() -> None:
    life = Life().plans("transfer", 100_000, date(2026, 12, 1), "fund")
    assert asked(life) == 0

    assert asked(life.plans("transfer", 70_000, date(2026, 12, 1), "deposit")) == 70_000


def test_who_clears_the_card_owes_the_whole_statement() -> None:
    assert asked(cleared()) == 200_000
    assert asked(cleared().moves(date(2026, 11, 25), "bank", "card", 200_000), on=date(2026, 11, 25)) == 0


def test_who_carries_a_debt_pays_as_usual_and_at_least_the_minimum() -> None:
    assert asked(Life(held=9_000_000).owes_on_card(1_200_000, pays=110_000, buys=92_000)) == 110_000
    stingy = Life(held=9_000_000).owes_on_card(1_200_000, pays=1_000, buys=0)
    assert asked(stingy) == measure(stingy.figures()).signals["min_due"].value


def test_a_planned_payment_into_the_card_is_its_due_counted_once() -> None:
    life = cleared().plans("transfer", 150_000, date(2026, 11, 25), "card")

    assert [asked(life, horizon) for horizon in (30, 60)] == [200_000, 350_000]


def test_what_was_paid_on_the_statement_already_is_not_asked_again() -> None:
    assert asked(cleared().moves(TODAY, "bank", "card", 120_000)) == 80_000


def test_something_planned_on_a_card_counts_when_the_card_falls_due() -> None:
    """Bought on 1 December, on the statement of the 5th, due on the 25th; bought on the 6th, due a month later."""
    early = cleared(0).moves(date(2026, 11, 1), "card", "other", 100)
    assert asked(early.plans("expense", 60_000, date(2026, 12, 1), "other", "once", "card"), 60) == 60_100
    assert asked(early, 30) == 100
    late = cleared(0).moves(date(2026, 11, 1), "card", "other", 100)
    assert asked(late.plans("expense", 60_000, date(2026, 12, 6), "other", "once", "card"), 60) == 100
    assert asked(late, 90) == 60_100


def test_instalments_come_from_the_terms_and_a_plan_for_them_is_the_same_money() -> None:
    terms = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, "2026-12-12")
    life = Life().borrows(date(2026, 11, 12), terms)
    assert [asked(life, horizon) for horizon in (30, 60, 90)] == [106_619, 213_238, 319_857]

    planned = life.plans("transfer", 106_700, date(2026, 12, 12), "loan")
    assert [asked(planned, horizon) for horizon in (30, 60)] == [106_700, 213_400]


def test_an_item_that_came_without_being_ticked_off_is_not_expected_again() -> None:
    """Its planned day passed and the rent was written down by hand; only the next one is still to come."""
    life = Life().rents(300_000, day=19).plans("expense", 300_000, date(2026, 11, 19), "rent")
    assert asked(life) == 300_000

    unpaid = Life().plans("expense", 300_000, date(2026, 11, 19), "rent")
    assert asked(unpaid) == 600_000
    once = Life().moves(date(2026, 11, 20), "bank", "rent", 290_000)
    assert asked(once.plans("expense", 300_000, date(2026, 11, 20), "rent", "once")) == 0


def test_an_item_that_came_a_few_days_early_is_not_expected_again_something_like_it_is_no_turn() -> None:
    def planned(paid: int, back: int) -> Life:
        life = Life().moves(TODAY - timedelta(days=back), "bank", "rent", paid)
        return life.plans("expense", 300_000, date(2026, 11, 24), "rent")

    assert asked(planned(299_000, 1)) == 0
    assert asked(planned(299_000, 3)) == 300_000, "too early to be this turn"
    assert asked(planned(250_000, 1)) == 300_000, "not the same amount"


def test_last_week_s_turn_of_a_weekly_item_is_not_this_week_s() -> None:
    life = Life().moves(TODAY - timedelta(days=7), "bank", "rent", 10_000)

    assert asked(life.plans("expense", 10_000, TODAY, "rent", "weekly"), 30) == 50_000


def test_a_debt_whose_days_are_not_known_leaves_it_unknown() -> None:
    life = salaried().owes_on_card(buys=92_000)
    life.accounts["card"] = replace(life.account("card"), card=replace(CARD, due_day=None))
    found = measure(life.figures()).signals

    assert found["committed_out_30"].why is Why.NEEDS_CARD_TERMS
    assert found["idle_cash"].why is Why.NEEDS_CARD_TERMS
    assert found["surplus_streak"].why is Why.NEEDS_CARD_TERMS
