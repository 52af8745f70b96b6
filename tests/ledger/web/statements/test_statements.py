"""Statements as a browser and a program see them: every sum opens entries that add up to it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from tests.cast import NOW, TODAY, cny, named
from tests.ledger.api.programs import Program, token_of
from tests.ledger.web.journal.at_home import Home, text_of

PAGES = ("balance-sheet", "income-statement", "cash-flow", "trial-balance", "by", "by?by=weekday", "why", "behind",
         "register")
MONTH_BEFORE = (TODAY - TODAY.replace(day=1)).days + 5


@pytest.fixture
def home(app: Flask, today: object) -> Home:
    made = Home(app)
    with made.open() as session:
        opened = compose.opened(named(session, made.seat, "bank"), cny("1000"), named(session, made.seat, "opening"))
        bookkeeping.record(session, made.seat, Entry(TODAY - timedelta(days=40), Verb.OPENING, opened), NOW)
    made.record("30", back=MONTH_BEFORE)
    made.record("30")
    made.record("412")
    return made


def says(home: Home, address: str) -> str:
    return text_of(home.page(f"/reports/{address}"))


def hrefs(page: str, endpoint: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(rf'href="([^"]*{endpoint}[^"]*)"', page)]


def test_what_is_owned_is_shown_twice_and_agrees(home: Home) -> None:
    page = says(home, "balance-sheet")

    assert page.count("Yours¥528.00") == 3
    assert "since 31 Oct" in page and "Balance sheet" in page
    assert "Income less spending so far−472.00" in page


def test_a_dearer_month_says_why_and_opens_the_entries_that_add_up(home: Home) -> None:
    page = home.page("/reports/income-statement").text
    assert "¥412.00 more than October, because:" in page
    assert "Old Street: 2 times, 1 before" in page

    behind = home.browser.get(next(one for one in hrefs(page, "reports/behind") if "payee" in one)).text

    assert behind.count('<th scope="row"><a') == 2 and 'value="442.00"' in behind


def test_every_link_of_every_statement_leads_somewhere(home: Home) -> None:
    for address in PAGES:
        page = home.page(f"/reports/{address}")
        assert page.status_code == 200, address
        for href in {*hrefs(page.text, "/reports/"), *hrefs(page.text, "/journal\\?")}:
            assert home.browser.get(href).status_code == 200, href


def test_a_change_of_an_account_is_told_by_what_moved_it(home: Home) -> None:
    page = home.page("/reports/balance-sheet").text
    href = next(one for one in hrefs(page, "reports/cash-flow") if "account=" in one)

    assert "What moved this account" in home.browser.get(href).text


def test_a_register_goes_back_in_time_and_its_balances_join(home: Home) -> None:
    for n in range(60):
        home.record("1", back=n % 20)
    with home.open() as session:
        wechat, bank = (id_text(named(session, home.seat, key).account_id) for key in ("wechat", "bank"))
    page = home.page(f"/reports/register?account={wechat}").text
    older = next(one for one in hrefs(page, "reports/register") if "after=" in one)

    both = (page, home.browser.get(older).text)
    first, rest = (re.findall(r"</td><td><data[^>]*value=.([^\"]*)", one) for one in both)

    assert (first[0], rest[-1]) == ("-532.00", "-30.00") and len(first) + len(rest) == 63
    assert home.browser.get(older.replace(wechat, bank)).status_code == 404, "a place in one account is none in another"


@pytest.mark.parametrize(("query", "field", "said"), [
    ("span=days&since=2026-11-21&until=2026-11-01", "until", "The last day lies before the first."),
    ("span=days&since=soon", "since", "is not a day"), ("span=week", "span", ""), ("beside=me", "beside", "Choose one"),
    ("on=2026-13-01", "on", ""),
])
def test_days_that_cannot_be_are_said_and_something_is_shown_nevertheless(
    home: Home, query: str, field: str, said: str
) -> None:
    answer = home.page(f"/reports/income-statement?{query}")

    assert answer.status_code == 422 and "Own and owe" in answer.text
    assert said in answer.text.replace("&#39;", "’")


@pytest.mark.parametrize("address", [
    "behind?by=payee&key=nobody", "behind?of=all", "behind?flow=sideways", "cash-flow?account=0000000000000",
    "why?category=0000000000000", "behind?by=weekday&key=9", "register?after=me",
    "register?account=0000000000000",
])
def test_a_wrong_address_names_nothing(home: Home, address: str) -> None:
    assert home.page(f"/reports/{address}").status_code == 404


def test_an_empty_ledger_says_so(app: Flask, today: object) -> None:
    empty = Home(app)

    for address in PAGES:
        page = empty.page(f"/reports/{address}")
        assert page.status_code == 200, address


def test_a_program_is_answered_the_same(home: Home) -> None:
    program = Program(home.app, token_of(home.app, home.seat.member.person_id), id_text(home.seat.book_id))
    sheet = program.get("reports/balance_sheet").json
    left = program.get("reports/income_statement?beside=before").json
    cash = program.get("reports/cash_flow?span=year&beside=year").json
    trial = program.get("reports/trial_balance").json

    assert (sheet["yours"], sheet["origins"]["amount"], sheet["on"]) == ("528.00", "528.00", TODAY.isoformat())
    assert (left["left"], left["left_beside"], left["beside"]["since"]) == ("-442.00", "-30.00", "2026-10-01")
    assert (cash["begun"], cash["change"], cash["ended"]) == ("0.00", "528.00", "528.00")
    assert trial["into"] == trial["out_of"] and trial["currencies"] == [
        {"currency": "CNY", "into": trial["into"], "out_of": trial["out_of"]}]


def test_a_program_asks_why_and_by_what(home: Home) -> None:
    program = Program(home.app, token_of(home.app, home.seat.member.person_id), id_text(home.seat.book_id))
    with home.open() as session:
        dining = id_text(named(session, home.seat, "dining").account_id)
    why, = program.get(f"reports/change?category={dining}").json["changes"]
    week = program.get("reports/groups?by=weekday").json
    payees = program.get("reports/groups").json

    assert why["change"] == "412.00" and [one["amount"] for one in why["reasons"]] == ["382.00", "30.00"]
    assert [one["amount"] for one in week["groups"]][TODAY.weekday()] == payees["amount"] == "442.00"
    assert [(one["name"], one["beside"], one["times"]) for one in payees["groups"]] == [("Old Street", "30.00", 2)]
    assert program.get("reports/change").json["changes"] == [why]
    assert program.get("reports/cash_flow?span=days&since=2026-11-02&until=2026-11-01").json["field"] == "until"
