"""Ledgers: those one sits in, opening one, who is in it, and what happened in it."""

from __future__ import annotations

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.book import BookIn, BookOut, Books, MemberIn, MemberOut, Members
from ledger.api.shapes.journal.entry_out import Log, LogOut
from ledger.api.shapes.listing import ChangesQuery
from ledger.domain.books.book import Book, Member, Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit, in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import id_or_null, instant, page_of
from ledger.plumbing.fields import NotAChoice, TooLong
from ledger.plumbing.i18n import localised
from ledger.services.books import following, opening
from ledger.services.books.following import Happened
from ledger.services.sharing import membership

area = ApiArea("books", __name__)
NAME_MAX = 80


@area.get("/books", SIGNED_IN, READ, Books, query=ListQuery)
def listing(visit: Visit[int], query: ListQuery) -> Books:
    """The ledgers one sits in, those put away too."""
    mine = opening.seats_of(visit.session, visit.principal)
    shown, then = page_of("books", mine, lambda seat: seat.book_id, query.after, query.limit)
    return Books(items=[told(seat) for seat in shown], next=then)


@area.post("/books", SIGNED_IN, WRITE, BookOut, body=BookIn, status=201)
def open_book(visit: Visit[int], body: BookIn) -> BookOut:
    """Open a ledger from a scene."""
    scene, who = opening.scenes().get(body.scene), visit.principal
    if scene is None:
        raise NotAChoice(field="scene")
    name = body.name or localised(scene.names)
    if len(name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    zone = body.zone or who.zone
    if clock.zone_info(zone).key != zone:
        raise NotAChoice(field="zone")
    return told(opening.open_book(
        visit.session, visit.seat, who.name, scene.key, name, clock.now(),
        currency=body.currency or who.home_currency, zone=zone, actor_kind=who.kind))


@area.get("/books/<book>", in_book(Deed.READ), READ, BookOut)
def one(visit: BookVisit) -> BookOut:
    """One ledger."""
    return told(visit.seat)


@area.get("/books/<book>/members", in_book(Deed.READ), READ, Members, query=ListQuery)
def members(visit: BookVisit, query: ListQuery) -> Members:
    """Everybody who is or was in the ledger, in the order they joined."""
    everybody = [term.member for term in membership.everybody(visit.session, visit.seat)]
    shown, then = page_of("members", everybody, lambda member: member.member_id, query.after, query.limit)
    return Members(items=[_member(member, visit.seat) for member in shown], next=then)


@area.post("/books/<book>/members", in_book(Deed.INVITE), WRITE, MemberOut, body=MemberIn, status=201)
def add_member(visit: BookVisit, body: MemberIn) -> MemberOut:
    """Add somebody who does not sign in."""
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    added = membership.add(visit.session, visit.seat, body.name, body.kind, body.weight, clock.now())
    return _member(added, visit.seat)


@area.get("/books/<book>/changes", in_book(Deed.READ), READ, Log, query=ChangesQuery)
def changes(visit: BookVisit, query: ChangesQuery) -> Log:
    """What happened after a sequence, oldest first. `after` is the last sequence one knows, 0 for none."""
    found = following.after(visit.session, visit.seat, query.after, query.limit)
    then = str(found.reaches) if found.goes_on else None
    return Log(items=[_happened(each) for each in found.happened], next=then, revision=visit.seat.book.revision)


def told(seat: Seat) -> BookOut:
    """A ledger as a program is answered."""
    book: Book = seat.book
    return BookOut(
        id=id_text(book.book_id), name=book.name, scene=book.scene, currency=book.home_currency, zone=book.zone,
        role=seat.member.role, revision=book.revision, closed=book.closed,
        locked_until=book.locked_until.isoformat() if book.locked_until else None,
    )  # fmt: skip


def _member(member: Member, seat: Seat) -> MemberOut:
    return MemberOut(
        id=id_text(member.member_id), name=member.name, role=member.role, kind=member.kind, weight=member.weight,
        signs_in=member.person_id is not None, left=member.left, you=member.member_id == seat.member.member_id,
    )  # fmt: skip


def _happened(each: Happened) -> LogOut:
    deed = each.deed
    return LogOut(
        seq=deed.seq, at=instant(deed.at), actor=id_or_null(deed.actor), actor_kind=deed.actor_kind, deed=deed.deed,
        kind=deed.subject_kind, ids=[id_text(one) for one in each.subjects], batch=id_or_null(deed.batch),
        hash=each.hash.hex(),
    )  # fmt: skip
