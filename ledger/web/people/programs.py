"""Programs that act for one: their tokens, making one, and ending one.

The page that shows a token answers without keeping its answer: the kept one would keep the secret.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import render_template, request, url_for

from ledger.domain.people.token import SCOPES, read_scopes
from ledger.kernel.errors import N_
from ledger.plumbing import clock
from ledger.plumbing.access import SIGNED_IN, Visit
from ledger.plumbing.fields import Fields
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.services.people import tokens
from ledger.web.people.area import area

NAME_MAX = 60
MEANINGS = {
    "books:read": N_("Read the ledgers"),
    "books:write": N_("Record and change in the ledgers"),
    "offers:read": N_("Read what was offered"),
    "lender:rules": N_("Write the rules of a lender"),
    "lender:leads": N_("Read the leads of a lender"),
}
"""What each scope lets a program do, never more than its person may."""

LIVES = {"30": N_("30 days"), "90": N_("90 days"), "365": N_("A year"), "": N_("Until I end it")}
"""How long a token may last, in days."""


@area.get("/me/programs", SIGNED_IN)
def programs(visit: Visit[int]) -> Any:
    """The tokens that work now, and making another."""
    return render_template("people/programs.html", **_view(visit))


@area.post("/me/programs", SIGNED_IN, again=programs, kept=False)
def make_token(visit: Visit[int]) -> Any:
    """Make a token and show it this once."""
    form = Fields(request.form)
    name = form.line("name", needed=True, limit=NAME_MAX)
    scopes = read_scopes(scope for scope in SCOPES if form.flag(scope))
    days = form.choice("life", LIVES)
    life = timedelta(days=int(days)) if days else None
    made = tokens.make(visit.session, visit.seat, name, scopes, clock.now(), life)
    return render_template("people/token.html", token=made, name=name, says=_said(scopes), address=_address())


@area.post("/me/programs/end", SIGNED_IN)
def end_token(visit: Visit[int]) -> Any:
    """End a token: the program stops at once, and cannot be let in again by it."""
    tokens.end(visit.session, visit.seat, Fields(request.form).line("token", needed=True), clock.now())
    return see_other(url_for("people.programs"))


def _view(visit: Visit[int]) -> dict[str, Any]:
    return {
        "programs": [
            {"key": one.digest.hex(), "name": one.name or _("A program"), "says": _said(one.scopes), "token": one}
            for one in tokens.listed(visit.session, visit.seat, clock.now())
        ],
        "scopes": [(scope, _(text)) for scope, text in MEANINGS.items()],
        "lives": [(days, _(text)) for days, text in LIVES.items()],
        "zone": visit.principal.zone, "today": visit.today, "kept": request.form, "faults": visit.faults,
    }  # fmt: skip


def _said(scopes: Any) -> list[str]:
    return [_(MEANINGS[scope]) for scope in scopes if scope in MEANINGS]


def _address() -> str:
    return f"{request.host_url}api/v1"
