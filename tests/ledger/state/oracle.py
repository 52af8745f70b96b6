"""A ledger as plain as can be: a dict of what stands. What the books say is compared with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from ledger.domain.books.entry import Entry, Posting


@dataclass
class Plain:
    """Things by id: the versions they had, and whether they stand."""

    versions: dict[int, list[tuple[date, tuple[Posting, ...]]]] = field(default_factory=dict)
    stands: dict[int, int] = field(default_factory=dict)
    """Thing to the index of the version it stands as."""

    def record(self, thing: int, entry: Entry) -> None:
        self.versions[thing] = [(entry.on, entry.postings)]
        self.stands[thing] = 0

    def amend(self, thing: int, entry: Entry) -> None:
        self.versions[thing].append((entry.on, entry.postings))
        self.stands[thing] = len(self.versions[thing]) - 1

    def take_back(self, thing: int) -> None:
        del self.stands[thing]

    def restore(self, thing: int, entry: Entry) -> None:
        self.amend(thing, entry)

    def balances(self) -> dict[tuple[int, str], int]:
        held: dict[tuple[int, str], int] = defaultdict(int)
        for thing, version in self.stands.items():
            for posting in self.versions[thing][version][1]:
                held[posting.account_id, posting.currency] += posting.minor
        return {key: minor for key, minor in held.items() if minor}

    def out_of(self, account_ids: set[int], month: date) -> int:
        """What went into these categories in a month, corrections left out."""
        return sum(
            posting.minor for thing, version in self.stands.items()
            for on, postings in [self.versions[thing][version]] if on.replace(day=1) == month
            for posting in postings if posting.account_id in account_ids and posting.currency == "CNY")
