"""Looking, once a day and kind, whether there is something to remind a person of.

Each look first asks for the next, so that nothing that goes wrong afterwards ends a person's reminders. What it finds
is judged in a piece of work of its own, and sent in others. Whatever comes late is judged by the hour it is then: the
day before gets no reminder any more, and quiet hours stay quiet.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from ledger.domain.people.person import Person
from ledger.domain.reminders.wishes import Kind, Wishes, instant_on, next_instant
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock, work
from ledger.plumbing.clock import zone_info
from ledger.plumbing.db import Session
from ledger.services.reminders.falling import Falling, falling, seats
from ledger.store.people import persons
from ledger.store.reminders import told
from ledger.store.reminders import wishes as rows

LOOK = "reminders.look"
"""Work: look at the hour of a kind, and ask for its next."""

JUDGE = "reminders.judge"
"""Work: find what a person is to be told on a day, and write it down as told."""

LETTER, PUSH = "reminders.letter", "reminders.push"
"""Work: send what was written down, by mail or to the devices."""

_DAY = "day"


def ask(session: Session, person_id: int, wishes: Wishes, kind: Kind, zone: tzinfo, now: datetime) -> None:
    """Ask for the next look of a kind, where it is wanted."""
    if wishes.wants(kind):
        said = {"person": id_text(person_id), "kind": kind.value, "version": wishes.version}
        work.enqueue(session, LOOK, said, next_instant(wishes.hour(kind), zone, now))


@work.within(LOOK)
def look(session: Session, payload: work.Payload) -> None:
    """Ask for the next look; have this day judged where the hour has come. Nothing once the wishes were changed."""
    person, wishes, kind, here = who(session, payload)
    if person is None or wishes.version != payload["version"]:
        return
    ask(session, person.person_id, wishes, kind, zone_info(person.zone), here.astimezone(UTC))
    begins = instant_on(here.date(), wishes.hour(kind), zone_info(person.zone))
    if begins is not None and begins <= here:
        work.enqueue(session, JUDGE, {**payload, "day": here.date().isoformat()})


@work.within(JUDGE)
def judge(session: Session, payload: work.Payload) -> None:
    """Find what there is to tell on a day, write down that it is told, and have it sent: one of a kind a day."""
    person, wishes, kind, here = who(session, payload)
    if person is None or not may_tell(wishes, kind, here, payload):
        return
    found = _found(session, person, wishes, kind, here)
    if not found or not told.claim(session, person.person_id, kind.value, f"{_DAY}:{here.date()}", here.date()):
        return
    for thing in found:
        told.claim(session, person.person_id, kind.value, thing, here.date())
    for way, wanted in ((LETTER, wishes.by_mail), (PUSH, wishes.by_push)):
        if wanted:
            work.enqueue(session, way, payload)


def who(session: Session, payload: work.Payload) -> tuple[Person | None, Wishes, Kind, datetime]:
    """Whom work is about, what they wish for, the kind, and this instant where they are."""
    person_id = read_id(payload["person"])
    person = persons.get(session, person_id)
    here = clock.now().astimezone(zone_info(person.zone if person else "UTC"))
    return person, rows.of(session, person_id), Kind(payload["kind"]), here


def may_tell(wishes: Wishes, kind: Kind, here: datetime, payload: work.Payload) -> bool:
    """Whether what was found for a day may still be sent: the day goes on, and nobody wants it quiet."""
    return wishes.lets(kind, here) and here.date() == date.fromisoformat(payload["day"])


def to_tell(session: Session, person: Person, wishes: Wishes, on: date) -> list[Falling]:
    """What falls due and was written down as told on this day, as far as it still does and the person still sees it."""
    known = told.on_day(session, person.person_id, Kind.DUE.value, on)
    return [one for one in falling(session, person.person_id, wishes, person.language, on) if one.thing in known]


def to_record(session: Session, person_id: int, wishes: Wishes, here: datetime) -> list[str]:
    """The names of the ledgers to record in, none where something was written today in any of them."""
    mine = [seat for seat in seats(session, person_id, wishes) if seat.may(Deed.RECORD)]
    midnight = datetime.combine(here.date(), time(), here.tzinfo).astimezone(UTC)
    lasts = (told.recorded_last(session, seat.book_id) for seat in mine)
    return [] if any(last and last >= midnight for last in lasts) else [seat.book.name for seat in mine]


def _found(session: Session, person: Person, wishes: Wishes, kind: Kind, here: datetime) -> list[str]:
    """What to write down as told; for recording, the ledgers are one thing."""
    if kind is Kind.RECORD:
        return [f"books:{here.date()}"] if to_record(session, person.person_id, wishes, here) else []
    things = [one.thing for one in falling(session, person.person_id, wishes, person.language, here.date())]
    known = told.known(session, person.person_id, kind.value, things)
    return [thing for thing in things if thing not in known]
