"""Projects by name: one is opened once, and its opening is a deed of the book; so many and no more."""

import pytest

from ledger.domain.names.name import Sort
from ledger.services.names import knowing
from ledger.store.books import log
from tests.cast import NOW, book


def test_a_project_is_opened_by_its_name_and_known_from_then_on(session):
    seat = book(session)

    first, again = (knowing.project_named(session, seat, name, NOW) for name in ("Kyoto  trip", "kyoto TRIP"))

    assert first == again and knowing.called(session, seat, Sort.PROJECT) == {first: "Kyoto trip"}
    deeds = [(deed.deed, deed.subjects) for deed, _ in log.page(session, seat.book_id, after=0, limit=50)]
    assert deeds.count(("open_project", (first,))) == 1


def test_no_name_is_no_project(session):
    assert knowing.project_named(session, book(session), "  ", NOW) is None


def test_a_book_holds_so_many_names_and_no_more(session, monkeypatch):
    monkeypatch.setattr(knowing, "NAMES_MAX", 1)
    seat = book(session)
    knowing.project_named(session, seat, "one", NOW)
    knowing.tags_named(session, seat, ("one",), NOW)

    with pytest.raises(knowing.TooManyProjects) as project:
        knowing.project_named(session, seat, "two", NOW)
    with pytest.raises(knowing.TooManyTags) as tag:
        knowing.tags_named(session, seat, ("one", "two"), NOW)

    assert (project.value.facts["field"], tag.value.facts["field"]) == ("project", "tags")
