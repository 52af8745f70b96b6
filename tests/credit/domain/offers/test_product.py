"""A product is read strictly, written back unchanged, and sold only if it says what it costs: credit.md F7–F10."""

from __future__ import annotations

from decimal import Decimal

import pytest

from credit.domain.case import AmountBelowZero, MissingField, NotADay, NotOneOf, NotQuoted, UnknownField
from credit.domain.offers.product import (
    AmountOrPercent,
    NameMissing,
    RangeUpsideDown,
    TermsMissing,
    TooManyFees,
    read_product,
)
from credit.domain.offers.product_text import product_digest, product_json
from credit.domain.offers.sellable import LicenceNotSaid, OverCap, StatedRateOff, check_sellable, example
from ledger.kernel.canonical import canonical
from ledger.kernel.currency import UnknownCurrency
from ledger.kernel.interest.yearly import Convention, DayCount
from tests.credit.domain.offers.cases import product

OPENING = {"name": "Opening", "when": "upfront", "amount": "600"}
MONTHLY = {"name": "Service", "when": "each", "percent": "0.6"}


def test_everything_that_was_said_is_kept() -> None:
    said = product(fees=[OPENING, MONTHLY, {"name": "Late", "when": "late", "percent": "5", "of": "instalment"}],
                   prepayment={"percent": "1"}, commission={"percent": "0.5"})

    found = read_product(said)

    assert (found.least, found.most, found.terms) == (50_000, 5_000_000, (3, 6, 12, 36))
    assert [fee.charge.on(1_200_000) for fee in found.fees] == [60_000, 7_200, 60_000]
    assert found.commission.on(1_200_000) == 6_000 and found.prepayment.charge.on(100_000) == 1_000
    assert (found.convention, found.day_count) == (Convention.CN_SIMPLE, DayCount.EQUAL_MONTHS)


@pytest.mark.parametrize("said", [
    product(), product(kind="fund"), product(fees=[OPENING, MONTHLY]), product(prepayment=False),
    product(commission=None, licence=None), product(prepayment="2.5", commission={"amount": "10"}),
    product(rate={"percent": "14.40", "convention": "eu_aprc", "day_count": "ACT/365", "all_in_percent": "15.9"}),
])
def test_what_is_written_is_read_again_as_the_same(said: dict[str, object]) -> None:
    found = read_product(said)

    again = read_product(product_json(found))

    assert again == found and product_digest(again) == product_digest(found)
    assert canonical(product_json(again)) == canonical(product_json(found))


def test_any_other_term_is_another_digest() -> None:
    plain = product_digest(read_product(product()))
    others = [product(max="50001"), product(terms=[3, 6, 12]), product(fees=[OPENING]), product(commission="61.00"),
              product(rate={"percent": "14.4", "convention": "cn_compound", "day_count": "months"})]

    assert plain not in {product_digest(read_product(one)) for one in others}


@pytest.mark.parametrize(("changed", "error", "field"), [
    ({"kind": "pension"}, NotOneOf, "kind"),
    ({"currency": "XXQ"}, UnknownCurrency, "currency"),
    ({"min": 500}, NotQuoted, "min"),
    ({"min": "-1"}, AmountBelowZero, "min"),
    ({"min": "600", "max": "500"}, RangeUpsideDown, "max"),
    ({"terms": []}, TermsMissing, "terms"),
    ({"terms": [3, 3]}, TermsMissing, "terms"),
    ({"terms": [0]}, TermsMissing, "terms"),
    ({"terms": [361]}, TermsMissing, "terms"),
    ({"method": "balloon"}, NotOneOf, "method"),
    ({"rate": {"percent": "12", "convention": "cn_simple"}}, MissingField, "rate.day_count"),
    ({"rate": {"percent": "12", "convention": "flat", "day_count": "months"}}, NotOneOf, "rate.convention"),
    ({"rate": {"percent": "12", "convention": "cn_simple", "day_count": "360"}}, NotOneOf, "rate.day_count"),
    ({"fees": [OPENING | {"percent": "1"}]}, AmountOrPercent, "fees[0]"),
    ({"fees": [{"name": "Opening", "when": "upfront"}]}, AmountOrPercent, "fees[0]"),
    ({"fees": [OPENING | {"name": " "}]}, NameMissing, "fees[0].name"),
    ({"fees": [OPENING | {"when": "sometimes"}]}, NotOneOf, "fees[0].when"),
    ({"fees": [OPENING] * 21}, TooManyFees, "fees"),
    ({"licence": {"until": "never"}}, NotADay, "licence.until"),
    ({"lottery": True}, UnknownField, "lottery"),
])
def test_a_slip_is_refused_by_field(changed: dict[str, object], error: type[Exception], field: str) -> None:
    with pytest.raises(error) as refused:
        read_product(product(**changed))

    assert refused.value.facts["field"] == field


def test_a_loan_may_be_sold_that_says_what_it_costs() -> None:
    check_sellable(read_product(product()), Decimal(24))
    check_sellable(read_product(product(kind="fund")), None)


@pytest.mark.parametrize(("rate", "fees"), [
    ({"percent": "12", "convention": "cn_simple", "day_count": "months"}, [OPENING]),
    ({"percent": "0", "convention": "cn_simple", "day_count": "months"}, [MONTHLY]),
    ({"percent": "18", "convention": "cn_simple", "day_count": "act/360"}, []),
    ({"percent": "12", "convention": "nominal", "day_count": "months", "all_in_percent": "12.2"}, []),
])
def test_a_stated_rate_that_leaves_costs_out_is_refused(rate: dict[str, str], fees: list[dict[str, str]]) -> None:
    with pytest.raises(StatedRateOff) as refused:
        check_sellable(read_product(product(rate=rate, fees=fees)), Decimal(36))

    assert Decimal(str(refused.value.facts["found"])) != Decimal(str(refused.value.facts["stated"]))


def test_fees_are_no_obstacle_to_who_states_them() -> None:
    """12,000 over 12 months at 12 per cent with 600 taken at once is 21.8567 per cent: credit.md d3."""
    rate = {"percent": "12", "convention": "cn_simple", "day_count": "months", "all_in_percent": "21.86"}
    narrow = {"min": "12000", "max": "12000", "terms": [12], "fees": [OPENING]}

    check_sellable(read_product(product(rate=rate, **narrow)), Decimal(36))
    with pytest.raises(OverCap) as refused:
        check_sellable(read_product(product(rate=rate, **narrow)), Decimal(24))

    assert refused.value.facts["found"] == "24.19"


def test_the_cap_is_held_in_both_readings_over_every_term() -> None:
    """22 per cent simple is 24.36 compound."""
    dear = {"percent": "22", "convention": "cn_simple", "day_count": "months"}

    with pytest.raises(OverCap):
        check_sellable(read_product(product(rate=dear)), Decimal(24))
    check_sellable(read_product(product(rate=dear)), Decimal(25))


def test_who_is_licensed_until_when_must_be_said() -> None:
    with pytest.raises(LicenceNotSaid):
        check_sellable(read_product(product(licence=None)), Decimal(24))


def test_the_representative_example_is_the_middle_of_what_is_sold() -> None:
    made = example(read_product(product(min="1000", max="50000")))

    assert (made.amount, made.months) == (2_550_000, 12)
    assert made.price.total_paid == made.amount + made.price.total_cost


def test_an_example_of_a_narrow_range_stays_inside_it() -> None:
    assert example(read_product(product(min="12050", max="12070"))).amount == 1_206_000
