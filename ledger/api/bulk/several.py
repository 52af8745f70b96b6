"""Many entries changed as one deed, and the deed undone."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.api.journal.entry_words import Names
from ledger.api.seats import WRITE, BookVisit
from ledger.api.shapes.journal.bulk import LeftOut, SeveralIn, SeveralOut, UndoSeveralIn
from ledger.domain.bulk.change import Change, Wanted
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.fields import NotAChoice
from ledger.plumbing.i18n import say
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import changing, moving, undoing
from ledger.services.bulk.changing import Refused
from ledger.services.bulk.writing import MOVE_OUT
from ledger.services.names import knowing
from ledger.services.quick import naming

area = ApiArea("several", __name__)


@area.post("/books/<book>/several", in_book(Deed.AMEND), WRITE, SeveralOut, body=SeveralIn)
def change_several(visit: BookVisit, body: SeveralIn) -> SeveralOut:
    """Change entries, each as it was read; what cannot take the change is left out and named."""
    chosen = {one.id: one.version for one in body.entries}
    seq, planned = changing.carry_out(visit.session, visit.seat, chosen, _wanted(visit, body), clock.now())
    return SeveralOut(seq=seq or None, done=len(planned.steps), same=planned.same, left_out=_left(planned.refused))


@area.post("/books/<book>/several/undo", in_book(Deed.AMEND), WRITE, SeveralOut, body=UndoSeveralIn)
def undo_several(visit: BookVisit, body: UndoSeveralIn) -> SeveralOut:
    """Undo a deed done to several entries; what changed since stays and is named."""
    if undoing.deed_at(visit.session, visit.seat, body.seq) == MOVE_OUT:
        undone = moving.undo(visit.session, visit.seat, visit.principal, body.seq, clock.now())
    else:
        undone = undoing.undo(visit.session, visit.seat, body.seq, clock.now())
    return SeveralOut(seq=undone.seq or None, done=undone.count, same=0, left_out=_left(undone.stays))


def _wanted(visit: BookVisit, body: SeveralIn) -> Wanted:
    """The change a program asks for. Raises: NotAChoice, TooManyProjects."""
    change, to = Change(body.change), body.to
    if change in (Change.CATEGORY, Change.ACCOUNT):
        known = accounts_in(visit.session, visit.seat)
        return Wanted(change, known[Names(known).get(to or "", "to")])
    if change is Change.PROJECT:
        return Wanted(change, project=knowing.project_named(visit.session, visit.seat, to or "", clock.now()))
    if change is Change.PERSON:
        return Wanted(change, member=_member(visit, to) if to else None)
    return Wanted(change, on=body.on or visit.today)


def _member(visit: BookVisit, said: str) -> int:
    try:
        member = read_id(said)
    except Missing:
        raise NotAChoice(field="to") from None
    if all(one.member_id != member for one in naming.people(visit.session, visit.seat)):
        raise NotAChoice(field="to")
    return member


def _left(refused: Sequence[Refused]) -> list[LeftOut]:
    return [LeftOut(id=id_text(one.kept.thing_id), code=one.why.code, detail=say(one.why)) for one in refused]
