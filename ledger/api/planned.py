"""Planned items: what is to come, how it repeats, and what became of its turns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import islice

from ledger.api.journal.entry_words import Names
from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.journal.entry_out import VersionQuery
from ledger.api.shapes.planned import (
    NextOut,
    NextTurnIn,
    PlannedAgain,
    PlannedIn,
    PlannedItems,
    PlannedOut,
    TurnIn,
    TurnOut,
    Turns,
)
from ledger.domain.books.entry import NoAmount
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.rule import HORIZON
from ledger.domain.planning.rule_text import RuleRead, read_rule, rule_text
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.shape import ListQuery, Nothing
from ledger.plumbing.api.words import amount_text, id_or_null, instant, page_of
from ledger.plumbing.fields import NotAChoice
from ledger.plumbing.i18n import say
from ledger.services.books.quick import accounts_in
from ledger.services.currencies import commodities
from ledger.services.files.refusing import read_problem
from ledger.services.planning import moving_on, scheduling, turning
from ledger.services.planning.turning import TurnShown

area = ApiArea("planned", __name__)
NEXT = 5
"""Days of an item listed as its next ones."""

_ITEM = "/books/<book>/planned/<item>"


@area.get("/books/<book>/planned", in_book(Deed.READ), READ, PlannedItems, query=ListQuery)
def listing(visit: BookVisit, query: ListQuery) -> PlannedItems:
    """What is planned, those that come first before the others."""
    known = [one.item for one in scheduling.planned(visit.session, visit.seat)]
    shown, then = page_of("planned", known, lambda item: item.item_id, query.after, query.limit)
    return PlannedItems(items=[_told(item) for item in shown], next=then)


@area.post("/books/<book>/planned", in_book(Deed.PLAN), WRITE, PlannedOut, body=PlannedIn, status=201)
def plan(visit: BookVisit, body: PlannedIn) -> PlannedOut:
    """Plan something."""
    return _told(scheduling.add(visit.session, visit.seat, _read(visit, body, 0), clock.now()))


@area.get(_ITEM, in_book(Deed.READ), READ, PlannedOut)
def planned_item(visit: BookVisit, item: str) -> PlannedOut:
    """One planned item."""
    return _told(scheduling.get(visit.session, visit.seat, read_id(item)).item)


@area.post(f"{_ITEM}/amend", in_book(Deed.PLAN), WRITE, PlannedOut, body=PlannedAgain)
def plan_again(visit: BookVisit, item: str, body: PlannedAgain) -> PlannedOut:
    """Put an item right. A version that stands no more is refused."""
    was = scheduling.get(visit.session, visit.seat, read_id(item)).item
    fresh = _read(visit, body, was.item_id)
    return _told(scheduling.amend(visit.session, visit.seat, fresh, body.version, clock.now()))


@area.delete(_ITEM, in_book(Deed.PLAN), WRITE, PlannedOut, query=VersionQuery)
def plan_no_more(visit: BookVisit, item: str, query: VersionQuery) -> PlannedOut:
    """Plan an item no more."""
    return _told(scheduling.close(visit.session, visit.seat, read_id(item), query.version, clock.now()))


@area.post(f"{_ITEM}/record", in_book(Deed.RECORD), WRITE, PlannedOut, body=NextTurnIn)
def record_next(visit: BookVisit, item: str, body: NextTurnIn) -> PlannedOut:
    """Record the next turn of an item now; it moves on to the one after it."""
    was = scheduling.get(visit.session, visit.seat, read_id(item)).item
    amount = _money(body.amount, was.amount.currency) if body.amount is not None else was.next_amount
    on = body.on or min(was.next_day or visit.today, visit.today)
    scheduling.record_now(visit.session, visit.seat, was.item_id, body.version, on, amount, clock.now())
    return _told(moving_on.get(visit.session, visit.seat.book_id, was.item_id))


@area.get(f"{_ITEM}/turns", in_book(Deed.READ), READ, Turns)
def turns_of(visit: BookVisit, item: str) -> Turns:
    """What became of an item's turns, the latest fifty."""
    return Turns(items=[_turn(one) for one in turning.of_item(visit.session, visit.seat, read_id(item))])


@area.post(f"{_ITEM}/turns/<day>/record", in_book(Deed.RECORD), WRITE, TurnOut, body=TurnIn)
def record_turn(visit: BookVisit, item: str, day: str, body: TurnIn) -> TurnOut:
    """Record a turn that waits."""
    found = turning.get(visit.session, visit.seat, read_id(item), _day(day))
    turn = found.turn
    amount = _money(body.amount, turn.amount.currency) if body.amount is not None else turn.amount
    turning.confirm(visit.session, visit.seat, turn.item_id, turn.on, body.on or turn.on, amount, clock.now())
    return _turn(turning.get(visit.session, visit.seat, turn.item_id, turn.on))


@area.post(f"{_ITEM}/turns/<day>/leave-out", in_book(Deed.RECORD), WRITE, TurnOut, body=Nothing)
def leave_turn_out(visit: BookVisit, item: str, day: str, body: Nothing) -> TurnOut:
    """Leave a turn that waits out: nothing is recorded."""
    turning.leave_out(visit.session, visit.seat, read_id(item), _day(day), clock.now())
    return _turn(turning.get(visit.session, visit.seat, read_id(item), _day(day)))


@area.post(f"{_ITEM}/turns/<day>/undo", in_book(Deed.AMEND), WRITE, TurnOut, body=Nothing)
def undo_turn(visit: BookVisit, item: str, day: str, body: Nothing) -> TurnOut:
    """Take the entry of a turn back; the turn does not come again."""
    turning.take_back(visit.session, visit.seat, read_id(item), _day(day), clock.now())
    return _turn(turning.get(visit.session, visit.seat, read_id(item), _day(day)))


def _read(visit: BookVisit, body: PlannedIn, item_id: int) -> Scheduled:
    names, home = Names(accounts_in(visit.session, visit.seat)), visit.seat.book.home_currency
    currency = commodities.unit_in(visit.session, visit.seat, body.currency or home)
    if (body.repeats == "rule") != bool(body.rule):
        raise NotAChoice(field="rule")
    said = read_rule(body.rule) if body.rule else None
    return Scheduled(
        item_id, body.name, body.verb, names.get(body.account, "account"), names.get(body.to, "to"),
        _money(body.amount, currency), body.on, Repeats(body.repeats), body.on.day,
        _earliest(body, said), body.mode, rule=said.rule if said else None, times=_fewest(body, said),
        total_minor=_money(body.total, currency, "total").minor if body.total is not None else None)


def _earliest(body: PlannedIn, said: RuleRead | None) -> date | None:
    days = [day for day in (body.ends_on, said.until if said else None) if day is not None]
    return min(days, default=None)


def _fewest(body: PlannedIn, said: RuleRead | None) -> int | None:
    counts = [count for count in (body.times, said.times if said else None) if count is not None]
    return min(counts, default=None)


def _money(amount: Decimal, currency: str, field: str = "amount") -> Money:
    found = Money.of(amount, currency)
    if found.minor <= 0:
        raise NoAmount(field=field)
    return found


def _told(item: Scheduled) -> PlannedOut:
    currency = item.amount.currency
    coming = [] if item.closed else islice(item.turns(date.min, HORIZON), NEXT)
    return PlannedOut(
        id=id_text(item.item_id), version=item.version, name=item.name, verb=item.verb,
        amount=amount_text(item.amount.minor, currency), currency=currency, account=id_text(item.account_id),
        to=id_or_null(item.category_id), on=item.next_day.isoformat() if item.next_day else None,
        repeats=item.repeats.value, rule=rule_text(item.rule) if item.rule else "",
        ends_on=item.ends_on.isoformat() if item.ends_on else None, times=item.times,
        total=None if item.total_minor is None else amount_text(item.total_minor, currency), mode=item.mode,
        closed=item.closed,
        next=[NextOut(on=day.isoformat(), amount=amount_text(one.minor, currency)) for day, one in coming],
    )


def _turn(shown: TurnShown) -> TurnOut:
    turn, problem = shown.turn, read_problem(shown.turn.problem)
    return TurnOut(
        item=id_text(turn.item_id), on=turn.on.isoformat(), state=turn.state.value,
        amount=amount_text(turn.amount.minor, turn.amount.currency), currency=turn.amount.currency,
        entry=id_or_null(turn.thing_id), stands=shown.stands, by_itself=turn.by_itself, at=instant(turn.at),
        why=say(problem) if problem else "",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Missing() from None
