"""Every area of the credit side, for the composition root."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from credit.domain.lenders.lender import LenderSeat
from credit.web.cost import cost
from credit.web.lenders import area as lenders
from credit.web.lenders.home import lenders_of_reader
from credit.web.lenders.seats import resolve_lender
from credit.web.lenders.shell import shell
from credit.web.offers import area as offers
from credit.web.people import area as people
from ledger.kernel.errors import N_
from ledger.plumbing.access import Area, Resolver
from ledger.plumbing.face.slots import SideLink, add_link, dress, fill


def areas() -> tuple[Area, ...]:
    """The screens of the credit side."""
    return (cost, people, offers, lenders)


def settle(app: Flask) -> None:
    """Take the places the books leave to others: after the newest day, on the start page, and a link in the rail."""
    fill(app, "after-entry", "credit/_slot_journal.html")
    fill(app, "start", "credit/_slot_start.html")
    fill(app, "above", "lenders/_mine.html")
    fill(app, "debt-cost", "credit/_loan_rate.html")
    dress(app, LenderSeat, shell)
    app.jinja_env.globals["lenders_of_reader"] = lenders_of_reader
    add_link(app, SideLink("help.page", "hand-coins", N_("Help with money")))


def resolvers() -> Mapping[str, Resolver]:
    """Who finds the seat a rule of the credit side speaks of."""
    return {"lender": resolve_lender}
