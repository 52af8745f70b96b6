"""Statements saved under a name in a browser without script, and by a program."""

from __future__ import annotations

import re

import pytest

from tests.ledger.api.programs import Program, token_of
from tests.ledger.web.journal.at_home import Home, text_of


@pytest.fixture
def home(app, today):
    """Mei's household."""
    return Home(app)


def linked(page, words):
    return re.search(rf'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{words}', page)[1].replace("&amp;", "&")


def save(home, name="Where it went", statement="by?by=payee&beside=none", **form):
    """Saved from the statement itself, by its own link and form."""
    form_page = home.browser.get(linked(home.page(f"/reports/{statement}").text, "Save this report")).text
    action = re.search(r'<form class="form" method="post" action="([^"]+)"', form_page)[1].replace("&amp;", "&")
    return home.browser.post(action, data={"name": name, "client_key": name, **form})


def undo(home):
    action = re.search(r'<form[^>]+action="([^"]+)"[^>]*>(?:(?!</form>).)*Undo', home.page("/reports/saved").text)[1]
    return home.browser.post(action.replace("&amp;", "&"), data={"client_key": action})


def test_saved_as_it_is_seen_and_opened_from_the_statements_and_the_start(home):
    assert save(home, days="moves", pinned="yes").status_code == 303
    listed = text_of(home.page("/reports/saved"))
    opened = home.browser.get(linked(home.page("/reports/cash-flow").text, "Where it went"))
    start = home.browser.get("/").text

    assert "By whom and when · This month · yours alone · on the start page" in listed
    assert "/reports/by?" in opened.location and "by=payee" in opened.location and "beside=none" in opened.location
    assert home.browser.get(opened.location).status_code == 200 and "Where it went" in start


def test_renamed_removed_and_each_undone(home):
    save(home)
    listed = home.page("/reports/saved").text
    at = re.search(r'href="([^"]+/reports/saved/[^"/]+)"', listed)[1]

    home.browser.post(at, data={"name": "By payee", "version": "1", "client_key": "a"})
    late = home.browser.post(at, data={"name": "Late", "version": "1", "client_key": "b"})
    renamed = home.page("/reports/saved").text
    home.browser.post(f"{at}/remove", data={"version": "2", "client_key": "c"})
    gone = home.browser.get(at)
    undone = undo(home)

    assert "By payee" in renamed and late.status_code == 409 and gone.status_code == 404
    assert undone.status_code == 303 and "By payee" in home.page("/reports/saved").text


def test_one_whose_account_is_gone_says_so_and_opens_nothing(home):
    save(home, "Old account", "register", days="moves")
    home.browser.post(f"{home.path}/reports/save?of_statement=cash_flow&account=0000000000002",
                      data={"name": "No account", "client_key": "k"})

    listed = home.page("/reports/saved")
    opened = [home.browser.get(one) for one in re.findall(r'href="([^"]+/open)"', listed.text)]

    assert "Its account is gone." in text_of(listed)
    assert {one.location.rpartition("/")[2].partition("?")[0] for one in opened} == {"register"}


@pytest.mark.parametrize("address", ["?of_statement=horoscope", "?of_statement="])
def test_what_is_no_statement_cannot_be_saved(home, address):
    assert home.page(f"/reports/save{address}").status_code == 404


def test_an_address_with_words_of_the_router_in_it_stays_an_address(home):
    page = home.page("/reports/save?of_statement=why&_scheme=x&endpoint=y&book=z&_anchor=w")

    assert page.status_code == 200 and "book=z" in page.text


def test_a_name_is_needed_and_what_was_typed_stays(home):
    refused = save(home, "", pinned="yes")

    assert refused.status_code == 422 and "fault" in refused.text and "checked" in refused.text


def test_a_program_saves_lists_removes_and_puts_back(home):
    program = Program(home.app, token_of(home.app, home.seat.member.person_id), home.path.rpartition("/")[2])

    made = program.post("saved-reports", {"name": "Last year", "report": "income_statement", "span": "year", "back": 1})
    gone = program.delete(f"saved-reports/{made.json['id']}?version=1")
    empty = program.get("saved-reports").json["items"]
    program.post(f"saved-reports/{made.json['id']}/restore")

    assert made.status_code == 201 and made.json["since"] == "2025-01-01" and made.json["moves"]
    assert gone.status_code == 200 and empty == []
    assert [one["name"] for one in program.get("saved-reports").json["items"]] == ["Last year"]
    assert program.post("saved-reports", {"name": "x", "report": "why", "said": {"a": "b" * 201}}).status_code == 422
