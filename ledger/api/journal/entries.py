"""Entries: what stands, one of them, its history; recording, putting right, taking back and restoring."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.api.journal import entry_words
from ledger.api.journal.entry_words import told
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.entry_in import EntryAgain, EntryIn
from ledger.api.shapes.journal.entry_out import (
    ChangeOut,
    Entries,
    EntryOut,
    EntryQuery,
    History,
    RestoreIn,
    VersionQuery,
)
from ledger.domain.books.entry import Verb
from ledger.domain.books.journal import Cursor, JournalQuery, read_cursor
from ledger.domain.names.name import Sort
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.words import id_or_null, instant
from ledger.services.books import bookkeeping, journal, looking_back
from ledger.services.books.looking_back import Step, Thing
from ledger.services.names import knowing
from ledger.services.past import knowing as past

area = ApiArea("entries", __name__)


@area.get("/books/<book>/entries", in_book(Deed.READ), READ, Entries, query=EntryQuery)
def listing(visit: BookVisit, query: EntryQuery) -> Entries:
    """The entries that stand and fit, newest first. A page may hold fewer than asked for and still have a next."""
    visit.seat, _moment = past.at(visit.session, visit.seat, query.known)
    sought = JournalQuery(query.q, query.category, query.account, query.low, query.high, query.since, query.until,
                          Verb(query.verb) if query.verb else None, query.tag, query.project, query.payee)  # fmt: skip
    page = journal.page(visit.session, visit.seat, sought, _cursor(query.after), limit=query.limit)
    home = visit.seat.book.home_currency
    tags = knowing.called(visit.session, visit.seat, Sort.TAG)
    shown = [told(one.kept, page.known, home, tags) for day in page.days for one in day.shown]
    return Entries(items=shown, next=sealed("entries", str(page.next)) if page.next else None)


@area.post("/books/<book>/entries", in_book(Deed.RECORD), WRITE, EntryOut, body=EntryIn, status=201)
def record(visit: BookVisit, body: EntryIn) -> EntryOut:
    """Record an entry, said by its verb or written as its lines."""
    entry = entry_words.entry_of(visit.session, visit.seat, body.root)
    rate = entry_words.rate_of(body.root)
    done = bookkeeping.record(visit.session, visit.seat, entry, clock.now(), rate=rate)
    return as_it_stands(visit, done.stands.thing_id if done.stands else 0)


@area.get("/books/<book>/entries/<entry>", in_book(Deed.READ), READ, EntryOut)
def one(visit: BookVisit, entry: str) -> EntryOut:
    """One entry as it stands, or as it last stood where it was taken back."""
    return as_it_stands(visit, read_id(entry))


@area.get("/books/<book>/entries/<entry>/history", in_book(Deed.READ), READ, History)
def history(visit: BookVisit, entry: str) -> History:
    """Every deed done to an entry, latest first."""
    found = looking_back.thing(visit.session, visit.seat, read_id(entry))
    tags = knowing.called(visit.session, visit.seat, Sort.TAG)
    return History(items=[_step(visit, found, step, tags) for step in found.steps])


@area.post("/books/<book>/entries/<entry>/amend", in_book(Deed.AMEND), WRITE, EntryOut, body=EntryAgain)
def amend(visit: BookVisit, entry: str, body: EntryAgain) -> EntryOut:
    """Put an entry right. A version that stands no more is refused with the one that does."""
    thing_id = read_id(entry)
    was = looking_back.thing(visit.session, visit.seat, thing_id).shown.kept.entry
    fresh = entry_words.entry_of(visit.session, visit.seat, body.root, was)
    rate = entry_words.rate_of(body.root)
    bookkeeping.amend(visit.session, visit.seat, thing_id, body.root.version, fresh, clock.now(), rate=rate)
    return as_it_stands(visit, thing_id)


@area.delete("/books/<book>/entries/<entry>", in_book(Deed.AMEND), WRITE, EntryOut, query=VersionQuery)
def take_back(visit: BookVisit, entry: str, query: VersionQuery) -> EntryOut:
    """Take an entry back: it is reversed, and can be restored."""
    thing_id = read_id(entry)
    looking_back.check_seen(visit.session, visit.seat, thing_id)
    bookkeeping.take_back(visit.session, visit.seat, thing_id, query.version, clock.now())
    return as_it_stands(visit, thing_id)


@area.post("/books/<book>/entries/<entry>/restore", in_book(Deed.AMEND), WRITE, EntryOut, body=RestoreIn)
def restore(visit: BookVisit, entry: str, body: RestoreIn) -> EntryOut:
    """Let an entry stand again as it last stood, or as one of its versions was."""
    thing_id = read_id(entry)
    found = looking_back.thing(visit.session, visit.seat, thing_id)
    wanted = body.entry or found.shown.kept.entry_id
    looking_back.check_version(visit.session, visit.seat, thing_id, wanted)
    bookkeeping.restore(visit.session, visit.seat, wanted, clock.now(), version=body.version)
    return as_it_stands(visit, thing_id)


def _cursor(after: str) -> Cursor | None:
    return read_cursor(str(opened("entries", after)[0])) if after else None


def as_it_stands(visit: BookVisit, thing_id: int) -> EntryOut:
    """An entry as it stands, or as it last stood where it was taken back. Raises: Missing."""
    found = looking_back.thing(visit.session, visit.seat, thing_id)
    tags = knowing.called(visit.session, visit.seat, Sort.TAG)
    return told(found.shown.kept, found.known, visit.seat.book.home_currency, tags, stands=found.stands)


def _step(visit: BookVisit, found: Thing, step: Step, tags: Mapping[int, str]) -> ChangeOut:
    home, actor = visit.seat.book.home_currency, step.actor
    return ChangeOut(
        seq=step.seq, at=instant(step.at), deed=step.deed, actor=id_or_null(actor.member_id if actor else None),
        actor_kind=step.actor_kind, changed=[change.field for change in step.changes],
        left=told(step.left, found.known, home, tags) if step.left else None,
    )  # fmt: skip
