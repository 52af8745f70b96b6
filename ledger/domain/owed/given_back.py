"""What came back for an entry: of each of its lines how much was paid, how much came back, what is left. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Entry, Posting, Verb
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.money import Money, allot


class MoreThanPaid(Invalid):
    """More given back than was paid."""

    message = N_("Only %(left)s of it is left to come back. Say that it is more, if it is.")


class Piece(NamedTuple):
    """A line of an entry that money can come back for: what was paid and what came back, minor units."""

    posting: Posting
    paid: int
    back: int

    @property
    def left(self) -> int:
        """What could still come back."""
        return max(self.paid - self.back, 0)


def pieces(entry: Entry, known: Mapping[int, Account], back: Iterable[Posting]) -> tuple[Piece, ...]:
    """The lines of something spent, largest part of each account and person; `back` are the lines that gave it back.

    Nothing of an entry that is no expense.
    """
    if entry.verb is not Verb.EXPENSE:
        return ()
    paid: dict[tuple[int, int | None, str], Posting] = {}
    sums: dict[tuple[int, int | None, str], int] = {}
    for one in entry.postings:
        if one.minor > 0 and (known[one.account_id].is_category or known[one.account_id].is_place):
            paid.setdefault(_key(one), one)
            sums[_key(one)] = sums.get(_key(one), 0) + one.minor
    came: dict[tuple[int, int | None, str], int] = {}
    for one in back:
        came[_key(one)] = came.get(_key(one), 0) - one.minor
    return tuple(Piece(one, sums[key], came.get(key, 0)) for key, one in paid.items())


def divided(found: Sequence[Piece], amount: Money, *, more: bool) -> list[tuple[Piece, Money]]:
    """A sum over pieces, in proportion to what is left of each; with `more` also beyond it. Raises: MoreThanPaid."""
    left = sum(one.left for one in found)
    if amount.minor > left and not more:
        raise MoreThanPaid(left=f"{Money(left, amount.currency).decimal:f} {amount.currency}", field="amount")
    weights = [one.left for one in found] if left else [one.paid for one in found]
    parts = allot(amount.minor, weights)
    return [(one, Money(part, amount.currency)) for one, part in zip(found, parts, strict=True) if part]


def _key(posting: Posting) -> tuple[int, int | None, str]:
    return posting.account_id, posting.party, posting.currency
