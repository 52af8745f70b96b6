"""The lines of what settles a debt, and of what came back for an entry: never income. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger.domain.books import compose
from ledger.domain.books.account import Account, Kind
from ledger.domain.books.entry import Posting, SameAccount, Verb
from ledger.kernel.money import Money


class Back(NamedTuple):
    """A line that is settled: its account, how much, whose it is, which entry it is of, its project and person."""

    account: Account
    money: Money
    thing_id: int
    party: int | None = None
    project: int | None = None
    beneficiary: int | None = None


def repaid(lines: Sequence[Back], place: Account, got: Money, exchange: Account | None) -> tuple[Posting, ...]:
    """Money that settles what is owed to the book, into a place; what the book owes, out of it.

    `got` is what arrived or was paid, through `exchange` where that is another currency: what both are worth in home
    money differs by the result of the exchange, and the debt closes exactly. Raises: SameAccount, and what the checks
    name.
    """
    if any(one.account.account_id == place.account_id for one in lines):
        raise SameAccount(field="account")
    postings = compose.settled(place, got, [(one.account, one.money) for one in lines], exchange)
    named = _named(lines, postings)
    return _mirrored(named) if lines[0].account.kind is Kind.LIABILITY else named


def forgiven(lines: Sequence[Back], category: Account) -> tuple[Verb, tuple[Posting, ...]]:
    """What is owed and will not come, spent on a category; what is not asked of the book any more lowers it.

    Raises: NotACategory, AccountClosed, NoAmount.
    """
    debt, parts = lines[0].account, [(category, one.money) for one in lines]
    whole = parts[0][1]
    for _, money in parts[1:]:
        whole += money
    spent = compose.spent(replace(debt, closed=False), [(category, whole)])
    postings = (spent[0], *(replace(spent[1], minor=-money.minor) for _, money in parts))
    named = _named(lines, postings)
    return (Verb.REFUND, _mirrored(named)) if debt.kind is Kind.LIABILITY else (Verb.EXPENSE, named)


def came_back(lines: Sequence[Back], place: Account, got: Money, exchange: Account | None) -> tuple[Posting, ...]:
    """Money given back for an entry, into a place: it lowers what its lines cost."""
    return _named(lines, compose.settled(place, got, [(one.account, one.money) for one in lines], exchange))


def _named(lines: Sequence[Back], postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings, the last of which are the lines': each with what it settles and whose it is."""
    before = len(postings) - len(lines)
    return (*postings[:before], *(
        replace(posting, party=one.party, receivable=one.thing_id, project=one.project, beneficiary=one.beneficiary)
        for posting, one in zip(postings[before:], lines, strict=True)))


def _mirrored(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    return tuple(replace(one, minor=-one.minor) for one in postings)
