"""What was just done, carried to the page that comes next, with the sequence it is undone by."""

from __future__ import annotations

from dataclasses import dataclass

from flask import session as cookie

from ledger.kernel.money import Money
from ledger.services.books import bookkeeping, journal
from ledger.web.journal.words import title_of
from ledger.web.seats import BookVisit

_KEY = "done"
_TITLE_MAX = 80


@dataclass(frozen=True, slots=True)
class Done:
    """A deed for its notice: record, amend, take_back or restore; its sequence; of what, and how much."""

    verb: str
    seq: int
    title: str
    amount: Money | None


def leave_notice(verb: str, seq: int, title: str, amount: Money | None) -> None:
    """Leave word of a deed for the next page this browser opens."""
    figure = (abs(amount.minor), amount.currency) if amount else None
    cookie[_KEY] = (verb, seq, title[:_TITLE_MAX], figure)


def tell(visit: BookVisit, verb: str, done: bookkeeping.Done) -> None:
    """Leave word of what a deed left standing or took back."""
    kept = done.stands or done.was
    if kept is not None:
        shown = journal.shown(visit.session, visit.seat, kept)
        leave_notice(verb, done.seq, title_of(shown), shown.line.amount)


def take_notice() -> Done | None:
    """The word that was left, once."""
    left = cookie.pop(_KEY, None)
    if left is None:
        return None
    verb, seq, title, figure = left
    return Done(verb, seq, title, Money(*figure) if figure else None)
