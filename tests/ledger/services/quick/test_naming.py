"""People by the name they have in the book."""

from ledger.services.quick import naming
from tests.cast import book, join


def test_somebody_is_found_by_the_name_they_have_in_the_book(session):
    seat = book(session)
    jun = join(session, seat, "Jun", "partner").member

    people = naming.people(session, seat)

    assert naming.person_named(people, "JUN") == jun and naming.person_named(people, "mum") is None
