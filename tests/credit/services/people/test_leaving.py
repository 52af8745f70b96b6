"""Somebody who leaves takes all of it along, and nothing of it stays behind."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from credit.domain.people.scope import Scope
from credit.services.offers import slot
from credit.services.people import consenting
from credit.services.people import leaving as credit_leaving
from credit.store.people import grants
from ledger.plumbing.db import Database, Session
from ledger.plumbing.rows import metadata
from ledger.services.people import leaving
from tests.cast import NOW, TODAY, join
from tests.credit.lived import Lived

OWNED = [table for table in metadata.sorted_tables if table.info.get("owner") == "person" and table.name != "person"]


@pytest.fixture
def database(lived: tuple[Database, Lived], monkeypatch: pytest.MonkeyPatch) -> Database:
    """The lived-in house, its two sides joined as the composition root joins them."""
    monkeypatch.setattr(leaving, "take_along", [credit_leaving.take_along])
    monkeypatch.setattr(leaving, "parting", [credit_leaving.part])
    return lived[0]


@pytest.fixture
def mei(lived: tuple[Database, Lived]) -> Lived:
    return lived[1]


def _show(session: Session, mei: Lived) -> None:
    session.allow_person(mei.person_id)
    session.allow_books([mei.book_id])
    slot.answer(session, slot.Asking(mei.person_id, "journal", TODAY, NOW), mei.book_id)


def test_what_is_taken_along_holds_consents_and_every_decision(session: Session, mei: Lived) -> None:
    _show(session, mei)

    with ZipFile(leaving.take_out(session, mei.person_id)) as archive:
        told = json.loads(archive.read("help_with_money.json"))
        offers = json.loads(archive.read("offers.json"))

    assert [one["scope"] for one in told["consents"]] == ["offer.personalised"] and told["born_on"] == "1990-04-30"
    assert offers[0]["decision"]["quote"]["total_cost"] == 78_961
    assert [event["kind"] for event in offers[0]["events"]] == ["shown"]


def test_erased_nothing_of_theirs_stays(session: Session, mei: Lived) -> None:
    _show(session, mei)

    leaving.erase(session, mei.person_id, NOW)

    left = {table.name: session.value(sa.select(sa.func.count()).select_from(table)
                                      .where(table.c.person_id == mei.person_id)) for table in OWNED}
    assert {name for name, count in left.items() if count} == set()


def test_in_a_shared_ledger_their_word_ends_with_them(session: Session, mei: Lived) -> None:
    session.allow_books([mei.book_id])
    jun = join(session, mei.seat, "Jun", "partner").member.person_id
    consenting.grant(session, jun, Scope.PERSONALISED, NOW, book_id=mei.book_id)

    session.allow_person(jun)
    leaving.erase(session, jun, NOW)

    session.allow_books([mei.book_id])
    assert grants.givers(session, mei.book_id, Scope.PERSONALISED, NOW.replace(year=2020)) == {mei.person_id}
