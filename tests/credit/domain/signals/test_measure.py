"""Everything measured at once: the two lives that must pass, and the laws that hold for any life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.signals.measure import Measured, measure
from credit.domain.signals.registry import BOOK_SIGNALS, SIGNALS, Unit
from credit.domain.signals.signal import State, Why
from ledger.kernel.canonical import canonical
from ledger.kernel.figures import Figures
from ledger.kernel.terms import LoanTerms
from tests.credit.figures import TODAY, Life, revolving, salaried

SHIFT = 28
"""Years after which every day of the calendar has its weekday again."""

LIVES = st.builds(
    lambda months, on, salary, payday, rent, daily, owed, pays, buys: _lived(
        months, date(2026, 1, 1) + timedelta(days=on), salary, payday, rent, daily, owed, pays, buys),
    st.integers(0, 15), st.integers(0, 364), st.integers(0, 2_000_000), st.integers(1, 28), st.integers(0, 600_000),
    st.integers(1, 40_000), st.integers(0, 2_000_000), st.integers(1, 300_000), st.integers(0, 200_000),
)


def _lived(months: int, on: date, salary: int, payday: int, rent: int, daily: int, owed: int, pays: int, buys: int,
           ) -> Life:
    life = Life(on, months).earns(salary, payday).rents(rent).spends_daily(daily)
    return life.owes_on_card(owed, pays, buys) if owed > 500_000 else life


def states(measured: Measured) -> dict[str, State]:
    return {name: signal.state for name, signal in measured.signals.items()}


def test_fourteen_months_a_salary_and_one_revolving_card_leave_nothing_unknown() -> None:
    found = measure(revolving().figures())

    assert tuple(found.signals) == BOOK_SIGNALS
    assert State.UNKNOWN not in states(found).values()
    assert {name for name, state in states(found).items() if state is State.ABSENT} == {
        "loan_stacking", "loan_rate_gap"}


def test_neither_does_the_same_person_without_a_card() -> None:
    found = states(measure(salaried().figures()))

    assert State.UNKNOWN not in found.values()
    assert {name for name, state in found.items() if state is State.ABSENT} == {
        name for name in BOOK_SIGNALS if SIGNALS[name].absent is not None}


@pytest.mark.parametrize("on", [TODAY + timedelta(days=n) for n in (0, 8, 9, 10, 24, 40, 55, 71, 100, 133)])
def test_that_holds_on_any_day_of_the_month(on: date) -> None:
    for life in (revolving(on), salaried(on)):
        found = measure(life.figures())
        assert State.UNKNOWN not in states(found).values()
        assert found.signals["income_dip"].value == 10_000
        assert found.signals["missed_due"].value == 0


NEEDS = {
    30: {"surplus_streak": Why.NEEDS_30_DAYS},
    60: dict.fromkeys(("avg_daily_outflow", "avg_daily_essential", "cash_buffer_days", "runway_net_days", "idle_cash"),
                      Why.NEEDS_60_DAYS),
    90: dict.fromkeys(("shortfall_prob_30", "shortfall_prob_60", "shortfall_prob_90", "shortfall_date",
                       "shortfall_depth"), Why.NEEDS_90_DAYS),
    120: {"income_dip": Why.NEEDS_120_DAYS},
}


@pytest.mark.parametrize(("days", "reasons"), NEEDS.items())
def test_a_day_less_of_history_makes_unknown_with_its_reason(days: int, reasons: dict[str, Why]) -> None:
    life = salaried(months=5)
    enough = measure(life.figures(life.began + timedelta(days=days - 1))).signals
    less = measure(life.figures(life.began + timedelta(days=days - 2))).signals

    assert {name: less[name].why for name in reasons} == reasons
    assert {name: enough[name].why for name in reasons} == dict.fromkeys(reasons)


MISSING_MONTHS = {
    3: ("income_month", "savings_rate", "residual_income"),
    6: ("income_cv",),
}


@pytest.mark.parametrize(("months", "names"), MISSING_MONTHS.items())
def test_a_month_less_of_history_does_too(months: int, names: tuple[str, ...]) -> None:
    less, enough = (measure(salaried(months=count).figures()).signals for count in (months - 1, months))

    assert {less[name].why for name in names} == {Why(f"needs_{months}_months")}
    assert {enough[name].why for name in names} == {None}


def test_books_without_an_entry_know_nothing_and_owe_nothing() -> None:
    found = measure(Life().figures(date(2020, 1, 1)))

    assert found.signals["liquid_balance"].why is Why.NEEDS_BALANCE
    assert found.signals["dti"].value == 0
    assert found.signals["stmt_balance"].state is State.ABSENT


@settings(max_examples=12)
@given(LIVES)
def test_measuring_twice_finds_the_same(life: Life) -> None:
    one, other = measure(life.figures()), measure(life.figures())

    assert one == other
    assert one.digest == other.digest


@settings(max_examples=15)
@given(LIVES, st.integers(2, 1_000))
def test_money_times_k_is_signals_of_money_times_k_and_ratios_as_they_were(life: Life, k: int) -> None:
    """To the last coin where it is a sum, within the rounding of each figure where it is a mean."""
    figures = life.figures()
    one, many = measure(figures).signals, measure(_times(figures, k)).signals
    for name in BOOK_SIGNALS:
        before, after = one[name], many[name]
        assert (after.state, after.why) == (before.state, before.why), name
        if before.value is None or after.value is None:
            continue
        if SIGNALS[name].unit in (Unit.MONEY, Unit.MONEY_A_DAY):
            assert abs(after.value - k * before.value) <= 2 * k, name
        elif name != "payoff_months":
            assert abs(after.value - before.value) <= 1, name


@settings(max_examples=12)
@given(LIVES)
def test_days_shifted_by_a_round_of_the_calendar_change_nothing(life: Life) -> None:
    """But the drawn paths, which each day has its own of."""
    figures = life.figures()
    before, after = measure(figures).signals, measure(_later(figures)).signals

    for name in BOOK_SIGNALS:
        if not name.startswith("shortfall_"):
            assert before[name] == after[name], name


def test_a_digest_tells_books_revisions_days_and_figures_apart() -> None:
    figures = revolving().figures()
    others = (replace(figures, book=8), replace(figures, revision=2), salaried().figures(), _later(figures))
    digests = {measure(one).digest for one in (figures, *others)}

    assert len(digests) == 5


def test_what_is_kept_is_whole_numbers_and_no_word_of_the_person() -> None:
    terms = LoanTerms(500_000, 1200, "cn_simple", "annuity", 12, "2026-12-01", lender_name="Aunt Hong")
    found = measure(revolving().borrows(date(2026, 11, 1), terms).figures())
    said = canonical(found.content()).decode()

    assert "Aunt" not in said
    assert found.values.keys() == found.content().keys()
    assert all(value is None or isinstance(value, int) for value in found.values.values())
    assert {text for one in found.content().values() for text in one.values() if isinstance(text, str)} <= {
        *State, *Why}


def _times(figures: Figures, k: int) -> Figures:
    """The same life with k times the money."""
    def place(one: Any) -> Any:
        card = one.card and replace(one.card, limit=one.card.limit * k, minimum_floor=one.card.minimum_floor * k)
        statements = tuple(
            replace(statement, balance=statement.balance * k, minimum=statement.minimum * k, paid=statement.paid * k,
                    charged=statement.charged * k) for statement in one.statements)
        moves = tuple(replace(move, minor=move.minor * k) for move in one.moves)
        return replace(one, began=one.began * k, moves=moves, card=card, statements=statements)

    return replace(
        figures,
        flows=tuple(replace(flow, in_minor=flow.in_minor * k, out_minor=flow.out_minor * k) for flow in figures.flows),
        places=tuple(map(place, figures.places)),
        payers=tuple(
            replace(payer, receipts=tuple(replace(one, minor=one.minor * k) for one in payer.receipts))
            for payer in figures.payers),
        coming=tuple(replace(turn, minor=turn.minor * k) for turn in figures.coming),
    )


def _later(value: Any) -> Any:
    """The same figures with every day in them 28 years later."""
    if isinstance(value, date):
        return value.replace(year=value.year + SHIFT)
    if isinstance(value, tuple):
        return tuple(map(_later, value))
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: _later(getattr(value, name)) for name in value.__dataclass_fields__})
    return value
