"""The command `judge`: one JSON object in, one out; what cannot be right leaves with code 1 and its field."""

from __future__ import annotations

import json

import pytest

from tests.credit.domain.offers.cases import CARD, case, product, row, rules


@pytest.fixture
def judge(app):
    def judging(text: str, *more: str, code: int = 0) -> dict[str, object]:
        done = app.test_cli_runner().invoke(args=["judge", *more], input=text)
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    return judging


def test_a_case_is_answered_with_offers_ways_and_reasons(judge) -> None:
    plain = case(sets=[rules(), rules("Quay", row(rate="20"))], need={
        "amount": "12000.00", "by": "2026-12-10", "until": "2028-01-21"})

    found = judge(json.dumps(plain))

    assert {"offers", "free", "stopped", "unknown"} <= set(found)
    assert (found["offers"][0]["lender"], found["offers"][0]["total_cost"]) == ("Harbour", "1016.45")
    assert found["free"][0]["says"] == "Pay ¥270.00 more a month"
    assert (found["stopped"][0]["rule"], found["stopped"][0]["by"]) == ("Quay/2", "refinance")


def test_reasons_are_said_in_the_language_asked_for(judge) -> None:
    plain = json.dumps(case(CARD | {"dti": None}))

    english, chinese = judge(plain), judge(plain, "--locale", "zh-Hans")

    assert "Not known: " in english["stopped"][0]["says"]
    assert english["digest"] == chinese["digest"] and len(english["digest"]) == 64
    assert english["unknown"] == chinese["unknown"] == ["dti"]


@pytest.mark.parametrize(("text", "code", "field"), [
    ("", "malformed_json", None),
    ("[]", "malformed_json", None),
    ('{"on": "2026-11-21", "on": "2026-11-22"}', "malformed_json", None),
    (json.dumps(case() | {"on": "2026-13-01"}), "not_a_day", "on"),
    (json.dumps(case() | {"signals": {"luck": 7}}), "unknown_signal", "signals.luck"),
    (json.dumps(case(products=[product(min="1,5")])), "ambiguous_amount", "products[0].min"),
    (json.dumps(case(sets=[rules("Harbour", row(months=0))])), "terms_missing",
     "rules[0].set.rows[0].offer.instalments"),
    (json.dumps(case() | {"products": [{}]}), "missing_field", "products[0].kind"),
])
def test_bad_input_is_named_with_its_field(judge, text: str, code: str, field: str | None) -> None:
    error = judge(text, code=1)["error"]

    assert (error["code"], error.get("field")) == (code, field)
    assert error["message"]
