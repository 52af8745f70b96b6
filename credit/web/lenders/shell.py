"""The shell of a lender's pages: where one can go, and how much waits there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request, url_for

from credit.services.lenders import looking
from credit.web.lenders.seats import LenderVisit
from ledger.kernel.ids import id_text
from ledger.plumbing.face.shell import Here, Tab
from ledger.plumbing.i18n import gettext as _


def shell(visit: LenderVisit, here: Here) -> Here:
    """The reader and the lender they sit in."""
    lender = id_text(visit.seat.lender_id)
    waiting = len(looking.waiting_for(visit.session, visit.seat))
    rules = _tab("lenders.rules", "table-2", _("Rules"), "r", lender=lender)
    trying = replace(_tab("lenders.waiting", "flask-conical", _("Try out, approve"), "t", lender=lender),
                     count=waiting or None)
    results = _tab("lenders.results", "filter", _("Results"), "e", lender=lender)
    return replace(
        here, side="lender", organisation=visit.seat.lender.name, home_href=url_for("lenders.home", lender=lender),
        tabs=(
            _tab("lenders.home", "house", _("Overview"), "s", lender=lender), rules,
            _tab("lenders.products", "package", _("Products"), "p", lender=lender), trying, results,
            _tab("lenders.people", "users", _("People"), lender=lender),
            _tab("lenders.audit", "scroll-text", _("Log"), lender=lender),
            _tab("lenders.limits", "shield-check", _("Limits"), lender=lender),
        ),
        dock=(rules, trying, results),
    )


def _tab(endpoint: str, icon: str, label: str, key: str = "", **arguments: Any) -> Tab:
    address = url_for(endpoint, **arguments)
    is_home = request.path == address
    within = endpoint != "lenders.home" and request.path.startswith(f"{address}/")
    return Tab(address, icon, label, is_home or within, key=key)
