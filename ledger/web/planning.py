"""Planned items: what is known to come, by its next day; recorded with one press when it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.entry import Verb
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text, day
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import current_language, localised
from ledger.plumbing.i18n import gettext as _
from ledger.services.books import proposing
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling
from ledger.services.planning.moving_on import StalePlan
from ledger.web.people.choices import currency_choices
from ledger.web.planning_hints import from_hint, hint_named, plannable
from ledger.web.seats import BookVisit
from ledger.web.stale import NOTHING, conflict_page, differences
from ledger.web.told import take_told, tell

planning = Area("planning", __name__)
NAME_MAX = 80
_NUMBER_MAX = 10**11
_PARTNERS = frozenset({Purpose.PARTNER_CAPITAL, Purpose.PARTNER_CURRENT})

VERBS = {Verb.EXPENSE: N_("Goes out"), Verb.INCOME: N_("Comes in"), Verb.TRANSFER: N_("Moves")}
REPEATS = {
    Repeats.ONCE: N_("Once"),
    Repeats.WEEKLY: N_("Every week"),
    Repeats.MONTHLY: N_("Every month"),
    Repeats.YEARLY: N_("Every year"),
}


class NotPositive(Invalid):
    """An amount of nothing, or below it."""

    message = N_("Write how much, without a minus.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: places, and under their group what money comes from or goes to."""

    places: list[tuple[str, str]]
    targets: list[tuple[str, list[tuple[str, str]]]]


@planning.get("/books/<book>/planned", may=in_book(Deed.READ))
def index(visit: BookVisit, item: str = "") -> Response:
    """What is to come, by day; once more where recording an item was refused."""
    seat, items = visit.seat, scheduling.planned(visit.session, visit.seat)
    is_open = not seat.book.closed
    return make_response(
        render_template(
            "planning/index.html",
            **_frame(visit),
            items=items,
            drafts=len(proposing.waiting(visit.session, seat)),
            ahead=scheduling.ahead(items, seat.book.home_currency, visit.today),
            hints=plannable(scheduling.hints(visit.session, seat)) if seat.may(Deed.PLAN) and is_open else [],
            repeats=REPEATS,
            may_plan=seat.may(Deed.PLAN) and is_open,
            may_record=seat.may(Deed.RECORD) and is_open,
            told=take_told(),
        )
    )


@planning.get("/books/<book>/planned/new", may=in_book(Deed.PLAN))
def new(visit: BookVisit) -> Response:
    """A new item; filled in where one of the scene's was chosen."""
    hint = hint_named(scheduling.hints(visit.session, visit.seat), request.args.get("hint", ""))
    known = accounts_in(visit.session, visit.seat)
    start = from_hint(hint, known, visit.today) if hint else {"on": visit.today + timedelta(days=1)}
    return _form(visit, start, item=None)


@planning.post("/books/<book>/planned", may=in_book(Deed.PLAN), again=new)
def add(visit: BookVisit) -> Response:
    """Write a new item down."""
    added = scheduling.add(visit.session, visit.seat, _read(visit), clock.now())
    undo = url_for("planning.close", book=_book(visit), item=id_text(added.item_id), version=added.version)
    tell(_("Planned: %(name)s", name=added.name), undo)
    return _back(visit)


@planning.get("/books/<book>/planned/<item>", may=in_book(Deed.PLAN))
def amend(visit: BookVisit, item: str) -> Response:
    """One item, to be put right."""
    found = scheduling.get(visit.session, visit.seat, read_id(item)).item
    return _form(visit, _values(found), item=found)


@planning.post("/books/<book>/planned/<item>", may=in_book(Deed.PLAN), again=amend)
def write(visit: BookVisit, item: str) -> Response:
    """Put an item right."""
    read = _read(visit, read_id(item))
    try:
        kept = scheduling.amend(visit.session, visit.seat, read, _number("version"), clock.now())
    except StalePlan:
        return _stale(visit, read)
    tell(_("Kept: %(name)s", name=kept.name))
    return _back(visit)


@planning.post("/books/<book>/planned/<item>/record", may=in_book(Deed.RECORD), again=index)
def record(visit: BookVisit, item: str) -> Response:
    """Record an item now; it moves on to its next day."""
    found = scheduling.get(visit.session, visit.seat, read_id(item)).item
    fields, due = Fields(request.form), found.next_day or visit.today
    amount = fields.amount("amount", found.amount.currency) if "amount" in fields else found.amount
    on = fields.day("on", min(due, visit.today))
    done = scheduling.record_now(
        visit.session, visit.seat, found.item_id, _number("version"), on, amount, clock.now()
    )
    undo = url_for("planning.take_back", book=_book(visit), item=item, seq=done.done.seq, day=found.next_day)
    tell(_("Recorded: %(name)s", name=found.name), undo)
    return _back(visit)


@planning.post("/books/<book>/planned/<item>/take-back", may=in_book(Deed.AMEND))
def take_back(visit: BookVisit, item: str) -> Response:
    """Take the recording back, and put the item on the day it had."""
    fields = Fields(request.values)
    on = fields.day("day") if "day" in fields else None
    back = scheduling.take_back(visit.session, visit.seat, read_id(item), _number("seq"), on, clock.now())
    tell(_("Taken back: %(name)s", name=back.name))
    return _back(visit)


@planning.post("/books/<book>/planned/<item>/close", may=in_book(Deed.PLAN))
def close(visit: BookVisit, item: str) -> Response:
    """Plan it no more."""
    gone = scheduling.close(visit.session, visit.seat, read_id(item), _number("version"), clock.now())
    tell(
        _("No longer planned: %(name)s", name=gone.name),
        url_for("planning.reopen", book=_book(visit), item=item),
    )
    return _back(visit)


@planning.post("/books/<book>/planned/<item>/reopen", may=in_book(Deed.PLAN))
def reopen(visit: BookVisit, item: str) -> Response:
    """Plan it again, as it was."""
    back = scheduling.reopen(visit.session, visit.seat, read_id(item), clock.now())
    tell(_("Planned again: %(name)s", name=back.name))
    return _back(visit)


def _form(visit: BookVisit, start: dict[str, Any], item: Scheduled | None) -> Response:
    known = accounts_in(visit.session, visit.seat)
    currency = start.get("currency") or visit.seat.book.home_currency
    return make_response(
        render_template(
            "planning/form.html",
            **_frame(visit),
            item=item,
            may_record=visit.seat.may(Deed.RECORD),
            start=start,
            unit=request.form.get("currency") or currency,
            kept=request.form,
            choices=_choices(known, start),
            verbs=[(verb.value, _(text)) for verb, text in VERBS.items()],
            repeats=[(one.value, _(text)) for one, text in REPEATS.items()],
            currencies=currency_choices(current_language()),
        )
    )


def _choices(known: dict[int, Account], start: dict[str, Any]) -> Choices:
    """Open accounts, and those put away that the item already names."""
    named = {start.get("account"), start.get("category")}
    shown = [one for one in known.values() if not one.closed or id_text(one.account_id) in named]
    by_kind = {kind: [_option(one) for one in shown if one.kind is kind] for kind in Kind}
    places = by_kind[Kind.ASSET] + by_kind[Kind.LIABILITY]
    partners = [_option(one) for one in shown if one.purpose in _PARTNERS]
    targets = [(_("Spending"), by_kind[Kind.EXPENSE]), (_("Income"), by_kind[Kind.INCOME]),
               (_("Accounts"), places + partners)]
    return Choices(places, targets)


def _option(account: Account) -> tuple[str, str]:
    return id_text(account.account_id), localised(account.names)


def _read(visit: BookVisit, item_id: int = 0) -> Scheduled:
    """The item as the form says it."""
    fields = Fields(request.form)
    amount: Money = fields.amount("amount", fields.currency("currency"))
    if amount.minor <= 0:
        raise NotPositive(field="amount")
    on: date = fields.day("on")
    return Scheduled(
        item_id,
        fields.line("name", needed=True, limit=NAME_MAX),
        fields.choice("verb", tuple(VERBS)),
        fields.id("account"),
        fields.id("category"),
        amount,
        on,
        Repeats(fields.choice("repeats", tuple(REPEATS))),
        on.day,
        fields.day("ends_on") if "ends_on" in fields else None,
    )


def _values(item: Scheduled) -> dict[str, Any]:
    """What the form shows of an item."""
    return {
        "name": item.name,
        "verb": item.verb,
        "amount": item.amount,
        "currency": item.amount.currency,
        "account": id_text(item.account_id),
        "category": id_text(item.category_id) if item.category_id else "",
        "on": item.next_day,
        "repeats": item.repeats.value,
        "ends_on": item.ends_on,
    }


def _stale(visit: BookVisit, mine: Scheduled) -> Response:
    """Both versions of an item somebody changed meanwhile."""
    stands, known = scheduling.get(visit.session, visit.seat, mine.item_id).item, accounts_in(visit.session, visit.seat)
    shown = url_for("planning.amend", book=_book(visit), item=id_text(stands.item_id))
    return conflict_page(stands.name, differences(_said(mine, known), _said(stands, known)), stands.version, shown)


def _said(item: Scheduled, known: dict[int, Account]) -> list[tuple[str, str]]:
    """The names of the form's fields, each with its value as text."""
    places = [localised(known[one].names) if one in known else NOTHING for one in (item.account_id, item.category_id)]
    return [
        (_("Money"), _(VERBS[Verb(item.verb)])),
        (_("Name"), item.name),
        (_("Amount"), amount_text(item.amount)),
        (_("Which account"), places[0]),
        (_("What for, or where to"), places[1]),
        (_("Next on"), day(item.next_day) if item.next_day else NOTHING),
        (_("Last on"), day(item.ends_on) if item.ends_on else NOTHING),
        (_("How often"), _(REPEATS[item.repeats])),
    ]


def _number(name: str) -> int:
    return Fields(request.values).whole(name, 1, _NUMBER_MAX)


def _frame(visit: BookVisit) -> dict[str, Any]:
    return {
        "book": _book(visit),
        "home": visit.seat.book.home_currency,
        "today": visit.today,
        "faults": visit.faults,
    }


def _book(visit: BookVisit) -> str:
    return id_text(visit.seat.book_id)


def _back(visit: BookVisit) -> Response:
    return see_other(url_for("planning.index", book=_book(visit)))
