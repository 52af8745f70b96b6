"""The public page: the vectors it shows, the traps it explains, and what it says to what cannot be read."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browsing import signed_in
from tests.cast import person

TWELVE = {"principal": "12000", "currency": "CNY", "instalments": "12"}
KNOWN = {**TWELVE, "payment": "1066.19"}
STATED = {**TWELVE, "rate_percent": "12", "method": "annuity"}


def ask(browser: FlaskClient, values: dict[str, str], **headers: str) -> TestResponse:
    return browser.get(f"/loan-cost?{urlencode(values)}", headers={"Accept-Language": "en", **headers})


def words(response: TestResponse) -> str:
    """The text of a page, one blank between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).replace(" .", ".").split())


def rates(response: TestResponse) -> list[str]:
    """The four yearly rates, in the order they stand."""
    return re.findall(r"<dd>([^<]*%)<small>", response.text)


def faults(response: TestResponse) -> dict[str, str]:
    """What stands beside the fields, by field."""
    found = re.findall(r'id="f-(\w+)-fault">.*?<span>(.*?)</span>', response.text)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.parametrize(
    ("values", "heading", "shown"),
    [
        (KNOWN, "This loan costs ¥794.28 in all", ["12.00%", "12.68%", "12.00%", "12.68%"]),
        (STATED, "This loan costs ¥794.23 in all", ["12.00%", "12.68%", "12.00%", "12.68%"]),
        ({**KNOWN, "in_hand": "11400"}, "This loan costs ¥1,394.28 in all", ["21.86%", "24.18%"] * 2),
        (
            {**TWELVE, "rate_percent": "0", "each_fee": "0.6%"},
            "This loan costs ¥864.00 in all",
            ["13.03%", "13.84%", "13.03%", "13.84%"],
        ),
        (
            {**TWELVE, "principal": "10000", "payment": "950"},
            "This loan costs ¥1,400.00 in all",
            ["24.91%", "27.96%", "24.91%", "27.96%"],
        ),
        ({**TWELVE, "rate_percent": "0"}, "This loan costs nothing", ["0.00%"] * 4),
        ({**TWELVE, "payment": "999"}, "You pay back ¥12.00 less than you borrow", ["−0.18%"] * 4),
    ],
)
def test_the_heading_says_the_cost_and_four_conventions_stand_beside_each_other(
    browser: FlaskClient, values: dict[str, str], heading: str, shown: list[str]
) -> None:
    page = ask(browser, values)

    assert page.status_code == 200
    assert f">{heading}</h1>" in page.text
    assert rates(page) == shown


def test_every_rate_wears_its_convention_and_stands_after_the_money(browser: FlaskClient) -> None:
    said = words(ask(browser, KNOWN))

    for convention in ("(nominal, actuarial)", "(effective)", "(simple)", "(compound)"):
        assert f"a year {convention}" in said
    assert said.index("Total cost") < said.index("United States")
    assert "Each 100 borrowed costs 6.62." in said


def test_the_flat_trap_is_said_in_a_sentence(browser: FlaskClient) -> None:
    said = words(ask(browser, {**TWELVE, "rate_percent": "0", "each_fee": "0.6%"}))

    assert (
        "0.60% of the loan a month looks like 7.20% a year. Because you pay back every month, you owe only 55% "
        "of it on average, so it is 13.03% a year (simple)." in said
    )


@pytest.mark.parametrize(
    "values",
    [{**STATED, "method": "interest_only"}, {**STATED, "instalments": "1"}, {**TWELVE, "payment": "1000"}],
)
def test_the_flat_sentence_is_not_said_where_it_would_be_untrue(
    browser: FlaskClient, values: dict[str, str]
) -> None:
    assert "looks like" not in ask(browser, values).text


def test_fees_are_set_against_the_rate_the_contract_states(browser: FlaskClient) -> None:
    said = words(ask(browser, {**STATED, "in_hand": "11400"}))

    assert "The contract says 12.00% a year (simple). With everything else it takes, it is 21.86%" in said
    assert "After the first day ¥11,400.00 of it is left to you." in said
    assert "Taken off before you get it 600.00" in said


def test_the_schedule_closes_with_the_total_that_the_heading_says(browser: FlaskClient) -> None:
    said = words(ask(browser, {**STATED, "upfront_fee": "5%", "each_fee": "2"}))

    assert "This loan costs ¥1,418.23 in all" in said
    assert "First day 600.00 0.00 600.00 12,000.00" in said
    assert "1 1,068.19 946.19 122.00 11,053.81" in said
    assert "Sum 13,418.23 12,000.00 1,418.23 0.00" in said


@pytest.mark.parametrize(
    ("language", "tag", "currency"), [("en", "en", "EUR"), ("zh-CN", "zh-Hans", "CNY"), ("zh-TW", "zh-Hant", "TWD")]
)
def test_the_page_speaks_three_languages_and_offers_the_money_of_each(
    browser: FlaskClient, language: str, tag: str, currency: str
) -> None:
    blank = ask(browser, {}, **{"Accept-Language": language})
    answer = ask(browser, {k: v for k, v in KNOWN.items() if k != "currency"}, **{"Accept-Language": language})

    assert f'<html lang="{tag}"' in blank.text
    assert f'<option value="{currency}" selected>' in blank.text
    assert (answer.status_code, rates(answer)[:2]) == (200, ["12.00%", "12.68%"])


def test_someone_signed_in_is_offered_their_own_money(loan_app: Flask) -> None:
    with loan_app.extensions["house_database"].transaction() as session:
        mei = person(session)

    page = ask(signed_in(loan_app, mei), {})

    assert page.status_code == 200
    assert '<option value="CNY" selected>' in page.text


def test_the_examples_all_have_an_answer(browser: FlaskClient) -> None:
    blank = ask(browser, {})

    links = [html.unescape(link) for link in re.findall(r'href="(/loan-cost\?[^"]+)"', blank.text)]
    assert [browser.get(link).status_code for link in links] == [200, 200, 200]
    assert [rates(browser.get(link))[2] for link in links] == ["12.00%", "13.03%", "21.86%"]


def test_htmx_gets_the_part_and_lands_on_the_answer(browser: FlaskClient) -> None:
    part = ask(browser, KNOWN, **{"HX-Request": "true"})

    assert "<html" not in part.text
    assert '<h1 tabindex="-1" autofocus>' in part.text


def test_yen_has_no_minor_unit_and_another_currency_of_an_address_is_kept(browser: FlaskClient) -> None:
    yen = ask(browser, {**STATED, "currency": "jpy"})
    krona = ask(browser, {**STATED, "currency": "SEK"})

    assert "This loan costs JPY\N{NO-BREAK SPACE}796 in all" in yen.text
    assert '<option value="SEK" selected>' in krona.text


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"principal": "1e1000000"}, "principal", "is not an amount"),
        ({"principal": "9" * 70}, "principal", "is not an amount"),
        ({"principal": ""}, "principal", "Fill this in."),
        ({"principal": "0"}, "principal", "The amount borrowed is more than zero."),
        ({"principal": "-12000"}, "principal", "The amount borrowed is more than zero."),
        ({"principal": "12.345"}, "principal", "CNY has 2 digits"),
        ({"principal": "999999999999999"}, "principal", "too large"),
        ({"principal": "9999999999999", "rate_percent": "100000"}, "principal", "too large"),
        ({"instalments": "100000"}, "instalments", "a whole number from 1 to 1200"),
        ({"instalments": "0"}, "instalments", "a whole number from 1 to 1200"),
        ({"instalments": "2.5"}, "instalments", "a whole number from 1 to 1200"),
        ({"instalments": "twelve"}, "instalments", "is not an amount"),
        ({"rate_percent": "-1"}, "rate_percent", "A rate is zero or more."),
        ({"rate_percent": "100001"}, "rate_percent", "at most 100000 per cent"),
        ({"rate_percent": "NaN"}, "rate_percent", "is not an amount"),
        ({"rate_percent": "%"}, "rate_percent", "is not an amount"),
        ({"rate_percent": ""}, "rate_percent", "Give the yearly rate"),
        ({"payment": "1066.19"}, "payment", "not both"),
        ({"rate_percent": "", "payment": "-1"}, "payment", "This amount is zero or more."),
        ({"method": "balloon"}, "method", "Choose one of those shown."),
        ({"in_hand": "12001"}, "in_hand", "at most what you borrow"),
        ({"in_hand": "0"}, "in_hand", "more than zero"),
        ({"upfront_fee": "100%"}, "upfront_fee", "as much as the loan itself"),
        ({"upfront_fee": "-5%"}, "upfront_fee", "This amount is zero or more."),
        ({"upfront_fee": "999999999999999%"}, "upfront_fee", "too large"),
        ({"each_fee": "6 a month"}, "each_fee", "is not an amount"),
        ({"currency": "DOGE"}, "currency", "is not a currency we know"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    browser: FlaskClient, changed: dict[str, str], field: str, says: str
) -> None:
    page = ask(browser, {**STATED, **changed})

    assert page.status_code == 422
    assert list(faults(page)) == [field]
    assert says in faults(page)[field]
    assert html.escape(changed.get("principal", "12000")) in page.text


@pytest.mark.parametrize(
    ("payment", "says"), [("0", "No yearly rate fits"), ("0.01", "too extreme to be shown")]
)
def test_a_loan_without_a_rate_is_said_above_the_form(browser: FlaskClient, payment: str, says: str) -> None:
    page = ask(browser, {**TWELVE, "instalments": "1", "payment": payment})

    assert page.status_code == 422
    assert says in words(page)
    assert 'role="alert"' in page.text


def test_what_was_typed_is_never_markup(browser: FlaskClient) -> None:
    page = ask(browser, {**STATED, "principal": "<script>alert(1)</script>"})

    assert "<script>alert" not in page.text


def test_a_hundred_years_of_payments_are_shown(browser: FlaskClient) -> None:
    page = ask(browser, {**STATED, "instalments": "1200"})

    assert page.status_code == 200
    assert page.text.count('<th scope="row">1200</th>') == 1
