"""Saying what one wants to be reminded of, and taking it back: on one's own page, or by the link in a letter."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from ledger.domain.people.person import Person
from ledger.domain.reminders.wishes import Kind, Wishes, checked
from ledger.kernel.errors import N_, Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing.clock import zone_info
from ledger.plumbing.db import Session
from ledger.services.reminders import looking
from ledger.store.books import books
from ledger.store.people import persons
from ledger.store.reminders import told
from ledger.store.reminders import wishes as rows

REMEMBERED = timedelta(days=400)
"""How long what was told is remembered."""


class NoSuchReminder(Missing):
    """A link to stop letters that nobody ever wrote, or whose person is gone."""

    message = N_("This link stops nothing. Your reminders stand in your settings.")


def wishes_of(session: Session, person_id: int) -> Wishes:
    """What a person wants to be reminded of."""
    return rows.of(session, person_id)


def wish(session: Session, person_id: int, said: Wishes, now: datetime) -> Wishes:
    """Write a person's wishes and have their reminders looked for. Raises: NoWay, HourIsQuiet, Missing."""
    person = persons.get(session, person_id)
    if person is None:
        raise Missing()
    mine = books.memberships(session, person_id)
    chosen = tuple(number for number in said.books if number in mine)
    fresh = rows.save(session, person_id, replace(checked(said), books=chosen), secrets.token_bytes(32))
    told.forget(session, person_id, (now - REMEMBERED).date())
    for kind in Kind:
        looking.ask(session, person_id, fresh, kind, zone_info(person.zone), now)
    return fresh


def link_of(person_id: int, kind: Kind, secret: bytes) -> str:
    """The text by which a kind of a person's reminders is stopped, as it stands in the path; it never runs out."""
    said = f"{id_text(person_id)}.{kind.value}"
    return f"{said}.{_signed(said, secret)}"


def behind(session: Session, link: str) -> tuple[Person, Kind]:
    """Whose reminders a link stops, and which. Raises: NoSuchReminder."""
    said, _, signed = link.rpartition(".")
    number, _, word = said.partition(".")
    try:
        person = persons.get(session, read_id(number))
    except Missing:
        person = None
    secret = rows.secret_of(session, person.person_id) if person else None
    if person is None or secret is None or not hmac.compare_digest(_signed(said, secret).encode(), signed.encode()):
        raise NoSuchReminder()
    return person, Kind(word)


def stop(session: Session, link: str) -> Kind:
    """Send no more of the reminders a link is about. Raises: NoSuchReminder."""
    person, kind = behind(session, link)
    was = rows.of(session, person.person_id)
    off = replace(was, record=False) if kind is Kind.RECORD else replace(was, due=False)
    if was.wants(kind):
        rows.save(session, person.person_id, off, b"")
    return kind


def _signed(said: str, secret: bytes) -> str:
    return hmac.new(secret, said.encode(), "sha256").hexdigest()
