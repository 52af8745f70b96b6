"""What needs want beside signals: read off the figures, kept in plain form, without a name in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from credit.domain.case import Case, NotADay, UnknownField
from credit.domain.offers.facts import FIELDS, facts_json, facts_of, read_facts
from credit.domain.offers.need import Facts, Planned, Receivable
from ledger.kernel.terms import LoanTerms
from tests.credit.figures import TODAY, Life, revolving, salaried


def test_the_card_its_due_day_and_what_is_usually_paid() -> None:
    found = facts_of(revolving().figures())

    assert found.card is not None
    assert (found.due, found.payment, found.days_sooner) == (date(2026, 11, 25), 110_000, 10)


def test_who_has_no_card_has_no_facts_of_one() -> None:
    found = facts_of(salaried().figures())

    assert (found.card, found.due, found.payment, found.days_sooner) == (None, None, None, 0)
    assert found.next_income == date(2026, 12, 15)


def test_what_could_wait_for_the_next_income_comes_largest_first() -> None:
    life = salaried().plans("expense", 40_000, date(2026, 12, 10), "other", "once")
    life.plans("expense", 90_000, date(2026, 12, 20), "other", "once")

    found = facts_of(life.figures())

    assert [(one.day, one.minor, one.purpose) for one in found.planned] == [
        (date(2026, 12, 1), 300_000, "rent"), (date(2026, 12, 10), 40_000, "discretionary")]


def test_money_put_by_and_the_dearest_loan() -> None:
    """A security deposit is nobody's to take back; what was put by for a goal is."""
    terms = LoanTerms(principal=600_000, rate_bps=1_200, rate_convention="nominal", method="annuity", instalments=12,
                      first_due="2026-12-01")
    figures = Life().moves(date(2026, 1, 1), "bank", "deposit", 250_000).borrows(date(2026, 11, 1), terms).figures()
    put_by = [replace(one, purpose="savings_goal") if one.purpose == "deposit" else one for one in figures.places]

    found = facts_of(replace(figures, places=tuple(put_by)))

    assert (facts_of(figures).set_aside, found.set_aside) == (0, 250_000)
    assert (found.loan_owed, found.loan_bps) == (600_000, 1_200)


@pytest.mark.parametrize("facts", [
    Facts(),
    Facts(card=3, due=TODAY, payment=110_000, days_sooner=4, next_income=TODAY,
          planned=(Planned(4, TODAY, 5, "rent"),), set_aside=9,
          receivables=(Receivable(5, None, 7, (1, 2)), Receivable(6, TODAY, 8)),
          yield_bps=180, loan_owed=10, loan_bps=11),
])
def test_facts_are_read_again_as_they_were_written(facts: Facts) -> None:
    stored = json.loads(json.dumps(facts_json(facts)))

    assert read_facts(Case(stored, FIELDS)) == facts


def test_a_fact_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownField):
        read_facts(Case({"name": "Mei"}, FIELDS))
    with pytest.raises(NotADay):
        read_facts(Case({"due": "soon"}, FIELDS))
