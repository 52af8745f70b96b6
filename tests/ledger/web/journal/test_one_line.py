"""One typed line in the sheet: what its chips say, and that saving records all of it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ledger.domain.names.name import Sort
from ledger.kernel.ids import id_text
from ledger.services.names import knowing
from ledger.store.books import accounts
from tests.cast import named
from tests.ledger.web.journal.at_home import text_of
from tests.ledger.web.journal.test_recording import entries_of, fault_of


def sheet_of(home, line):
    """The page a typed line leads to."""
    return home.page("/journal/new", query_string={"line": line})


def fields_of(page):
    """The values the sheet's form would send, as a browser reads them."""
    form = page.text[page.text.index('id="sheet-form"'):]
    form = form[:form.index("</form>")]
    inputs = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form)
    chosen = re.findall(r'<select[^>]* name="([^"]+)".*?</select>', form, re.S)
    found = {name: unescape(value) for name, value in inputs if name not in ("csrf_token", "category")}
    tile = re.search(r'<input[^>]*name="category"[^>]*value="([^"]+)"[^>]*checked', form)
    for name in chosen:
        select = re.search(rf'<select[^>]* name="{re.escape(name)}".*?</select>', form, re.S)[0]
        option = re.search(r'<option value="([^"]*)"[^>]* selected', select)
        found[name] = option[1] if option else ""
    return found | ({"category": tile[1]} if tile else {})


def recorded(home, line, **changed):
    """What stands after a line was typed and its sheet was sent, as the person changed it."""
    done = home.post("/journal", **{**fields_of(sheet_of(home, line)), **changed})
    assert done.status_code == 303, text_of(done)
    return entries_of(home)[0]


def moves(home, entry):
    with home.open() as session:
        known = {one: a.pack_key for one, a in accounts.load(session, home.seat.book_id).items()}
    return [(known[p.account_id], p.minor, p.currency, p.home_minor) for p in entry.postings]


def test_the_chips_say_rate_project_whom_and_parts(home):
    home.join("Jun", "partner")

    abroad = text_of(sheet_of(home, "hotel USD 20@7.1 card @kyoto for Jun"))
    split = text_of(sheet_of(home, "veg 60 + soap 38 wechat"))

    assert all(said in abroad for said in ("USD 20", "1 USD = 7.1 CNY", "kyoto", "for Jun"))
    assert "Groceries 60" in split and "Household goods 38" in split


def test_a_split_is_one_entry_with_a_line_for_each_category(home):
    entry = recorded(home, "veg 60 + soap 38 wechat")

    assert moves(home, entry) == [("groceries", 6000, "CNY", 6000), ("daily", 3800, "CNY", 3800),
                                  ("wechat", -9800, "CNY", -9800)]
    assert len(entries_of(home)) == 1 and entry.words.note == "veg soap"


def test_money_of_another_country_is_worth_what_was_typed(home):
    entry = recorded(home, "hotel USD 20@7.1 card")

    assert moves(home, entry) == [("travel", 2000, "USD", 14200), ("credit_card", -2000, "USD", -14200)]
    assert entry.rate == "7.1"


def test_project_and_person_stand_on_what_it_was_for(home):
    jun, _ = home.join("Jun", "partner")

    entry = recorded(home, "taxi 35 alipay @kyoto for Jun")
    again = recorded(home, "午饭 20 微信 @KYOTO")

    spent, paid = entry.postings
    assert (spent.beneficiary, paid.beneficiary, paid.project) == (jun.member.member_id, None, None)
    assert spent.project == again.postings[0].project is not None
    with home.open() as session:
        assert list(knowing.called(session, home.seat, Sort.PROJECT).values()) == ["kyoto"]


def test_somebody_who_is_not_of_the_book_stays_in_the_note(home):
    entry = recorded(home, "给妈妈买药 56 微信")

    assert entry.words.note == "买药 给妈妈" and entry.postings[0].beneficiary is None


def test_what_was_changed_before_saving_is_read_so_the_next_time(home):
    with home.open() as session:
        groceries = id_text(named(session, home.seat, "groceries").account_id)

    recorded(home, "noodles 12 cash", category=groceries)

    assert fields_of(sheet_of(home, "noodles 15 cash"))["category"] == groceries


def test_a_category_chosen_only_after_a_refusal_is_learned_too(home):
    with home.open() as session:
        dining = id_text(named(session, home.seat, "dining").account_id)
    refused = home.post("/journal", **fields_of(sheet_of(home, "豆浆油条 8 微信")))
    assert refused.status_code == 422 and fault_of(refused, "category")

    home.post("/journal", **{**fields_of(refused), "category": dining})

    assert fields_of(sheet_of(home, "豆浆油条 9 微信"))["category"] == dining


def test_project_and_person_are_shown_kept_and_taken_away_again(home):
    home.join("Jun", "partner")
    recorded(home, "taxi 35 alipay @kyoto for Jun")
    thing = re.search(r"/journal/([0-9a-z]{13})\"", home.page().text)[1]
    page, form = home.page(f"/journal/{thing}"), fields_of(home.page(f"/journal/{thing}/amend"))
    assert "Projectkyoto" in text_of(page) and form["project"] == "kyoto"

    home.post(f"/journal/{thing}/amend", **{**form, "note": "cab"})
    kept = entries_of(home)[0].postings[0]
    fresh = fields_of(home.page(f"/journal/{thing}/amend"))
    home.post(f"/journal/{thing}/amend", **{**fresh, "project": "", "for": ""})
    gone = entries_of(home)[0].postings[0]

    assert kept.project and kept.beneficiary and (gone.project, gone.beneficiary) == (None, None)


@pytest.mark.parametrize("value", ["nobody", "0cn2daarhp5x0"])
def test_somebody_of_another_book_is_refused_beside_the_field(home, value):
    home.join("Jun", "partner")
    form = fields_of(sheet_of(home, "lunch 32 wechat"))

    refused = home.post("/journal", **{**form, "for": value})

    assert refused.status_code == 422 and fault_of(refused, "for")
