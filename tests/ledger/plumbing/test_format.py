"""Money, days and numbers as the face writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.currency import DIGITS, UnknownCurrency
from ledger.kernel.limits import MINOR_MAX
from ledger.kernel.money import Money
from ledger.plumbing.format import (
    amount_text,
    axis_amount,
    currency_mark,
    day,
    day_long,
    day_short,
    input_text,
    listed,
    money,
    month_name,
    month_short,
    number,
    percent_bp,
    when,
)
from ledger.plumbing.i18n import gettext, use_language

TODAY = date(2026, 11, 21)
CUR = '<span class="cur">{}</span>'
CENTS = '<span class="minor">{}</span>'


@pytest.fixture(autouse=True)
def _at_home(spoken: Flask) -> None:
    g.home_currency = "CNY"


def test_money_received_is_the_markup_of_the_face() -> None:
    assert money(Money(8900, "CNY"), "plus") == (
        '<data class="money money--in" value="89.00">'
        '+<span class="cur">¥</span>89<span class="minor">.00</span></data>'
    )


@pytest.mark.parametrize(
    ("minor", "sign", "classes", "shown"),
    [
        (-3800, "auto", "money", "−"),
        (3800, "auto", "money", ""),
        (-3800, "plus", "money", "−"),
        (3800, "change", "money", "+"),
        (0, "plus", "money", ""),
        (-3800, "none", "money", ""),
        (-3800, "move", "money money--move", ""),
    ],
)
def test_the_sign_speaks_before_the_symbol(minor: int, sign: str, classes: str, shown: str) -> None:
    drawn = money((minor, "CNY"), sign)

    assert f'class="{classes}"' in drawn
    assert f">{shown}{CUR.format('¥')}" in drawn


def test_a_list_of_one_currency_carries_bare_figures() -> None:
    assert money((-123456, "CNY"), symbol=False) == (
        f'<data class="money" value="-1234.56">−1,234{CENTS.format(".56")}</data>'
    )


@pytest.mark.parametrize("symbol", [True, False])
def test_a_foreign_sum_always_carries_its_code_and_yen_has_no_minor_unit(symbol: bool) -> None:
    code = CUR.format("JPY\N{NO-BREAK SPACE}")

    assert money((86400, "JPY"), symbol=symbol) == f'<data class="money" value="86400">{code}86,400</data>'


def test_at_home_in_japan_the_yen_wears_its_symbol() -> None:
    assert amount_text(Money(-86400, "JPY"), home="JPY") == "−¥86,400"


def test_a_hero_sum_that_is_short_wears_both_marks() -> None:
    assert 'class="money money--short money--hero"' in money((-1, "CNY"), hero=True, short=True)


def test_plans_may_leave_the_minor_units_out() -> None:
    assert (
        money((41200, "CNY"), minor=False)
        == f'<data class="money" value="412.00">{CUR.format("¥")}412</data>'
    )


def test_a_currency_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownCurrency):
        money((1, "<b>"))


@given(st.integers(-MINOR_MAX, MINOR_MAX), st.sampled_from(sorted(DIGITS)))
def test_what_is_shown_reads_back_as_the_very_sum(minor: int, currency: str) -> None:
    text = amount_text((minor, currency), symbol=False, home=currency)

    assert Decimal(text.replace(",", "").replace("−", "-")) == Money(minor, currency).decimal
    assert "-" not in text


@given(st.integers(-MINOR_MAX, MINOR_MAX), st.sampled_from(sorted(DIGITS)))
def test_the_element_holds_the_same_figures_as_the_text(minor: int, currency: str) -> None:
    drawn = re.sub(r"<[^>]+>", "", money((minor, currency), home=currency))

    assert drawn == amount_text((minor, currency), home=currency)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Sat 21 Nov · "),
        ("zh-Hans", "11月21日 周六 · "),
        ("zh-Hant", "11月21日 週六 · "),
    ],
)
def test_today_is_named_beside_its_date(tag: str, text: str) -> None:
    use_language(tag)

    assert day(TODAY, TODAY) == text + gettext("today")


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 11, 20), "Fri 20 Nov · yesterday"),
        (date(2026, 11, 22), "Sun 22 Nov"),
        (date(2025, 11, 21), "Fri 21 Nov 2025"),
    ],
)
def test_other_days_carry_what_tells_them_apart(on: date, text: str) -> None:
    assert day(on, TODAY) == text


def test_a_day_of_another_year_is_written_in_chinese_order() -> None:
    use_language("zh-Hans")

    assert (day(date(2025, 3, 1), TODAY), day_short(date(2025, 3, 1), TODAY)) == (
        "2025年3月1日 周六",
        "2025年3月1日",
    )


def test_days_and_months_have_a_short_and_a_long_form() -> None:
    assert day_short(TODAY) == "21 Nov"
    assert day_long(TODAY) == "Saturday, 21 November 2026"
    assert (month_name(TODAY), month_name(TODAY, TODAY), month_short(TODAY)) == (
        "November 2026",
        "November",
        "Nov",
    )


@pytest.mark.parametrize(
    ("zone", "today", "text"),
    [
        ("Asia/Shanghai", None, "21 Nov 2026, 18:41"),
        ("Asia/Shanghai", date(2026, 12, 1), "21 Nov, 18:41"),
        ("Asia/Shanghai", TODAY, "today 18:41"),
        ("Asia/Shanghai", date(2026, 11, 22), "yesterday 18:41"),
        ("../../etc/localtime", None, "21 Nov 2026, 10:41"),
        ("Nowhere/City", None, "21 Nov 2026, 10:41"),
        (None, None, "21 Nov 2026, 10:41"),
    ],
)
def test_an_instant_is_told_on_the_readers_clock(zone: str | None, today: date | None, text: str) -> None:
    assert when(datetime(2026, 11, 21, 10, 41, tzinfo=UTC), zone, today) == text


def test_a_naive_instant_is_utc() -> None:
    naive = datetime.fromisoformat("2026-11-21T10:41:00")

    assert when(naive, "Asia/Shanghai").endswith("18:41")


@pytest.mark.parametrize(
    ("bps", "places", "text"),
    [
        (1440, 2, "14.40%"),
        (-5, 2, "−0.05%"),
        (4444, 0, "44%"),
        (4450, 0, "45%"),
        (-40, 0, "0%"),
        (1234567, 2, "12,345.67%"),
        (1445, 1, "14.5%"),
    ],
)
def test_basis_points_become_a_percentage(bps: int, places: int, text: str) -> None:
    assert percent_bp(bps, places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(6, "6"), (-38412, "−38,412"), (Decimal("1234.50"), "1,234.50"), (2**63, "9,223,372,036,854,775,808")],
)
def test_a_number_is_grouped_and_exact(value: int | Decimal, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("tag", "minor", "text"),
    [
        ("en", 1_500_000, "15,000"),
        ("en", 15_000_000, "150,000"),
        ("zh-Hans", 9_999_900, "99,999"),
        ("zh-Hans", 10_000_000, "10万"),
        ("zh-Hant", 12_500_000, "12.5萬"),
        ("zh-Hans", -10_000_000, "−10万"),
    ],
)
def test_an_axis_counts_in_wan_only_in_chinese_and_only_when_large(tag: str, minor: int, text: str) -> None:
    use_language(tag)

    assert axis_amount((minor, "CNY")) == text


def test_the_top_of_an_axis_wears_the_symbol() -> None:
    assert axis_amount((1_000_000, "CNY"), symbol=True) == "¥10,000"


def test_a_field_is_filled_with_what_can_be_typed() -> None:
    assert (input_text(Money(-123450, "CNY")), input_text(None)) == ("-1234.50", "")
    assert (currency_mark("CNY"), currency_mark("EUR")) == ("¥", "EUR")


@pytest.mark.parametrize(("language", "said"), [
    ("en", "Jun, Ola and Vic"), ("zh-Hans", "Jun、Ola和Vic"), ("zh-Hant", "Jun、Ola和Vic"),
])
def test_several_things_are_joined_as_the_reader_joins_them(language: str, said: str) -> None:
    with use_language(language):
        assert listed(["Jun", "Ola", "Vic"]) == said
        assert (listed(["Jun"]), listed([])) == ("Jun", "")
