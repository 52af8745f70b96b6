"""`consent` and `offers` on the command line: a person's deed with its receipt, and what a place would show."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Database
from ledger.plumbing.rows import metadata
from ledger.plumbing.settings import Settings
from tests.cast import NOW
from tests.credit.lived import Lived

MEI = "mei@example.org"
OFFERS = "offer.personalised"


@pytest.fixture
def mei(lived_sqlite: tuple[Database, Lived]) -> Lived:
    return lived_sqlite[1]


@pytest.fixture
def house(settings: Settings, lived_sqlite: tuple[Database, Lived], today: object) -> Flask:
    import app as made_by

    url = lived_sqlite[0].url.render_as_string(hide_password=False)
    return made_by.create_app(replace(settings, database_url=url))


def _run(house: Flask, *words: str) -> tuple[int, Any]:
    with clock.pinned(NOW):
        done = house.test_cli_runner().invoke(args=[*words, "--json"])
    return done.exit_code, json.loads(done.stdout) if done.stdout else None


def _rows(house: Flask) -> dict[str, list[str]]:
    with house.extensions["house_database"].transaction(write=False) as session:
        return {table.name: sorted(map(repr, session.rows(sa.select(table)))) for table in metadata.sorted_tables}


def test_a_consent_is_given_with_its_receipt_and_taken_back(house: Flask, mei: Lived) -> None:
    book = id_text(mei.book_id)

    code, given = _run(house, "consent", MEI, "research.aggregate", "--book", book, "--locale", "zh-Hans")
    assert code == 0 and given["book"] == book and given["withdrawn_at"] is None
    assert given["receipt"]["locale"] == "zh-Hans" and len(given["receipt"]["text_sha256"]) == 3

    code, ended = _run(house, "consent", MEI, "research.aggregate", "--book", book, "--withdraw")
    assert code == 0 and ended["consent"] == given["consent"] and ended["withdrawn_at"]


def test_sharing_is_for_one_lender(house: Flask, mei: Lived) -> None:
    lender, book = id_text(mei.lender_id), id_text(mei.book_id)

    code, given = _run(house, "consent", MEI, "lead.share", "--book", book, "--lender", lender)

    assert code == 0 and given["lender"] == lender
    assert given["receipt"]["recipient"] == {"legal_name": "Harbour Bank Ltd", "contact": "1 Quay"}
    assert _run(house, "consent", MEI, f"lead.share:{lender}", "--book", book)[1]["consent"] == given["consent"]


@pytest.mark.parametrize(("words", "code"), [
    ((MEI, "everything"), "no_such_scope"), ((MEI, "lead.share"), "lender_needed"),
    (("nobody@example.org", OFFERS), "no_such_person"), ((MEI, OFFERS, "--book", "0000000000001"), "missing"),
    ((MEI, "contact.sms", "--withdraw"), "missing"),
])
def test_what_cannot_be_done_changes_nothing_and_says_so(house: Flask, words: tuple[str, ...], code: str) -> None:
    before = _rows(house)

    status, told = _run(house, "consent", *words)

    assert (status, told["error"]["code"]) == (1, code)
    assert _rows(house) == before


def test_offers_tells_all_of_it_and_spends_nothing(house: Flask, mei: Lived) -> None:
    before = _rows(house)

    code, told = _run(house, "offers", MEI)

    assert code == 0 and set(told) == {"offers", "free", "stopped", "unknown"}
    assert told["offers"][0]["lender"] == id_text(mei.lender_id) and told["offers"][0]["book"] == id_text(mei.book_id)
    assert [one["way"] for one in told["free"]][:2] == ["pay_from_idle", "pay_sooner"]
    assert _rows(house) == before


def test_without_consent_nothing_is_foreseen(house: Flask, mei: Lived) -> None:
    _run(house, "consent", MEI, OFFERS, "--book", id_text(mei.book_id), "--withdraw")

    assert _run(house, "offers", MEI) == (0, {"offers": [], "free": [], "stopped": [], "unknown": ["no_consent"]})


def test_one_word_for_every_ledger_is_enough(house: Flask, mei: Lived) -> None:
    _run(house, "consent", MEI, OFFERS, "--book", id_text(mei.book_id), "--withdraw")

    code, given = _run(house, "consent", MEI, OFFERS)

    assert (code, given["book"]) == (0, None)
    assert _run(house, "offers", MEI)[1]["offers"]


def test_on_an_early_day_the_books_were_too_young(house: Flask) -> None:
    told = _run(house, "offers", MEI, "--on", "2026-05-20")[1]

    assert told["offers"] == []
    assert _run(house, "offers", MEI, "--on", "soon")[1]["error"]["code"] == "not_a_day"
