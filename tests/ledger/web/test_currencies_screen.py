"""Rates, prices and own commodities in the browser: written, brought as a file, asked about, shown with the entry."""

from __future__ import annotations

import html
import io

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from tests.browsing import signed_in
from tests.cast import book, named

FILE = b"date,code,price\n2026-11-18,VND,0.00028\n2026-11-19,VND,0.00029\n19/11/2026,VND,1\n"


class Reader:
    """Mei's browser on her ledger."""

    def __init__(self, app: Flask) -> None:
        with app.extensions["house_database"].transaction() as session:
            seat = book(session)
            self.dining, self.wechat = (id_text(named(session, seat, key).account_id) for key in ("dining", "wechat"))
        self.at, self.client = f"/books/{id_text(seat.book_id)}", signed_in(app, seat.member.person_id)

    def get(self, path: str, **asked: str) -> str:
        return html.unescape(self.client.get(f"{self.at}/{path}", query_string=asked).text)

    def post(self, path: str, **form: object):
        return self.client.post(f"{self.at}/{path}", data=form, content_type="multipart/form-data")

    def spend(self, **changed: str):
        form = {"verb": "expense", "amount": "20", "category": self.dining, "account": self.wechat, "on": "2026-11-20"}
        return self.post("journal", **{**form, **changed})


@pytest.fixture
def mei(app: Flask, today: object) -> Reader:
    return Reader(app)


def test_a_file_of_prices_says_what_became_of_every_line_and_is_asked_about(mei: Reader) -> None:
    first = html.unescape(mei.post("rates/file", file=(io.BytesIO(FILE), "p.csv")).text)
    assert "2 prices are kept." in first and "“19/11/2026” is not clearly a day" in first

    again = html.unescape(mei.post("rates/file", file=(io.BytesIO(FILE.replace(b"29", b"31")), "p.csv")).text)
    assert "the file says 0.00031 CNY, here stands 0.00029 CNY" in again
    taken = mei.post("rates/put", take="VND~2026-11-19~0.00031~")

    assert taken.status_code == 303 and "0.00031" in mei.get("rates", search="vnd")


@pytest.mark.parametrize(("form", "said"), [
    ({"code": "QQQ"}, "“QQQ” is not a currency we know."), ({"price": "7,1234"}, "can be read in two ways"),
    ({"price": "0"}, "A price is a number above zero."), ({"code": "CNY"}, "so it has no price of its own"),
    ({"day": "tomorrow"}, "“tomorrow” is not a day."), ({"in": "USD"}, "A price is in another currency"),
])  # fmt: skip
def test_a_price_that_cannot_be_right_is_refused_beside_its_field(mei: Reader, form, said) -> None:
    answer = mei.post("rates/put", **{"code": "USD", "day": "2026-11-20", "price": "7.1", "in": "", **form})

    assert answer.status_code == 422 and said in html.unescape(answer.text)


def test_a_price_is_written_taken_out_and_put_back(mei: Reader) -> None:
    price = {"code": "vnd", "day": "2026-11-20", "price": "0.00028", "in": "USD"}
    mei.post("rates/put", **price)
    assert "0.00028" in mei.get("rates", code="VND", on="2026-11-20")

    mei.post("rates/drop", **price)
    assert "0.00028" not in mei.get("rates").partition("Undo")[2]


def test_a_commodity_never_takes_the_code_of_a_currency(mei: Reader) -> None:
    refused = {code: mei.post("commodities", code=code, digits="4", name="Mine") for code in ("USD", "DEM", "XAU", "A")}
    kept = mei.post("commodities", code="fund", digits="4", name="Steady growth")

    assert [one.status_code for one in refused.values()] == [422] * 4 and kept.status_code == 303
    assert "DEM is the code of a currency." in refused["DEM"].text
    assert "Steady growth" in mei.get("rates") and 'value="FUND.4"' in mei.get("journal/new")


def test_any_currency_is_reached_by_its_code_with_or_without_script(mei: Reader) -> None:
    asked = mei.spend(other_currency="lak", amount="50000")
    done = mei.spend(other_currency="lak", amount="50000", rate="0.00033")
    unknown = mei.spend(other_currency="QQQ")

    assert asked.status_code == 422 and "There is no rate for LAK" in html.unescape(asked.text)
    assert done.status_code == 303 and unknown.status_code == 422
    assert "LAK 50,000" in mei.get("journal").replace("\N{NO-BREAK SPACE}", " ").replace(
        '<span class="cur">', "").replace("</span>", "")
    assert mei.get("currencies", id="c").count("<option") > 150


def test_the_sheet_says_which_rate_it_will_use_and_the_entry_which_it_was_locked_at(mei: Reader) -> None:
    part = mei.get("rate", currency="USD", on="2026-10-30")
    assert "What one USD was worth in CNY" in part and "European Central Bank" in part
    assert "What one" not in mei.get("rate", currency="CNY", on="2026-10-30")
    assert "No table has a rate for this day." in mei.get("rate", currency="LAK", on="2026-10-30")

    mei.spend(currency="USD", rate="8.5")

    thing = mei.get("journal").partition("/journal/0")[2][:12]
    shown = mei.get(f"journal/0{thing}")
    assert "1 USD = 8.5 CNY" in shown and "given with the entry" in shown
    assert "Locked at 8.5" in mei.get(f"journal/0{thing}/amend")


def test_statements_are_told_in_another_currency_at_a_rate_they_name(mei: Reader) -> None:
    mei.spend(on="2026-11-20")

    told = mei.get("reports/balance-sheet", currency="USD", beside="none")
    assert "1 USD = " in told and "Told in" in told
    assert "There is no rate for LAK" in mei.get("reports/income-statement", currency="LAK")
    assert "1 EUR = " in mei.get("reports/income-statement", currency="EUR")


def test_gain_and_loss_open_the_entries_behind_them(mei: Reader) -> None:
    mei.spend(currency="USD", rate="8.5", on="2026-11-03")
    mei.spend(currency="USD", rate="9.5", on="2026-11-20", verb="income", category=mei.dining)

    page = mei.get("reports/exchange")

    assert "Gained and lost by exchange" in page and "USD" in page
