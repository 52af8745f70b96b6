"""Finding a person by their address, for those who act in their name."""

from __future__ import annotations

from ledger.domain.people.person import NoSuchPerson, Person, address_digest, read_address
from ledger.plumbing.db import Session
from ledger.store.people import persons


def person_at(session: Session, email: str) -> Person:
    """Whom an address signs in. Raises: NotAnAddress, NoSuchPerson."""
    found = persons.by_address(session, address_digest(read_address(email)))
    person = persons.get(session, found) if found is not None else None
    if person is None:
        raise NoSuchPerson(field="email")
    return person
