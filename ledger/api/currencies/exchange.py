"""Gain and loss by exchange, for programs."""

from __future__ import annotations

from ledger.api.seats import READ, BookVisit
from ledger.api.shapes.currency import ExchangeOut, GainOut
from ledger.api.shapes.statement import StatementQuery
from ledger.domain.currencies.gains import Line
from ledger.domain.reports import span as spans
from ledger.domain.reports.span import Beside, Span
from ledger.domain.sharing.role import Deed
from ledger.kernel.currency import shown_code
from ledger.kernel.ids import id_text
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.words import amount_text
from ledger.services.currencies import gaining

area = ApiArea("exchange", __name__)


@area.get("/books/<book>/reports/exchange", in_book(Deed.READ), READ, ExchangeOut, query=StatementQuery)
def exchange(visit: BookVisit, query: StatementQuery) -> ExchangeOut:
    """What was gained or lost by what is held in other currencies; `beside` says nothing here."""
    asked = spans.asked(Span(query.span), Beside(query.beside), visit.today, query.on, query.since, query.until)
    found, home = gaining.exchange(visit.session, visit.seat, asked.period, visit.today), visit.seat.book.home_currency
    return ExchangeOut(
        currency=home, since=asked.period.start.isoformat(), on=found.on.isoformat(),
        exchanged=amount_text(found.exchanged, home), realised=amount_text(found.realised, home),
        unrealised=amount_text(found.unrealised, home), gain=amount_text(found.gain, home), waiting=found.waiting,
        lines=[_line(line, home) for line in found.lines],
    )  # fmt: skip


def _line(line: Line, home: str) -> GainOut:
    def text(minor: int) -> str:
        return amount_text(minor, home)

    return GainOut(
        account=id_text(line.held.account_id), currency=shown_code(line.held.currency),
        held=amount_text(line.minor, line.held.currency), cost=text(line.cost), worth=text(line.worth),
        worth_before=text(line.worth_before), put_in=text(line.put_in), exchanged=text(line.exchanged),
        realised=text(line.realised), unrealised=text(line.unrealised), gain=text(line.gain),
        priced=not line.is_unpriced, waiting=line.waiting, entries=[id_text(one) for one in line.entries],
    )  # fmt: skip
