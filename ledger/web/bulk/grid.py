"""Several entries written at once, as in a spreadsheet: rows of plain fields, recorded together with one undo."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.bulk.grid import COLUMNS, GridRow
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.kernel.limits import GRID_ROWS_MAX
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other, wants_part
from ledger.plumbing.i18n import localised, ngettext, say
from ledger.services.books import quick
from ledger.services.bulk import gridding
from ledger.web.bulk.area import area
from ledger.web.seats import BookVisit
from ledger.web.told import tell

ROWS = 8
"""Rows that stand ready, and that are added at a time."""


@area.get("/books/<book>/rows", may=in_book(Deed.RECORD))
def grid(visit: BookVisit) -> Response:
    """Rows to be filled in."""
    return _page(visit, ROWS)


@area.post("/books/<book>/rows/more", may=in_book(Deed.RECORD), kept=False)
def more_rows(visit: BookVisit) -> Response:
    """The rows as they are, and some more; nothing is recorded."""
    return _page(visit, _count() + ROWS)


def again(visit: BookVisit) -> Response:
    """The rows once more, with what is to be mended beside each field."""
    if "" in visit.faults:
        read = gridding.read_rows(visit.session, visit.seat, _rows(_count()), visit.today)
        visit.faults |= {f"row-{one.row.n}-{column}": say(why) for one in read for column, why in one.faults.items()}
    return _page(visit, _count())


@area.post("/books/<book>/rows", may=in_book(Deed.RECORD), again=again)
def record_rows(visit: BookVisit) -> Response:
    """Record every row that says something, as one deed; if one cannot be, none is."""
    seq, count = gridding.record_rows(visit.session, visit.seat, _rows(_count()), visit.today, clock.now())
    book = id_text(visit.seat.book_id)
    tell(ngettext("Recorded: %(num)s entry", "Recorded: %(num)s entries", count),
         url_for("bulk.undo_several", book=book, seq=seq))
    return see_other(url_for("journal.index", book=book))


def _rows(count: int) -> list[GridRow]:
    """The rows a form sent. Raises: TooLong."""
    fields = Fields(request.form)
    return [GridRow(n, *(fields.line(f"row-{n}-{column}") for column in COLUMNS)) for n in range(1, count + 1)]


def _count() -> int:
    """How many rows a form has, as far as they are taken."""
    found = [int(parts[1]) for parts in (name.split("-") for name in request.form if name.startswith("row-"))
             if len(parts) == 3 and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 5]
    return min(max(found, default=ROWS), GRID_ROWS_MAX + 1)


def _page(visit: BookVisit, count: int) -> Response:
    known = [one for one in quick.accounts_in(visit.session, visit.seat).values() if not one.closed]
    home = quick.sheet(visit.session, visit.seat, visit.today, 12)
    template = "bulk/_grid.html" if wants_part() else "bulk/grid.html"
    return make_response(render_template(
        template, book=id_text(visit.seat.book_id), kept=request.form, faults=visit.faults, columns=COLUMNS,
        count=min(count, GRID_ROWS_MAX), today=visit.today, payees=home.payees,
        categories=[localised(one.names) for one in known if one.is_category],
        places=[localised(one.names) for one in known if one.is_place]))
