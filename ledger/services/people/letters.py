"""The letters people get, as work: each is decided, linked and sent when its turn comes.

What stands in the work list is a number or an address, never a link: the link is made when the letter is
written, so its secret is nowhere but in the letter.
"""

from __future__ import annotations

from dataclasses import replace

from ledger.domain.people.person import Person, address_digest
from ledger.plumbing import clock, mail, work
from ledger.plumbing.db import Database, Session
from ledger.services.people.linking import make_link
from ledger.store.people import persons

JOIN = "people.letter_to_join"
FORGOT = "people.letter_to_reset"
CHANGED = "people.letter_of_change"

PATHS = {"join": "/join/", "reset": "/reset/"}
"""Purpose of a link to the path it stands in."""


def ask_for_join(session: Session, person_id: int) -> None:
    """Have the letter that completes a sign-up sent."""
    work.enqueue(session, JOIN, {"person": person_id})


def ask_for_reset(session: Session, address: str) -> None:
    """Have the letter that resets a password sent, if the address signs somebody in."""
    work.enqueue(session, FORGOT, {"address": address})


def tell_of_change(session: Session, person_id: int, what: str) -> None:
    """Have a person told that a credential changed: `password`, `second_step_on` or `second_step_off`."""
    work.enqueue(session, CHANGED, {"person": person_id, "what": what})


@work.outside(JOIN)
def send_join(database: Database, payload: work.Payload) -> None:
    """Send the letter that completes a sign-up, or tell the owner of a known address that somebody tried."""
    with database.transaction() as session:
        asked = persons.get(session, payload["person"])
        if asked is None:
            return
        known = persons.by_address(session, address_digest(asked.email))
        if known == asked.person_id:
            return
        reader = replace(asked, language=_language(session, known, asked))
        link = None if known else make_link(session, asked, "join", clock.now())
    if link is None:
        _send(database, "known", reader, link=mail.office_of(database).link("/forgot"))
    else:
        _send(database, "join", reader, link=mail.office_of(database).link(PATHS["join"] + link))


@work.outside(FORGOT)
def send_reset(database: Database, payload: work.Payload) -> None:
    """Send the letter that resets a password; nothing where the address is nobody's."""
    with database.transaction() as session:
        found = persons.by_address(session, address_digest(payload["address"]))
        person = persons.get(session, found) if found else None
        link = make_link(session, person, "reset", clock.now()) if person else ""
    if person is not None:
        _send(database, "reset", person, link=mail.office_of(database).link(PATHS["reset"] + link))


@work.outside(CHANGED)
def send_changed(database: Database, payload: work.Payload) -> None:
    """Tell a person that a credential of theirs changed."""
    with database.transaction(write=False) as session:
        person = persons.get(session, payload["person"])
    if person is not None:
        _send(database, payload["what"], person, link=mail.office_of(database).link("/forgot"))


def _language(session: Session, known: int | None, asked: Person) -> str:
    """The owner's language where somebody else tried with their address."""
    owner = persons.get(session, known) if known else None
    return owner.language if owner else asked.language


def _send(database: Database, name: str, reader: Person, *, link: str) -> None:
    office = mail.office_of(database)
    office.send(office.write(name, reader.language, reader.email, link=link, address=reader.email))
