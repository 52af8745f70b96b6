"""What a person does to a planned item: writes it down, puts it right, records it, plans it no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Response, make_response, render_template, request, url_for

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Verb
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.planning.turn import Mode
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, HouseError, Invalid
from ledger.kernel.ids import id_text, new_id, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.fields import Fields
from ledger.plumbing.format import amount_text, day
from ledger.plumbing.http import wants_part
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised, say
from ledger.services.books.quick import accounts_in
from ledger.services.planning import scheduling
from ledger.services.planning.moving_on import StalePlan
from ledger.web.planning import pages, words
from ledger.web.planning.area import back, book_of, number, planning
from ledger.web.planning.pages import MODES, VERBS
from ledger.web.planning.repeating import ENDS, read_repeat
from ledger.web.seats import BookVisit
from ledger.web.stale import NOTHING, conflict_page, differences
from ledger.web.told import tell

NAME_MAX = 80


class NotPositive(Invalid):
    """An amount of nothing, or below it."""

    message = N_("Write how much, without a minus.")


@planning.post("/books/<book>/planned", may=in_book(Deed.PLAN), again=pages.new)
def add(visit: BookVisit) -> Response:
    """Write a new item down."""
    added = scheduling.add(visit.session, visit.seat, _read(visit), clock.now())
    undo = url_for("planning.close", book=book_of(visit), item=id_text(added.item_id), version=added.version)
    tell(_("Planned: %(name)s", name=added.name), undo)
    return back(visit)


def _form_again(visit: BookVisit) -> Response:
    """The form that was sent, of a new item or of one that is there."""
    item = request.form.get("item", "")
    shown: Response = pages.amend(visit, item) if item else pages.new(visit)
    return shown


@planning.post("/books/<book>/planned/said", may=in_book(Deed.PLAN), again=_form_again, kept=False)
def say_it(visit: BookVisit) -> Response:
    """Say what the form means, and on which days it comes next: nothing is done. As a part, or as the whole form."""
    item_id = Fields(request.form).id_or_none("item")
    was = scheduling.get(visit.session, visit.seat, item_id).item if item_id else None
    try:
        said = scheduling.begun(visit.session, visit.seat, _meant(was), clock.now())
    except HouseError as error:
        if not wants_part():
            raise
        return make_response(render_template("planning/_said.html", refused=say(error), sentences=[], turns=[], past=0))
    if wants_part():
        return make_response(render_template("planning/_said.html", **pages.meaning(visit, said)))
    start = pages.values(was) if was else {"on": visit.today}
    return pages.form(visit, start, item=was, said=said)


@planning.post("/books/<book>/planned/<item>", may=in_book(Deed.PLAN), again=pages.amend)
def write(visit: BookVisit, item: str) -> Response:
    """Put an item right."""
    was = scheduling.get(visit.session, visit.seat, read_id(item)).item
    read = _read(visit, was)
    try:
        kept = scheduling.amend(visit.session, visit.seat, read, number("version"), clock.now())
    except StalePlan:
        return _stale(visit, read)
    tell(_("Kept: %(name)s", name=kept.name))
    return back(visit)


@planning.post("/books/<book>/planned/<item>/record", may=in_book(Deed.RECORD), again=pages.index)
def record(visit: BookVisit, item: str) -> Response:
    """Record an item now; it moves on to its next day."""
    found = scheduling.get(visit.session, visit.seat, read_id(item)).item
    fields, due = Fields(request.form), found.next_day or visit.today
    amount = fields.amount("amount", found.amount.currency) if "amount" in fields else found.next_amount
    on = fields.day("on", min(due, visit.today))
    done = scheduling.record_now(
        visit.session, visit.seat, found.item_id, number("version"), on, amount, clock.now()
    )
    undo = url_for("planning.take_back", book=book_of(visit), item=item, seq=done.done.seq, day=found.next_day)
    tell(_("Recorded: %(name)s", name=found.name), undo)
    return back(visit)


@planning.post("/books/<book>/planned/<item>/take-back", may=in_book(Deed.AMEND))
def take_back(visit: BookVisit, item: str) -> Response:
    """Take the recording back, and put the item on the day it had."""
    fields = Fields(request.values)
    on = fields.day("day") if "day" in fields else None
    put = scheduling.take_back(visit.session, visit.seat, read_id(item), number("seq"), on, clock.now())
    tell(_("Taken back: %(name)s", name=put.name))
    return back(visit)


@planning.post("/books/<book>/planned/<item>/close", may=in_book(Deed.PLAN))
def close(visit: BookVisit, item: str) -> Response:
    """Plan it no more."""
    gone = scheduling.close(visit.session, visit.seat, read_id(item), number("version"), clock.now())
    tell(
        _("No longer planned: %(name)s", name=gone.name),
        url_for("planning.reopen", book=book_of(visit), item=item),
    )
    return back(visit)


@planning.post("/books/<book>/planned/<item>/reopen", may=in_book(Deed.PLAN))
def reopen(visit: BookVisit, item: str) -> Response:
    """Plan it again, as it was."""
    put = scheduling.reopen(visit.session, visit.seat, read_id(item), clock.now())
    tell(_("Planned again: %(name)s", name=put.name))
    return back(visit)


def _read(visit: BookVisit, was: Scheduled | None = None) -> Scheduled:
    """The item as the form says it."""
    fields = Fields(request.form)
    amount: Money = fields.amount("amount", fields.unit("currency"))
    if amount.minor <= 0:
        raise NotPositive(field="amount")
    on = fields.day("on")
    name = fields.line("name", needed=True, limit=NAME_MAX)
    verb, account, category = fields.choice("verb", tuple(VERBS)), fields.id("account"), fields.id("category")
    return _repeating(Scheduled(was.item_id if was else 0, name, verb, account, category, amount, on, Repeats.ONCE,
                                on.day), fields, was)


def _meant(was: Scheduled | None) -> Scheduled:
    """What the form says of repeating, of an item that may still lack everything else."""
    fields = Fields(request.form)
    currency, on = fields.unit("currency"), fields.day("on")
    amount = fields.amount("amount", currency) if "amount" in fields else Money(1, currency)
    return _repeating(Scheduled(was.item_id if was else new_id(), "", Verb.EXPENSE.value, 0, None, amount, on,
                                Repeats.ONCE, on.day), fields, was)


def _repeating(item: Scheduled, fields: Fields, was: Scheduled | None) -> Scheduled:
    """An item with how it repeats, where it ends and what happens on its day."""
    on = item.next_day or date.min
    repeat = read_repeat(request.form, on, item.amount.currency, was)
    mode = fields.choice("mode", tuple(MODES)) if "mode" in fields else Mode.REMIND.value
    return replace(
        item, next_day=repeat.next_day, repeats=repeat.repeats, anchor=repeat.anchor, rule=repeat.rule,
        ends_on=repeat.ends_on, times=repeat.times, mode=mode,
        total_minor=repeat.total.minor if repeat.total else None,
    )


def _stale(visit: BookVisit, mine: Scheduled) -> Response:
    """Both versions of an item somebody changed meanwhile."""
    stands, known = scheduling.get(visit.session, visit.seat, mine.item_id).item, accounts_in(visit.session, visit.seat)
    shown = url_for("planning.amend", book=book_of(visit), item=id_text(stands.item_id))
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
        (_("How often"), words.often(item)),
        (_("Ends"), " ".join(words.ends(item)) or _(ENDS["never"])),
        (_("When its day comes"), _(MODES[Mode(item.mode)])),
    ]
