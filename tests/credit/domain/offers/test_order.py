"""The order is the person's cost and nothing else: credit.md E27 and E28. Nobody can pay for a better place."""

from __future__ import annotations

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.credit.domain.offers.cases import CARD, GAP, STEADY, Plain, answer, case, product, row, rules

LENDERS = ("Harbour", "Quay", "Delta", "Lotus")
RATES = ("9", "10.5", "12", "14.4")


def market(rates: tuple[str, ...] = RATES, **more: object) -> Plain:
    """Several lenders who would pay the card off, each at its own price."""
    products = [product(f"p{at}", commission=str(100 * at), **more) for at in range(len(rates))]
    sets = [rules(LENDERS[at], row(f"p{at}", rate=rate)) for at, rate in enumerate(rates)]
    return case(products=products, sets=sets)


def order(plain: Plain, by: str = "product") -> list[str]:
    return [str(one[by]) for one in answer(plain)["offers"]]


def everything(plain: Plain) -> list[tuple[int, float]]:
    """Place and total cost of every way and offer."""
    found = answer(plain)
    return sorted((one["rank"], float(one["total_cost"])) for one in (*found["offers"], *found["free"]))


def test_the_cheapest_for_the_person_comes_first() -> None:
    assert order(market()) == ["p0", "p1", "p2", "p3"]
    assert [rank for rank, _ in everything(market())] == [1, 2, 3, 4, 5]


@settings(max_examples=25)
@given(rates=st.permutations(RATES), commissions=st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
       names=st.permutations(LENDERS), shuffle=st.randoms(use_true_random=False))
def test_commissions_names_and_the_order_of_asking_change_nothing(
    rates: list[str], commissions: list[int], names: list[str], shuffle: random.Random
) -> None:
    plain = market(tuple(rates))
    other = copy.deepcopy(plain)
    for one, commission in zip(other["products"], commissions, strict=True):
        one["commission"] = str(commission)
    for one, name in zip(other["rules"], names, strict=True):
        one["lender"] = name
    shuffle.shuffle(other["rules"])
    shuffle.shuffle(other["products"])

    assert order(other) == order(plain)


@settings(max_examples=25)
@given(at=st.integers(0, 3), cut=st.integers(1, 900))
def test_a_price_cut_can_only_raise_a_place(at: int, cut: int) -> None:
    plain = market()
    before = order(plain).index(f"p{at}")
    offer = plain["rules"][at]["set"]["rows"][0]["offer"]
    offer["rate_percent"] = f"{float(offer['rate_percent']) - cut / 100:.2f}"

    assert order(plain).index(f"p{at}") <= before


def test_what_covers_only_a_part_says_how_much_and_comes_after() -> None:
    sets = [rules("Harbour", row("p0", rate="6", most="9000")), rules("Quay", row("p1", rate="14.4"))]

    offers = answer(case(products=[product("p0"), product("p1")], sets=sets))["offers"]

    assert [(one["product"], one["covers_bps"]) for one in offers] == [("p1", 10_000), ("p0", 7_500)]


def test_among_equals_the_earlier_end_wins_and_then_nobodys_choice() -> None:
    same = [product("a", rate={"percent": "0", "convention": "cn_simple", "day_count": "months"}, terms=[12, 13]),
            product("b", rate={"percent": "0", "convention": "cn_simple", "day_count": "months"}, terms=[12, 13])]
    sets = [rules("Harbour", row("a", rate="0", months=13)), rules("Quay", row("b", rate="0", months=12)),
            rules("Delta", row("a", rate="0", months=12))]

    offers = answer(case(products=same, sets=sets))["offers"]

    assert len({one["total_cost"] for one in offers}) == 1
    assert [one["instalments"] for one in offers] == [12, 12, 13]


def test_a_way_that_costs_nothing_is_first_whatever_lenders_write() -> None:
    """Money at hand for all of the card: no loan, at any price, comes before it."""
    found = answer(market(("0",)) | {"signals": STEADY | CARD | {"idle_cash": 2_000_000}})

    assert found["offers"] and found["free"][0]["way"] == "pay_from_idle"
    assert (found["free"][0]["rank"], found["free"][0]["total_cost"]) == (1, "0.00")


@pytest.mark.parametrize("minor", [100_000, 150_000, 200_000])
def test_half_a_gap_closed_for_nothing_comes_before_any_loan(minor: int) -> None:
    loan = product("l", "loan", terms=[3], rate={"percent": "6", "convention": "cn_simple", "day_count": "months"})
    facts = {"next_income": "2026-12-10",
             "planned": [{"number": 4, "day": "2026-12-01", "minor": minor, "purpose": "rent"}]}

    found = answer(case(GAP, products=[loan], sets=[rules("Harbour", row("l", rate="6", months=3), need="shortfall")],
                        facts=facts))

    assert (found["free"][0]["rank"], found["free"][0]["way"]) == (1, "move_due_day")
    assert found["free"][0]["covers_bps"] == minor // 20
    assert found["offers"][0]["rank"] == len(found["free"]) + 1


@settings(max_examples=40)
@given(idle=st.integers(0, 1_500_000), kept=st.integers(0, 4_000), rates=st.lists(st.sampled_from(RATES), max_size=4))
def test_the_first_is_never_dearer_than_any_way_without_borrowing(idle: int, kept: int, rates: list[str]) -> None:
    plain = market(tuple(rates))
    plain["signals"] |= {"idle_cash": idle, "savings_rate": kept}
    placed = everything(plain)
    free = [float(one["total_cost"]) for one in answer(plain)["free"]]

    assert not free or placed[0][1] <= min(free)
