"""One evaluator for one person and for a million, against a plain reading that takes no shortcuts."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.rules import judging
from credit.domain.rules.judging import NONE, Vectors, match_each, match_many, match_one, prepare, prepare_rules, vector
from credit.domain.rules.rule_reader import CONDITIONS_MAX, ROWS_MAX
from credit.domain.rules.rule_set import Condition, Op, reach
from credit.domain.signals.registry import SIGNALS
from tests.credit.domain.rules import oracle
from tests.credit.domain.rules.cases import (
    BOUNDS,
    OF_OFFER,
    OF_PERSON,
    columns,
    exactly,
    least,
    most,
    random_person,
    random_row,
    rule_set,
)

SOME = OF_PERSON[::4]
STREAK, APR, DTI = "revolving_streak", "card_effective_apr", "dti"


def test_the_first_row_that_fits_wins() -> None:
    table = prepare([[least(STREAK, 4)], [least(STREAK, 2)], [least(STREAK, 1)]])

    assert [match_one(table, {STREAK: streak}).row for streak in (5, 4, 3, 2, 1, 0)] == [0, 0, 1, 1, 2, None]


def test_every_condition_of_a_row_must_hold_and_bounds_count_as_inside() -> None:
    table = prepare([[least(STREAK, 2), most(DTI, 3_000), exactly("income_regularity", 2)]])

    assert match_one(table, {STREAK: 2, DTI: 3_000, "income_regularity": 2}).row == 0
    for other in ({STREAK: 1}, {DTI: 3_001}, {"income_regularity": 1}):
        assert match_one(table, {STREAK: 2, DTI: 3_000, "income_regularity": 2} | other).row is None


def test_two_bounds_on_one_signal_are_both_held_to() -> None:
    table = prepare([[least(DTI, 100), most(DTI, 300), least(DTI, 200)], [exactly(DTI, 7), most(DTI, 9)]])

    assert [match_one(table, {DTI: value}).row for value in (100, 200, 300, 301, 7)] == [None, 0, 0, None, 1]


def test_a_row_without_conditions_fits_everybody() -> None:
    assert match_one(prepare([[], [least(STREAK, 1)]]), {}).row == 0
    assert match_one(prepare([]), {STREAK: 1}).row is None


def test_an_unknown_signal_makes_the_rules_unknown_even_where_another_condition_fails() -> None:
    table = prepare([[least(STREAK, 4), least(APR, 1_600), most(DTI, 9)], [least(STREAK, 1)]])

    found = match_one(table, {STREAK: 3, APR: None})

    assert found.row is None and found.unknown == (APR, DTI)


def test_an_unknown_signal_matters_only_to_rows_that_are_reached() -> None:
    table = prepare([[least(STREAK, 4)], [least(APR, 1_600)], [least(STREAK, 1)]])

    assert match_one(table, {STREAK: 5, APR: None}).row == 0
    assert match_one(table, {STREAK: 1, APR: None}).unknown == (APR,)
    assert match_one(table, {STREAK: 1, APR: 1_599}).row == 2


def test_zero_is_known_and_a_name_that_is_not_there_is_unknown() -> None:
    table = prepare([[most(STREAK, 0)]])

    assert match_one(table, {STREAK: 0}).row == 0
    assert match_one(table, {}).unknown == (STREAK,)


def test_a_number_wider_than_any_signal_is_judged_like_the_largest() -> None:
    table = prepare([[least(STREAK, 1)], [most("residual_income", -1)]])

    assert match_one(table, {STREAK: 10**40, "residual_income": 0}).row == 0
    assert match_one(table, {STREAK: 0, "residual_income": -10**40}).row == 1


def test_each_row_is_held_against_its_own_offer() -> None:
    table = prepare_rules(rule_set(
        [least(STREAK, 1), most("offer_rate_simple", 1_000)], [least("offer_saving", 1)], [least(STREAK, 1)]))
    asked: list[int] = []

    def offers(found: Mapping[int, Mapping[str, int | None]]) -> judging.Candidate:
        asked.clear()
        return lambda at: (asked.append(at), found[at])[1]

    cheap, dear = {"offer_rate_simple": 900}, {"offer_rate_simple": 1_100}
    assert match_one(table, {STREAK: 2}, offers({0: cheap, 1: {}})).row == 0
    assert asked == [0], "no offer is worked out that nobody can get"
    assert match_one(table, {STREAK: 2}, offers({0: dear, 1: {"offer_saving": 5}})).row == 1
    assert match_one(table, {STREAK: 2}, offers({0: dear, 1: {"offer_saving": 0}})).row == 2
    assert match_one(table, {STREAK: 2}, offers({0: dear, 1: {"offer_saving": None}})).unknown == ("offer_saving",)
    assert match_one(table, {STREAK: 2}).unknown == ("offer_rate_simple",)
    assert match_one(table, {STREAK: None}, offers({})).unknown == (STREAK,)


def test_the_largest_rules_a_lender_may_write_are_judged_like_any_other() -> None:
    rows = [[least(name, reach(name)[1]) for name in OF_PERSON[:CONDITIONS_MAX]] for _ in range(ROWS_MAX - 1)]
    people = columns([dict.fromkeys(OF_PERSON, 0)], OF_PERSON)

    assert match_many(prepare([*rows, []]), people).row.tolist() == [ROWS_MAX - 1]
    with pytest.raises(ValueError, match="more rows"):
        prepare([[]] * 256)


def test_ten_thousand_random_cases_are_read_alike_by_arrays_and_by_hand() -> None:
    chance = random.Random(20261121)
    seen = {"row": 0, "unknown": 0, "none": 0}
    for _ in range(100):
        rows = [random_row(chance, SOME) for _ in range(chance.randint(1, 12))]
        people = [random_person(chance, SOME) for _ in range(100)]
        table = prepare(rows)
        found = match_many(table, columns(people, SOME))
        for person, row, unknown_at in zip(people, found.row.tolist(), found.unknown_at.tolist(), strict=True):
            expected, wanting = oracle.first_row(rows, person)
            assert (None if row == NONE else row, unknown_at != NONE) == (expected, bool(wanting))
            seen["unknown" if wanting else "none" if expected is None else "row"] += 1
        one = chance.choice(people)
        alone = match_one(table, one)
        assert (alone.row, set(alone.unknown)) == oracle.first_row(rows, one)
    assert min(seen.values()) > 500


def test_a_thousand_random_cases_with_their_own_offers_are_read_alike() -> None:
    chance = random.Random(7)
    for _ in range(1_000):
        rows = [random_row(chance, SOME) + random_row(chance, OF_OFFER, 1) for _ in range(5)]
        offers = [random_person(chance, OF_OFFER) for _ in rows]
        person = random_person(chance, SOME, unknown=0.03)
        found = match_one(prepare(rows, own_offers=True), person, offers.__getitem__)

        assert (found.row, set(found.unknown)) == oracle.first_row(rows, person, offers.__getitem__)


_CONDITIONS = st.builds(lambda name, op, at: Condition(name, op, BOUNDS[SIGNALS[name].unit][at]),
                        st.sampled_from(SOME), st.sampled_from(list(Op)), st.integers(0, 1))


@settings(max_examples=60)
@given(st.lists(st.lists(_CONDITIONS, max_size=3), max_size=6),
       st.lists(st.dictionaries(st.sampled_from(SOME), st.none() | st.sampled_from([0, 1, 100, 4_000])), min_size=1,
                max_size=8), st.integers(1, 9))
def test_it_makes_no_difference_how_many_are_judged_at_once(rows, people, size) -> None:
    table = prepare(rows)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(judging, "CHUNK", size)
        together = match_many(table, columns(people, SOME))
    alone = [match_one(table, person) for person in people]

    assert together.row.tolist() == [NONE if one.row is None else one.row for one in alone]
    assert (together.unknown_at != NONE).tolist() == [bool(one.unknown) for one in alone]


def test_chunks_come_together_where_they_meet() -> None:
    people = judging.CHUNK + 3
    streaks = np.arange(people, dtype=np.int64) % 5
    found = match_many(prepare([[least(STREAK, 3)]]), Vectors((STREAK,), streaks[None], np.ones((1, people), bool)))

    assert found.row.tolist() == np.where(streaks >= 3, 0, NONE).tolist()
    assert not (found.unknown_at != NONE).any()


def test_judging_changes_nobody() -> None:
    chance = random.Random(3)
    people = columns([random_person(chance, SOME) for _ in range(50)], SOME)
    before = people.values.copy(), people.known.copy()
    match_many(prepare([random_row(chance, SOME) for _ in range(20)]), people)

    assert (people.values == before[0]).all() and (people.known == before[1]).all()


def test_each_condition_is_told_apart_where_that_is_asked_for() -> None:
    holds, unknown = match_each(prepare([[least(STREAK, 1)], [most(DTI, 5)], [least(APR, 1)]]),
                                vector({STREAK: 1, DTI: 6, APR: None}))

    assert holds[:, 0].tolist() == [True, False, False]
    assert unknown[:, 0].tolist() == [False, False, True]
