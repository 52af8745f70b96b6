"""What the pages of cards and loans share: where money may come from, and the frame of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request

from ledger.domain.books.account import Account
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text
from ledger.plumbing.i18n import localised
from ledger.web.seats import BookVisit


def frame(visit: BookVisit, account: Account, unit: str) -> dict[str, Any]:
    """What every template here is given."""
    is_open = not visit.seat.book.closed
    return {
        "book": id_text(visit.seat.book_id), "number": id_text(account.account_id), "account": account, "unit": unit,
        "name": localised(account.names), "today": visit.today, "home": visit.seat.book.home_currency,
        "faults": visit.faults, "kept": request.form,
        "may_record": visit.seat.may(Deed.RECORD) and is_open and not account.closed,
        "may_plan": visit.seat.may(Deed.PLAN) and is_open and not account.closed,
        "may_arrange": visit.seat.may(Deed.ARRANGE) and is_open,
    }


def sources(
    known: Mapping[int, Account], debt: Account, unit: str, used: Iterable[int] = ()
) -> tuple[list[tuple[str, str]], str]:
    """The accounts a debt may be paid out of, those that can be spent today first, and the one it was paid out of
    last, else the first."""
    fitting = [one for one in known.values() if one.is_place and not one.closed and one.account_id != debt.account_id
               and one.currency in (None, unit)]
    fitting.sort(key=lambda one: not one.is_liquid)
    ids = {one.account_id for one in fitting}
    last = [one for one in used if one in ids][-1:] or [one.account_id for one in fitting[:1]]
    options = [(id_text(one.account_id), localised(one.names)) for one in fitting]
    return options, id_text(last[0]) if last else ""
