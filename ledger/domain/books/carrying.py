"""What an entry takes along from the one it puts right: whatever the form did not ask about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledger.domain.books.entry import Posting
from ledger.kernel.money import allot


def carried(
    posting: Posting, was: Sequence[Posting], *, beneficiary: bool, project: bool, measure: bool
) -> Posting:
    """A posting with what the old one on the same side of the same account knew; shares in proportion.

    `beneficiary`, `project` and `measure` say what was asked, and so is as the new posting has it.
    """
    old = next((p for p in was if p.account_id == posting.account_id and (p.minor > 0) == (posting.minor > 0)), None)
    if old is None:
        return posting
    shares: tuple[tuple[int, int], ...] = ()
    if old.shares and posting.currency == old.currency:
        parts = allot(posting.minor, [abs(minor) for _, minor in old.shares])
        shares = tuple((member, part) for (member, _), part in zip(old.shares, parts, strict=True))
    held = posting if measure else old
    return replace(
        posting, payer=old.payer, quantity=held.quantity, unit=held.unit, receivable=old.receivable, shares=shares,
        beneficiary=posting.beneficiary if beneficiary else old.beneficiary,
        project=posting.project if project else old.project, party=posting.party or old.party,
    )  # fmt: skip
