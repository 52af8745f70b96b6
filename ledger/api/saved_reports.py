"""Saved reports for programs: those one sees, saving one, removing it and putting it back."""

from __future__ import annotations

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.entry_out import VersionQuery
from ledger.api.shapes.saved_report import SavedReportIn, SavedReportOut, SavedReportsOut
from ledger.domain.reports import saved
from ledger.domain.reports.saved import NAME_MAX, SavedReport
from ledger.domain.reports.span import Beside, Span, asked, last_day, neighbour
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import page_of
from ledger.plumbing.fields import TooLong
from ledger.services.reports import saving

area = ApiArea("saved_reports", __name__)


@area.get("/books/<book>/saved-reports", in_book(Deed.READ), READ, SavedReportsOut, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> SavedReportsOut:
    """The saved reports that are shared, and one's own."""
    found = saving.reports(visit.session, visit.seat)
    shown, then = page_of("saved-reports", found, lambda one: one.report_id, query.after, query.limit)
    return SavedReportsOut(items=[_told(visit, one) for one in shown], next=then)


@area.post("/books/<book>/saved-reports", in_book(Deed.READ), WRITE, SavedReportOut, body=SavedReportIn, status=201)
def save_report(visit: BookVisit, body: SavedReportIn) -> SavedReportOut:
    """Keep a statement under a name, after those there are."""
    if len(body.name) > NAME_MAX:
        raise TooLong(limit=NAME_MAX, field="name")
    span = Span(body.span)
    days = asked(span, Beside(body.beside), visit.today, body.on, body.since, body.until)
    moves = body.back is not None and span is not Span.DAYS
    if moves:
        start = neighbour(span, asked(span, days.wanted, visit.today).period, -(body.back or 0)).start
        days = asked(span, days.wanted, visit.today, start)
    said = saved.said_of(body.said, days, visit.today, moves=moves)
    fresh = SavedReport(0, 0, body.name, body.report, said, body.shared, body.pinned)
    return _told(visit, saving.make(visit.session, visit.seat, fresh, clock.now()))


@area.delete("/books/<book>/saved-reports/<report>", in_book(Deed.READ), WRITE, SavedReportOut, query=VersionQuery)
def drop_report(visit: BookVisit, report: str, query: VersionQuery) -> SavedReportOut:
    """Keep a report no more; it is answered as it was."""
    return _told(visit, saving.remove(visit.session, visit.seat, read_id(report), query.version, clock.now()))


@area.post("/books/<book>/saved-reports/<report>/restore", in_book(Deed.READ), WRITE, SavedReportOut, body=Nothing)
def restore_report(visit: BookVisit, report: str, body: Nothing) -> SavedReportOut:
    """Keep a removed report again."""
    return _told(visit, saving.put_back(visit.session, visit.seat, read_id(report), clock.now()))


def _told(visit: BookVisit, one: SavedReport) -> SavedReportOut:
    period = one.period(visit.today)
    gone = saving.gone_from(visit.session, visit.seat, [one]).get(one.report_id)
    return SavedReportOut(
        id=id_text(one.report_id), version=one.version, name=one.name, report=one.statement, said=dict(one.said),
        since=period.start.isoformat(), until=last_day(period).isoformat(), moves=one.moves, shared=one.is_shared,
        pinned=one.is_pinned, gone=gone)
