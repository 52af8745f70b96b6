"""What was just done, carried to the page that comes next, with the sequence it is undone by."""

from __future__ import annotations

from dataclasses import dataclass

from flask import session as cookie

from ledger.kernel.money import Money
from ledger.services.books import bookkeeping, journal
from ledger.services.papers import asking
from ledger.web.journal.particulars import fallen_text
from ledger.web.journal.words import title_of
from ledger.web.seats import BookVisit

_KEY = "done"
_TITLE_MAX = 80
_REMARK_MAX = 200


@dataclass(frozen=True, slots=True)
class Done:
    """A deed for its notice: record, amend, take_back or restore; its sequence; of what, how much, what is odd."""

    verb: str
    seq: int
    title: str
    amount: Money | None
    remark: str = ""


def leave_notice(verb: str, seq: int, title: str, amount: Money | None, remark: str = "") -> None:
    """Leave word of a deed for the next page this browser opens."""
    figure = (abs(amount.minor), amount.currency) if amount else None
    cookie[_KEY] = (verb, seq, title[:_TITLE_MAX], figure, remark[:_REMARK_MAX])


def tell(visit: BookVisit, verb: str, done: bookkeeping.Done) -> None:
    """Leave word of what a deed left standing or took back."""
    kept = done.stands or done.was
    if kept is not None:
        shown = journal.shown(visit.session, visit.seat, kept)
        fallen = asking.fallen(visit.session, visit.seat, done.stands) if done.stands else []
        leave_notice(verb, done.seq, title_of(shown), shown.line.amount, fallen_text(fallen, visit.today))


def take_notice() -> Done | None:
    """The word that was left, once."""
    left = cookie.pop(_KEY, None)
    if left is None:
        return None
    verb, seq, title, figure, *remark = left
    return Done(verb, seq, title, Money(*figure) if figure else None, *remark)
