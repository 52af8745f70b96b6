"""Checks of an account: what it was said to hold, and saying it."""

from __future__ import annotations

from typing import Any

from ledger.api.seats import READ, WRITE, BookVisit
from ledger.api.shapes.check import CauseOut, CheckAnswer, CheckIn, CheckOut, Checks
from ledger.domain.accounts.causes import Cause, Why
from ledger.domain.accounts.check import Held
from ledger.domain.sharing.role import Deed
from ledger.kernel.ids import id_text, read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.access import in_book
from ledger.plumbing.api.area import ApiArea
from ledger.plumbing.api.cursor import opened, sealed
from ledger.plumbing.api.shape import ListQuery
from ledger.plumbing.api.words import amount_text, id_or_null, instant
from ledger.services.accounts import checks, mending
from ledger.services.currencies import commodities

area = ApiArea("checks", __name__)


@area.get("/books/<book>/accounts/<account>/checks", in_book(Deed.READ), READ, Checks, query=ListQuery)
def listing(visit: BookVisit, account: str, query: ListQuery) -> Checks:
    """What an account was said to hold, the latest day first, each beside what the books hold now."""
    of = f"checks:{account}"
    after = int(opened(of, query.after)[0]) if query.after else None
    found = checks.of_account(visit.session, visit.seat, read_id(account), query.limit + 1, after)
    shown = found[: query.limit]
    then = sealed(of, shown[-1].check.check_id) if len(found) > query.limit else None
    return Checks(items=[CheckOut(**_told(one)) for one in shown], next=then)


@area.post("/books/<book>/accounts/<account>/checks", in_book(Deed.RECORD), WRITE, CheckAnswer, body=CheckIn,
           status=201)  # fmt: skip
def say(visit: BookVisit, account: str, body: CheckIn) -> CheckAnswer:
    """Say what an account holds at the end of a day. The answer is the difference, and what could explain it."""
    session, seat = visit.session, visit.seat
    place = checks.place(session, seat, read_id(account))
    said = Money.of(body.amount, _unit(visit, body) or place.currency or seat.book.home_currency)
    kept = checks.say(session, seat, place.account_id, said, body.on or visit.today, visit.today, clock.now())
    found = checks.get(session, seat, place.account_id, kept.check_id)
    causes = [one.cause for one in mending.explained(session, seat, found)]
    return CheckAnswer(**_told(found), causes=[_cause(one, said.currency) for one in causes])


def _told(found: Held) -> dict[str, Any]:
    check, currency = found.check, found.held.currency
    return {
        "id": id_text(check.check_id), "account": id_text(check.account_id), "on": check.on.isoformat(),
        "currency": currency, "said": amount_text(check.said.minor, currency),
        "held": amount_text(found.held.minor, currency), "difference": amount_text(found.gap.minor, currency),
        "agrees": found.agrees, "at": instant(check.at), "seq": check.seq,
    }  # fmt: skip


def _unit(visit: BookVisit, body: CheckIn) -> str | None:
    return body.currency and commodities.unit_in(visit.session, visit.seat, body.currency)


def _cause(cause: Cause, currency: str) -> CauseOut:
    is_planned, subject = cause.why is Why.DUE, id_text(cause.subject)
    return CauseOut(
        why=cause.why.value, on=cause.on.isoformat(), entry=None if is_planned else subject,
        planned=subject if is_planned else None, version=cause.version, right=amount_text(cause.right, currency),
        other=id_or_null(cause.other),
    )  # fmt: skip
