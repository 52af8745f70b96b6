"""Correcting from today: what a later entry must move so that two together say what one should have said. Pure.

An entry of a closed month stays as it is. What is put right is the difference, recorded on an open day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ledger.domain.books.entry import Posting
from ledger.kernel.errors import N_, Invalid


class NothingToCorrect(Invalid):
    """A correction that moves no money."""

    message = N_("The sums are the same as before. Change what was wrong.")


def together(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Postings as one sum for each account, currency, member, project and receivable; what comes to nothing is left
    out. Quantities and home values are not added up: they are left out too."""
    sums: dict[Posting, int] = {}
    shares: dict[Posting, dict[int, int]] = {}
    for posting in postings:
        key = replace(posting, minor=0, home_minor=None, quantity=None, unit=None, shares=())
        sums[key] = sums.get(key, 0) + posting.minor
        borne = shares.setdefault(key, {})
        for member, minor in posting.shares:
            borne[member] = borne.get(member, 0) + minor
    return tuple(
        replace(key, minor=minor, shares=tuple(sorted((who, part) for who, part in shares[key].items() if part)))
        for key, minor in sums.items()
        if minor
    )


def difference(right: Sequence[Posting], was: Sequence[Posting]) -> tuple[Posting, ...]:
    """The postings that turn what was recorded into what is right. Raises: NothingToCorrect."""
    undone = [
        replace(one, minor=-one.minor, shares=tuple((who, -part) for who, part in one.shares)) for one in was
    ]
    found = together([*right, *undone])
    if not found:
        raise NothingToCorrect(field="amount")
    return found
