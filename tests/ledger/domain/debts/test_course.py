"""The course of a loan: instalments found in what was paid, and what is to come from what is really owed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.debts.course import Course, LoanMove, course_of
from ledger.domain.debts.early import MoreThanOwed, PayInstalmentFirst, early
from ledger.domain.debts.split import Split, divided, instalment
from ledger.kernel.interest.schedule import Method
from ledger.kernel.period import add_months
from ledger.kernel.terms import LoanTerms

DRAWN, FIRST = date(2026, 11, 21), date(2026, 12, 21)
TERMS = LoanTerms(1_200_000, 1200, "cn_simple", "annuity", 12, FIRST.isoformat())


def course(*moves: LoanMove, terms: LoanTerms = TERMS) -> Course:
    found = course_of(terms, (LoanMove(1, DRAWN, -terms.principal), *moves))
    assert found is not None
    return found


def lived(terms: LoanTerms, count: int) -> list[LoanMove]:
    """Payments on their due days, each as the loan itself divides it."""
    moves: list[LoanMove] = []
    for turn in range(count):
        row = course(*moves, terms=terms).next
        assert row is not None and row.due is not None
        split = instalment(course(*moves, terms=terms), row)
        moves.append(LoanMove(2 + turn, row.due, split.principal, split.interest, split.fee))
    return moves


def test_the_first_payment_divides_as_the_schedule_says() -> None:
    assert divided(course(), 106_619) == Split(94_619, 12_000)


@pytest.mark.parametrize(
    ("method", "first", "last", "interest"),
    [("annuity", 106_619, 106_614, 79_423), ("equal_principal", 112_000, 101_000, 78_000),
     ("interest_only", 12_000, 1_212_000, 144_000)],
)
def test_a_loan_lived_to_its_end_pays_what_its_schedule_says(
    method: str, first: int, last: int, interest: int
) -> None:
    """credit.md d4: 12,000 at 12 % over twelve months, to the last coin."""
    moves = lived(replace(TERMS, method=method), 12)
    end = course(*moves, terms=replace(TERMS, method=method))

    assert (end.paid[0].payment, end.paid[-1].payment, end.interest_paid) == (first, last, interest)
    assert (end.owed, end.to_come, [one.n for one in end.paid]) == (0, (), list(range(1, 13)))


def test_what_is_paid_long_before_it_is_due_is_paid_besides() -> None:
    besides = course(LoanMove(2, FIRST - timedelta(days=16), 200_000))
    early_enough = course(LoanMove(2, FIRST - timedelta(days=15), 94_619, 12_000))

    assert (besides.paid[0].n, besides.settled, besides.next and besides.next.n) == (None, 0, 1)
    assert besides.next and besides.next.interest == 10_000
    assert (early_enough.paid[0].n, early_enough.settled) == (1, 1)


def test_a_loan_that_was_under_way_begins_where_the_books_do() -> None:
    found = course_of(TERMS, [LoanMove(1, date(2027, 2, 1), -1_009_716)])

    assert found and (found.settled, found.owed, found.last_due) == (2, 1_009_716, date(2027, 1, 21))
    assert found.next and (found.next.n, found.next.due) == (3, date(2027, 2, 21))


def test_a_late_payment_pays_the_one_that_was_missed() -> None:
    found = course(LoanMove(2, date(2027, 1, 25), 94_619, 12_000))

    assert found.settled == 1 and found.next and found.next.due == date(2027, 1, 21)


def test_a_fee_comes_first_and_what_is_too_much_is_the_lenders_price() -> None:
    found = course(terms=replace(TERMS, each_fee=500))

    assert divided(found, 300) == Split(0, 0, 300)
    assert divided(found, 8_000) == Split(0, 7_500, 500)
    assert divided(found, 106_619) == Split(94_119, 12_000, 500)
    assert divided(found, 1_300_000) == Split(1_200_000, 99_500, 500)


def test_a_planned_payment_pays_back_what_the_contract_says_and_no_more() -> None:
    assert divided(course(), 107_000, as_planned=True) == Split(94_619, 12_000, 381)
    assert divided(course(*lived(TERMS, 12)), 100) is None


def test_all_of_it_ten_days_after_an_instalment() -> None:
    loan = course(*lived(replace(TERMS, exit_fee_bps=100), 1), terms=replace(TERMS, exit_fee_bps=100))

    found = early(loan, loan.owed, FIRST + timedelta(days=10))

    assert found.all_of_it and found.split == Split(1_105_381, 3_634, 11_054)
    assert found.saves(None) == loan.interest_to_come - 3_634 - 11_054 > 0


def test_a_part_of_it_ends_sooner_or_lowers_what_is_paid_each_month() -> None:
    loan = course(*lived(TERMS, 1))

    found = early(loan, 500_000, FIRST)

    assert found.split == Split(500_000, 0) and found.sooner and found.smaller
    assert [row.n for row in found.sooner.rows] == [2, 3, 4, 5, 6, 7]
    assert found.sooner.rows[0].payment == 106_619 and found.sooner.rows[-1].balance == 0
    assert len(found.smaller.rows) == 11 and found.smaller.rows[0].payment < 59_000
    assert found.smaller.rows[-1].due == loan.to_come[-1].due
    assert found.saves(found.sooner) > found.saves(found.smaller) > 0


def test_after_it_the_terms_that_were_said_anew_are_followed() -> None:
    first = lived(TERMS, 1)
    found = early(course(*first), 500_000, FIRST + timedelta(days=4))
    assert found.smaller

    paid = LoanMove(9, found.on, found.split.principal, found.split.interest)
    on = course_of(found.smaller.terms, [LoanMove(1, DRAWN, -1_200_000), *first, paid])

    assert on and on.settled == 0 and on.to_come == found.smaller.rows
    assert on.last_due == found.on and on.interest_paid == 12_000 + found.split.interest


def test_interest_alone_falls_with_what_is_owed_and_knows_one_way_only() -> None:
    found = early(course(terms=replace(TERMS, method="interest_only")), 600_000, DRAWN)

    assert found.smaller is None and found.sooner and found.sooner.rows[0].payment == 6_000


def test_no_more_than_is_owed_and_not_over_an_instalment_that_is_due() -> None:
    with pytest.raises(MoreThanOwed):
        early(course(), 1_200_001, DRAWN)
    with pytest.raises(PayInstalmentFirst):
        early(course(), 100, FIRST)


@given(
    st.integers(1_000, 10**8), st.integers(1, 36), st.sampled_from(list(Method)), st.integers(0, 3600),
    st.integers(1, 31), st.data(),
)
def test_whatever_is_paid_no_coin_is_lost(
    principal: int, count: int, method: Method, bps: int, day: int, data: st.DataObject
) -> None:
    terms = LoanTerms(principal, bps, "cn_simple", method.value, count, date(2026, 12, day).isoformat())
    moves = [LoanMove(1, DRAWN, -principal)]
    for turn in range(data.draw(st.integers(0, count))):
        found = course_of(terms, moves)
        assert found
        split = divided(found, data.draw(st.integers(1, principal)))
        if split is None:
            break
        due = add_months(date(2026, 12, day), turn, day)
        moves.append(LoanMove(2 + turn, due, split.principal, split.interest, split.fee))
        assert min(split.principal, split.interest) >= 0

    found = course_of(terms, moves)
    assert found and found.owed >= 0
    assert found.owed == principal - sum(move.minor for move in moves[1:])
    assert sum(row.principal for row in found.to_come) == found.owed
    if found.next and found.next.due and found.next.due > DRAWN and found.owed > 1:
        way = early(found, found.owed // 2, DRAWN)
        assert way.sooner and way.stays.cost >= way.split.interest + way.sooner.cost - count
