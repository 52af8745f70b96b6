"""What the rules layer says is written as the house writes sums, shares, days and lists."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask

from credit.domain.rules.plain import read_aloud
from credit.domain.rules.rule_set import Condition, Op, Row, Terms
from credit.domain.rules.speech import Listed, Literal, Quantity, Said
from credit.domain.signals.registry import Unit
from credit.services.speaking import say_aloud
from ledger.plumbing.language import LANGUAGES, use_language


@pytest.fixture(autouse=True)
def _somebody_asks() -> Iterator[None]:
    with Flask(__name__).app_context():
        yield


@pytest.mark.parametrize(("value", "unit", "text"), [
    (1_200_000, Unit.MONEY, "¥12,000.00"), (-50_000, Unit.MONEY, "−¥500.00"), (38, Unit.MONEY_A_DAY, "¥0.38"),
    (1_440, Unit.BPS, "14.40%"), (4_000, Unit.BPS, "40%"), (-25, Unit.BPS, "−0.25%"),
    (1, Unit.DAYS, "1 day"), (90, Unit.DAYS, "90 days"), (12, Unit.MONTHS, "12 months"), (1, Unit.MONTHS, "1 month"),
    (18, Unit.YEARS, "18 years"), (1, Unit.COUNT, "1 time"), (3, Unit.COUNT, "3 times"), (2, Unit.CLASS, "2"),
])
def test_a_number_is_written_with_its_unit(value: int, unit: Unit, text: str) -> None:
    assert say_aloud(Quantity(value, unit), "CNY") == text


def test_sums_are_of_the_currency_the_books_are_kept_in() -> None:
    assert say_aloud(Quantity(12_000, Unit.MONEY), "JPY") == "¥12,000"
    assert say_aloud(Quantity(12_000, Unit.MONEY), "EUR") == "€120.00"


def test_a_list_is_joined_by_the_readers_language() -> None:
    three = tuple(Literal(text) for text in "abc")

    assert say_aloud(Listed(three, either=True), "CNY") == "a, b or c"
    assert say_aloud(Listed(three), "CNY") == "a, b and c"
    with use_language("zh-Hans"):
        assert say_aloud(Listed(three, either=True), "CNY") == "a、b或c"
        assert say_aloud(Listed(three), "CNY") == "a、b和c"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_row_is_said_in_every_language(language: str) -> None:
    row = Row((Condition("revolving_streak", Op.AT_LEAST, 2), Condition("dti", Op.AT_MOST, 3_500)),
              Terms("steady", Decimal(12_000), Decimal("14.4"), (3, 6, 12)))
    with use_language(language):
        said = say_aloud(read_aloud(row, "CNY"), "CNY")

    assert "%(" not in said and all(figure in said for figure in ("12,000.00", "14.4%", "35%", "12"))


def test_a_sentence_without_places_is_said_as_it_stands() -> None:
    assert say_aloud(Said("100% plain"), "CNY") == "100% plain"
