"""Several entries in a browser without script: ticked, previewed, changed, undone."""

from __future__ import annotations

import re

import pytest

from ledger.kernel.ids import id_text
from ledger.services.books import opening
from ledger.store.books import entries
from tests.cast import NOW, named
from tests.ledger.web.journal.at_home import HTMX, Home, text_of


@pytest.fixture
def home(app, today):
    """Mei's household."""
    return Home(app)


def number(home, key):
    with home.open() as session:
        return id_text(named(session, home.seat, key).account_id)


def things(*kept):
    return " ".join(f"{id_text(one.thing_id)}.{one.version}" for one in kept)


def standing(home, kept):
    with home.open() as session:
        return entries.standing_of(session, home.seat.book_id, kept.thing_id)


def undo_of(home):
    return re.search(r'action="([^"]+/several/undo[^"]+)"', home.page().text)[1]


def test_choosing_shows_boxes_and_no_sheet_and_stays_through_a_search(home):
    kept = home.record(note="lunch")
    plain, choosing = home.page(), home.page("/journal?select=1&q=lunch")

    assert "data-tick" not in plain.text and "select=1" in plain.text
    assert f'value="{id_text(kept.thing_id)}"' in choosing.text and 'id="sheet"' not in choosing.text
    assert 'name="select" value="1"' in choosing.text and "Everything found" in text_of(choosing)
    assert "data-tick" in home.page("/journal?select=1&q=lunch", headers=HTMX).text


def test_a_reader_is_offered_no_boxes(home):
    home.record()
    _, viewer = home.join("Vic", "viewer")

    assert "data-tick" not in home.page("/journal?select=1", viewer).text
    assert home.post("/several", viewer).status_code == 403


def test_ticked_entries_are_added_up_and_changed_with_one_undo(home):
    one, other = home.record("32.00"), home.record("8.00")

    page = home.post("/several", thing=[id_text(one.thing_id), id_text(other.thing_id)])
    done = home.post("/several/do", things=things(one, other), change="category",
                     category=number(home, "groceries"), back="q=lunch")

    assert "2 entries" in text_of(page) and "−¥40.00" in text_of(page)
    assert done.status_code == 303 and done.location.endswith("/journal?q=lunch")
    assert standing(home, one).version == 2
    undo = undo_of(home)
    assert home.browser.post(undo).status_code == 303 and standing(home, one).version == 3
    assert "As they were: 2 entries" in text_of(home.page())


def test_the_same_form_sent_twice_is_done_once(home):
    kept = home.record()
    form = {"things": things(kept), "change": "duplicate", "on": "2026-11-20", "client_key": "one"}

    first, second = home.post("/several/do", **form), home.post("/several/do", **form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert home.page().text.count("entry-what") == 2


def test_everything_a_search_finds_is_chosen_and_a_whole_month(home):
    home.record(note="lunch")
    home.record(note="dinner")

    found = home.post("/several?q=dinner", all="1")
    month = home.page("/several?all=1&since=2026-11-01&until=2026-11-30")

    assert "1 entry" in text_of(found) and "dinner" in text_of(found)
    assert "2 entries" in text_of(month)


def test_what_cannot_take_it_is_named_before_anything_is_done(home):
    one, other = home.record(), home.record()
    home.amend(other, "40.00")
    form = {"things": things(one, other), "change": "take_back"}

    asked = home.post("/several/do", **form)
    before = standing(home, one)
    done = home.post("/several/do", **form, agreed="1")

    assert "1 entry cannot take this" in text_of(asked) and "Somebody changed this entry" in text_of(asked)
    assert before is not None and done.status_code == 303
    assert standing(home, one) is None and standing(home, other) is not None
    assert "lunch" in text_of(home.page("/trash"))


def test_undo_says_what_stays(home):
    one, other = home.record("1.00"), home.record("2.00")
    home.post("/several/do", things=things(one, other), change="category", category=number(home, "groceries"))
    undo = undo_of(home)
    home.amend(standing(home, other), "9.00")

    page = home.browser.post(undo)

    assert page.status_code == 200 and "1 entry stays as it is" in text_of(page)
    assert "Somebody changed this entry" in text_of(page)


@pytest.mark.parametrize(("form", "said"), [
    ({"change": "category"}, "Fill this in."), ({"change": "category", "category": "nonsense"}, "Choose one"),
    ({"change": "account", "account": ""}, "Fill this in."), ({"change": "duplicate", "on": "soon"}, "is not a day"),
    ({"change": "fly"}, "Choose one of those shown."), ({"change": "move"}, "Fill this in."),
])
def test_what_is_missing_is_said_beside_its_field(home, form, said):
    kept = home.record()

    page = home.post("/several/do", things=things(kept), **form)

    assert page.status_code == 422 and said in text_of(page)
    assert things(kept) in page.text


def test_nothing_chosen_is_said_kindly_and_nonsense_is_not_found(home):
    assert "Choose at least one entry" in text_of(home.page("/several"))
    assert home.post("/several").status_code == 422
    assert home.post("/several/do", things="", change="take_back").status_code == 422
    assert home.post("/several/do", things="x.1", change="take_back").status_code == 404
    assert home.page("/several?thing=x").status_code == 404
    assert home.post("/several/undo", seq="999").status_code == 404


def test_an_entry_that_moved_says_where_and_is_linked_both_ways(home):
    kept = home.record()
    with home.open() as session:
        there = opening.open_book(session, home.seat.member.person_id, "Mei", "household", "Trip", NOW,
                                  currency="CNY", zone="Asia/Shanghai")
    form = {"things": things(kept), "change": "move", "ledger": id_text(there.book_id)}

    done = home.post("/several/do", **form)
    page = home.page(f"/journal/{id_text(kept.thing_id)}")
    link = re.search(r'href="(/books/[^"]+/journal/[^"]+)">Trip', page.text)[1]

    assert done.status_code == 303 and "Moved to Trip: 1 entry" in text_of(home.page())
    assert "Came from another ledger: Our home" in text_of(home.browser.get(link))
    _, jun = home.join("Jun", "partner")
    theirs = home.page(f"/journal/{id_text(kept.thing_id)}", jun)
    assert "Moved to another ledger" in text_of(theirs) and "Trip" not in theirs.text
