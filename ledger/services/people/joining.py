"""Signing up. The same is done for a known address as for a new one; only the letter differs.

Asking makes a person whom no address signs in yet. The link in the letter lets the address sign them in;
whoever does not come back within two hours is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ledger.domain.people.person import AddressTaken, Person, address_digest
from ledger.kernel.ids import new_id
from ledger.plumbing import work
from ledger.plumbing.db import Session
from ledger.services.people import letters
from ledger.services.people.linking import make_link, open_link, use_link
from ledger.store.people import leaving, persons

UNJOINED = timedelta(hours=2)
"""How long somebody who asked is remembered without coming back: longer than their link works."""

FORGET = "people.forget_unjoined"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sign-up asks for: the address as `read_address` returns it, and the password's hash."""

    address: str
    name: str
    password_hash: str
    language: str
    zone: str
    home_currency: str


def ask(session: Session, asked: Asked, now: datetime) -> str:
    """Ask to join: a letter goes out, and a link that works beside it comes back, for this browser."""
    person = _person(asked)
    persons.add(session, person, asked.password_hash, now)
    link = make_link(session, person, "join", now)
    letters.ask_for_join(session, person.person_id)
    work.enqueue(session, FORGET, {"person": person.person_id}, due=now + UNJOINED)
    return link


def address_behind(session: Session, link: str, now: datetime) -> str:
    """The address a link would let in. Raises: LinkOver."""
    return open_link(session, link, "join", now).email


def join(session: Session, link: str, now: datetime) -> tuple[Person, bool]:
    """Complete a sign-up: who asked, and whether they joined: not where the address was taken already.

    Raises: LinkOver.
    """
    person = use_link(session, link, "join", now)
    return person, persons.claim_address(session, address_digest(person.email), person.person_id)


def add_person(session: Session, asked: Asked, now: datetime) -> Person:
    """A person the operator vouches for, joined at once. Raises: AddressTaken."""
    person = _person(asked)
    if not persons.claim_address(session, address_digest(person.email), person.person_id):
        raise AddressTaken(field="email")
    persons.add(session, person, asked.password_hash, now)
    return person


@work.within(FORGET)
def forget_unjoined(session: Session, payload: work.Payload) -> None:
    """Forget somebody who asked and did not come back."""
    person = persons.get(session, payload["person"])
    if person is None or persons.by_address(session, address_digest(person.email)) == person.person_id:
        return
    leaving.erase_owned(session, person.person_id)
    persons.drop(session, person.person_id)


def _person(asked: Asked) -> Person:
    return Person(new_id(), asked.address, asked.name, asked.language, asked.zone, asked.home_currency)
