"""What a device is told of one book, in the reader's words, so that it can show and amend it without a network."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from ledger.domain.books.account import Account, Kind
from ledger.domain.sharing.role import Deed, may_amend
from ledger.kernel.errors import Invalid
from ledger.kernel.ids import id_text
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import localised
from ledger.services.books import journal
from ledger.services.books.recording import said_of
from ledger.services.offline.carrying import carried
from ledger.store.books.entries import Kept
from ledger.web.journal.forms import values_of
from ledger.web.journal.gathering import values_gathered
from ledger.web.journal.words import names, title_of
from ledger.web.offline.area import area
from ledger.web.seats import BookVisit

_SEQ_MAX = 10**11


@area.get("/books/<book>/offline", may=in_book(Deed.READ))
def book(visit: BookVisit) -> Response:
    """What is new of a book after the sequence `after`; everything where none is given."""
    fields = Fields(request.args)
    try:
        after = fields.whole("after", 0, _SEQ_MAX) if "after" in fields else 0
    except Invalid:
        after = 0
    found = carried(visit.session, visit.seat, after)
    known = {one.account_id: one for one in found.accounts}
    return jsonify(
        book=id_text(visit.seat.book_id), seq=found.seq, whole=found.is_whole,
        accounts=[_account(one) for one in found.accounts if not one.closed and one.kind is not Kind.EQUITY],
        entries=[_entry(visit, one, known) for one in found.kept], gone=[id_text(one) for one in found.gone],
    )  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    kind = account.kind.value if account.is_category else "place"
    return {"id": id_text(account.account_id), "name": localised(account.names), "kind": kind,
            "currency": account.currency or ""}


def _entry(visit: BookVisit, kept: Kept, known: dict[int, Account]) -> dict[str, Any]:
    """One entry: as the journal says it, and as the form would; no form where none can say it, or it is not theirs."""
    shown, me = journal.shown(visit.session, visit.seat, kept), visit.seat.member
    said = said_of(kept.entry, known)
    may = may_amend(me.role, is_own=kept.recorder == me.member_id)
    return {
        "thing": id_text(kept.thing_id), "version": kept.version, "on": kept.entry.on.isoformat(),
        "title": title_of(shown), "where": names(shown.line.places),
        "amount": amount_text(shown.line.amount), "sign": shown.line.sign, "may": may,
        "form": {**values_of(said), **values_gathered(visit, said)} if said is not None and may else None,
    }
