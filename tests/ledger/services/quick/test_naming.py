"""Projects and people by name: a project is opened once, and its opening is a deed of the book."""

import pytest

from ledger.services.quick import naming
from ledger.store.books import log
from tests.cast import NOW, book, join


def test_a_project_is_opened_by_its_name_and_known_from_then_on(session):
    seat = book(session)

    first, again = (naming.project_named(session, seat, name, NOW) for name in ("Kyoto  trip", "kyoto TRIP"))

    assert first == again and naming.project_names(session, seat) == {first: "Kyoto trip"}
    deeds = [(deed.deed, deed.subjects) for deed, _ in log.page(session, seat.book_id, after=0, limit=50)]
    assert deeds.count(("open_project", (first,))) == 1


def test_no_name_is_no_project(session):
    assert naming.project_named(session, book(session), "  ", NOW) is None


def test_a_book_holds_so_many_projects_and_no_more(session, monkeypatch):
    monkeypatch.setattr(naming, "PROJECTS_MAX", 1)
    seat = book(session)
    naming.project_named(session, seat, "one", NOW)

    with pytest.raises(naming.TooManyProjects) as refusal:
        naming.project_named(session, seat, "two", NOW)

    assert refusal.value.facts["field"] == "project"


def test_somebody_is_found_by_the_name_they_have_in_the_book(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner").member

    people = naming.people(session, seat)

    assert naming.person_named(people, "JUN") == jun and naming.person_named(people, "mum") is None
