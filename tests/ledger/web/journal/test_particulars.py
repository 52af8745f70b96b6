"""What the sheet asks beside the usual: a scene's own questions, and how much of what at what price."""

from __future__ import annotations

import re

import pytest

from ledger.domain.books.journal import JournalQuery
from ledger.kernel.ids import id_text
from ledger.services.books import journal
from tests.cast import named
from tests.ledger.web.journal.at_home import text_of


@pytest.fixture
def fuel(home):
    """The form of something spent."""
    with home.open() as session:
        return {"verb": "expense", "category": id_text(named(session, home.seat, "dining").account_id),
                "account": id_text(named(session, home.seat, "wechat").account_id), "note": "fuel"}


def kept_of(home):
    with home.open() as session:
        page = journal.page(session, home.seat, JournalQuery(), None)
        return [shown.kept for day in page.days for shown in day.shown]


def entry_page(home, kept):
    return text_of(home.browser.get(f"{home.path}/journal/{id_text(kept.thing_id)}"))


def value_of(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    return found[1] if found else None


@pytest.mark.parametrize(("form", "amount", "quantity"), [
    ({"quantity": "50", "unit": "kg", "unit_price": "6"}, 30000, "50"),
    ({"quantity": "50", "unit": "kg", "amount": "300"}, 30000, "50"),
    ({"unit": "kg", "unit_price": "6", "amount": "300"}, 30000, "50"),
    ({"quantity": "50", "unit": "kg", "unit_price": "6.00", "amount": "300"}, 30000, "50"),
])
def test_any_two_give_the_third(home, fuel, form, amount, quantity):
    assert home.post("/journal", **fuel, **form).status_code == 303
    [kept] = kept_of(home)

    assert (kept.entry.postings[0].minor, kept.entry.postings[0].quantity) == (amount, quantity)
    assert "50 kg at 6.00" in entry_page(home, kept)


def test_a_split_measures_its_first_category(home, fuel):
    parts = {"part-1": fuel["category"], "part-1-amount": "20"}
    with home.open() as session:
        parts["part-1"] = id_text(named(session, home.seat, "groceries").account_id)
    home.post("/journal", **fuel, **parts, quantity="2", unit_price="15")
    [kept] = kept_of(home)

    assert sorted((p.minor, p.quantity) for p in kept.entry.postings) == [(-5000, None), (2000, None), (3000, "2")]


@pytest.mark.parametrize(("form", "field", "said"), [
    ({"amount": "299", "quantity": "50", "unit_price": "6"}, "unit_price", "comes to 300.00"),
    ({"amount": "299", "quantity": "0"}, "quantity", "above zero"),
    ({"amount": "299", "quantity": "many"}, "quantity", "not an amount"),
    ({"quantity": "5"}, "amount", "Fill this in."),
    ({"amount": "3", "field-odometer": "far"}, "field-odometer", "not an amount"),
    ({"amount": "3", "field-odometer": "1.5"}, "field-odometer", "not a whole number"),
    ({"amount": "3", "field-need": "perhaps"}, "field-need", "Choose one"),
    ({"amount": "3", "field-guaranteed_until": "soon"}, "field-guaranteed_until", "not a day"),
])
def test_what_does_not_fit_is_said_beside_its_field_and_stays_typed(home, fuel, form, field, said):
    answer = home.post("/journal", **fuel, **form)

    found = re.search(rf'id="f-{field}-fault">(.*?)</p>', answer.text, re.S)
    assert answer.status_code == 422 and found and said in found[1]
    assert all(value_of(answer, name) in (value, None) for name, value in form.items())
    assert kept_of(home) == []


def test_answers_stand_on_the_entrys_page_and_in_its_sheet_and_history(home, fuel):
    home.post("/journal", **fuel, amount="300", **{
        "field-odometer": "45,120", "field-need": "want", "field-guaranteed_until": "2027-11-21"})
    [kept] = kept_of(home)
    page, path = entry_page(home, kept), f"/journal/{id_text(kept.thing_id)}"
    assert all(text in page for text in ("Odometer45,120 km", "Need or wantWant", "Guaranteed until"))

    sheet = home.browser.get(home.path + path + "/amend")
    assert value_of(sheet, "field-odometer") == "45120"
    home.post(path + "/amend", **fuel, amount="300", version="1", **{"field-odometer": "45210", "field-need": ""})
    [now] = kept_of(home)
    assert dict(now.entry.words.fields) == {"odometer": "45210", "guaranteed_until": "2027-11-21"}
    assert "Odometer45,120 km45,210 km" in entry_page(home, now)


def test_amending_a_measured_entry_needs_no_new_price(home, fuel):
    home.post("/journal", **fuel, amount="10", quantity="3", unit="kg")
    [kept] = kept_of(home)
    sheet = home.browser.get(f"{home.path}/journal/{id_text(kept.thing_id)}/amend")
    assert (value_of(sheet, "quantity"), value_of(sheet, "unit_price")) == ("3", "")
    assert 'placeholder="3.333"' in sheet.text

    home.post(f"/journal/{id_text(kept.thing_id)}/amend", **fuel, amount="12", quantity="3", unit="kg", unit_price="",
              version="1")
    assert "3 kg at 4.00" in entry_page(home, kept_of(home)[0])


def test_the_last_reading_is_a_hint_and_one_below_it_is_said_not_refused(home, fuel):
    home.post("/journal", **fuel, amount="300", **{"field-odometer": "45120"})
    assert "Last: 45,120 km" in text_of(home.browser.get(f"{home.path}/journal/new"))

    assert home.post("/journal", **fuel, amount="280", **{"field-odometer": "44000"}).status_code == 303
    assert "Odometer: 44,000 km is less than 45,120 km before." in text_of(home.page())
    assert len(kept_of(home)) == 2


def test_the_sheet_asks_only_what_its_verb_and_its_scene_ask(home):
    spent, got = (home.browser.get(f"{home.path}/journal/new?verb={verb}").text for verb in ("expense", "income"))

    assert 'name="field-odometer"' in spent and 'name="field-odometer"' not in got
    assert 'name="quantity"' in got and 'name="field-kilos"' not in spent
