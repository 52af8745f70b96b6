"""A rule set is read strictly, refused by name with the field at fault, and written back as one canonical form."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.case import (
    MissingField,
    NotAList,
    NotAnObject,
    NotOneOf,
    NotQuoted,
    NotWhole,
    RateTooHigh,
    UnknownField,
)
from credit.domain.offers.product import NameMissing, TermsMissing
from credit.domain.rules.denied import is_denied
from credit.domain.rules.moment import Moment, find_moment
from credit.domain.rules.rule_reader import (
    BoundOutOfReach,
    DeniedSignal,
    NoRows,
    NothingOffered,
    NothingSoldThen,
    TooManyConditions,
    TooManyRuleRows,
    UnknownNeed,
    UnknownRuleFormat,
    UnknownSignal,
    read_rule_set,
)
from credit.domain.rules.rule_set import Condition, Op, digest, rule_set_json
from credit.domain.signals.registry import SIGNALS
from ledger.kernel.errors import HouseError
from ledger.kernel.interest.schedule import RateBelowZero
from ledger.kernel.number import NotAnAmount
from tests.credit.domain.rules.cases import document, when

SOUND = document(
    [when("revolving_streak", "at_least", 2), when("card_effective_apr", "at_least", 1_600)],
    [when("dti", "at_most", 3_000), when("income_regularity", "is", 2)],
    instalments=[12, 3, 6], max="12000.00", rate_percent="14.40")


def changed(path: str, value: Any) -> dict[str, Any]:
    """The sound rule set with one thing in it replaced, or added."""
    made = copy.deepcopy(SOUND)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    inner: Any = made
    for step in way:
        inner = inner[step]
    inner[last] = value
    return made


def without(path: str) -> dict[str, Any]:
    made = changed(path, None)
    *way, last = path.split("/")
    inner: Any = made
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    del inner[last]
    return made


def test_what_is_written_is_what_is_read() -> None:
    rules = read_rule_set(SOUND)

    assert rules.moment is Moment.CARD_REFINANCE
    assert rules.rows[0].when == (
        Condition("revolving_streak", Op.AT_LEAST, 2), Condition("card_effective_apr", Op.AT_LEAST, 1_600))
    offer = rules.rows[0].offer
    assert (offer.product, offer.most, offer.rate_percent) == ("steady-12", Decimal(12_000), Decimal("14.4"))
    assert offer.instalments == (3, 6, 12) and offer.most_minor("CNY") == 1_200_000


def test_a_single_term_is_a_list_of_one_and_terms_may_be_left_to_the_product() -> None:
    assert read_rule_set(changed("rows/0/offer/instalments", 12)).rows[0].offer.instalments == (12,)
    assert read_rule_set(without("rows/0/offer/instalments")).rows[0].offer.instalments == ()
    assert read_rule_set(without("rows/0/offer/rate_percent")).rows[0].offer.rate_percent is None


def test_a_moment_is_known_by_its_name_and_its_number() -> None:
    assert read_rule_set({**SOUND, "need": "M5"}) == read_rule_set({**SOUND, "need": "card_refinance"})
    assert [find_moment(f"M{n}") for n in range(1, 17)] == list(Moment)
    assert find_moment("M17") is None


@pytest.mark.parametrize(("given", "refusal", "field"), [
    ([], NotAnObject, "rules"),
    ("{}", NotAnObject, "rules"),
    (changed("format", 2), UnknownRuleFormat, "format"),
    (changed("format", "1"), NotWhole, "format"),
    (without("format"), MissingField, "format"),
    (changed("note", "hello"), UnknownField, "note"),
    (changed("need", "M99"), UnknownNeed, "need"),
    (changed("need", ""), UnknownNeed, "need"),
    (changed("need", 5), NotQuoted, "need"),
    (changed("need", "M11"), NothingSoldThen, "need"),
    (changed("need", "thin_buffer"), NothingSoldThen, "need"),
    (changed("rows", []), NoRows, "rows"),
    (changed("rows", {}), NotAList, "rows"),
    (changed("rows", SOUND["rows"] * 101), TooManyRuleRows, "rows"),
    (changed("rows/1", "row"), NotAnObject, "rows[1]"),
    (changed("rows/1/why", "x"), UnknownField, "rows[1].why"),
    (changed("rows/1/when", None), NotAList, "rows[1].when"),
    (changed("rows/1/when", [when("dti", "is", 1)] * 21), TooManyConditions, "rows[1].when"),
    (changed("rows/1/when/0", [["deep"]]), NotAnObject, "rows[1].when[0]"),
    (changed("rows/1/when/0/unit", "%"), UnknownField, "rows[1].when[0].unit"),
    (changed("rows/1/when/0/signal", "moon_phase"), UnknownSignal, "rows[1].when[0].signal"),
    (changed("rows/1/when/0/signal", "x" * 10**6), UnknownSignal, "rows[1].when[0].signal"),
    (changed("rows/1/when/0/signal", 7), NotQuoted, "rows[1].when[0].signal"),
    (changed("rows/1/when/0/signal", "religion"), DeniedSignal, "rows[1].when[0].signal"),
    (changed("rows/1/when/0/signal", "life_event_days"), DeniedSignal, "rows[1].when[0].signal"),
    (changed("rows/1/when/0/op", "=="), NotOneOf, "rows[1].when[0].op"),
    (changed("rows/1/when/0/op", "more_than"), NotOneOf, "rows[1].when[0].op"),
    (changed("rows/1/when/0/bound", 2.5), NotWhole, "rows[1].when[0].bound"),
    (changed("rows/1/when/0/bound", "3000"), NotWhole, "rows[1].when[0].bound"),
    (changed("rows/1/when/0/bound", True), NotWhole, "rows[1].when[0].bound"),
    (changed("rows/1/when/0/bound", -1), BoundOutOfReach, "rows[1].when[0].bound"),
    (changed("rows/1/when/0/bound", 10**6000), BoundOutOfReach, "rows[1].when[0].bound"),
    (changed("rows/1/when/1/bound", 3), BoundOutOfReach, "rows[1].when[1].bound"),
    (without("rows/1/when/1/bound"), MissingField, "rows[1].when[1].bound"),
    (without("rows/1/offer"), MissingField, "rows[1].offer"),
    (changed("rows/1/offer/bid", "9"), UnknownField, "rows[1].offer.bid"),
    (changed("rows/1/offer/product", " "), NameMissing, "rows[1].offer.product"),
    (changed("rows/1/offer/product", "a\nb"), NameMissing, "rows[1].offer.product"),
    (changed("rows/1/offer/product", "p" * 81), NameMissing, "rows[1].offer.product"),
    (changed("rows/1/offer/max", 12_000), NotQuoted, "rows[1].offer.max"),
    (changed("rows/1/offer/max", "1e9"), NotAnAmount, "rows[1].offer.max"),
    (changed("rows/1/offer/max", "9" * 10**6), NotAnAmount, "rows[1].offer.max"),
    (changed("rows/1/offer/max", "0"), NothingOffered, "rows[1].offer.max"),
    (changed("rows/1/offer/max", "-5"), NothingOffered, "rows[1].offer.max"),
    (changed("rows/1/offer/rate_percent", 14.4), NotQuoted, "rows[1].offer.rate_percent"),
    (changed("rows/1/offer/rate_percent", "-1"), RateBelowZero, "rows[1].offer.rate_percent"),
    (changed("rows/1/offer/rate_percent", "100001"), RateTooHigh, "rows[1].offer.rate_percent"),
    (changed("rows/1/offer/instalments", []), TermsMissing, "rows[1].offer.instalments"),
    (changed("rows/1/offer/instalments", [0]), TermsMissing, "rows[1].offer.instalments"),
    (changed("rows/1/offer/instalments", [12, 12]), TermsMissing, "rows[1].offer.instalments"),
    (changed("rows/1/offer/instalments", ["12"]), TermsMissing, "rows[1].offer.instalments"),
    (changed("rows/1/offer/instalments", [True]), TermsMissing, "rows[1].offer.instalments"),
    (changed("rows/1/offer/instalments", list(range(1, 30))), TermsMissing, "rows[1].offer.instalments"),
])
def test_a_slip_is_refused_by_name_where_it_stands(given: Any, refusal: type[HouseError], field: str) -> None:
    with pytest.raises(refusal) as refused:
        read_rule_set(given)

    assert refused.value.facts["field"] == field
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("name", [
    "health_spend", "spend_health", "illness_days", "religion", "religious_gifts", "political_donations", "union_dues",
    "gambling_out_30", "lottery", "adult_content", "minors_at_home", "children", "home_location", "geohash",
    "latitude", "postcode", "public_assistance_income", "benefits", "disability", "gender", "ethnicity", "age_years",
])
def test_what_no_offer_may_depend_on_is_denied_whatever_it_is_called(name: str) -> None:
    assert is_denied(name) and is_denied(name.upper())


def test_no_signal_of_money_is_denied_by_accident() -> None:
    assert [name for name in SIGNALS if is_denied(name)] == ["age_years", "life_event_days"]


def test_every_spelling_of_the_same_rules_has_one_canonical_form() -> None:
    again = json.loads(json.dumps(SOUND, sort_keys=True))
    for row in again["rows"]:
        row["offer"] |= {"max": "12,000", "rate_percent": "14.4", "instalments": [6, 12, 3]}

    assert rule_set_json(read_rule_set(again)) == rule_set_json(read_rule_set(SOUND))
    assert digest(read_rule_set(again)) == digest(read_rule_set(SOUND))


def test_the_digest_is_pinned() -> None:
    assert digest(read_rule_set(SOUND)).hex() == "120130ffb4035808d79ae59580222d201456d099d35257877a04b77b144b517f"


@pytest.mark.parametrize(("path", "value"), [
    ("need", "shortfall"), ("rows/0/when/0/bound", 3), ("rows/0/when/0/op", "is"),
    ("rows/0/when/0/signal", "missed_due"), ("rows/0/offer/max", "12000.01"), ("rows/1/offer/rate_percent", "14.41"),
    ("rows/1/offer/instalments", [3, 6]), ("rows/0/offer/product", "steady-13"), ("rows", SOUND["rows"][::-1]),
])
def test_any_edit_is_another_digest(path: str, value: Any) -> None:
    assert digest(read_rule_set(changed(path, value))) != digest(read_rule_set(SOUND))


_NAMES = [name for name in SIGNALS if not is_denied(name)]
_CONDITIONS = st.builds(when, st.sampled_from(_NAMES), st.sampled_from(list(Op)), st.just(1))
_DOCUMENTS = st.builds(
    lambda rows, need, most, rate, months: document(
        *rows, need=need, max=most, rate_percent=rate, instalments=months),
    st.lists(st.lists(_CONDITIONS, max_size=4), min_size=1, max_size=5),
    st.sampled_from([moment for moment in Moment if moment.sells]),
    st.decimals("0.01", "999999", places=2).map(str), st.decimals(0, 99, places=3).map(str),
    st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True))


@given(_DOCUMENTS)
def test_reading_back_the_canonical_form_changes_nothing(written: dict[str, Any]) -> None:
    rules = read_rule_set(written)

    assert read_rule_set(rule_set_json(rules)) == rules
    assert rule_set_json(read_rule_set(rule_set_json(rules))) == rule_set_json(rules)


@settings(max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner)
                    | st.dictionaries(st.sampled_from(["format", "need", "rows", "when", "offer", "bound"]), inner)))
def test_whatever_is_handed_in_is_read_or_refused_by_name(given: Any) -> None:
    with pytest.raises(HouseError):
        read_rule_set(given)
