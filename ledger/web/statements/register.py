"""One account entry by entry, newest first, each with the balance it left: the register."""

from __future__ import annotations

from flask import Response, request

from ledger.domain.books.account import Account, Kind
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Invalid, Missing
from ledger.kernel.ids import id_text
from ledger.kernel.limits import PAGE_SIZE, PRINTED_ROWS_MAX
from ledger.kernel.money import Money
from ledger.plumbing.access import in_book
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.face.links import hrefs
from ledger.plumbing.fields import Fields
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.quick import accounts_in
from ledger.services.reports.register import Place, read_place, register
from ledger.web.journal.words import VERBS
from ledger.web.seats import BookVisit
from ledger.web.statements import asked as asking
from ledger.web.statements import printing
from ledger.web.statements.area import area
from ledger.web.statements.asked import href
from ledger.web.statements.frame import frame
from ledger.web.statements.words import KINDS, entry_name


@area.get("/books/<book>/reports/register", may=in_book(Deed.READ))
def account_register(visit: BookVisit) -> Response:
    """The movements of one account; of the first place there is, where none is named."""
    asked = asking.read(visit)
    known = accounts_in(visit.session, visit.seat)
    named = Fields(request.args).id_or_none("account")
    chosen = known.get(named) if named is not None else next((one for one in known.values() if one.is_place), None)
    if chosen is None:
        raise Missing()
    most = PRINTED_ROWS_MAX if printing.is_asked() else PAGE_SIZE
    found = register(visit.session, visit.seat, chosen.account_id, _place(chosen), most)
    lines = [(one, entry_name(one.kept.entry.words, VERBS[one.kept.entry.verb]), Money(one.minor, one.currency),
              Money(one.balance, one.currency)) for one in found.movements]
    account = id_text(chosen.account_id)
    older = href(visit, "statements.account_register", asked, account=account,
                 after=sealed(_of(chosen), *found.next.keys()) if found.next else "")
    return printing.page(visit, "statements/register.html", {
        **frame(visit, asked, account=account), "lines": lines, "name": localised(chosen.names), "account": account,
        "choices": _choices(known), "older": older if found.next else "", "is_cut": found.next is not None,
        "entry_href": hrefs("journal.entry", "thing", book=id_text(visit.seat.book_id))})


def _choices(known: dict[int, Account]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The accounts one may choose, in named groups."""
    by_kind = [(kind, [one for one in known.values() if one.kind is kind]) for kind in Kind]
    return [(_(KINDS[kind]), [(id_text(one.account_id), localised(one.names)) for one in some])
            for kind, some in by_kind if some]


def _place(account: Account) -> Place | None:
    """Where the address goes on, with the balances it stood at. Raises: Missing, since a wrong one names nothing."""
    text = request.args.get("after", "")
    if not text:
        return None
    try:
        return read_place(opened(_of(account), text))
    except Invalid:
        raise Missing() from None


def _of(account: Account) -> str:
    return f"page:{account.account_id}"
