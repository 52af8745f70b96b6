"""The links letters carry: whose they are and their secret, in one segment of a path."""

from __future__ import annotations

import secrets
from datetime import datetime

from ledger.domain.people.person import Person
from ledger.kernel.errors import N_, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import secret_digest
from ledger.store.people import links, persons
from ledger.store.people.links import Link


class LinkOver(Missing):
    """A link that was used, ran out, was overtaken by a new password, or never was."""

    message = N_("This link was used already, or is more than an hour old. Ask for a new one.")


def make_link(session: Session, person: Person, purpose: str, now: datetime) -> str:
    """A fresh link for a purpose: the text that stands in the path. Only its digest is kept."""
    secret = secrets.token_urlsafe(24)
    links.add(session, Link(person.person_id, secret_digest(secret), purpose, person.epoch), now)
    return f"{id_text(person.person_id)}.{secret}"


def open_link(session: Session, text: str, purpose: str, now: datetime) -> Person:
    """Whose link it is, without using it up. Raises: LinkOver."""
    person, link = _read(session, text, purpose)
    if not links.is_live(session, link, now):
        raise LinkOver()
    return person


def use_link(session: Session, text: str, purpose: str, now: datetime) -> Person:
    """Use a link up; whose it was. Raises: LinkOver."""
    person, link = _read(session, text, purpose)
    if not links.use(session, link, now):
        raise LinkOver()
    return person


def _read(session: Session, text: str, purpose: str) -> tuple[Person, Link]:
    number, _, secret = text.partition(".")
    try:
        person = persons.get(session, read_id(number))
    except Missing:
        person = None
    if person is None:
        raise LinkOver()
    return person, Link(person.person_id, secret_digest(secret), purpose, person.epoch)
