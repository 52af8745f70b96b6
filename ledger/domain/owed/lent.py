"""Of what was spent, the part that somebody else owes, and what somebody else paid. Pure.

Such an expense is an ordinary one with a line more: what somebody owes is taken from its first category, which keeps
its line also where nothing of it is one's own, so that the entry still says what it was for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger.domain.books.account import Account, Purpose
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money, allot

NOT_OWED = 0
"""Nobody in particular: what is owed without a name."""


class OwedTooMuch(Invalid):
    """Parts owed by others that come to more than the first category has."""

    message = N_("The others owe more than there is to divide.")


class Owed(NamedTuple):
    """A part that somebody owes: the account it is kept on, who (a payee's number), and how much."""

    account_id: int
    party: int
    money: Money


class Lent(NamedTuple):
    """An expense as if it were all one's own, what of it others owe, and who paid it (None where oneself did)."""

    entry: Entry
    owed: tuple[Owed, ...]
    paid_by: int | None


def lent(
    postings: tuple[Posting, ...], owed: Sequence[Owed], paid_by: int | None, project: int | None
) -> tuple[Posting, ...]:
    """The lines of an expense, of which others owe parts or which somebody else paid; as they are where neither.

    Raises: OwedTooMuch.
    """
    if not owed and paid_by is None:
        return postings
    first, *others, place = postings
    if paid_by is not None:
        place = replace(place, party=paid_by)
    rest = first.minor - sum(one.money.minor for one in owed)
    if rest < 0:
        raise OwedTooMuch(field="owed")
    lines = [Posting(one.account_id, one.money.minor, one.money.currency, party=one.party, project=project)
             for one in owed]
    return (replace(first, minor=rest), *others, *lines, place)


def own(entry: Entry, known: Mapping[int, Account]) -> Lent:
    """An expense as if it were all one's own, and what made it otherwise; any other entry as it is."""
    if entry.verb is not Verb.EXPENSE:
        return Lent(entry, (), None)
    lines = [p for p in entry.postings if p.minor > 0 and p.party is not None and _is(known, p, Purpose.RECEIVABLE)]
    first = next((p for p in entry.postings if known[p.account_id].is_category), None)
    paid_by = next((p.party for p in entry.postings if p.minor < 0 and _is(known, p, Purpose.PAYABLE)), None)
    if not lines or first is None:
        return Lent(entry, (), paid_by)
    whole = replace(first, minor=first.minor + sum(p.minor for p in lines), home_minor=None)
    postings = tuple(whole if p is first else p for p in entry.postings if p not in lines)
    owed = tuple(Owed(p.account_id, p.party or NOT_OWED, Money(p.minor, p.currency)) for p in lines)
    return Lent(Entry.as_stored(**{**_fields(entry), "postings": postings}), owed, paid_by)


def claimed(entry: Entry, known: Mapping[int, Account], account_id: int, party: int, project: int | None) -> Entry:
    """An expense of which somebody owes all that was one's own. Every category keeps its line, of nothing."""
    mine = [p for p in entry.postings if known[p.account_id].is_category and p.minor > 0]
    lines = [Posting(account_id, p.minor, p.currency, party=party, project=project or p.project) for p in mine]
    emptied = [replace(p, minor=0, home_minor=None, shares=()) if p in mine else replace(p, home_minor=None)
               for p in entry.postings]
    return replace(entry, postings=(*emptied[:-1], *lines, emptied[-1]), rate=None, rate_day=None, reverses=None,
                   replaces=None)


def equally(whole: Money, others: int) -> tuple[Money, ...]:
    """What each of some others bears of a sum divided equally with oneself; the odd coins are one's own first."""
    parts = allot(whole.minor, [1] * (others + 1))
    return tuple(Money(part, whole.currency) for part in parts[1:])


def _is(known: Mapping[int, Account], posting: Posting, purpose: Purpose) -> bool:
    return known[posting.account_id].purpose is purpose


def _fields(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
