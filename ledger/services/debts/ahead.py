"""The planned payments of a loan: written down from its course, and put right once it goes another way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Verb
from ledger.domain.debts.split import instalment
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.debts.loans import Loan
from ledger.services.planning import scheduling


def items_of(session: Session, seat: Seat, loan_id: int) -> list[Scheduled]:
    """The planned payments of a loan, the next one first."""
    return [one.item for one in scheduling.planned(session, seat)
            if one.item.verb == Verb.TRANSFER.value and one.item.category_id == loan_id]


def plan(session: Session, seat: Seat, found: Loan, source: int, name: str, now: datetime) -> Scheduled:
    """Plan a loan's payments out of an account: one item that goes on as large as each instalment.

    Raises: Missing where nothing is to come, and what planning raises.
    """
    wanted = _item(found)
    if wanted is None:
        raise Missing()
    return scheduling.add(session, seat, replace(wanted, name=name, account_id=source), now)


def replan(session: Session, seat: Seat, found: Loan, now: datetime) -> None:
    """Have what is planned for a loan follow its course: one item goes on, the others are planned no more."""
    if not seat.may(Deed.PLAN):
        return
    wanted, items = _item(found), items_of(session, seat, found.account.account_id)
    for turn, item in enumerate(items):
        if turn or wanted is None:
            scheduling.close(session, seat, item.item_id, item.version, now)
        else:
            fresh = replace(wanted, item_id=item.item_id, name=item.name, account_id=item.account_id, mode=item.mode)
            scheduling.amend(session, seat, fresh, item.version, now)


def _item(found: Loan) -> Scheduled | None:
    """What is to be planned of a loan, with neither name nor source yet; None where nothing is to come."""
    course = found.course
    row = course.next if course else None
    if course is None or row is None or row.due is None:
        return None
    anchor = course.plan.schedule.rows[0].due or row.due
    return Scheduled(
        0, "", Verb.TRANSFER.value, 0, found.account.account_id,
        Money(instalment(course, row).payment, found.unit), row.due, Repeats.MONTHLY, anchor.day,
        ends_on=course.to_come[-1].due,
    )
