"""The guards above every lender: who is at ease passes, each stops for its own reason, no rule moves one."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from credit.domain.cost.china import both_ways
from credit.domain.cost.flows import level
from credit.domain.norms.pack import Cap, Norms, Per
from credit.domain.offers.price import bps_up
from credit.domain.offers.product import Kind
from credit.domain.rules.guarding import REASONS_MOST, guard_stops, reasons
from credit.domain.rules.guards import MUSTS, OURS, TITLES, GuardId, Must, cap_musts
from credit.domain.rules.judging import NONE, match_many, prepare
from credit.domain.rules.rule_set import Op
from credit.domain.rules.speech import Quantity
from credit.domain.rules.stress import UNSTRESSED
from credit.domain.signals.registry import SIGNALS, Unit
from tests.credit.domain.rules import oracle
from tests.credit.domain.rules.cases import (
    AT_EASE,
    OF_OFFER,
    OF_PERSON,
    Signals,
    columns,
    random_person,
    random_row,
)

ON = date(2026, 11, 21)
CLAUSE = "cn.nfra_2025_9"
CREDIT = [kind for kind in Kind if kind is not Kind.FUND]


def norms(bps: int = 2_400, *caps: Cap) -> Norms:
    """Norms with a cap of so much a year, or with these caps, or none."""
    held = caps or ((Cap(bps, Per.YEAR, "", CLAUSE, date(2025, 10, 1), None),) if bps else ())
    return Norms("CN", ON, held, (), {}, {}, {})


LAW = norms()
EVERYTHING = (*MUSTS, *cap_musts(2_400, 2_400, CLAUSE))
NAMES = (*OF_PERSON, *OF_OFFER)


def stopped(kind: Kind, **other: int | None) -> set[str]:
    return {stop.guard.value for stop in guard_stops({**AT_EASE, **other}, kind, LAW)}


def outside(must: Must) -> int:
    """The nearest value at which a condition does not hold."""
    condition = must.condition
    if condition.op is Op.IS:
        return 1 - condition.bound
    return condition.bound - 1 if condition.op is Op.AT_LEAST else condition.bound + 1


@pytest.mark.parametrize("kind", list(Kind))
def test_somebody_at_ease_passes_every_guard(kind: Kind) -> None:
    assert guard_stops(AT_EASE, kind, LAW) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_person_without_a_card_passes_them_too(kind: Kind) -> None:
    no_card = {name: meaning.absent for name, meaning in SIGNALS.items() if meaning.absent is not None}

    assert guard_stops({**AT_EASE, **no_card}, kind, LAW) == ()


@pytest.mark.parametrize("must", EVERYTHING, ids=lambda m: f"{m.guard}-{m.condition.signal}-{m.condition.bound}")
def test_each_condition_stops_one_step_outside_its_bound_and_not_on_it(must: Must) -> None:
    signal = must.condition.signal
    for kind in must.binds:
        on_it = guard_stops({**AT_EASE, signal: must.condition.bound}, kind, LAW)
        off_it = guard_stops({**AT_EASE, signal: outside(must)}, kind, LAW)
        assert must not in [stop.must for stop in on_it]
        found = next(stop for stop in off_it if stop.must == must)
        assert (found.value, found.is_unknown) == (outside(must), False)
        assert (must.source == OURS) is (must.guard is not GuardId.CAP)


@pytest.mark.parametrize("guard", list(GuardId))
def test_every_guard_has_something_to_hold_and_a_title(guard: GuardId) -> None:
    assert any(must.guard is guard for must in EVERYTHING) and TITLES[guard]


@pytest.mark.parametrize("signal", sorted({must.condition.signal for must in EVERYTHING if not must.if_known}))
@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_is_not_known_stops(kind: Kind, signal: str) -> None:
    """E18: each signal taken away in turn."""
    bound = any(must.condition.signal == signal and kind in must.binds for must in EVERYTHING)
    without = {name: value for name, value in AT_EASE.items() if name != signal}

    for signals in ({**AT_EASE, signal: None}, without):
        stops = guard_stops(signals, kind, LAW)
        assert bool(stops) is bound
        assert all(stop.is_unknown and stop.value is None for stop in stops)
        assert all(stop.reason.facts["signal"].message == SIGNALS[signal].plain for stop in stops)  # type: ignore[union-attr]


def test_what_is_unknown_of_income_alone_does_not_make_an_income_dip() -> None:
    assert stopped(Kind.LOAN, income_dip=None) == set()
    assert stopped(Kind.FUND, income_dip=5_999) == {"E22"}


@pytest.mark.parametrize("kind", [Kind.LOAN, Kind.INSTALMENT, Kind.VIRTUAL_CARD])
@pytest.mark.parametrize("sign", [one.signal for one in UNSTRESSED])
def test_under_debt_stress_no_new_credit_whatever_the_sign(kind: Kind, sign: str) -> None:
    must = next(must for must in MUSTS if must.guard is GuardId.STRESS and must.condition.signal == sign)

    assert stopped(kind, **{sign: outside(must)}) == {"G2"}


@pytest.mark.parametrize("sign", [one.signal for one in UNSTRESSED])
def test_under_debt_stress_a_refinance_that_costs_less_may_still_help(sign: str) -> None:
    must = next(must for must in MUSTS if must.guard is GuardId.STRESS and must.condition.signal == sign)

    assert stopped(Kind.REFINANCE, **{sign: outside(must)}) == set()
    assert stopped(Kind.FUND, **{sign: outside(must)}) == set()


@pytest.mark.parametrize("worse", [
    {"offer_pays_card": 0}, {"offer_new_money": 1}, {"offer_saving": 0}, {"offer_saving": -1}, {"offer_ends_later": 1},
])
def test_a_refinance_pays_the_card_brings_no_new_debt_and_saves(worse: dict[str, int]) -> None:
    assert stopped(Kind.REFINANCE, **worse) == {"G2"}
    assert stopped(Kind.LOAN, **worse) == set()


def test_credit_needs_ninety_days_of_books_and_a_fund_sixty() -> None:
    assert stopped(Kind.FUND, history_days=60) == set() and stopped(Kind.FUND, history_days=59) == {"G6"}
    assert stopped(Kind.LOAN, history_days=90) == set() and stopped(Kind.LOAN, history_days=89) == {"G6"}


def test_the_budget_of_showings_is_for_credit_and_a_no_is_for_everything() -> None:
    spent = {"shown_today": 1, "shown_week": 3, "shown_month": 6}
    for name, value in spent.items():
        assert stopped(Kind.LOAN, **{name: value}) == {"G5"} and stopped(Kind.FUND, **{name: value}) == set()
    assert stopped(Kind.FUND, days_since_not_now=89) == {"G5", "G10"}
    assert stopped(Kind.FUND, said_never=1) == {"G10"}


def test_the_same_card_is_not_refinanced_twice_in_a_year() -> None:
    assert stopped(Kind.REFINANCE, days_since_same_refinance=364) == {"E26"}
    assert stopped(Kind.REFINANCE, days_since_same_refinance=365) == set()
    assert stopped(Kind.LOAN, days_since_same_refinance=1) == set()


def test_the_cap_holds_in_both_readings() -> None:
    assert stopped(Kind.LOAN, offer_rate_simple=2_401) == {"G4"}
    assert stopped(Kind.LOAN, offer_rate_compound=2_401) == {"G4"}
    assert stopped(Kind.FUND, offer_rate_simple=2_401) == set()
    found = next(stop for stop in guard_stops({**AT_EASE, "offer_rate_compound": 2_401}, Kind.LOAN, LAW))
    assert found.must.source == CLAUSE
    assert found.reason.facts == {"value": Quantity(2_401, Unit.BPS), "bound": Quantity(2_400, Unit.BPS)}


def test_an_instalment_rounded_up_over_the_cap_is_over_the_cap() -> None:
    """E20: twelve times 945.60 for 10,000 is 24.001 per cent."""
    simple, compound = both_ways(level(1_000_000, [94_560] * 12))

    assert bps_up(simple) == 2_401
    assert stopped(Kind.LOAN, offer_rate_simple=bps_up(simple), offer_rate_compound=0) == {"G4"}
    assert bps_up(compound) > 2_400


def test_a_cap_by_the_day_is_read_by_the_year_both_ways() -> None:
    daily = norms(0, Cap(80, Per.DAY, "", "uk.conc_5a", date(2015, 1, 2), None))
    day = Decimal("1.008") ** 365

    assert guard_stops({**AT_EASE, "offer_rate_simple": 29_200}, Kind.LOAN, daily) == ()
    assert [s.guard for s in guard_stops({**AT_EASE, "offer_rate_simple": 29_201}, Kind.LOAN, daily)] == [GuardId.CAP]
    assert daily.caps[0].compound_bps == int((day - 1) * 10_000)


def test_where_no_cap_is_on_file_credit_stops_and_a_fund_does_not() -> None:
    lawless = norms(0)
    stops = guard_stops({**AT_EASE, "offer_rate_simple": 0, "offer_rate_compound": 0}, Kind.LOAN, lawless)

    assert [(stop.guard, stop.is_unknown) for stop in stops] == [(GuardId.CAP, True)]
    assert "cap" in stops[0].reason.message and stops[0].reason.facts == {}
    assert guard_stops(AT_EASE, Kind.FUND, lawless) == ()


def test_the_lowest_cap_that_binds_the_lender_counts() -> None:
    small = Cap(1_200, Per.YEAR, "microloan", "cn.microloan_2025", date(2027, 12, 31), None)
    both = norms(0, Cap(2_400, Per.YEAR, "", CLAUSE, date(2025, 10, 1), None), small)

    assert guard_stops(AT_EASE, Kind.LOAN, both) == ()
    assert {stop.must.source for stop in guard_stops(AT_EASE, Kind.LOAN, both, "microloan")} == {"cn.microloan_2025"}


def test_reasons_are_at_most_four_and_the_nearest_comes_first() -> None:
    far = {"dti": 9_000, "missed_due": 3, "history_days": 89, "offer_rate_simple": 2_500, "min_pay_hits": None,
           "quality_coverage": 0, "offer_dti_after": 4_010}
    stops = guard_stops({**AT_EASE, **far}, Kind.LOAN, LAW)
    told = reasons(stops)

    assert len(stops) == 7 and len(told) == REASONS_MOST
    assert [reason.message for reason in told[:2]] == [
        next(must.reason for must in MUSTS if must.condition.signal == name and Kind.LOAN in must.binds)
        for name in ("offer_dti_after", "history_days")]
    assert "Not known" not in " ".join(reason.message for reason in told), "what is unknown is farthest"


def test_a_reason_that_two_guards_share_is_told_once() -> None:
    stops = guard_stops({**AT_EASE, "days_since_not_now": 5}, Kind.LOAN, LAW)

    assert [stop.guard.value for stop in stops] == ["G5", "G10"] and len(reasons(stops)) == 1
    both = guard_stops({**AT_EASE, "days_since_not_now": None}, Kind.LOAN, LAW)
    assert len(both) == 2 and len(reasons(both)) == 1


@pytest.mark.parametrize("must", EVERYTHING, ids=lambda m: f"{m.guard}-{m.condition.signal}")
def test_a_reason_is_specific(must: Must) -> None:
    """E13: no catch-all, and no place that nothing fills."""
    vague = ("criteria", "score too", "other reasons", "policy", "not eligible", "requirements")

    assert must.reason.endswith(".") and not any(word in must.reason.casefold() for word in vague)
    assert set(re.findall(r"%\((\w+)\)", must.reason)) <= {"value", "bound"}


def random_people(chance: random.Random, count: int) -> list[Signals]:
    """People near the bounds of guards, most of them at ease in most respects."""
    people = []
    for _ in range(count):
        odd = chance.sample(NAMES, chance.randint(0, 4))
        people.append({**AT_EASE, **random_person(chance, odd, unknown=0.2)})
    return people


@pytest.mark.parametrize("kind", list(Kind))
def test_random_people_are_stopped_exactly_where_a_plain_reading_stops_them(kind: Kind) -> None:
    bound = [must for must in EVERYTHING if kind in must.binds]
    people = random_people(random.Random(kind.value), 300)
    found = [{stop.must for stop in guard_stops(person, kind, LAW)} for person in people]

    assert found == [oracle.stops(bound, person) for person in people]
    assert 30 < sum(map(bool, found)) < 290


def is_stressed(person: dict[str, int | None]) -> bool:
    """Whether any sign shows, or cannot be read: each condition read plainly."""
    holds = {Op.AT_MOST: int.__le__, Op.AT_LEAST: int.__ge__, Op.IS: int.__eq__}
    values = [(person.get(one.signal), one) for one in UNSTRESSED]
    return any(value is None or not holds[one.op](value, one.bound) for value, one in values)


@pytest.mark.parametrize("kind", list(Kind))
def test_no_row_a_lender_adds_reaches_anybody_a_guard_protects(kind: Kind) -> None:
    """g1, E16: ten thousand random rule sets, each with a random row added, over three hundred random people."""
    chance = random.Random(f"{kind.value} 1")
    people = random_people(chance, 300)
    bound = [must for must in EVERYTHING if kind in must.binds]
    protected = np.array([bool(oracle.stops(bound, person)) for person in people])
    stressed = np.array([is_stressed(person) for person in people])
    crowd = columns(people, NAMES)
    allowed = np.array([not guard_stops(person, kind, LAW) for person in people])
    seen: Counter[str] = Counter()
    for _ in range(2_000):
        rows = [random_row(chance, NAMES, 2) for _ in range(chance.randint(1, 4))]
        wider = list(rows)
        wider.insert(chance.randint(0, len(rows)), random_row(chance, NAMES, 1))
        for written in (rows, wider):
            fits = match_many(prepare(written), crowd).row != NONE
            shown = fits & allowed
            assert not (shown & protected).any()
            assert kind in (Kind.REFINANCE, Kind.FUND) or not (shown & stressed).any()
            seen.update(shown=int(shown.any()), kept_back=int((fits & protected).any()))
    assert allowed.tolist() == [not guard_stops(person, kind, LAW) for person in people]
    assert min(seen.values()) > 1_000
