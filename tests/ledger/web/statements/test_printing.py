"""Every statement as a PDF, from its own link."""

from __future__ import annotations

import re

import pytest

from ledger.domain.reports import printed
from tests.cast import TODAY
from tests.ledger.web.journal.at_home import Home

PAGES = ("balance-sheet", "income-statement", "cash-flow", "trial-balance", "by", "by?by=weekday", "why", "behind",
         "register")


@pytest.fixture
def home(app, today):
    """Mei's household, with a lunch in this month and one in the month before."""
    made = Home(app)
    made.record("30", back=TODAY.day + 5)
    made.record("412", note="饺子")
    return made


def link(home, address):
    return re.search(r'href="([^"]+as=pdf[^"]*)"', home.page(f"/reports/{address}").text)[1].replace("&amp;", "&")


@pytest.mark.parametrize("address", PAGES)
def test_a_statement_is_a_pdf_with_the_words_of_its_page(home, address, monkeypatch):
    drawn = []
    monkeypatch.setattr("ledger.web.statements.printing.pdf", lambda one: drawn.append(one) or printed.pdf(one))

    answer = home.browser.get(link(home, address))

    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].endswith('.pdf"')
    page = home.page(f"/reports/{address}").text
    [sheet] = drawn
    shown = slice(0, 1) if address.startswith("by") else slice(None)
    figures = {figure.lstrip("+−¥") for table in sheet.tables for row in table.rows for figure in row.cells[shown]}
    plain = re.sub(r"<[^>]+>", "", page)
    assert sheet.title in plain and [one for one in figures if one not in plain and one != "—"] == []
    assert all(row.name in plain.replace("&#39;", "'") for table in sheet.tables for row in table.rows)


def test_what_was_gained_by_exchange_is_a_pdf_too(home):
    assert home.browser.get(link(home, "exchange")).data.startswith(b"%PDF")


def test_what_cannot_be_read_is_named_on_the_page_instead(home):
    assert home.page("/reports/balance-sheet?as=pdf&on=soon").status_code == 422


def test_more_than_a_pdf_holds_is_refused_by_name(home, monkeypatch):
    monkeypatch.setattr(printed, "PRINTED_ROWS_MAX", 1)

    refused = home.page("/reports/balance-sheet?as=pdf")

    assert refused.status_code == 422 and "A PDF holds at most 1 rows." in refused.text
