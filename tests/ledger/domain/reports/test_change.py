"""Reasons of a change sum to it, whatever the entries were; and they say what a person would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reports.change import MOST, Gathered, Why, reasons

GROUPS = st.dictionaries(
    st.sampled_from("abcdefghijklmno"), st.tuples(st.integers(1, 60), st.integers(-10**12, 10**12)), max_size=12)


def gathered(groups):
    return [Gathered(key, key.upper(), times, minor) for key, (times, minor) in groups.items()]


def told(now, before):
    return [(one.why, one.name, one.minor) for one in reasons(gathered(now), gathered(before))]


@given(GROUPS, GROUPS, st.integers(0, 6))
def test_reasons_sum_to_the_change_to_the_last_coin(now, before, most):
    change = sum(minor for _, minor in now.values()) - sum(minor for _, minor in before.values())

    found = reasons(gathered(now), gathered(before), most)

    assert sum(one.minor for one in found) == change
    assert len(found) <= most + 1


def test_three_more_dinners_are_told_apart_from_dearer_lunches():
    now = {"dinner": (5, 500_00), "lunch": (21, 651_00)}
    before = {"dinner": (2, 200_00), "lunch": (21, 611_10)}

    assert told(now, before) == [(Why.OFTENER, "DINNER", 300_00), (Why.DEARER, "LUNCH", 39_90)]


def test_who_is_new_and_who_is_gone_are_one_reason_each():
    assert told({"a": (3, 90)}, {"b": (1, 40)}) == [(Why.NEW, "A", 90), (Why.GONE, "B", -40)]


def test_oftener_and_cheaper_at_once_are_two_reasons():
    assert told({"a": (4, 300)}, {"a": (2, 200)}) == [(Why.OFTENER, "A", 200), (Why.CHEAPER, "A", -100)]


def test_a_refund_beside_a_purchase_is_no_price():
    assert told({"a": (1, -50)}, {"a": (1, 80)}) == [(Why.OTHERWISE, "A", -130)]


def test_what_is_small_is_gathered_and_nothing_is_lost():
    now = {chr(97 + n): (1, n + 1) for n in range(12)}
    found = reasons(gathered(now), [])

    assert len(found) == MOST + 1
    assert (found[-1].why, found[-1].minor, found[-1].times) == (Why.REST, sum(range(1, 8)), 7)


def test_what_came_to_the_same_is_no_reason():
    assert told({"a": (2, 100)}, {"a": (2, 100)}) == []
