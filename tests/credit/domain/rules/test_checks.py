"""Static checks: each finds its own fault, names the rows, and says it so that it can be mended."""

from __future__ import annotations

import random
from typing import Any

import pytest

from credit.domain.rules.boxes import box, is_covered, is_within, shared
from credit.domain.rules.checks import BLOCKING, Check, Finding, static_checks
from credit.domain.rules.rule_set import Condition
from credit.domain.rules.speech import speak
from tests.credit.domain.rules import oracle
from tests.credit.domain.rules.cases import OF_PERSON, document, least, most, random_person, random_row, when
from tests.credit.domain.rules.english import ENGLISH

STREAK, DTI, APR, OWED = "revolving_streak", "dti", "card_effective_apr", "revolving_balance"
SOUND = document([when(STREAK, "at_least", 4)], [when(STREAK, "at_least", 2), when(STREAK, "at_most", 3)])


def found(*rows: Any, **offer: Any) -> list[Finding]:
    return list(static_checks(document(*rows, **offer)))


def said(findings: list[Finding], check: Check) -> list[tuple[tuple[int, ...], str]]:
    return [(one.rows, speak(one.said, ENGLISH)) for one in findings if one.check is check]


def test_sound_rules_have_only_their_gap_to_look_at() -> None:
    findings = static_checks(SOUND)

    assert [(one.check, one.blocks) for one in findings] == [(Check.GAP, False)]
    assert said(list(findings), Check.GAP) == [
        ((), "Nobody is offered anything where the card has been carried over at most 1 time in a row. "
             "Is that meant?")]


def test_an_unknown_signal_is_found_in_every_row_that_names_one() -> None:
    findings = found([when("moon", "is", 1)], [when(STREAK, "at_least", 2)], [when("tide", "is", 1)])

    assert said(findings, Check.UNKNOWN_SIGNAL) == [
        ((1,), "“moon” is not a signal that is measured here."),
        ((3,), "“tide” is not a signal that is measured here.")]
    assert [one.field for one in findings if one.blocks] == ["rows[0].when[0].signal", "rows[2].when[0].signal"]


def test_what_must_not_decide_is_found() -> None:
    assert said(found([when("religion", "is", 1)]), Check.DENIED_SIGNAL) == [
        ((1,), "“religion” must not decide about offers. Take it out.")]


@pytest.mark.parametrize("condition", [
    when(DTI, "at_most", 10**9), when(DTI, "at_most", 0.4), when(DTI, "at_most", "40%"), when(DTI, "under", 4_000),
    when("consent", "is", 2), when("income_regularity", "is", 3), when(STREAK, "at_least", -1),
])
def test_a_bound_of_another_type_or_unit_is_a_mismatch(condition: dict[str, Any]) -> None:
    findings = found([when(STREAK, "at_least", 2), condition])

    assert [(one.check, one.rows, one.blocks) for one in findings] == [(Check.MISMATCH, (1,), True)]
    assert findings[0].field.startswith("rows[0].when[1].")


def test_a_row_that_contradicts_itself_fits_nobody() -> None:
    findings = found([when(DTI, "at_least", 4_000), when(DTI, "at_most", 3_000)], [when(STREAK, "at_least", 2)])

    assert said(findings, Check.CONTRADICTION) == [
        ((1,), "Row 1 fits nobody: its conditions on “Share of your income that goes to debts” exclude each other.")]
    assert not [one for one in findings if one.check is Check.UNREACHABLE]


def test_a_row_inside_one_above_it_is_never_reached() -> None:
    findings = found([when(STREAK, "at_least", 2)], [when(APR, "at_least", 1_600)],
                     [when(STREAK, "at_least", 4), when(DTI, "at_most", 3_000)])

    assert said(findings, Check.UNREACHABLE) == [
        ((3, 1), "Row 3 is never reached: whoever fits it already fits row 1.")]


def test_a_row_hidden_by_two_above_it_together_is_never_reached() -> None:
    findings = found([when(DTI, "at_most", 2_000)], [when(DTI, "at_least", 1_500)], [when(STREAK, "at_least", 2)])

    assert said(findings, Check.UNREACHABLE) == [
        ((3,), "Row 3 is never reached: whoever fits it already fits a row above it.")]


def test_rows_that_overlap_are_told_with_where_and_who_wins() -> None:
    findings = found([when(OWED, "at_least", 1_500_000), when(OWED, "at_most", 3_000_000)],
                     [when(OWED, "at_least", 500_000), when(OWED, "at_most", 2_000_000)])

    assert said(findings, Check.OVERLAP) == [
        ((1, 2), "Rows 1 and 2 overlap where the card debt carried over is between CNY 15000.00 and CNY 20000.00. "
                 "Row 1 wins there.")]
    assert said(findings, Check.NOT_UNIQUE) == [
        ((), "Pairs of rows that can fit the same person: 1. The upper one wins.")]
    assert not any(one.blocks for one in findings)


def test_rows_that_ask_for_different_things_overlap_too() -> None:
    assert said(found([when(STREAK, "at_least", 2)], [when(DTI, "at_most", 3_000)]), Check.OVERLAP) == [
        ((1, 2), "Rows 1 and 2 can fit the same person. Row 1 wins.")]


def test_rows_that_share_nobody_are_unique() -> None:
    checks = {one.check for one in static_checks(SOUND)}

    assert checks.isdisjoint({Check.OVERLAP, Check.NOT_UNIQUE, Check.UNREACHABLE})


def test_a_gap_is_told_for_what_every_row_asks_for() -> None:
    findings = found([when(OWED, "at_least", 2_000_000), when(OWED, "at_most", 5_000_000)],
                     [when(OWED, "at_least", 500_000), when(OWED, "at_most", 1_000_000), when(STREAK, "at_least", 2)])

    assert [text.removeprefix("Nobody is offered anything where the card debt carried over is ")
            for _, text in said(findings, Check.GAP)] == [
        "at most CNY 4999.99. Is that meant?", "between CNY 10000.01 and CNY 19999.99. Is that meant?",
        "at least CNY 50000.01. Is that meant?"]


@pytest.mark.parametrize(("condition", "hint"), [
    (when(APR, "at_least", 16), "1600 is 16%."), (when(DTI, "at_most", 40), "1600 is 16%."),
    (when(OWED, "at_least", 50), "120000 is 1,200.00."), (when("avg_daily_outflow", "at_most", 99), "120000"),
])
def test_a_bound_that_looks_like_whole_units_is_asked_about(condition: dict[str, Any], hint: str) -> None:
    findings = [one for one in found([condition]) if one.check is Check.UNIT]

    assert [one.rows for one in findings] == [(1,)] and not findings[0].blocks
    assert hint in speak(findings[0].said, ENGLISH)


@pytest.mark.parametrize(("given", "field"), [
    (None, "rules"), ({"format": 1, "need": "M5", "rows": []}, "rows"), ({**SOUND, "format": 9}, "format"),
    ({**SOUND, "need": "M11"}, "need"), (document([when(STREAK, "is", 1)], max="0"), "rows[0].offer.max"),
    (document([when(STREAK, "is", 1) | {"and": 1}]), "rows[0].when[0].and"),
])
def test_what_cannot_be_read_is_told_where_it_stands(given: object, field: str) -> None:
    first = static_checks(given)[0]

    assert (first.check, first.field, first.blocks) == (Check.UNREADABLE, field, True)
    assert speak(first.said, ENGLISH)


def test_one_broken_row_hides_nothing_about_the_others() -> None:
    checks = [one.check for one in found(
        [when("moon", "is", 1)], [when(STREAK, "at_least", 2)], [when(STREAK, "at_least", 3)])]

    assert checks[:2] == [Check.UNKNOWN_SIGNAL, Check.UNREACHABLE]
    assert all(check in BLOCKING for check in checks[:2])


def row_of(chance: random.Random) -> list[Condition]:
    return random_row(chance, OF_PERSON[22:27], 3)


def test_what_is_said_to_be_shared_inside_or_covered_is_so_for_everybody() -> None:
    chance = random.Random(11)
    seen = {"shared": 0, "within": 0, "covered": 0}
    for _ in range(400):
        rows = [row_of(chance) for _ in range(4)]
        *others, last = boxes = [box(row) for row in rows]
        people = [random_person(chance, OF_PERSON[22:27], unknown=0) for _ in range(30)]
        fits = [[oracle.first_row([row], person)[0] == 0 for person in people] for row in rows]
        both = shared(boxes[0], boxes[1])
        assert both is not None or not any(one and other for one, other in zip(fits[0], fits[1], strict=True))
        if is_within(boxes[0], boxes[1]):
            assert all(other for one, other in zip(fits[0], fits[1], strict=True) if one)
        if is_covered(last, others, 10_000):
            assert all(any(column) for *column, one in zip(*fits, strict=True) if one)
        seen["shared"] += both is not None
        seen["within"] += is_within(boxes[0], boxes[1])
        seen["covered"] += is_covered(last, others, 10_000)
    assert min(seen.values()) > 20


def test_rows_that_would_cut_each_other_into_crumbs_are_left_alone() -> None:
    chance = random.Random(5)
    names = ("dti", "income_cv", APR, "utilisation", "cash_buffer_days", "runway_net_days")
    rows = [[when(name, "at_most", chance.randint(1, 9_000)) for name in chance.sample(names, 5)] for _ in range(60)]
    findings = static_checks(document(*rows))

    assert Check.OVERLAP in {one.check for one in findings}
    halves = [box([most(DTI, 2_000)]), box([least(DTI, 1_500)])]
    assert is_covered(box([least(STREAK, 2)]), halves, 2) and not is_covered(box([least(STREAK, 2)]), halves, 1)
