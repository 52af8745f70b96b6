"""A transfer that pays a loan back: the sheet shows once how much of it is interest, by the loan's own terms."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from ledger.domain.books.entry import Verb
from ledger.domain.books.said import Said
from ledger.domain.debts.split import Split
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money
from ledger.plumbing import clock
from ledger.plumbing.format import amount_text, input_text
from ledger.services.debts import paying
from ledger.web.seats import BookVisit


class InterestWanted(Invalid):
    """A payment on a loan, part of which is interest; the form shows it to be put right. Fact: `interest`, as text."""

    message = N_("By the loan’s terms %(interest)s of this is interest. Put it right, or empty it, and record.")


def check_interest(visit: BookVisit, said: Said, form: Mapping[str, str] | None = None) -> None:
    """Have the form asked again where it pays a loan and has not shown the interest yet.

    Raises: InterestWanted.
    """
    if said.verb is not Verb.TRANSFER or said.amount is None or said.got is not None:
        return
    if "interest" in (request.form if form is None else form):
        if said.interest:
            paying.ensure_category(visit.session, visit.seat, clock.now())
        return
    split = paying.offered(visit.session, visit.seat, said.to, said.amount, said.on)
    if split is not None:
        raise InterestWanted(interest=amount_text(_cost(split, said.amount)), field="interest")


def interest_offered(visit: BookVisit, said: Said) -> dict[str, str]:
    """The value of the field for interest: what the loan's terms say."""
    split = paying.offered(visit.session, visit.seat, said.to, said.amount, said.on) if said.amount else None
    return {"interest": input_text(_cost(split, said.amount))} if split and said.amount else {}


def _cost(split: Split, amount: Money) -> Money:
    return Money(split.interest + split.fee, amount.currency)
