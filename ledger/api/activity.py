"""What was done to a ledger, deed by deed, and undoing one."""

from __future__ import annotations

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.activity import ActivityQuery, DeedOut, Deeds, UndoIn, UndoneOut
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.words import id_or_null, instant
from ledger.services.past import activity as happening
from ledger.services.past import undoing
from ledger.services.past.activity import Happened, Of
from ledger.store.books import log

area = ApiArea("activity", __name__)
SEQ_DIGITS = 12


@area.get("/books/<book>/activity", in_book(Deed.READ), READ, Deeds, query=ActivityQuery)
def deeds(visit: BookVisit, query: ActivityQuery) -> Deeds:
    """What was done, latest first, as far as this member may see what it was done to."""
    before = int(opened("activity", query.after)[0]) if query.after else None
    found, rest = happening.activity(
        visit.session, visit.seat, before=before, since=query.since, who=query.who, of=Of(query.of))
    return Deeds(items=[_deed(one) for one in found], next=sealed("activity", rest) if rest else None)


@area.post("/books/<book>/activity/<seq>/undo", in_book(Deed.READ), WRITE, UndoneOut, body=UndoIn)
def undo_deed(visit: BookVisit, seq: str, body: UndoIn) -> UndoneOut:
    """Do the opposite of a deed; refused where something newer was done to what it touched, unless that is left."""
    if not (seq.isascii() and seq.isdigit() and len(seq) < SEQ_DIGITS):
        raise Missing()
    happening.deed(visit.session, visit.seat, int(seq))
    done = undoing.undo(visit.session, visit.seat, int(seq), clock.now(), leaving=body.leave)
    return UndoneOut(undone=done, seq=log.head(visit.session, visit.seat.book_id).seq)


def _deed(one: Happened) -> DeedOut:
    name = one.batch.name if one.batch else one.plan.name if one.plan else one.account.code if one.account else ""
    return DeedOut(
        seq=one.seq, at=instant(one.at), actor=id_or_null(one.actor.member_id if one.actor else None),
        actor_kind=one.actor_kind, deed=one.deed, kind=one.subject_kind,
        entry=id_text(one.shown.kept.thing_id) if one.shown else None, name=name, entries=one.things,
        may_undo=one.may_undo,
    )  # fmt: skip
