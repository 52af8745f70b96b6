"""What a person does on the page “Help with money”: each press does one thing."""

from __future__ import annotations

from flask import Response, request

from credit.domain.people.borrower import COUNTRIES, Borrower
from credit.domain.people.quiet import Why
from credit.domain.people.scope import read_scope
from credit.services.people import consenting, quieting
from credit.services.people.situation import SHARED_SCREEN
from credit.web.people.area import area, back, keep_screen
from credit.web.people.page import page
from ledger.kernel.ids import read_id
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields, NotAChoice
from ledger.plumbing.i18n import current_language

ASKED_FOR = (Why.LIFE_EVENT.value, Why.FREE_OF_OFFERS.value)
"""Wishes made on the page itself; the others are answers to an offer."""


@area.post("/me/help/consents", SIGNED_IN, again=page)
def allow(visit: Visit[int]) -> Response:
    """Allow one thing."""
    form = Fields(request.form)
    scope, _lender = read_scope(form.line("scope", needed=True))
    consenting.grant(
        visit.session, visit.seat, scope, clock.now(), book_id=form.id_or_none("book") or 0,
        lender_id=form.id_or_none("lender") or 0, locale=current_language(),
    )
    return back("allowed")


@area.post("/me/help/consents/<consent>/withdraw", SIGNED_IN)
def withdraw(visit: Visit[int], consent: str) -> Response:
    """Take one thing back."""
    consenting.withdraw(visit.session, visit.seat, read_id(consent), clock.now())
    return back("withdrawn")


@area.post("/me/help/about", SIGNED_IN, again=page)
def introduce(visit: Visit[int]) -> Response:
    """Say when one was born and where one lives."""
    form = Fields(request.form)
    said = Borrower(form.day("born_on"), form.choice("country", COUNTRIES))
    quieting.introduce(visit.session, visit.seat, said, visit.today, clock.now())
    return back("said")


@area.post("/me/help/quiet", SIGNED_IN, again=page)
def ask_quiet(visit: Visit[int]) -> Response:
    """Ask for quiet: in a hard time, or for a ledger, or for everything."""
    form = Fields(request.form)
    why = Why(form.choice("why", ASKED_FOR))
    quieting.ask(
        visit.session, visit.seat, why, visit.today, clock.now(), book_id=form.id_or_none("book") or 0
    )
    return back("quiet")


@area.post("/me/help/quiet/<quiet>/end", SIGNED_IN)
def end_quiet(visit: Visit[int], quiet: str) -> Response:
    """Undo a wish for quiet, or an answer to an offer."""
    quieting.end(visit.session, visit.seat, read_id(quiet), clock.now())
    return back("undone")


@area.post("/me/help/screen", SIGNED_IN, again=page)
def say_screen(visit: Visit[int]) -> Response:
    """Say whether others look at this screen."""
    said = request.form.get("screen", "")
    if said not in ("", SHARED_SCREEN):
        raise NotAChoice(field="screen")
    keep_screen(said)
    return back("said")
