"""Drafts that came from outside the books: seen whole, recorded with one tap, or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, render_template, url_for

from ledger.domain.books.account import Account
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.kernel.proposal import NewAccount, ProposedEntry, ProposedItem
from ledger.plumbing import clock
from ledger.plumbing.access import Area, in_book
from ledger.plumbing.http import see_other
from ledger.plumbing.i18n import gettext as _
from ledger.plumbing.i18n import localised
from ledger.services.books import proposing
from ledger.services.books.quick import accounts_in
from ledger.web.seats import BookVisit
from ledger.web.told import tell

proposals = Area("proposals", __name__)


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a drafted entry: which account, and how much goes into (+) or out of (−) it."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ItemShown:
    """A drafted plan: how much moves from where to where each month, and how many times."""

    name: str
    amount: Money
    source: str
    target: str
    first: date
    last: date


@proposals.get("/books/<book>/drafts", may=in_book(Deed.READ))
def index(visit: BookVisit) -> Response:
    """The drafts that wait for the reader."""
    return make_response(render_template(
        "proposals/index.html", **_frame(visit), waiting=proposing.waiting(visit.session, visit.seat)))


@proposals.get("/books/<book>/drafts/<draft>", may=in_book(Deed.READ))
def show(visit: BookVisit, draft: str) -> Response:
    """One draft: every account, entry and plan that recording it would make."""
    found = proposing.get(visit.session, visit.seat, read_id(draft))
    known, home = accounts_in(visit.session, visit.seat), visit.seat.book.home_currency
    names = _names(known, found.proposal.accounts)
    return make_response(render_template(
        "proposals/show.html", **_frame(visit), found=found,
        entries=[(entry, _lines(entry, names, home)) for entry in found.proposal.entries],
        items=[_item(item, names, home) for item in found.proposal.items],
    ))


@proposals.post("/books/<book>/drafts/<draft>/record", may=in_book(Deed.RECORD), again=show)
def record(visit: BookVisit, draft: str) -> Response:
    """Record all of it."""
    found = proposing.record(visit.session, visit.seat, read_id(draft), clock.now())
    tell(_("Recorded: %(name)s.", name=found.proposal.title))
    return see_other(url_for("journal.index", book=id_text(visit.seat.book_id)))


@proposals.post("/books/<book>/drafts/<draft>/drop", may=in_book(Deed.RECORD))
def drop(visit: BookVisit, draft: str) -> Response:
    """Drop it: nothing is recorded."""
    found = proposing.drop(visit.session, visit.seat, read_id(draft), clock.now())
    tell(_("Dropped: %(name)s. Nothing was recorded.", name=found.proposal.title))
    return see_other(url_for("proposals.index", book=id_text(visit.seat.book_id)))


def _frame(visit: BookVisit) -> dict[str, Any]:
    return {"book": id_text(visit.seat.book_id), "seat": visit.seat, "today": visit.today, "faults": visit.faults,
            "id_text": id_text, "may_record": visit.seat.may(Deed.RECORD)}


def _names(known: dict[int, Account], new: tuple[NewAccount, ...]) -> dict[int | str, str]:
    return {**{number: localised(account.names) for number, account in known.items()},
            **{account.key: localised(account.names) for account in new}}


def _lines(entry: ProposedEntry, names: dict[int | str, str], home: str) -> list[LineShown]:
    return [LineShown(names.get(line.account, ""), Money(line.minor, home)) for line in entry.lines]


def _item(item: ProposedItem, names: dict[int | str, str], home: str) -> ItemShown:
    return ItemShown(item.name, Money(item.minor, home), names.get(item.source, ""), names.get(item.target, ""),
                     item.first, item.last)
