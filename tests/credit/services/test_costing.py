"""`cost`, `schedule` and `compare` as JSON: the shapes that stay, and every refusal by name."""

import copy
import json
from typing import Any

import pytest

from credit.domain.case import CASE_BYTES, CaseTooLarge, MalformedJson, read_case
from credit.services.costing import amount_text, compare_from, cost_from, schedule_from
from ledger.kernel.errors import HouseError

COST: dict[str, Any] = {
    "convention": "cn_simple",
    "currency": "CNY",
    "advances": [{"period": 0, "amount": "12000"}],
    "payments": [
        {"period": 0, "amount": "600.00"},
        *({"period": n, "amount": "1066.19"} for n in range(1, 13)),
    ],
}
SCHEDULE: dict[str, Any] = {
    "currency": "CNY",
    "principal": "10000",
    "rate_percent": "14.4",
    "instalments": 3,
    "method": "annuity",
    "first_due": "2026-01-31",
}
COMPARE: dict[str, Any] = {
    "currency": "CNY",
    "balance": "12000",
    "rate_percent": "18.25",
    "observed_payment": "1100",
    "offer": {"rate_percent": "14.4", "instalments": 12, "method": "annuity", "upfront_fee": "0"},
}


def changed(case: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The case with one field, by its dotted path, set to another value."""
    case = copy.deepcopy(case)
    at: Any = case
    *way, last = path.split(".")
    for key in way:
        at = at[int(key) if key.isdigit() else key]
    at[int(last) if last.isdigit() else last] = value
    return case


def refusal(service: Any, case: dict[str, Any]) -> tuple[str, object]:
    with pytest.raises(HouseError) as refused:
        service(case)
    assert str(refused.value)
    return refused.value.code, refused.value.facts.get("field")


def test_the_cost_of_a_loan_with_a_fee_taken_upfront() -> None:
    assert cost_from(COST) == {"rate_percent": "21.856725", "total_paid": "13394.28", "total_cost": "1394.28"}


def test_days_may_stand_for_periods() -> None:
    case = {
        "convention": "eu_aprc",
        "currency": "GBP",
        "advances": [{"on": "2012-10-10", "amount": "500"}],
        "payments": [{"on": "2012-11-10", "amount": "270"}, {"on": "2012-12-10", "amount": "270"}],
    }

    assert cost_from(case) == {"rate_percent": "84.630846", "total_paid": "540.00", "total_cost": "40.00"}


def test_a_schedule_lists_every_row_with_its_due_date() -> None:
    answer = schedule_from(SCHEDULE)

    assert answer["rows"] == [
        {
            "n": 1,
            "due": "2026-01-31",
            "payment": "3413.65",
            "principal": "3293.65",
            "interest": "120.00",
            "balance": "6706.35",
        },
        {
            "n": 2,
            "due": "2026-02-28",
            "payment": "3413.65",
            "principal": "3333.17",
            "interest": "80.48",
            "balance": "3373.18",
        },
        {
            "n": 3,
            "due": "2026-03-31",
            "payment": "3413.66",
            "principal": "3373.18",
            "interest": "40.48",
            "balance": "0.00",
        },
    ]
    assert (answer["total_paid"], answer["total_interest"]) == ("10240.96", "240.96")


def test_a_schedule_without_a_first_due_date_has_none() -> None:
    rows: Any = schedule_from({key: SCHEDULE[key] for key in SCHEDULE if key != "first_due"})["rows"]

    assert "due" not in rows[0]


def test_a_yen_schedule_has_no_digits_after_the_point() -> None:
    assert schedule_from(changed(SCHEDULE, "currency", "JPY"))["total_paid"] == "10240"


def test_a_better_loan_passes() -> None:
    assert compare_from(COMPARE) == {
        "pass": True,
        "stay": {"months": 13, "cost": "1221.06"},
        "switch": {"months": 12, "instalment": "1079.71", "cost": "956.45"},
        "break_even_month": 1,
        "reasons": [],
    }


def test_a_cheaper_rate_that_costs_more_fails() -> None:
    answer = compare_from(changed(COMPARE, "offer.instalments", 36))

    assert answer["pass"] is False
    assert answer["switch"] == {"months": 36, "instalment": "412.47", "cost": "2848.81"}
    assert answer["reasons"] == ["costs_more", "ends_later", "saves_too_little", "not_robust"]


def test_a_loan_too_dear_by_the_month_fails() -> None:
    answer = compare_from(changed(COMPARE, "offer.rate_percent", "18"))

    assert answer["reasons"] == ["instalment_too_high", "saves_too_little", "not_robust"]


def test_what_is_never_paid_off_is_null() -> None:
    assert compare_from(changed(COMPARE, "observed_payment", "182.50"))["stay"] == {
        "months": None,
        "cost": None,
    }


def test_every_fee_is_part_of_the_cost_of_switching() -> None:
    case = changed(changed(COMPARE, "exit_fee", "10"), "offer.transfer_fee", "2.50")

    answer: Any = compare_from(changed(case, "offer.upfront_fee", "1"))

    assert answer["switch"]["cost"] == "969.95"


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        ("convention", "apr", "not_one_of", "convention"),
        ("currency", "XXX", "unknown_currency", "currency"),
        ("currency", 156, "not_quoted", "currency"),
        ("colour", "red", "unknown_field", "colour"),
        ("advances", [], "no_advance", "advances"),
        ("advances", {}, "not_a_list", "advances"),
        ("payments", ["600"], "not_an_object", "payments[0]"),
        ("payments.1.amount", 1066.19, "not_quoted", "payments[1].amount"),
        ("payments.1.amount", "1e1000000", "not_an_amount", "payments[1].amount"),
        ("payments.1.amount", "NaN", "not_an_amount", "payments[1].amount"),
        ("payments.1.amount", "1066.195", "too_many_digits", "payments[1].amount"),
        ("payments.1.amount", "99999999999999.99", "amount_too_large", "payments[1].amount"),
        ("payments.1.amount", "-1", "amount_not_positive", "amount"),
        ("payments.1.fee", "1", "unknown_field", "payments[1].fee"),
        ("payments.1.period", "1", "not_whole", "payments[1].period"),
        ("payments.1.period", True, "not_whole", "payments[1].period"),
        ("payments.1.period", -1, "period_out_of_range", "payments[1].period"),
        ("payments.1.period", 1_201, "period_out_of_range", "payments[1].period"),
        ("payments.1", {"on": "2026-01-01", "amount": "1"}, "mixed_forms", "period"),
        ("payments.1", {"on": "2026-01-01", "period": 1, "amount": "1"}, "mixed_forms", "payments[1].period"),
        ("payments.1", {"amount": "1"}, "missing_field", "payments[1].on"),
        ("payments.1", {"on": "2026-02-29", "amount": "1"}, "not_a_day", "payments[1].on"),
        ("payments.1", {"on": "20260101", "amount": "1"}, "not_a_day", "payments[1].on"),
        ("payments.1", {"on": "9999-12-31", "amount": "1"}, "not_a_day", "payments[1].on"),
        ("advances.0.period", 1, "first_advance_not_zero", "period"),
        ("payments", [], "no_root", None),
        ("payments", [{"period": 1, "amount": "1"}] * 1_201, "too_many_flows", "payments"),
    ],
)
def test_flows_that_cannot_be_right_are_refused_by_name(
    path: str, value: object, code: str, field: str | None
) -> None:
    assert refusal(cost_from, changed(COST, path, value)) == (code, field)


def test_a_payment_before_the_first_advance_is_refused() -> None:
    case = changed(COST, "advances", [{"on": "2026-02-01", "amount": "1"}])

    early = changed(case, "payments", [{"on": "2026-01-31", "amount": "1"}])

    assert refusal(cost_from, early) == ("payment_before_advance", "payments")


def test_two_rates_that_fit_are_refused() -> None:
    case = changed(COST, "advances", [{"period": 0, "amount": "1000"}, {"period": 24, "amount": "1320"}])

    twice = changed(case, "payments", [{"period": 12, "amount": "2300"}])

    assert refusal(cost_from, twice)[0] == "several_roots"


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        ("principal", "0", "principal_not_positive", "principal"),
        ("principal", "-5", "principal_not_positive", "principal"),
        ("rate_percent", "-0.1", "rate_below_zero", "rate_percent"),
        ("rate_percent", "100001", "rate_too_high", "rate_percent"),
        ("rate_percent", 12, "not_quoted", "rate_percent"),
        ("instalments", 0, "instalments_out_of_range", "instalments"),
        ("instalments", 1_201, "instalments_out_of_range", "instalments"),
        ("instalments", "3", "not_whole", "instalments"),
        ("instalments", 3.0, "not_whole", "instalments"),
        ("method", "balloon", "not_one_of", "method"),
        ("first_due", "2026-13-01", "not_a_day", "first_due"),
        ("first_due", None, "not_quoted", "first_due"),
    ],
)
def test_terms_that_cannot_be_right_are_refused_by_name(
    path: str, value: object, code: str, field: str
) -> None:
    assert refusal(schedule_from, changed(SCHEDULE, path, value)) == (code, field)


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        ("offer", "14.4", "not_an_object", "offer"),
        ("offer.upfront_fee", "-1", "amount_below_zero", "offer.upfront_fee"),
        ("offer.instalments", 0, "instalments_out_of_range", "offer.instalments"),
        ("offer.apr", "1", "unknown_field", "offer.apr"),
        ("balance", "0", "principal_not_positive", "balance"),
        ("observed_payment", "-1", "amount_below_zero", "observed_payment"),
        ("exit_fee", "1,23", "ambiguous_amount", "exit_fee"),
    ],
)
def test_a_comparison_that_cannot_be_right_is_refused_by_name(
    path: str, value: object, code: str, field: str
) -> None:
    assert refusal(compare_from, changed(COMPARE, path, value)) == (code, field)


@pytest.mark.parametrize("key", ["currency", "principal", "rate_percent", "instalments", "method"])
def test_what_is_missing_is_named(key: str) -> None:
    case = {name: value for name, value in SCHEDULE.items() if name != key}

    assert refusal(schedule_from, case) == ("missing_field", key)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b'{"a":NaN}',
        b'{"a":1,"a":2}',
        b"\xff\xfe",
        b"[" * 100_000,
        b"{} {}",
        b"{'a':1}",
    ],
)
def test_text_that_is_no_object_is_malformed(text: bytes) -> None:
    with pytest.raises(MalformedJson):
        read_case(text)


def test_a_whole_number_of_many_thousand_digits_is_malformed() -> None:
    with pytest.raises(MalformedJson):
        read_case(b'{"a":' + b"9" * 5_000 + b"}")


def test_a_case_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(CaseTooLarge):
        read_case(b" " * (CASE_BYTES + 1))


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_case(b"\xef\xbb\xbf" + json.dumps(SCHEDULE).encode()) == SCHEDULE


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (-800, "CNY", "-8.00"),
        (5, "CNY", "0.05"),
        (0, "CNY", "0.00"),
        (1_234, "JPY", "1234"),
        (-1, "KWD", "-0.001"),
    ],
)
def test_an_amount_is_written_with_the_digits_of_its_currency(minor: int, currency: str, text: str) -> None:
    assert amount_text(minor, currency) == text
