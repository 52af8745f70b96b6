"""Statements as plain as can be: sums over what stands, entry by entry. What kept sums say is compared with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.domain.books.account import Account
from ledger.domain.books.entry import Posting
from ledger.domain.books.flow import movements
from ledger.kernel.period import Period
from tests.ledger.state.oracle import Plain


@dataclass(frozen=True)
class PlainBooks:
    """What stands, with the accounts it stands on."""

    plain: Plain
    accounts: dict[int, Account]

    def entries(self, period: Period) -> Iterator[tuple[date, tuple[Posting, ...]]]:
        for thing, version in self.plain.stands.items():
            on, postings = self.plain.versions[thing][version]
            if on in period:
                yield on, postings

    def home(self, period: Period, of: Callable[[Account], bool]) -> int:
        """What went into some accounts less what came out."""
        return sum(p.home_minor or 0 for _, postings in self.entries(period) for p in postings
                   if of(self.accounts[p.account_id]))

    def by_account(self, period: Period, of: Callable[[Account], bool]) -> dict[str, int]:
        found = {a.code: self.home(period, lambda one, a=a: one is a) for a in self.accounts.values() if of(a)}
        return {code: minor for code, minor in found.items() if minor}

    def by_flow(self, period: Period, of: Callable[[Account], bool]) -> dict[str, int]:
        found: dict[str, int] = {}
        for _, postings in self.entries(period):
            for one in movements(postings, self.accounts):
                if of(self.accounts[one.account_id]):
                    found[one.flow.value] = found.get(one.flow.value, 0) + (one.home_minor or 0)
        return {flow: minor for flow, minor in found.items() if minor}
