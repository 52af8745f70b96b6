"""The pushes that remind: a few words and a path, sealed for each device; and which devices take them.

A device goes with its sign-in: once that has ended, or the browser wants no more, it is told nothing.
"""

from __future__ import annotations

import json
from datetime import datetime

from ledger.domain.reminders.wishes import Kind, Wishes
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import read_id
from ledger.plumbing import work
from ledger.plumbing.db import Database, Session
from ledger.plumbing.language import catalogue, match_language
from ledger.plumbing.pushing.sending import house_of, is_device
from ledger.services.reminders import looking
from ledger.store.people import devices as sign_ins
from ledger.store.people import persons
from ledger.store.reminders import devices
from ledger.store.reminders.devices import PushDevice

_ONE = "reminders.push_one"
_RECORD, _DUE = N_("Nothing is written down yet today"), N_("What falls due")
_NAMED = 3
"""Things named in one push."""

_NAME_MAX = 60


class NotADevice(Invalid):
    """What no browser gives for being pushed to."""

    message = N_("This browser did not say how it can be reached. Try again.")


def let(session: Session, person_id: int, device: PushDevice, now: datetime) -> None:
    """Let a device be told by push. Raises: NotADevice."""
    if not is_device(device.endpoint, device.public_key, device.secret):
        raise NotADevice(field="endpoint")
    devices.save(session, person_id, device, now)


def leave(session: Session, person_id: int, digest: bytes) -> None:
    """Tell a device no more."""
    devices.drop(session, person_id, digest)


def taking(session: Session, person_id: int) -> list[PushDevice]:
    """The devices that take a person's pushes and are still signed in."""
    live = {one.digest for one in sign_ins.live(session, person_id, persons.credential(session, person_id).epoch)}
    return [one for one in devices.load(session, person_id) if one.digest in live]


@work.within(looking.PUSH)
def spread(session: Session, payload: work.Payload) -> None:
    """Have every device told, each by work of its own; those that signed out are forgotten."""
    person_id = read_id(payload["person"])
    taken = taking(session, person_id)
    for one in devices.load(session, person_id):
        if one in taken:
            work.enqueue(session, _ONE, {**payload, "device": one.digest.hex()})
        else:
            devices.drop(session, person_id, one.digest)


@work.outside(_ONE)
def send(database: Database, payload: work.Payload) -> None:
    """Tell one device, if there is still something to tell; forget it where it is there no more."""
    with database.transaction(write=False) as session:
        person, wishes, kind, here = looking.who(session, payload)
        if person is None or not wishes.by_push or not looking.may_tell(wishes, kind, here, payload):
            return
        taken = {one.digest.hex(): one for one in taking(session, person.person_id)}
        device = taken.get(payload["device"])
        message = _message(session, person.person_id, wishes, kind, here) if device else b""
    if device and message and not house_of(database).send(
            device.endpoint, device.public_key, device.secret, message):
        with database.transaction() as session:
            session.allow_person(person.person_id)
            devices.drop(session, person.person_id, device.digest)


def _message(session: Session, person_id: int, wishes: Wishes, kind: Kind, here: datetime) -> bytes:
    """The JSON a device shows: title, body, path; nothing where there is nothing to say any more."""
    person = persons.get(session, person_id)
    words = catalogue(match_language(person.language if person else ""))
    if kind is Kind.RECORD:
        title, path, names = _RECORD, "/", looking.to_record(session, person_id, wishes, here)
    else:
        found = looking.to_tell(session, person, wishes, here.date()) if person else []
        title, names = _DUE, [one.name for one in found]
        path = found[0].path if len(found) == 1 else "/"
    body = " · ".join(name[:_NAME_MAX] for name in dict.fromkeys(names[:_NAMED]))
    said = {"title": words.gettext(title), "body": body, "path": path, "tag": kind.value}
    return json.dumps(said, ensure_ascii=False).encode() if names else b""
