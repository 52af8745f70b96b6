"""An offer as a browser sees it: in its place, on its own pages, answered, taken up; and what others see of it."""

from __future__ import annotations

import json
import re

import pytest
import sqlalchemy as sa

from credit.domain.people.scope import Scope
from credit.services.people import consenting
from ledger.kernel.ids import id_text, new_id
from ledger.plumbing import clock
from ledger.plumbing.rows import metadata
from tests.cast import NOW, join, person
from tests.credit.web.offers.conftest import PART, House

ID = "[0-9a-hjkmnp-tv-z]{13}"
PRESSURE = re.compile(
    r"hurry|only \d+ left|last chance|approved|guaranteed|as low as|低至|批准|秒批|countdown", re.IGNORECASE)


def _bare(text: str) -> str:
    """A page without what differs from one showing to the next."""
    return re.sub(r'(name="(?:csrf_token|client_key)" value=|X-CSRFToken": )"[^"]*"', r"\1", text)


def test_the_ledgers_pages_only_hold_the_place(house: House) -> None:
    journal, start = house.browser.get(f"/books/{house.book}/journal").text, house.browser.get("/").text

    for page, place in ((journal, "journal"), (start, "start")):
        assert page.count(f'hx-post="/credit/slots/{place}"') == 1
        assert 'hx-trigger="load, entry-recorded from:body"' in page and "<noscript>" in page
        assert "Harbour" not in page
    assert "/credit/slots" not in house.browser.get(f"/books/{house.book}/journal?q=lunch").text


def test_the_place_answers_with_one_slip_and_three_answers_of_one_kind(house: House) -> None:
    slip = house.ask()

    assert slip.count('class="slip"') == 1 and "Only you see this" in slip
    assert re.findall(r'<button class="btn">([^<]*)', slip) == ["See how", "Not now", "Never this kind"]
    assert "btn--go" not in slip and not PRESSURE.search(slip)
    costs = [int(float(value) * 100) for value in re.findall(r'<data class="money" value="([\d.]+)"', slip)]
    assert costs == sorted(costs)
    assert "12.01% a year (simple)" in slip and "no borrowing" in slip


def test_nothing_to_show_is_an_empty_answer(house: House) -> None:
    stranger = house.other(_somebody(house))

    assert stranger.post("/credit/slots/start", headers=PART).data == b""
    assert stranger.post("/credit/slots/start", headers=PART).status_code == 200


def test_without_script_a_small_form_gets_a_whole_page(house: House) -> None:
    page = house.browser.post("/credit/slots/journal", data={"book": house.book}).text

    assert page.startswith("<!doctype html>") and 'class="slip"' in page
    assert "Nothing now." in house.other(_somebody(house)).post("/credit/slots/start").text


@pytest.mark.parametrize(("place", "book"), [
    ("elsewhere", None), ("journal", "nowhere"), ("journal", "0000000000001"),
])
def test_what_is_not_there_is_not_found(house: House, place: str, book: str | None) -> None:
    asked = house.browser.post(f"/credit/slots/{place}", data={"book": book or house.book})

    assert asked.status_code == 404


def test_every_page_of_an_offer_opens_and_says_what_it_costs_first(house: House) -> None:
    at = house.offer()
    opened = house.browser.post(f"{at}/open")
    pages = {name: house.browser.get(at + name).text for name in ("", "/why", "/schedule", "/terms")}

    assert opened.location == at
    assert pages[""].index("money--hero") < pages[""].index("a year (simple)")
    assert "¥60" in re.sub(r"<[^>]*>", "", pages[""]) and "Does not change the order" in pages[""]
    assert pages["/schedule"].count('<tr><th scope="row">') == 12
    assert "Confirm" in pages["/terms"] and "It rests for 24 hours" in pages["/terms"]
    assert not any(PRESSURE.search(page) for page in pages.values())


def test_why_names_the_rule_every_condition_the_guards_and_the_entries(house: House) -> None:
    page = house.browser.get(f"{house.offer()}/why").text

    assert "version 1, row 1" in page
    assert re.search(r"Statements in a row not paid in full: .*7 times.*at least 2 times", page, re.DOTALL)
    assert "It goes away once" in page
    assert all(guard in page for guard in ("G0", "G2", "G4", "G11", "E24"))
    behind = re.findall(r'href="(/books/[^"]*/journal/behind\?of=[^"]*)"', page)
    assert behind and house.browser.get(behind[0]).status_code == 200


def test_a_person_is_asked_to_look_and_the_page_says_by_when(house: House) -> None:
    at = house.offer()

    assert house.browser.post(f"{at}/review").status_code == 303

    assert "answered by Fri 27 Nov" in house.browser.get(f"{at}/why").text


def test_not_now_is_one_press_and_its_undoing_another(house: House) -> None:
    at = house.offer()

    answered = house.browser.post(f"{at}/not-now", headers=PART).text

    assert "Not before 19 Feb 2027" in answered
    assert house.ask() == ""
    undo = re.search(r'action="([^"]*)"', answered)
    assert undo is not None and house.browser.post(undo[1]).status_code == 303
    assert house.browser.post(f"{at}/not-now").status_code == 409


def test_taking_up_is_confirmed_rests_and_is_cancelled_in_one_step(house: House) -> None:
    at = house.offer()

    assert house.browser.get(f"{at}/taken").location == at
    taken = house.browser.post(f"{at}/apply")

    assert taken.location == f"{at}/taken"
    assert "It rests until 22 Nov" in house.browser.get(f"{at}/taken").text
    house.browser.post(f"{at}/cancel")
    assert "Cancelled" in house.browser.get(f"{at}/taken").text
    assert house.browser.post(f"{at}/apply").status_code == 409


def test_what_was_shown_is_listed_and_taken_along(house: House) -> None:
    at = house.offer()
    house.browser.post(f"{at}/open")

    assert "shown and opened" in house.browser.get("/me/offers").text
    told = json.loads(house.browser.get("/me/offers.json").text)["offers"][0]
    assert [event["kind"] for event in told["events"]] == ["shown", "opened"]
    assert told["decision"]["why"]["conditions"] and told["decision"]["case"]["signals"]["consent"] == 1


@pytest.mark.parametrize("way", ["", "/why", "/schedule", "/terms", "/taken"])
def test_somebody_elses_offer_looks_like_none(house: House, way: str) -> None:
    at, stranger = house.offer(), house.other(_somebody(house))
    nowhere = f"/me/offers/{id_text(new_id())}{way}"

    mine, none = stranger.get(at + way), stranger.get(nowhere)

    assert mine.status_code == none.status_code == 404
    assert re.sub(ID, "", _bare(mine.text)) == re.sub(ID, "", _bare(none.text))


def test_the_others_of_a_ledger_see_the_same_bytes_with_and_without_an_offer(house: House) -> None:
    with house.database.transaction() as session:
        session.allow_books([house.mei.book_id])
        jun = join(session, house.mei.seat, "Jun", "partner").member.person_id
        consenting.grant(session, jun, Scope.PERSONALISED, NOW, book_id=house.mei.book_id)
    other = house.other(jun)
    paths = ("/", f"/books/{house.book}/journal", f"/books/{house.book}/drafts", "/me/offers", "/me/help",
             f"/books/{house.book}/members")
    before = [_bare(other.get(path).text) for path in paths]

    house.browser.post(f"{house.offer()}/apply")

    assert [_bare(other.get(path).text) for path in paths] == before


def test_looking_at_pages_writes_nothing(house: House) -> None:
    at = house.offer()
    before = _everything(house)

    pages = [at + name for name in ("", "/why", "/schedule", "/terms")]
    for path in (*pages, "/me/offers", "/me/offers.json", "/me/help"):
        assert house.browser.get(path).status_code == 200

    assert _everything(house) == before


def test_the_shelf_is_the_same_for_everybody_and_reads_no_book(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from ledger import door

    monkeypatch.setattr(door, "figures", None)
    mei, ola = house.browser, house.other(_somebody(house))
    assert "It is shown once you allow it" in mei.get("/me/shelf").text

    mains = []
    for client in (mei, ola):
        client.post("/me/help/consents", data={"scope": "offer.generic"})
        mains.append(client.get("/me/shelf").text.split("<main")[1].split("</main>")[0])

    assert mains[0] == mains[1] and "Harbour Bank" in mains[0]


def test_a_shared_screen_shows_nothing_on_that_device(house: House) -> None:
    house.browser.post("/me/help/screen", data={"screen": "shared"})
    assert house.ask() == ""

    house.browser.post("/me/help/screen", data={"screen": ""})
    assert 'class="slip"' in house.ask()


def test_the_ledger_saves_though_the_credit_side_fails(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from credit.services import deciding

    def fail(*_all: object, **_more: object) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(deciding, "decide_for", fail)
    house.app.config["PROPAGATE_FAULTS"] = False

    assert house.browser.post("/credit/slots/journal", data={"book": house.book}, headers=PART).status_code == 500
    assert house.browser.get(f"/books/{house.book}/journal").status_code == 200


def _everything(house: House) -> dict[str, list[str]]:
    with house.database.transaction(write=False) as session:
        return {table.name: sorted(map(repr, session.rows(sa.select(table)))) for table in metadata.sorted_tables}


def _somebody(house: House) -> int:
    with house.database.transaction() as session, clock.pinned(NOW):
        return person(session, "Ola")
