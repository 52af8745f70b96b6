"""What an entry's page shows of months: what of it can be divided over them, and what it was divided into."""

from __future__ import annotations

from typing import Any

from flask import request

from ledger.domain.books.account import Kind
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing.format import amount_text
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books.looking_back import Thing
from ledger.services.spreading import beginning, following
from ledger.web.seats import BookVisit


def spread_of(visit: BookVisit, found: Thing) -> dict[str, Any]:
    """The portions of an entry as options, its spreads, and the ways of each form."""
    kept = found.shown.kept
    may = visit.seat.may(Deed.PLAN) and found.may_amend and found.stands and not found.is_locked
    portions = beginning.portions(visit.session, visit.seat, kept) if may else []
    return {
        "spread": {
            "portions": [_option(one) for one in portions],
            "wears": bool(portions) and portions[0].category.kind is Kind.EXPENSE,
            "into": following.of_thing(visit.session, visit.seat, kept.thing_id),
            "unit": portions[0].amount.currency if portions else "",
            "on": kept.entry.on,
            "sent": request.form.get("way", ""),
            "ways": [("even", _("The same each month")), ("days", _("By days"))],
            "steps": [("straight", _("The same each month")), ("declining", _("More at first"))],
            "modes": [("post", _("Record it by itself")), ("draft", _("Ask me first"))],
        },
    }


def _option(one: beginning.Portion) -> tuple[str, str]:
    return id_text(one.category.account_id), f"{localised(one.category.names)} {amount_text(one.amount)}"
