"""All debts together: what they ask of a month, what was missed, what was stacked on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from credit.domain.signals.measure import measure
from credit.domain.signals.signal import Signal, State, Why
from ledger.kernel.interest.yearly import AnnualRate, Convention, DayCount
from ledger.kernel.period import add_months
from ledger.kernel.terms import LoanTerms
from tests.credit.figures import TODAY, Life, revolving, salaried


def signal(life: Life, name: str, on: date = TODAY) -> Signal:
    return measure(life.figures(on)).signals[name]


def terms(instalment: int, months: int = 12, first_due: date = date(2026, 10, 12), **other: object) -> LoanTerms:
    """A loan without interest, so that each instalment is what it says."""
    return replace(LoanTerms(instalment * months, 0, "cn_simple", "equal_principal", months, first_due.isoformat()),
                   **other)  # type: ignore[arg-type]


def borrowing(*instalments: int) -> Life:
    """A salary of 9,800 and as many loans, drawn half a year ago and paid on the day."""
    life = Life().earns(980_000)
    for number, instalment in enumerate(instalments):
        due = date(2026, 10, 12)
        life.borrows(add_months(due, -1), terms(instalment), name=f"loan{number}")
        life.repays(due, instalment, name=f"loan{number}").repays(date(2026, 11, 12), instalment, name=f"loan{number}")
    return life


def test_three_debts_of_9_800_a_month_are_34_31_per_cent() -> None:
    """(2,100 + 850 + 412.47) / 9,800: credit.md d7."""
    assert signal(borrowing(210_000, 85_000, 41_247), "dti").value == 3_431


def test_without_debt_it_is_nothing_even_where_no_income_is_known() -> None:
    assert signal(salaried(), "dti").value == 0
    assert signal(Life(months=1), "dti").value == 0
    assert signal(borrowing(85_000), "dti", date(2025, 10, 30)).value == 0


def test_debt_without_income_is_all_of_it_and_more() -> None:
    life = borrowing(85_000)
    life.entries = [entry for entry in life.entries if entry.payee_id is None]

    assert signal(life, "dti").value == 100_000


def test_a_card_asks_for_its_minimum() -> None:
    life = revolving()
    asked = signal(life, "min_due").value or 0

    assert signal(life, "dti").value == (asked + 50) // 100
    spared = (signal(salaried(), "residual_income").value or 0) - (signal(life, "residual_income").value or 0)
    assert spared == asked


def test_what_is_left_is_income_less_needs_and_debts() -> None:
    life = borrowing(100_000).spends_daily(10_000)

    assert signal(life, "residual_income").value == 980_000 - 300_000 - 100_000


def test_a_loan_without_terms_leaves_everything_that_rests_on_it_unknown() -> None:
    life = borrowing(100_000)
    life.accounts["loan0"] = replace(life.account("loan0"), loan=None)

    for name in ("dti", "residual_income", "missed_due", "committed_out_30", "idle_cash", "loan_rate_gap"):
        assert signal(life, name).why is Why.NEEDS_LOAN_TERMS, name
    life.accounts["loan0"] = replace(life.account("loan0"), loan=terms(100_000, method="by_guesswork"))
    assert signal(life, "dti").why is Why.NEEDS_LOAN_TERMS


def test_the_largest_of_uneven_instalments_still_to_come_is_not_the_next_one() -> None:
    life = Life().earns(1_000_000)
    life.borrows(date(2026, 11, 1), LoanTerms(1_200_000, 1200, "cn_simple", "interest_only", 12, "2026-12-01"))

    assert signal(life, "dti").value == 120


def test_nothing_was_due_nothing_was_missed() -> None:
    assert signal(salaried(), "missed_due").state is State.ABSENT
    assert signal(revolving(), "missed_due").value == 0
    assert signal(borrowing(100_000), "missed_due").value == 0


def test_a_minimum_not_paid_three_days_after_is_missed() -> None:
    life = revolving()
    card = life.account("card").account_id
    late = [one for one in life.entries if one.on == date(2026, 10, 25)
            and any(line.account_id == card for line in one.postings)]
    life.entries = [one for one in life.entries if one not in late]

    assert signal(life, "missed_due", date(2026, 10, 27)).value == 0
    assert signal(life, "missed_due", date(2026, 10, 28)).value == 1
    life.moves(date(2026, 10, 28), "bank", "card", 110_000)
    assert signal(life, "missed_due").value == 0


def test_an_instalment_not_paid_three_days_after_is_missed() -> None:
    life = borrowing(100_000)
    loan = life.account("loan0").account_id
    life.entries = [one for one in life.entries if one.on != date(2026, 11, 12)
                    or all(line.account_id != loan for line in one.postings)]

    assert signal(life, "missed_due", date(2026, 11, 14)).value == 0
    assert signal(life, "missed_due", date(2026, 11, 15)).value == 1


def test_instalments_paid_ahead_are_not_missed() -> None:
    life = Life().borrows(date(2026, 9, 1), terms(100_000)).repays(date(2026, 9, 20), 300_000)

    assert signal(life, "missed_due").value == 0


def test_interest_alone_can_be_missed_too() -> None:
    bullet = LoanTerms(1_200_000, 1200, "cn_simple", "interest_only", 12, "2026-10-01")
    life = Life().borrows(date(2026, 9, 1), bullet).moves(date(2026, 10, 1), "bank", "interest", 12_000)

    assert signal(life, "missed_due").value == 1
    life.moves(date(2026, 11, 2), "bank", "interest", 12_000)
    assert signal(life, "missed_due").value == 0


def test_instalments_due_before_the_books_began_are_nobody_s_to_judge() -> None:
    bullet = LoanTerms(1_200_000, 1200, "cn_simple", "interest_only", 24, "2026-01-10")
    life = Life(months=1)
    life.accounts["loan"] = replace(life.account("loan"), loan=bullet)
    life.moves(life.began, "loan", "opening", 1_200_000)
    for month in (10, 11):
        life.moves(date(2026, month, 10), "bank", "interest", 12_000)

    assert signal(life, "missed_due").value == 0


def test_a_late_fee_tells_of_a_due_day_missed() -> None:
    life = revolving().moves(date(2026, 10, 28), "card", "late_fee", 3_000)

    assert signal(life, "missed_due").value == 1
    assert signal(salaried().moves(TODAY, "bank", "late_fee", 3_000), "missed_due").value == 1


def test_lenders_are_counted_once_each() -> None:
    life = Life()
    for number, name in enumerate(("One", "One", "Two")):
        life.borrows(date(2026, 10, 1 + number), terms(10_000, lender_name=name), name=f"loan{number}")

    assert signal(life, "loan_stacking").value == 2
    assert signal(salaried(), "loan_stacking").state is State.ABSENT
    assert signal(Life().borrows(date(2026, 3, 1), terms(10_000)), "loan_stacking").value == 0


def test_a_loan_that_feeds_another_debt_counts_as_two() -> None:
    """以贷养贷: four fifths of it went into another debt within three days."""
    def fed(paid: int, after: int) -> int | None:
        life = revolving().borrows(date(2026, 10, 1), terms(50_000))
        life.moves(date(2026, 10, 1) + timedelta(days=after), "bank", "card", paid)
        return signal(life, "loan_stacking").value

    assert (fed(480_000, 3), fed(480_000, 4), fed(479_000, 3)) == (2, 1, 1)


def test_cash_from_a_card_is_counted_spending_is_not() -> None:
    life = revolving()
    assert signal(life, "cash_advance").value == 0
    assert signal(salaried(), "cash_advance").state is State.ABSENT

    life.moves(date(2026, 9, 1), "card", "cash", 50_000).moves(date(2026, 9, 1), "card", "cash_advance", 500)
    life.moves(date(2026, 3, 1), "card", "cash", 50_000)
    assert signal(life, "cash_advance").value == 1, "its fee is no other, and the spring is long ago"
    life.moves(date(2026, 9, 2), "card", "cash", 50_000)
    assert signal(life, "cash_advance").value == 2


def test_debt_added_in_90_days_over_a_month_s_income() -> None:
    life = salaried().borrows(date(2026, 10, 1), terms(100_000)).repays(date(2026, 11, 12), 200_000)

    assert signal(life, "debt_velocity").value == 10_000
    assert signal(salaried(), "debt_velocity").state is State.ABSENT
    assert (signal(borrowing(100_000), "debt_velocity", TODAY).value or 0) > 0


def test_an_old_debt_in_a_young_book_has_no_velocity_yet() -> None:
    young = revolving(months=3)

    assert signal(young, "debt_velocity", young.began + timedelta(days=89)).why is Why.NEEDS_90_DAYS
    assert signal(young, "debt_velocity", young.began + timedelta(days=91)).state is State.KNOWN


def test_how_much_dearer_the_loan_is_than_the_cheapest() -> None:
    def gap(percent: str, convention: Convention) -> Signal:
        dear = replace(terms(100_000), rate_bps=1800, method="annuity")
        life = salaried().borrows(date(2026, 10, 1), dear)
        cheapest = AnnualRate(Decimal(percent) / 100, convention, DayCount.EQUAL_MONTHS)
        return measure(life.figures(), cheapest).signals["loan_rate_gap"]

    assert gap("14.4", Convention.CN_SIMPLE).value == 360
    assert gap("14.4", Convention.CN_COMPOUND).value == 1_956 - 1_440
    assert gap("20", Convention.CN_SIMPLE).value == -200
    assert signal(salaried(), "loan_rate_gap").state is State.ABSENT
    assert signal(borrowing(100_000), "loan_rate_gap").why is Why.NEEDS_A_RATE_TO_COMPARE
