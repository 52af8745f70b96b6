"""The journal in a browser: what stands, what is found, what one entry tells."""

from __future__ import annotations

import re

import pytest

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb, Words
from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping, opening
from tests import cast
from tests.browsing import signed_in
from tests.cast import NOW, TODAY, cny, named
from tests.ledger.web.journal.at_home import HTMX, text_of


def test_the_journal_shows_the_month_its_figures_and_its_days(home):
    home.record("38.00")
    home.record("286.00", back=1, note="formula")

    page = home.page()

    said = text_of(page)
    assert page.status_code == 200
    assert "November" in said and "−¥324.00" in said
    assert "Sat 21 Nov · today" in said and "Fri 20 Nov · yesterday" in said and "lunch, Old Street" in said


def test_an_empty_ledger_says_what_to_do(home):
    assert "Nothing in this ledger yet. Type one line, say “lunch 32 wechat”." in text_of(home.page())


def test_another_month_is_one_step_away(home):
    home.record("38.00")
    home.record("12.00", back=40, note="bus")

    page = home.page("/journal?month=2026-10")

    said = text_of(page)
    assert "October" in said and "bus" in said and "lunch" not in said.replace("lunch 32 wechat", "")
    assert "month=2026-09" in page.text and "month=2026-11" in page.text


@pytest.mark.parametrize("address", ["/journal?month=never", "/journal?cursor=x", "/journal/x", "/trash?before=x"])
def test_an_address_that_names_nothing_is_not_found(home, address):
    assert home.page(address).status_code == 404


def test_search_finds_two_han_characters_and_keeps_what_was_typed(home):
    home.record(note="晚饭火锅")
    home.record(note="午饭")

    page = home.page("/journal?q=火锅")

    assert "晚饭火锅" in text_of(page) and "午饭" not in text_of(page)
    assert 'value="火锅"' in page.text


def test_a_figure_opens_the_entries_behind_it_with_their_sum(home):
    home.record("38.00")
    with home.open() as session:
        dining = id_text(named(session, home.seat, "dining").account_id)

    page = home.page(f"/journal?category={dining}&since=2026-11-01&until=2026-11-30")

    assert "−¥38.00" in text_of(page) and "Dining" in text_of(page)


def test_a_filter_that_cannot_be_read_is_named_and_the_rest_is_kept(home):
    page = home.page("/journal?q=lunch&low=32..5")

    assert page.status_code == 422
    assert "“32..5” has two points. Did you mean 32.5?" in text_of(page)
    assert 'value="32..5"' in page.text


def test_script_gets_the_list_and_the_head_beside_it(home):
    home.record("38.00")

    part = home.page("/journal?q=lunch", headers=HTMX)

    assert "<html" not in part.text
    assert 'id="journal-head" hx-swap-oob="true"' in part.text and "lunch, Old Street" in text_of(part)


def test_earlier_entries_are_one_link_away_with_and_without_script(home):
    for n in range(52):
        home.record(f"{n + 1}.00", back=n, note=f"number{n}")

    link = re.search(r'href="([^"]+cursor=[^"]+)"[^>]*rel="next"', home.page().text)[1].replace("&amp;", "&")
    whole, part = home.browser.get(link), home.browser.get(link, headers=HTMX)

    assert "number51" in text_of(whole) and "<html" in whole.text
    assert "number51" in text_of(part) and "journal-head" not in part.text and "number1," not in text_of(part)


def test_who_recorded_is_shown_once_there_are_several(home):
    home.record()
    assert 'class="avatar" role="img"' not in home.page().text

    jun, _ = home.join("Jun", "partner")
    home.record(seat=jun, note="dinner")

    assert 'aria-label="by Jun"' in home.page().text


def test_a_detail_tells_what_it_says_and_every_change(home):
    first = home.record()
    jun, _ = home.join("Jun", "partner")
    home.amend(first, "38.00", jun)

    page = home.page(f"/journal/{id_text(first.thing_id)}")
    said = text_of(page)

    assert "−¥38.00" in said and "Amended" in said and "Jun" in said
    assert "<del>¥32.00</del>" in page.text and "<ins>¥38.00</ins>" in page.text
    assert text_of(home.page(f"/journal/{id_text(first.thing_id)}/history")).count("Recorded") == 1
    assert "amended" in text_of(home.page())


def test_a_split_shows_its_parts_and_their_closing_total(home):
    with home.open() as session:
        parts = [(named(session, home.seat, "groceries"), cny("100")), (named(session, home.seat, "daily"), cny("58"))]
        entry = Entry(
            TODAY, Verb.EXPENSE, compose.spent(named(session, home.seat, "wechat"), parts), Words(note="both")
        )
        thing = bookkeeping.record(session, home.seat, entry, NOW).stands.thing_id

    page = home.page(f"/journal/{id_text(thing)}")

    assert "−100.00" in text_of(page) and "−58.00" in text_of(page)
    assert 'class="is-total"' in page.text


def test_a_locked_month_says_why_and_what_one_can_do(home):
    thing = home.record().thing_id
    with home.open() as session:
        _lock(session, home.seat)

    page = home.page(f"/journal/{id_text(thing)}")

    assert "The books are closed up to 21 Nov" in text_of(page)
    assert "Correct it today" in text_of(page) and "/take-back" not in page.text


def test_a_viewer_reads_and_is_offered_no_deed(home):
    thing = home.record().thing_id
    _, browser = home.join("Vic", "viewer")

    page = home.page(f"/journal/{id_text(thing)}", browser)

    assert "Your role reads and does not write." in text_of(page)
    assert "take-back" not in page.text and "/undo" not in page.text


def test_a_stranger_finds_nothing(home):
    thing = home.record().thing_id
    with home.database.transaction() as session:
        stranger = cast.person(session, "Ola")
    browser = signed_in(home.app, stranger)

    assert home.page(browser=browser).status_code == 404
    assert home.page(f"/journal/{id_text(thing)}", browser).status_code == 404


def _lock(session, seat):
    book = seat.book
    opening.change_settings(
        session,
        seat,
        1,
        NOW,
        name=book.name,
        zone=book.zone,
        home_currency=book.home_currency,
        pigment=book.pigment,
        locked_until=TODAY,
        closed=False,
    )
