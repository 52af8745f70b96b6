"""Recording in a browser: who may, what comes of it, and what is said of what cannot be recorded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from ledger.domain.books.entry import Verb
from ledger.domain.books.journal import JournalQuery
from ledger.kernel.ids import id_text
from ledger.services.books import journal, opening
from tests import cast
from tests.browsing import signed_in
from tests.cast import NOW, TODAY, named
from tests.ledger.web.journal.at_home import HTMX, Home, text_of


def ids(home, *keys):
    with home.open() as session:
        return [id_text(named(session, home.seat, key).account_id) for key in keys]


@pytest.fixture
def spent(home):
    """The form of a lunch paid by WeChat."""
    dining, wechat = ids(home, "dining", "wechat")
    return {"verb": "expense", "amount": "32+6", "category": dining, "account": wechat, "note": "lunch",
            "payee": "Old Street", "client_key": "k" * 16}


def entries_of(home):
    """What stands, newest first."""
    with home.open() as session:
        page = journal.page(session, home.seat, JournalQuery(), None)
        return [shown.kept.entry for day in page.days for shown in day.shown]


def amounts(home):
    return [max(posting.minor for posting in entry.postings) for entry in entries_of(home)]


def fault_of(response, field):
    """What is said beside a field."""
    found = re.search(rf'id="f-{field}-fault">(.*?)</p>', response.text, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip() if found else None


def test_an_expense_is_recorded_and_the_next_page_offers_to_undo_it(home, spent):
    done = home.post("/journal", **spent)
    told = home.page()

    assert done.status_code == 303 and done.location.endswith("/journal")
    assert [(entry.on, entry.verb, entry.words.note) for entry in entries_of(home)] == [(TODAY, Verb.EXPENSE, "lunch")]
    assert "Recorded: lunch, Old Street ¥38.00" in text_of(told) and "/undo?" in told.text


def test_the_second_click_changes_nothing(home, spent):
    first, second = home.post("/journal", **spent), home.post("/journal", **spent)

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert amounts(home) == [3800]


def test_recording_beside_the_journal_answers_with_a_fresh_sheet_and_the_undo(home, spent):
    done = home.browser.post(home.path + "/journal", data={**spent, "stays": "1"}, headers={
        **HTMX, "HX-Current-URL": "http://localhost" + home.path + "/journal?q=lunch"})

    assert done.status_code == 200 and done.headers["HX-Trigger"] == "entry-recorded"
    assert "Recorded: lunch, Old Street ¥38.00" in text_of(done) and 'hx-swap-oob="innerHTML"' in done.text
    assert f'hx-get="{home.path}/journal?q=lunch" hx-trigger="load"' in done.text
    assert 'value="32+6"' not in done.text and "k" * 16 not in done.text


def test_record_and_another_keeps_day_and_account(home, spent):
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    done = home.post("/journal", **spent, on=yesterday, then="another")
    page = home.browser.get(done.location)

    assert f"on={yesterday}" in done.location and "note" not in done.location
    assert f'value="{yesterday}"' in page.text and "Recorded: lunch" in text_of(page)


@pytest.mark.parametrize(("role", "status"), [("partner", 303), ("bookkeeper", 303), ("viewer", 403), ("auditor", 403)])
def test_a_role_records_as_its_deeds_say(home, spent, role, status):
    _, browser = home.join("Jun", role)

    done = home.post("/journal", browser, **spent)

    assert done.status_code == status and len(amounts(home)) == (status == 303)


@pytest.mark.parametrize("address", ["/journal/new", "/tiles?verb=expense"])
def test_a_viewer_is_shown_no_sheet(home, address):
    _, browser = home.join("Vic", "viewer")

    assert home.page(address, browser).status_code == 403
    assert 'id="sheet"' not in home.page("/journal", browser).text


def test_a_stranger_finds_nothing(home, spent):
    with home.database.transaction() as session:
        ola = cast.person(session, "Ola")
    browser = signed_in(home.app, ola)

    assert home.post("/journal", browser, **spent).status_code == 404
    assert home.page("/journal/new", browser).status_code == 404
    assert home.post("/line", browser, line="lunch 32").status_code == 404
    assert amounts(home) == []


REFUSED = {
    "two points": ({"amount": "32..5"}, "amount", "“32..5” has two points. Did you mean 32.5?"),
    "two readings": ({"amount": "1,50"}, "amount", "“1,50” can be read in two ways. Write 1.50 or 150."),
    "an exponent": ({"amount": "1e1000000"}, "amount", "“1e1000000” is not an amount."),
    "zero": ({"amount": "0"}, "amount", "An amount of zero records nothing."),
    "below zero": ({"amount": "-32"}, "amount", "Write the amount without a minus."),
    "too large": ({"amount": "99999999999999"}, "amount", "too large"),
    "too many digits": ({"amount": "1.234"}, "amount", "CNY has 2 digits after the point."),
    "nothing": ({"amount": ""}, "amount", "Fill this in."),
    "no category": ({"category": ""}, "category", "Choose what it was for."),
    "a category of nowhere": ({"category": "0000000000001"}, "category", "Choose one of those shown."),
    "no identifier": ({"account": "../etc"}, "account", "Choose one of those shown."),
    "no day": ({"on": "yesterday"}, "on", "“yesterday” is not a day."),
    "no currency": ({"currency": "XXX"}, "currency", "“XXX” is not a currency we know."),
    "a rate of nothing": ({"currency": "USD", "rate": "0"}, "rate", "A rate is a number above zero"),
    "half a part": ({"part-1-amount": "5"}, "part-1", "Fill this in."),
    "a long name": ({"payee": "x" * 201}, "payee", "At most 200 characters."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_recorded_is_said_beside_its_field_and_nothing_typed_is_lost(home, spent, what):
    changed, field, said = REFUSED[what]

    done = home.post("/journal", **{**spent, **changed})

    assert done.status_code == 422 and said in (fault_of(done, field) or "")
    assert 'value="lunch"' in done.text and amounts(home) == []


@pytest.mark.parametrize(("typed", "minor"), [("３２．５", 3250), ("32＋6×2", 4400), ("¥1,234.50", 123450)])
def test_full_width_digits_and_signs_are_read(home, spent, typed, minor):
    home.post("/journal", **{**spent, "amount": typed})

    assert amounts(home) == [minor]


def test_money_does_not_move_to_the_account_it_is_in(home, spent):
    done = home.post("/journal", **{**spent, "verb": "transfer", "to": spent["account"]})

    assert done.status_code == 422 and "Choose two." in fault_of(done, "to")


def test_an_account_put_away_is_refused_beside_its_field(home, spent):
    with home.open() as session:
        wechat = named(session, home.seat, "wechat")
        opening.amend_account(session, home.seat, replace(wechat, closed=True), wechat.version, NOW)

    done = home.post("/journal", **spent)

    assert done.status_code == 422 and "put away" in fault_of(done, "account")


def test_an_account_of_another_book_is_no_choice(home, spent):
    with home.database.transaction() as session:
        other = cast.book(session, owner="Ola")
        foreign = id_text(named(session, other, "wechat").account_id)

    done = home.post("/journal", **{**spent, "account": foreign})

    assert done.status_code == 422 and fault_of(done, "account") == "Choose one of those shown."


def test_a_currency_without_a_rate_asks_for_it_and_takes_it(home, spent):
    asked = home.post("/journal", **{**spent, "currency": "KWD", "amount": "2.500"})
    done = home.post("/journal", **{**spent, "currency": "KWD", "amount": "2.500", "rate": "23.4"})

    assert asked.status_code == 422 and "There is no rate for KWD" in fault_of(asked, "rate")
    assert 'value="2.500"' in asked.text
    assert done.status_code == 303 and [entry.rate for entry in entries_of(home)] == ["23.4"]


def test_a_locked_day_asks_for_another(home, spent):
    with home.open() as session:
        book = home.seat.book
        opening.change_settings(session, home.seat, book.version, NOW, name=book.name, zone=book.zone,
                                home_currency="CNY", pigment="", locked_until=TODAY, closed=False)

    done = home.post("/journal", **spent)

    assert done.status_code == 422 and "The books are closed up to" in fault_of(done, "on")


def test_a_typed_line_shows_what_it_was_read_as_and_what_is_a_guess(home):
    part = home.browser.post(home.path + "/line", data={"line": "午饭 32+6"}, headers=HTMX)

    assert 'value="32+6"' in part.text and re.search(r'value="\w+" checked', part.text)
    assert re.search(r'class="chip chip--guess" href="#f-account"', part.text)
    assert amounts(home) == []


def test_without_script_a_line_leads_to_the_filled_sheet(home):
    led = home.post("/line", line="lunch 32 wechat")
    page = home.browser.get(led.location)

    assert led.status_code == 303 and "/journal/new?line=" in led.location
    assert 'value="32"' in page.text and 'href="#f-account"' in page.text


def test_an_address_fills_the_sheet(home):
    dining, cash = ids(home, "dining", "cash")

    page = home.page(f"/journal/new?amount=12&category={dining}&account={cash}&payee=Hema&note=x&on=2026-11-20")

    assert f'value="{dining}" checked' in page.text and f'<option value="{cash}" selected' in page.text
    assert all(f'value="{value}"' in page.text for value in ("12", "Hema", "2026-11-20"))


def test_what_comes_again_is_recorded_by_one_button(home):
    for back in (1, 2, 3):
        home.record("32.00", back=back)

    form = re.search(r'<form class="deed"[^>]*>(.*?)<button class="chip"', home.page().text, re.S)[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    done = home.post("/journal", **fields)

    assert done.status_code == 303 and amounts(home) == [3200] * 4


def test_a_payee_that_is_known_brings_its_category_to_the_first_tile(home):
    with home.open() as session:
        groceries = named(session, home.seat, "groceries")
    for back in (1, 2, 3):
        home.record(back=back)
    for back in (4, 5):
        home.post("/journal", verb="expense", amount="80", category=id_text(groceries.account_id),
                  account=ids(home, "wechat")[0], payee="Hema", on=(TODAY - timedelta(days=back)).isoformat())

    part = home.page("/tiles?verb=expense&payee=Hema", headers=HTMX)

    assert re.search(r'name="category" value="(\w+)"', part.text)[1] == id_text(groceries.account_id)


def test_a_household_is_not_asked_for_takings(home):
    assert "verb=takings" not in home.page("/journal/new").text


def test_a_shop_records_a_days_takings_by_channel(app, today):
    shop = Home(app)
    with shop.database.transaction() as session:
        shop.seat = cast.book(session, "small_business", "Corner shop", "Jun")
    shop.browser, shop.path = signed_in(app, shop.seat.member.person_id), f"/books/{id_text(shop.seat.book_id)}"
    till, wechat, tab = ids(shop, "till", "wechat", "customer_tab")

    empty = shop.post("/journal", verb="takings")
    wrong = shop.post("/journal", **{"verb": "takings", f"take-{till}": "820", f"take-{wechat}": "-1"})
    counted = {f"take-{till}": "820", f"take-{wechat}": "1,310", f"take-{tab}": "90"}
    done = shop.post("/journal", verb="takings", **counted)

    assert "verb=takings" in shop.page("/journal/new").text
    assert empty.status_code == 422 and "records nothing" in fault_of(empty, "takings")
    assert wrong.status_code == 422 and 'value="820"' in wrong.text
    assert "without a minus" in fault_of(wrong, f"take-{wechat}")
    assert done.status_code == 303 and [entry.verb for entry in entries_of(shop)] == [Verb.TAKINGS]
