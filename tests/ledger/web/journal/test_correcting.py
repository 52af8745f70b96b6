"""Correcting an entry of a closed month: the link is carried, the sheet is filled, both pages say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.kernel.ids import id_text
from ledger.store.books import books, entries
from tests.ledger.web.journal.at_home import text_of
from tests.ledger.web.journal.test_amending import fields_of


@pytest.fixture
def thing(home):
    """A lunch of forty days ago; its month was closed since."""
    kept = home.record(back=40)
    lock(home, date(2026, 10, 31))
    return kept


def lock(home, until):
    with home.open() as session:
        book = books.load(session, [home.seat.book_id])[home.seat.book_id]
        books.save(session, replace(book, locked_until=until), was=book.version, closed_at=None)


def address(thing, what="correct"):
    return f"/journal/{id_text(thing.thing_id)}/{what}"


def test_the_page_of_the_entry_leads_to_a_filled_sheet_on_today(home, thing):
    page = home.page(f"/journal/{id_text(thing.thing_id)}")

    fields = fields_of(home.page(address(thing)))

    assert f'href="{home.path}{address(thing)}"' in page.text
    assert (fields["amount"], fields["on"], fields["payee"]) == ("32.00", "2026-11-21", "Old Street")


def test_recorded_it_is_linked_and_shown_in_the_history_of_both(home, thing):
    fields = fields_of(home.page(address(thing)))

    done = home.post(address(thing), **{**fields, "amount": "38"})
    fresh, old = home.browser.get(done.location), home.page(f"/journal/{id_text(thing.thing_id)}")

    assert done.status_code == 303
    assert "Corrects an entry of a closed month" in text_of(fresh) and id_text(thing.thing_id) in fresh.text
    assert "Corrected" in text_of(old) and done.location.rpartition("/")[2] in old.text
    assert "6.00" in text_of(old) and "32.00" in text_of(old)


def test_sent_twice_it_is_recorded_once(home, thing):
    fields = {**fields_of(home.page(address(thing))), "amount": "38"}

    for _ in range(2):
        assert home.post(address(thing), **fields).status_code == 303

    with home.open() as session:
        assert len(entries.after(session, home.seat.book_id, 0, 9)) == 2


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_recorded(home, thing):
    fields = fields_of(home.page(address(thing)))

    same = home.post(address(thing), **fields)
    locked = home.post(address(thing), **{**fields, "amount": "38", "on": "2026-10-05", "client_key": ""})

    assert same.status_code == locked.status_code == 422
    assert "The sums are the same as before" in text_of(same)
    assert f'action="{home.path}{address(thing)}"' in locked.text and 'value="38"' in locked.text


def test_it_can_be_cancelled_out_today(home, thing):
    done = home.post(address(thing, "cancel-out"))

    assert done.status_code == 303
    assert "32.00" in text_of(home.browser.get(done.location))


def test_an_open_month_is_amended_instead(home):
    kept = home.record()

    led = home.page(address(kept))

    assert led.status_code == 303 and led.location.endswith("/amend")


@pytest.mark.parametrize(("role", "status"), [("partner", 200), ("contributor", 403), ("viewer", 403)])
def test_a_role_corrects_as_its_deeds_say(home, thing, role, status):
    _, browser = home.join("Jun", role)

    assert home.page(address(thing), browser).status_code == status
    shown = home.page(f"/journal/{id_text(thing.thing_id)}", browser)
    assert ("Correct it today" in text_of(shown)) is (status == 200)
