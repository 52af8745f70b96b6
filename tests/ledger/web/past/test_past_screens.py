"""Looking back in a browser: activity with undo, the trash, closing months, reports as they were known."""

from __future__ import annotations

import pytest
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.services.books import bookkeeping
from tests.cast import NOW
from tests.ledger.web.journal.at_home import Home, text_of


@pytest.fixture
def home(app: Flask, today: object) -> Home:
    return Home(app)


def test_a_deed_is_undone_from_activity_and_something_newer_is_named(home: Home) -> None:
    first = home.record("30")
    home.amend(first, "38.00")

    page = home.page("/activity")
    assert "Amended" in text_of(page) and "−¥38.00" in text_of(page)
    refused = home.post("/activity/undo", seq="2")
    done = home.post("/activity/undo?seq=3")

    assert refused.status_code == 409 and "Something newer stands in the way" in text_of(refused)
    assert done.status_code == 303 and "Undone: lunch, Old Street" in text_of(home.page("/activity"))


def test_ticked_entries_are_put_back_and_the_trash_is_searched(home: Home) -> None:
    kept = [home.record(amount) for amount in ("30", "31")]
    with home.open() as session:
        for one in kept:
            bookkeeping.take_back(session, home.seat, one.thing_id, 1, NOW)

    assert text_of(home.page("/trash?q=lunch")).count("taken back by Mei") == 2
    assert "Nothing that was taken back says this" in text_of(home.page("/trash?q=dinner"))
    assert home.post("/trash").status_code == 422
    home.post("/trash", entry=id_text(kept[0].entry_id))

    said = text_of(home.page("/trash"))
    assert "1 entry was put back." in said and said.count("taken back by Mei") == 1


def test_an_old_version_is_brought_back_only_over_the_one_that_was_seen(home: Home) -> None:
    first = home.record("30")
    home.amend(first, "38.00")
    at = f"/journal/{id_text(first.thing_id)}"

    late = home.post(f"{at}/restore", entry=id_text(first.entry_id), version="1")
    done = home.post(f"{at}/restore", entry=id_text(first.entry_id), version="2")

    assert late.status_code == 409 and "The version you want" in text_of(late)
    assert done.status_code == 303
    compared = home.page(f"{at}/history?from={id_text(first.entry_id)}&to={id_text(first.entry_id)}")
    assert "These two say the same." in text_of(compared)


def test_months_are_closed_and_opened_by_an_owner(home: Home) -> None:
    assert home.post("/closing", version="1", until="2026-11-21").status_code == 422
    home.post("/closing", version="1", until="2026-10-31")

    said = text_of(home.page("/closing"))
    assert "Closed up to and with 31 Oct." in said and "Months closed" in said
    home.post("/closing", version="2")
    assert "Every day is open." in text_of(home.page("/closing"))


def test_a_report_is_read_as_it_was_known_and_says_so(home: Home) -> None:
    home.record("30")
    home.record("12")

    then = text_of(home.page("/reports/income-statement?known=2"))
    assert "As it was known after deed 2" in then and "1 deed was done since" in then and "−¥30.00" in then
    assert "lunch" in text_of(home.page("/journal?known=2"))
    assert "As it was known at the end of" in text_of(home.page("/month?known=2026-11-20"))
    for address in ("/reports/balance-sheet", "/reports/register", "/month", "/journal"):
        assert home.page(f"{address}?known=tomorrow").status_code == 422
