"""What is spread over months: listed with its parts, begun from an entry, ended early, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ledger.api.journal.entry_words import Names, money_of
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.spreads import OverMonthsOut, OverMonthsPartOut, SpreadEndIn, SpreadIn, Spreads
from ledger.domain.planning.turn import Mode
from ledger.domain.sharing.role import Deed
from ledger.domain.spreading import plan
from ledger.domain.spreading.plan import How, Plan
from ledger.domain.spreading.spread import Part, Spreading
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.kernel.period import add_months
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, id_or_null, page_of
from ledger.plumbing.fields import Needed
from ledger.services.books import looking_back
from ledger.services.books.quick import accounts_in
from ledger.services.spreading import beginning, ending, following
from ledger.services.spreading.beginning import NAME_MAX, Asked
from ledger.services.spreading.ending import Back

area = ApiArea("spreads", __name__)


@area.get("/books/<book>/spreads", in_book(Deed.READ), READ, Spreads, query=ListQuery)
def spreads(visit: BookVisit, query: ListQuery) -> Spreads:
    """Everything that is or was spread, what still runs first."""
    found = following.listed(visit.session, visit.seat)
    shown, then = page_of("spreads", found, lambda one: one.item.item_id, query.after, query.limit)
    return Spreads(items=[_told(one) for one in shown], next=then)


@area.post("/books/<book>/entries/<entry>/spread", in_book(Deed.PLAN), WRITE, OverMonthsOut, body=SpreadIn, status=201)
def spread_entry(visit: BookVisit, entry: str, body: SpreadIn) -> OverMonthsOut:
    """Divide an entry over months: it is amended, and its parts are planned."""
    found = looking_back.thing(visit.session, visit.seat, read_id(entry)).shown.kept
    names, currency = Names(accounts_in(visit.session, visit.seat)), found.entry.postings[0].currency
    residual = money_of(body.residual, currency, "residual").minor if body.residual is not None else 0
    name = body.name or found.entry.words.payee or found.entry.words.note or body.category
    asked = Asked(names.get(body.category, "category"), _planned(body, residual), name[:NAME_MAX], Mode(body.mode),
                  residual)
    begun = beginning.begin(visit.session, visit.seat, found.thing_id, body.version, asked, clock.now())
    return _told(following.get(visit.session, visit.seat, begun.item_id))


@area.post("/books/<book>/spreads/<spread>/end", in_book(Deed.RECORD), WRITE, OverMonthsOut, body=SpreadEndIn)
def end_spread(visit: BookVisit, spread: str, body: SpreadEndIn) -> OverMonthsOut:
    """End a spread early: the rest at once, or with money back; a thing that is sold, or scrapped for nothing."""
    session, seat, number = visit.session, visit.seat, read_id(spread)
    found, on = following.get(session, seat, number), body.on or visit.today
    if body.back is None and not found.spread.how.is_wear:
        ending.bear_rest(session, seat, number, on, clock.now())
    else:
        place = Names(accounts_in(session, seat)).find(body.place, "place")
        back = money_of(body.back, found.currency, "back") if body.back is not None else Money(0, found.currency)
        ending.take_money_back(session, seat, number, Back(back, place), on, clock.now())
    return _told(following.get(session, seat, number))


@area.post("/books/<book>/spreads/<spread>/go-on", in_book(Deed.AMEND), WRITE, OverMonthsOut)
def continue_spread(visit: BookVisit, spread: str) -> OverMonthsOut:
    """Undo the early end of a spread."""
    return _told(ending.go_on(visit.session, visit.seat, read_id(spread), clock.now()))


@area.post("/books/<book>/spreads/<spread>/undo", in_book(Deed.AMEND), WRITE, OverMonthsOut)
def undo_spread(visit: BookVisit, spread: str) -> OverMonthsOut:
    """Undo a spread altogether: its parts are taken back, and its entry is as it was."""
    return _told(ending.undo(visit.session, visit.seat, read_id(spread), clock.now()))


def _planned(body: SpreadIn, residual: int) -> Callable[[int, date], Plan]:
    """The plan of what is asked. Raises: Needed where neither months nor a day are named."""
    how, last = How(body.how), body.until
    if body.months is None and (last is None or how.is_wear):
        raise Needed(field="months")
    months = body.months or 0

    def planned(minor: int, on: date) -> Plan:
        first = body.first or on
        if how is How.STRAIGHT:
            return plan.straight(minor, residual, first, months)
        if how is How.DECLINING:
            return plan.declining(minor, residual, first, months)
        if how is How.DAYS:
            plan.check_months(months or plan.PARTS_MAX)
            return plan.by_days(minor, first, last or add_months(first, months) - timedelta(days=1))
        return plan.until(minor, first, last) if last else plan.evenly(minor, first, months)

    return planned


def _told(found: Spreading) -> OverMonthsOut:
    spread, currency = found.spread, found.currency
    return OverMonthsOut(
        id=id_text(found.item.item_id), name=found.item.name, entry=id_text(spread.thing_id), how=spread.how.value,
        account=id_text(found.item.account_id), category=id_or_null(found.item.category_id), currency=currency,
        cost=amount_text(spread.cost, currency), residual=amount_text(spread.residual, currency),
        left=amount_text(found.left.minor, currency), ended=spread.ended.value if spread.ended else None,
        parts=[_part(one, currency) for one in found.parts],
    )  # fmt: skip


def _part(one: Part, currency: str) -> OverMonthsPartOut:
    entry = one.turn.thing_id if one.stands and one.turn else None
    return OverMonthsPartOut(n=one.n, on=one.on.isoformat(), amount=amount_text(one.minor, currency),
                         left=amount_text(one.left, currency), entry=id_or_null(entry))
