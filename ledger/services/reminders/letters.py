"""The letters that remind: words and links, no amounts, and a link that stops them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ledger.domain.people.person import Person
from ledger.domain.reminders.wishes import Kind, Wishes
from ledger.plumbing import mail, work
from ledger.plumbing.db import Database, Session
from ledger.services.reminders import looking, wishing
from ledger.services.reminders.falling import Falling
from ledger.store.reminders import wishes as rows

STOP = "/reminders/stop/"
"""The path a link to stop letters begins with."""

_LINES = 40
"""Things named in one letter; the pages have the others."""


@work.outside(looking.LETTER)
def send(database: Database, payload: work.Payload) -> None:
    """Send a day's letter of one kind, if there is still something in it."""
    office = mail.office_of(database)
    with database.transaction(write=False) as session:
        person, wishes, kind, here = looking.who(session, payload)
        if person is None or not wishes.by_mail or not looking.may_tell(wishes, kind, here, payload):
            return
        said = _said(session, office, person, wishes, kind, here)
        secret = rows.secret_of(session, person.person_id) or b""
    if said:
        stops = office.link(STOP + wishing.link_of(person.person_id, kind, secret))
        letter = office.write(f"remind_{kind.value}", person.language, person.email, stops=stops,
                              link=office.link("/"), settings=office.link("/me/reminders"), **said)
        office.send(replace(letter, stops=stops))


def _said(
    session: Session, office: mail.Office, person: Person, wishes: Wishes, kind: Kind, here: datetime
) -> dict[str, str]:
    """What a letter's text is filled with; nothing where there is nothing to say any more."""
    if kind is Kind.RECORD:
        names = looking.to_record(session, person.person_id, wishes, here)
        return {"books": "\n".join(names)} if names else {}
    found = looking.to_tell(session, person, wishes, here.date())[:_LINES]
    parts = {
        "due": _lines(office, (one for one in found if one.what in ("planned", "card", "loan"))),
        "waiting": _lines(office, (one for one in found if one.what == "waiting")),
        "budgets": _lines(office, (one for one in found if one.what == "budget")),
    }
    return parts if found else {}


def _lines(office: mail.Office, found: Iterable[Falling]) -> str:
    return "\n".join(f"{one.on.isoformat()} · {one.name} · {one.book.name}\n{office.link(one.path)}" for one in found)
