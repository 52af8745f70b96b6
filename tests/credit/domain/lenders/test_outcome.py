"""A simulation's outcome for a person is what serving would decide of them: the same function, asked the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credit.domain.lenders import outcome as outcomes_module
from credit.domain.lenders.outcome import NO_NEED, OFFERED, STOPPED, UNKNOWN, Outcome, in_need, outcomes
from credit.domain.lenders.person import COLUMNS, ROUGH, SITUATION
from credit.domain.lenders.report import Variant, report
from credit.domain.lenders.snapshots import Cohort, part, shipped
from credit.domain.offers import decision
from credit.domain.offers.product import read_product
from credit.domain.offers.shelf import OnShelf, Seller
from credit.domain.rules.moment import Moment
from credit.domain.rules.rule_reader import read_rule_set
from credit.domain.signals.registry import BOOK_SIGNALS
from credit.services.deciding import judge
from credit.store import norms
from tests.credit.lending import product, row, rule_set

ON = date(2026, 11, 21)
TERMS = [3, 6, 9, 12, 18, 24]
SOLD = product(terms=TERMS, rate={"percent": "10", "convention": "nominal", "day_count": "months"})
RULES = rule_set(row(("revolving_streak", "at_least", 2), ("card_effective_apr", "at_least", 1_300),
                     rate="10", months=TERMS))
PEOPLE = 400


def shelf(rules=RULES, version=1) -> OnShelf:
    return OnShelf(Seller("quay", "Quay"), "r", version, read_rule_set(rules), {"refi-12": read_product(SOLD)})


def exact(cohort: Cohort) -> Cohort:
    """The same people with every day recorded: a case written by hand holds no ranges."""
    values = cohort.values.copy()
    for name in ROUGH:
        for end in ("low", "high"):
            values[COLUMNS.index(f"{name}.{end}")] = values[COLUMNS.index(name)]
    return replace(cohort, values=values)


@pytest.fixture(scope="module")
def some():
    cohort = exact(part(shipped(), PEOPLE))
    people = in_need(cohort, Moment.CARD_REFINANCE, "CNY")
    return cohort, people, [one for (one,) in outcomes(cohort, people, [shelf()], ON, "CNY", norms.pack("CN").on(ON))]


def case(cohort, person: int) -> dict:
    """The person as a case for `judge`, written by hand: signals, what is absent, the facts, the situation."""
    kept, states = cohort.row(person), cohort.states_of(person)
    signals = {name: kept[name] if states[name] == 0 else None for name in BOOK_SIGNALS}
    signals |= {name: kept[name] for name in SITUATION}
    ahead = {name: kept[name] for name in ("due", "next_income")}
    days = {name: date.fromordinal(ON.toordinal() + value).isoformat() for name, value in ahead.items() if value >= 0}
    facts = {name: kept[name] for name in ("card", "payment", "days_sooner", "set_aside", "loan_owed", "loan_bps")
             if kept[name] >= 0}
    return {"on": ON.isoformat(), "jurisdiction": "CN", "currency": "CNY", "signals": signals,
            "absent": [name for name in BOOK_SIGNALS if states[name] == 1], "products": [SOLD],
            "rules": [{"lender": "quay", "set": RULES}], "facts": {**facts, **days}}


def test_it_is_the_very_function_that_serves_people():
    assert outcomes_module.decide is decision.decide


def test_everybody_in_need_comes_to_what_the_command_would_say(some):
    cohort, people, found = some
    assert len(people) > 60
    for person, one in zip(people, found, strict=True):
        answer = judge(case(cohort, person))
        assert bool(answer["offers"]) == (one.reach == OFFERED), person


def test_nobody_else_is_offered_anything(some):
    cohort, people, _found = some
    others = [person for person in range(0, PEOPLE, 4) if person not in people]

    found = outcomes(cohort, others, [shelf()], ON, "CNY", norms.pack("CN").on(ON))

    assert {one.reach for (one,) in found} == {NO_NEED}


def test_two_versions_are_judged_each_as_if_alone(some):
    cohort, people, alone = some
    dearer = rule_set(row(rate="20", months=TERMS))

    both = outcomes(cohort, people, [shelf(dearer, 2), shelf()], ON, "CNY", norms.pack("CN").on(ON))

    assert [second for _first, second in both] == alone


def test_a_refinance_that_is_offered_never_leaves_anybody_worse_off(some):
    _cohort, _people, found = some
    offered = [one for one in found if one.reach == OFFERED]

    assert offered and not any(one.is_worse for one in offered)
    assert all(one.saving > 0 for one in offered)


def told(person: int, reach: int, **facts) -> Outcome:
    return Outcome(person, reach, **facts)


def test_a_report_hides_every_count_under_twenty():
    mine = [told(n, OFFERED, saving=100 * n, cost=10) for n in range(30)]
    mine += [told(n, STOPPED, by="G3", why="offer_dti_after") for n in range(30, 45)]
    mine += [told(n, UNKNOWN, by="row", why="unknown") for n in range(45, 70)]

    found = report(100, mine, mine[:5], [Variant(60, mine[:25])], {"pay": [n % 4 for n in range(100)]})

    assert (found["people"], found["offered"], found["fit"], found["unknown"]) == (100, 30, 45, 25)
    assert found["held"] == [{"by": "row", "why": "unknown", "people": 25},
                             {"by": "G3", "why": "offer_dti_after", "people": None}]
    assert found["against"] == {"offered": None, "gained": 25, "lost": 0, "same": None, "dearer": 0, "saving": None}
    assert found["variants"] == [{"added_bps": 60, "offered": 25, "saving": 1_200, "gained": 0, "lost": None}]
    assert all(group["offered"] is None for group in found["groups"]["pay"])


def test_one_person_made_worse_is_a_share_above_nothing():
    mine = [told(n, OFFERED, is_worse=n == 0) for n in range(30_000)]

    assert report(40_000, mine, None, [], {})["worse_bps"] == 1


def test_columns_hold_everybody_and_say_no_small_count():
    mine = [told(n, OFFERED, saving=37 * n) for n in range(400)]

    columns = report(400, mine, None, [], {})["bins"]

    assert sum(people or 0 for _low, _high, people in columns) == 400
    assert all(people is None or people >= 20 for _low, _high, people in columns)
    widths = {high - low for low, high, _people in columns}
    assert len(widths) == 1 and str(widths.pop()).strip("0") in ("1", "2", "5")
