"""Taking back, putting back and undoing in a browser, and what happens when two people change one entry."""

from __future__ import annotations

import re

import pytest

from ledger.kernel.ids import id_text
from ledger.store.books import entries
from tests.cast import named
from tests.ledger.web.journal.at_home import text_of


def standing(home, thing):
    with home.open() as session:
        return entries.standing_of(session, home.seat.book_id, thing.thing_id)


def address(thing, deed=""):
    return f"/journal/{id_text(thing.thing_id)}{deed}"


def test_taking_back_says_so_once_and_offers_to_put_back(home):
    thing = home.record("38.00")

    done = home.post(address(thing, "/take-back"), version=1)
    first, second = home.page(), home.page()

    assert done.status_code == 303 and standing(home, thing) is None
    assert "Taken back: lunch, Old Street ¥38.00" in text_of(first)
    assert "Put it back" in text_of(first) and "Put it back" not in text_of(second)


def test_the_notices_button_undoes_it(home):
    thing = home.record()
    home.post(address(thing, "/take-back"), version=1)
    undo = re.search(r'action="([^"]+/undo[^"]+)"', home.page().text)[1]

    done = home.browser.post(undo)

    assert done.status_code == 303 and standing(home, thing) is not None
    assert "As it was: lunch, Old Street" in text_of(home.page())


def test_undo_can_itself_be_undone(home):
    thing = home.record()
    home.post("/undo", seq=thing.seq)
    assert standing(home, thing) is None

    undo = re.search(r'action="([^"]+/undo[^"]+)"', home.page().text)[1]
    home.browser.post(undo)

    assert standing(home, thing) is not None


def test_the_same_form_sent_twice_takes_back_once(home):
    thing = home.record()

    answers = [home.post(address(thing, "/take-back"), version=1, client_key="one") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_the_trash_puts_back(home):
    thing = home.record()
    home.post(address(thing, "/take-back"), version=1)
    assert "lunch, Old Street" in text_of(home.page("/trash"))

    home.post(address(thing, "/restore"), entry=id_text(thing.entry_id))

    assert standing(home, thing) is not None
    assert "Nothing was taken back." in text_of(home.page("/trash"))


def test_an_older_version_can_be_brought_back(home):
    thing = home.record("32.00")
    home.amend(thing, "38.00")

    home.post(address(thing, "/restore"), entry=id_text(thing.entry_id))

    assert standing(home, thing).entry.postings[0].minor == 3200


def test_an_entry_of_another_thing_is_no_version_of_this_one(home):
    thing, other = home.record(), home.record()

    assert home.post(address(thing, "/restore"), entry=id_text(other.entry_id)).status_code == 404


def test_a_stale_take_back_meets_both_versions_and_two_equal_buttons(home):
    thing = home.record("32.00")
    jun, _ = home.join("Jun", "partner")
    home.amend(thing, "38.00", jun)

    page = home.post(address(thing, "/take-back"), version=1)

    said = text_of(page)
    assert page.status_code == 409 and "Jun changed this meanwhile" in said
    assert "¥32.00" in said and "¥38.00" in said and "Keep what stands" in said
    assert "Take it back all the same" in said and 'name="version" value="2"' in page.text
    assert standing(home, thing) is not None


def test_the_second_button_of_a_conflict_does_what_was_wanted(home):
    thing = home.record("32.00")
    home.amend(thing, "38.00")
    home.post(address(thing, "/take-back"), version=1)

    assert home.post(address(thing, "/take-back"), version=2).status_code == 303
    assert standing(home, thing) is None


def test_undoing_what_somebody_has_amended_since_shows_what_stands(home):
    thing = home.record("32.00")
    jun, _ = home.join("Jun", "partner")
    home.amend(thing, "38.00", jun)
    again = standing(home, thing)
    home.amend(again, "40.00", jun)

    page = home.post("/undo", seq=again.seq)

    assert page.status_code == 409 and "Keep what stands" in text_of(page)
    assert "all the same" not in text_of(page) and "Put mine on top" not in text_of(page)


def test_an_amendment_that_came_too_late_is_compared_field_by_field(home):
    thing = home.record("32.00")
    jun, _ = home.join("Jun", "partner")
    home.amend(thing, "38.00", jun)

    page = home.post(address(thing, "/amend"), **_form(home, amount="32+9", payee="New Street"))

    said = text_of(page)
    assert page.status_code == 409 and "You and Jun both changed this" in said
    assert "¥41.00" in said and "¥38.00" in said and "New Street" in said and "Put mine on top" in said
    assert "Account" not in said.partition("What you wrote")[2].partition("Keep what stands")[0]
    assert '<input type="hidden" name="amount" value="32+9">' in page.text
    assert 'name="version" value="2"' in page.text and 'name="version" value="1"' not in page.text


def test_mine_put_on_top_stands(home):
    thing = home.record("32.00")
    home.amend(thing, "38.00")

    done = home.post(address(thing, "/amend"), **_form(home, amount="41", version="2"))

    assert done.status_code == 303 and standing(home, thing).entry.postings[0].minor == 4100


def test_what_was_taken_back_already_says_so(home):
    thing = home.record()
    home.post(address(thing, "/take-back"), version=1)

    page = home.post(address(thing, "/take-back"), version=1)

    assert page.status_code == 409 and "This entry was already taken back." in text_of(page)


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_a_reader_takes_nothing_back(home, role):
    thing = home.record()
    _, browser = home.join("Vic", role)

    assert home.post(address(thing, "/take-back"), browser, version=1).status_code == 403
    assert home.post("/undo", browser, seq=thing.seq).status_code == 403


def test_a_contributor_takes_back_only_what_is_theirs(home):
    thing = home.record()
    vic, browser = home.join("Vic", "contributor")
    own = home.record(seat=vic)

    assert home.post(address(thing, "/take-back"), browser, version=1).status_code == 403
    assert home.post(address(own, "/take-back"), browser, version=1).status_code == 303


def test_another_members_private_entry_is_not_there_for_any_deed(home):
    secret = home.record(visibility="member")
    _, browser = home.join("Jun", "partner")

    answers = [
        home.page(address(secret), browser),
        home.post(address(secret, "/take-back"), browser, version=1),
        home.post(address(secret, "/restore"), browser, entry=id_text(secret.entry_id)),
        home.post("/undo", browser, seq=secret.seq),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]


@pytest.mark.parametrize("form", [{}, {"version": "x"}, {"version": "0"}])
def test_a_take_back_without_a_version_is_refused(home, form):
    thing = home.record()

    assert home.post(address(thing, "/take-back"), **form).status_code == 422
    assert standing(home, thing) is not None


def _form(home, **more):
    """The amending form as Mei's browser sends it, opened at the first version."""
    with home.open() as session:
        dining, wechat = named(session, home.seat, "dining"), named(session, home.seat, "wechat")
    return {
        "version": "1",
        "verb": "expense",
        "on": "2026-11-21",
        "category": id_text(dining.account_id),
        "account": id_text(wechat.account_id),
        "payee": "Old Street",
        "note": "lunch",
        **more,
    }
