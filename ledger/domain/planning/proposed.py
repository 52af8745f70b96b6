"""Limits proposed to somebody without budgets: from what they spent in the last three whole months, or from the scene.

A proposed limit is the average of those months that the books reach back to, rounded up to two leading figures:
1,432.10 becomes 1,500. The scene's own figure serves only where the books do not go back a month.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.scene import BudgetHint
from ledger.domain.books.scene_choices import BudgetPeriod

MONTHS = 3
"""Whole months that are looked back on."""

PROPOSED_MAX = 6
"""Limits proposed at once."""

_LEADING = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """A category with a limit in minor units, and how many months' average it is; 0 where the scene says it."""

    category: Account
    limit: int
    months: int


def rounded_up(minor: int) -> int:
    """The next amount of two leading figures; minor units above zero."""
    step = 1
    while minor > _LEADING * step:
        step *= 10
    return -(-minor // step) * step


def propose(
    by_month: Sequence[Mapping[int, int]], known: Mapping[int, Account], hints: Sequence[BudgetHint], home: str,
    watched: Collection[int],
) -> list[Proposed]:
    """Limits for open categories that no budget watches: those the scene thinks worth one, then the largest.

    `by_month` is what each category came to in the last whole months, oldest first, in home minor units.
    """
    lived = list(by_month)
    while lived and not lived[0]:
        lived = lived[1:]
    free = [one for one in known.values()
            if one.kind is Kind.EXPENSE and not one.closed and one.account_id not in watched]
    usual = [hint.category for hint in hints]
    if not lived:
        return _of_scene(free, hints, home)[:PROPOSED_MAX]
    found = []
    for account in free:
        average = sum(month.get(account.account_id, 0) for month in lived) // len(lived)
        if average > 0:
            found.append(Proposed(account, rounded_up(average), len(lived)))
    found.sort(key=lambda one: (one.category.pack_key not in usual, -one.limit))
    return found[:PROPOSED_MAX]


def _of_scene(free: Sequence[Account], hints: Sequence[BudgetHint], home: str) -> list[Proposed]:
    by_key = {one.pack_key: one for one in free if one.pack_key}
    return [
        Proposed(by_key[hint.category], hint.amount.minor, 0) for hint in hints
        if hint.category in by_key and hint.amount is not None and hint.amount.currency == home
        and hint.period is BudgetPeriod.MONTH
    ]
