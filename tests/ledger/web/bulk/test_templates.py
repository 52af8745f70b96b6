"""Templates in a browser without script: kept, tapped, put right, in order, away and back; the ways to any place."""

from __future__ import annotations

import re

import pytest

from ledger.kernel.ids import id_text
from ledger.services.bulk import stencils
from ledger.store.books import erasing
from ledger.web.here import tabs_of
from tests.cast import NOW, named
from tests.ledger.web.journal.at_home import HTMX, Home, text_of


@pytest.fixture
def home(app, today):
    """Mei's household."""
    return Home(app)


def coffee(home, browser=None, **more):
    with home.open() as session:
        account, category = (id_text(named(session, home.seat, key).account_id) for key in ("wechat", "dining"))
    form = {"name": "Coffee", "verb": "expense", "amount": "9*2", "currency": "CNY", "account": account,
            "category": category, **more}
    return home.post("/templates", browser, **form)


def kept(home):
    with home.open() as session:
        return stencils.stencils(session, home.seat)


def test_a_template_with_an_amount_is_recorded_by_one_press(home):
    assert coffee(home).status_code == 303 and "Kept: Coffee" in text_of(home.page("/templates"))
    sheet = home.page("/journal/new").text
    form = next(one for one in re.findall(r"<form.*?</form>", sheet, re.DOTALL) if "Coffee 18.00" in one)

    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    done = home.browser.post(re.search(r'action="([^"]+)"', form)[1], data=fields)

    assert done.status_code == 303 and "¥18.00" in text_of(home.page())


def test_one_without_an_amount_fills_the_sheet(home):
    coffee(home, name="Bus", amount="", payee="Line 9")

    link = re.search(r'class="chip" href="([^"]+)"', home.page("/journal/new").text)[1].replace("&amp;", "&")

    assert 'value="Line 9"' in home.browser.get(link).text


def test_one_is_kept_from_an_entry(home):
    thing = home.record("32.00")

    entry, form = home.page(f"/journal/{id_text(thing.thing_id)}"), home.page(
        f"/templates/new?thing={id_text(thing.thing_id)}")

    assert "Keep as a template" in text_of(entry) and 'value="32.00"' in form.text and 'value="Old Street"' in form.text


def test_put_right_put_up_removed_and_put_back(home):
    coffee(home)
    coffee(home, name="Tea")
    first, second = kept(home)
    at = f"/templates/{id_text(second.stencil_id)}"

    home.post(f"{at}/up")
    order = [one.name for one in kept(home)]
    late = home.post(at, name="Green tea", verb="expense", account=second.said["account"], version="1")
    right = home.post(at, name="Green tea", verb="expense", account=second.said["account"], version="2")
    undo = re.search(r'action="([^"]+/templates/[^"]+version=[^"]+)"', home.page("/templates").text)[1]
    home.browser.post(undo.replace("&amp;", "&"))
    again = next(one for one in kept(home) if one.stencil_id == second.stencil_id)
    home.post(f"{at}/remove", version=again.version)
    gone = [one.name for one in kept(home)]
    home.post(f"{at}/put-back")

    assert order == ["Tea", "Coffee"] and late.status_code == 409 and right.status_code == 303
    assert (again.name, again.said) == ("Tea", second.said) and gone == ["Coffee"]
    assert {one.name for one in kept(home)} == {first.name, "Tea"}


def test_mine_alone_is_not_there_for_others_and_the_shared_is(home):
    coffee(home)
    coffee(home, name="Tea", shared="yes")
    _, jun = home.join("Jun", "partner")
    mine = id_text(kept(home)[0].stencil_id)

    page = text_of(home.page("/templates", jun))
    assert "Tea" in page and "Coffee" not in page
    assert home.page(f"/templates/{mine}", jun).status_code == 404
    assert home.post(f"/templates/{mine}/remove", jun, version="1").status_code == 404


@pytest.mark.parametrize("wrong", [{"name": ""}, {"amount": "x"}, {"account": "nonsense"}, {"verb": "opening"},
                                   {"account": "", "category": ""}, {"currency": "QQQ"}])
def test_what_cannot_be_kept_is_said(home, wrong):
    assert coffee(home, **wrong).status_code == 422
    assert kept(home) == []


def test_they_go_with_the_words_of_who_made_them(home):
    coffee(home, shared="yes")

    with home.open() as session:
        erasing.erase_words_of(session, home.seat.book_id, home.seat.member.member_id, NOW)

    assert kept(home) == []


def test_an_address_without_a_ledger_fills_the_sheet_of_the_last_one(home):
    sheet = home.browser.get("/record?amount=32&payee=7-11&account=other&_anchor=x").location
    shared = home.browser.get("/share?title=Menu&text=lunch 32%0Awechat&url=https://example.org/a").location

    assert sheet.startswith(home.path + "/journal/new?") and "amount=32" in sheet and "account" not in sheet
    assert "line=lunch+32+wechat" in shared and "note=Menu+https" in shared
    assert home.browser.get("/share").location == home.path + "/journal/new"
    assert home.app.test_client().get("/record?amount=1").status_code == 303


def test_the_palette_finds_what_is_ones_own_and_nothing_else(home):
    home.record(note="lunch")
    home.record(note="lunch secret", visibility="member")
    other = Home(home.app)
    book, theirs = id_text(home.seat.book_id), id_text(other.seat.book_id)

    page = text_of(home.browser.get(f"/go?book={book}&q=din"))
    found = home.browser.get(f"/go?book={book}&q=lunch", headers=HTMX)
    foreign = home.browser.get(f"/go?book={theirs}&q=lunch")
    _, jun = home.join("Jun", "partner")

    assert "Dining" in page and "Record “din”" in page
    assert found.text.count("secret") == 1 and 'role="option"' in found.text and "<html" not in found.text
    assert f"/books/{theirs}" not in foreign.text and "Old Street" not in foreign.text
    assert "secret" not in jun.get(f"/go?book={book}&q=lunch").text
    assert home.browser.get("/go?book=nonsense&q=" + "x" * 400).status_code == 200


def test_the_map_of_keys_has_every_key_the_pages_answer_to(home):
    page = home.page().text
    written = {one.lower() for one in re.findall(r'data-key="([^"]+)"', page)} - {"escape"}
    shown = text_of(home.browser.get("/keys")).lower()

    with home.app.test_request_context():
        letters = {tab.key for tab in tabs_of(home.seat) if tab.key}
    assert written >= {f"g {one}" for one in letters}
    for one in written:
        assert one.replace(" ", "") in shown.replace(" ", ""), one
    assert "go anywhere" in text_of(home.page()).lower()
