"""Putting an entry right in a browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ledger.domain.books.entry import Posting
from ledger.kernel.ids import id_text
from ledger.services.books import opening
from ledger.store.books import entries
from tests.cast import NOW, TODAY, named
from tests.ledger.web.journal.at_home import text_of


@pytest.fixture
def thing(home):
    return home.record("32.00")


def address(thing):
    return f"/journal/{id_text(thing.thing_id)}/amend"


def fields_of(page):
    """What the browser would send of the form of an entry, untouched."""
    form = re.search(r'<form class="sheet-form".*?</form>', page.text, re.S)[0]
    inputs = re.findall(r'<input(?![^>]*type="(?:radio|checkbox)")[^>]*name="([\w-]+)" value="([^"]*)"', form)
    inputs += re.findall(r'type="radio" name="(category)" value="(\w+)" checked', form)
    selects = re.findall(r'<select[^>]*name="([\w-]+)".*?</select>', form, re.S)
    for name in selects:
        body = re.search(rf'name="{name}".*?</select>', form, re.S)[0]
        chosen = re.search(r'value="([^"]*)"[^>]* selected', body)
        inputs.append((name, chosen[1] if chosen else ""))
    return dict(inputs)


def standing(home, thing):
    with home.open() as session:
        return entries.standing_of(session, home.seat.book_id, thing.thing_id)


def test_an_entry_is_put_right_with_what_its_form_showed(home, thing):
    fields = fields_of(home.page(address(thing)))

    done = home.post(address(thing), **{**fields, "amount": "38"})
    told = home.browser.get(done.location)

    now = standing(home, thing)
    assert done.status_code == 303 and now.version == 2
    assert (now.entry.postings[0].minor, now.entry.words.payee, now.entry.on) == (3800, "Old Street", TODAY)
    assert "Amended: lunch, Old Street ¥38.00" in text_of(told)


def test_a_form_sent_back_as_it_was_changes_no_posting(home, thing):
    fields = fields_of(home.page(address(thing)))

    home.post(address(thing), **fields)

    assert standing(home, thing).entry.postings == thing.entry.postings


def test_somebody_who_was_slower_sees_both_versions(home, thing):
    fields = fields_of(home.page(address(thing)))
    home.amend(thing, "35.00")

    done = home.post(address(thing), **{**fields, "amount": "38"})

    assert done.status_code == 409 and "38.00" in done.text and "35.00" in done.text
    assert standing(home, thing).entry.postings[0].minor == 3500


def test_what_is_wrong_is_said_beside_its_field(home, thing):
    fields = fields_of(home.page(address(thing)))

    done = home.post(address(thing), **{**fields, "amount": "3..8"})

    assert done.status_code == 422 and "has two points" in done.text and 'value="3..8"' in done.text
    assert 'name="version" value="1"' in done.text


def test_an_entry_written_line_by_line_takes_a_new_day_and_words(home):
    with home.open() as session:
        dining, owed, wechat = (named(session, home.seat, key).account_id for key in ("dining", "receivable", "wechat"))
    thing = home.record(postings=(
        Posting(dining, 1600, "CNY"), Posting(owed, 1600, "CNY"), Posting(wechat, -3200, "CNY")))

    page = home.page(address(thing))
    home.post(address(thing), **{**fields_of(page), "note": "half is Wang's"})

    now = standing(home, thing)
    assert "written line by line" in text_of(page) and 'name="amount"' not in page.text
    assert now.entry.words.note == "half is Wang's" and [p.minor for p in now.entry.postings] == [1600, 1600, -3200]


@pytest.mark.parametrize(("role", "status"), [("partner", 200), ("contributor", 403), ("viewer", 403)])
def test_a_role_amends_as_its_deeds_say(home, thing, role, status):
    _, browser = home.join("Jun", role)

    assert home.page(address(thing), browser).status_code == status


def test_an_account_put_away_since_is_still_good_for_its_entry(home, thing):
    with home.open() as session:
        wechat = named(session, home.seat, "wechat")
        opening.amend_account(session, home.seat, replace(wechat, closed=True), wechat.version, NOW)
    fields = fields_of(home.page(address(thing)))

    done = home.post(address(thing), **{**fields, "note": "supper"})

    assert fields["account"] == id_text(wechat.account_id)
    assert done.status_code == 303 and standing(home, thing).entry.words.note == "supper"


def test_what_was_taken_back_leads_to_its_page(home, thing):
    home.post(f"/journal/{id_text(thing.thing_id)}/take-back", version=1)

    led = home.page(address(thing))

    assert led.status_code == 303 and led.location.endswith(id_text(thing.thing_id))
