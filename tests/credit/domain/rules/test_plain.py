"""A row is read aloud as one sentence, whatever it asks for and whatever it offers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from credit.domain.rules.denied import is_denied
from credit.domain.rules.phrases import RANGED, SAID_YES
from credit.domain.rules.plain import read_aloud
from credit.domain.rules.rule_set import Condition, Op, Row, Terms
from credit.domain.rules.speech import Listed, Literal, Quantity, Said, speak
from credit.domain.signals.registry import SIGNALS, Unit
from ledger.kernel.money import TooManyDigits
from tests.credit.domain.rules.cases import exactly, least, most
from tests.credit.domain.rules.english import ENGLISH

OFFER = Terms("steady-12", Decimal(12_000), Decimal("14.40"), (3, 6, 12))
STREAK = least("revolving_streak", 2)


def aloud(*when: Condition, offer: Terms = OFFER) -> str:
    return speak(read_aloud(Row(when, offer), "CNY"), ENGLISH)


def test_a_row_is_one_plain_sentence() -> None:
    assert aloud(STREAK, least("card_effective_apr", 1_600), most("dti", 3_500)) == (
        "When the card has been carried over at least 2 times in a row, the card debt costs at least 16.00% a year "
        "and the share of income going to debts is at most 35.00%, "
        "offer up to CNY 12000.00 at 14.4% a year over 3, 6 or 12 months.")


@pytest.mark.parametrize(("offer", "end"), [
    (Terms("p", Decimal(1), Decimal("14.4"), (12,)), "offer up to CNY 1.00 at 14.4% a year over 12 months."),
    (Terms("p", Decimal(1), Decimal(10), (1,)), "offer up to CNY 1.00 at 10% a year over 1 month."),
    (Terms("p", Decimal(1), None, (3, 6)), "offer up to CNY 1.00 over 3 or 6 months."),
    (Terms("p", Decimal("0.5"), Decimal(0)), "offer up to CNY 0.50 at 0% a year."),
    (Terms("p", Decimal("0.5")), "offer up to CNY 0.50."),
])
def test_what_is_offered_is_told_as_far_as_the_row_says_it(offer: Terms, end: str) -> None:
    assert aloud(STREAK, offer=offer) == f"When the card has been carried over at least 2 times in a row, {end}"


def test_a_row_for_everybody_says_so() -> None:
    assert aloud().startswith("Offer everybody up to CNY 12000.00")


def test_two_bounds_on_one_signal_are_one_range() -> None:
    assert "is between CNY 5000.00 and CNY 20000.00, offer" in aloud(
        least("revolving_balance", 500_000), most("revolving_balance", 2_000_000))
    assert "exactly 3 times in a row" in aloud(exactly("revolving_streak", 3))
    assert "exactly 3 times in a row" in aloud(least("revolving_streak", 3), most("revolving_streak", 3))


def test_yes_and_no_and_classes_are_words() -> None:
    assert aloud(exactly("persistent_debt", 0)).startswith("When the card takes no more interest than is paid back,")
    assert aloud(least("persistent_debt", 1)).startswith("When the card takes more interest than is paid back,")
    assert aloud(most("consent", 1)).startswith("When it is known whether offers are allowed,")
    assert "pay comes: Regular" in aloud(exactly("income_regularity", 2))
    assert "pay comes: at least Fairly regular" in aloud(least("income_regularity", 1))


def test_a_sum_the_currency_cannot_hold_is_refused() -> None:
    with pytest.raises(TooManyDigits):
        read_aloud(Row((), Terms("p", Decimal("0.001"))), "CNY")


@pytest.mark.parametrize("name", [name for name in SIGNALS if not is_denied(name)])
def test_every_signal_can_be_said(name: str) -> None:
    for op in Op:
        text = aloud(Condition(name, op, 1))
        assert "%(" not in text and text.startswith("When ") and text.endswith(" months.")
    assert (name in SAID_YES) is (SIGNALS[name].unit is Unit.YES) is (name not in RANGED)


def test_a_phrase_has_one_place_and_is_the_middle_of_a_sentence() -> None:
    phrases = [*RANGED.values(), *(text for both in SAID_YES.values() for text in both)]

    assert [p for p in RANGED.values() if re.findall(r"%\((\w+)\)s", p) != ["range"]] == []
    assert [p for p in phrases if p[0].isupper() or p.endswith(".")] == []


def test_facts_are_typed_and_only_a_voice_writes_them() -> None:
    said = read_aloud(Row((STREAK,), OFFER), "CNY")
    conditions, offer = said.facts["conditions"], said.facts["offer"]

    assert isinstance(conditions, Listed) and isinstance(offer, Said)
    assert offer.facts["most"] == Quantity(1_200_000, Unit.MONEY)
    assert offer.facts["rate"] == Literal("14.4%")
