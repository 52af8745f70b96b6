"""Entries written as their lines, and what members bear of one: for programs, which need no form.

The lines are the entry's own; here they are only checked against the accounts and members this seat sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.compose import AccountClosed, CurrencyNotHeld
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.papers.measure import NO_MEASURE, Measure
from ledger.kernel.currency import shown_code
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money, allot
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books.quick import accounts_in
from ledger.store.books import books

Shares = Sequence[tuple[int, Money]]
"""Members and what each bears."""


class SharesOff(Invalid):
    """Shares that do not make up the amount they are shares of."""

    message = N_("The shares do not add up to the amount.")


class NothingToShare(Invalid):
    """Shares of an entry that cost or brought nothing."""

    message = N_("Only what was spent or received can be shared.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: money into an account where it is above zero, out of it where it is below."""

    account_id: int
    amount: Money
    shares: Shares = ()
    measure: Measure = NO_MEASURE


def entry_of(session: Session, seat: Seat, on: date, lines: Sequence[Line], words: Words,
             was: Entry | None = None) -> Entry:
    """The entry these lines are; one that puts another right keeps its status and who sees it.

    An account put away since is still good for the entry it stands in. Raises: NotAChoice, AccountClosed,
    CurrencyNotHeld, SharesOff, and what checking the entry raises.
    """
    known = accounts_in(session, seat)
    its_own = {p.account_id for p in was.postings} if was else set()
    for n, line in enumerate(lines):
        _check_account(known.get(line.account_id), line, line.account_id in its_own, n)
    present = _members(session, seat)
    postings = tuple(
        _shared(Posting(line.account_id, line.amount.minor, line.amount.currency,
                        quantity=line.measure.quantity or None, unit=line.measure.unit or None), line.shares, present,
                f"postings.{n}.shares")
        for n, line in enumerate(lines)
    )
    fresh = Entry(on, Verb.JOURNAL, postings, words)
    return replace(fresh, status=was.status, visibility=was.visibility, tags=was.tags) if was else fresh


def shared(session: Session, seat: Seat, entry: Entry, shares: Shares) -> Entry:
    """An entry of which members bear parts: each category's line is divided as the whole is.

    Raises: NothingToShare, SharesOff, NotAChoice for somebody who is not in the book.
    """
    if not shares:
        return entry
    known, present = accounts_in(session, seat), _members(session, seat)
    what = [p for p in entry.postings if known[p.account_id].is_category]
    if not what:
        raise NothingToShare(field="shares")
    whole = Posting(0, sum(abs(p.minor) for p in what), what[0].currency)
    _check_shares(whole, shares, present, "shares")
    weights = [abs(money.minor) for _, money in shares]
    postings = tuple(_divided(p, shares, weights) if p in what else p for p in entry.postings)
    return replace(entry, postings=postings)


def _divided(posting: Posting, shares: Shares, weights: Sequence[int]) -> Posting:
    parts = allot(posting.minor, weights)
    return replace(posting, shares=tuple((member, part) for (member, _), part in zip(shares, parts, strict=True)))


def _shared(posting: Posting, shares: Shares, present: Mapping[int, object], field: str) -> Posting:
    if not shares:
        return posting
    _check_shares(posting, shares, present, field)
    return replace(posting, shares=tuple((member, money.minor) for member, money in shares))


def _check_shares(posting: Posting, shares: Shares, present: Mapping[int, object], field: str) -> None:
    members = [member for member, _ in shares]
    if len(set(members)) != len(members) or any(member not in present for member in members):
        raise NotAChoice(field=field)
    wrong = any(money.currency != posting.currency or money.minor * posting.minor < 0 for _, money in shares)
    if wrong or sum(money.minor for _, money in shares) != posting.minor:
        raise SharesOff(field=field)


def _check_account(account: Account | None, line: Line, is_its_own: bool, n: int) -> None:
    if account is None:
        raise NotAChoice(field=f"postings.{n}.account")
    if account.closed and not is_its_own:
        raise AccountClosed(field=f"postings.{n}.account")
    if account.currency is not None and account.currency != line.amount.currency:
        raise CurrencyNotHeld(held=shown_code(account.currency), field=f"postings.{n}.currency")


def _members(session: Session, seat: Seat) -> dict[int, object]:
    return {one.member_id: one for one in books.members(session, seat.book_id) if not one.left}
