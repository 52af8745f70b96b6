"""Changing a password, and resetting a forgotten one. Either ends every other sign-in, link and token."""

from __future__ import annotations

from datetime import datetime

from ledger.domain.people.person import Person
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import start_session
from ledger.services.people import letters
from ledger.services.people.linking import open_link, use_link
from ledger.services.people.signing_in import sign_in_again
from ledger.store.people import persons


def change(session: Session, person_id: int, password_hash: str, agent: str) -> None:
    """Give a signed-in person, whose old password was proved, a new one."""
    _replace(session, person_id, password_hash)
    sign_in_again(session, person_id, agent)


def forgot(session: Session, address: str) -> None:
    """Have a link sent to an address, if it signs somebody in. The same is done here either way."""
    letters.ask_for_reset(session, address)


def whose(session: Session, link: str, now: datetime) -> Person:
    """The person a reset link is for. Raises: LinkOver."""
    return open_link(session, link, "reset", now)


def reset(session: Session, link: str, password_hash: str, now: datetime, agent: str) -> bool:
    """Set a new password by a link, sign in; whether the second step is still to come. Raises: LinkOver."""
    person = use_link(session, link, "reset", now)
    epoch = _replace(session, person.person_id, password_hash)
    start_session(session, person.person_id, epoch, agent, is_half=person.second_factor)
    return person.second_factor


def _replace(session: Session, person_id: int, password_hash: str) -> int:
    persons.set_password(session, person_id, password_hash)
    letters.tell_of_change(session, person_id, "password")
    return persons.raise_epoch(session, person_id)
