"""One's own reminders: of what, when, by which way, and when it is quiet."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from ledger.domain.reminders.wishes import DAYS_MAX, HOURS, Wishes
from ledger.kernel.ids import id_text, read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit, database
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.http import see_other
from ledger.plumbing.pushing.sending import ENDPOINT_MAX, house_of
from ledger.services.reminders import falling, pushes, wishing
from ledger.store.reminders.devices import PushDevice
from ledger.web.reminders.area import area

_BOOK = "book-"


@area.get("/me/reminders", SIGNED_IN)
def page(visit: Visit[int]) -> Any:
    """What one is reminded of."""
    wishes = wishing.wishes_of(visit.session, visit.seat)
    mine = falling.seats(visit.session, visit.seat, Wishes())
    return render_template(
        "reminders/page.html",
        wishes=wishes,
        books=[(_BOOK + id_text(seat.book_id), seat.book.name, wishes.is_about(seat.book_id)) for seat in mine],
        hours=[(str(hour), f"{hour:02}:00") for hour in range(HOURS)],
        days_max=DAYS_MAX,
        email=visit.principal.email,
        devices=len(taking := pushes.taking(visit.session, visit.seat)),
        is_here=visit.principal.session_digest in {one.digest for one in taking},
        push_key=house_of(database()).public_key,
        kept=request.form,
        faults=visit.faults,
        done="done" in request.args,
    )


@area.post("/me/reminders", SIGNED_IN, again=page)
def keep(visit: Visit[int]) -> Any:
    """Write what one wants to be reminded of."""
    wishing.wish(visit.session, visit.seat, _said(Fields(request.form)), clock.now())
    return see_other(url_for("reminders.page", done="yes"))


@area.post("/me/reminders/device", SIGNED_IN, again=page)
def let_device(visit: Visit[int]) -> Any:
    """Let the browser this is sent from be told by push."""
    form = Fields(request.form)
    device = PushDevice(
        visit.principal.session_digest or b"", form.line("endpoint", needed=True, limit=ENDPOINT_MAX),
        form.line("public_key", needed=True), form.line("secret", needed=True))
    pushes.let(visit.session, visit.seat, device, clock.now())
    return see_other(url_for("reminders.page", done="yes"))


@area.post("/me/reminders/device/leave", SIGNED_IN)
def leave_device(visit: Visit[int]) -> Any:
    """Tell this browser no more."""
    pushes.leave(visit.session, visit.seat, visit.principal.session_digest or b"")
    return see_other(url_for("reminders.page", done="yes"))


def _said(form: Fields) -> Wishes:
    """The wishes of the form. Raises: what its fields raise, NotAChoice where no ledger is left."""
    return Wishes(
        form.flag("record"), form.whole("record_at", 0, HOURS - 1),
        form.flag("due"), form.whole("due_at", 0, HOURS - 1), form.whole("due_days", 0, DAYS_MAX),
        _books(form), form.flag("by_mail"), form.flag("by_push"),
        form.whole("quiet_from", 0, HOURS - 1), form.whole("quiet_to", 0, HOURS - 1),
        form.day("paused_until") if "paused_until" in form else None,
    )


def _books(form: Fields) -> tuple[int, ...]:
    """The ledgers ticked among those shown; with every one ticked, or none to choose from, all there will be."""
    shown = form.form.get("shown", "").split()
    ticked = tuple(read_id(one) for one in shown if form.flag(_BOOK + one))
    if len(shown) > 1 and not ticked:
        raise NotAChoice(field="books")
    return () if len(ticked) == len(shown) or len(shown) < 2 else ticked
