"""Paying a loan back before its time: what it would ask and save, and doing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from ledger.domain.books.book import Seat
from ledger.domain.debts.early import Early, early
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Forbidden, Missing
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.debts import ahead, loans, paying
from ledger.services.debts.loans import Loan
from ledger.services.debts.paying import Payment


class Then(StrEnum):
    """How a loan goes on once part of it was paid back."""

    SOONER = "sooner"
    """The same payment each month, and an earlier last day."""
    SMALLER = "smaller"
    """The same last day, and a smaller payment each month: the loan's terms say so from then on."""


def weighed(found: Loan, minor: int | None, on: date) -> Early:
    """What paying back so many minor units on a day, or all (None), asks and saves.

    Raises: Missing where the loan has no terms or nothing is owed, MoreThanOwed, PayInstalmentFirst.
    """
    if found.course is None or found.course.next is None:
        raise Missing()
    return early(found.course, found.owed if minor is None else minor, on)


def pay_back(
    session: Session, seat: Seat, found: Loan, payment: Payment, then: Then, now: datetime
) -> bookkeeping.Done:
    """Record it, as `payment` divides it, and let the loan go on as chosen, what is planned for it too.

    Raises: as `weighed`, Forbidden where the role may not change terms, and what recording raises.
    """
    asked = weighed(found, payment.split.principal, payment.on)
    done = paying.pay(session, seat, found, payment, now)
    if then is Then.SMALLER and asked.smaller is not None:
        if not seat.may(Deed.ARRANGE):
            raise Forbidden()
        fresh = replace(found.account, loan=asked.smaller.terms)
        opening.amend_account(session, seat, fresh, found.account.version, now)
    ahead.replan(session, seat, loans.loan(session, seat, found.account.account_id), now)
    return done
