"""Every area of the credit side, for the composition root."""

from __future__ import annotations

from credit.web.cost import cost
from ledger.plumbing.access import Area


def areas() -> tuple[Area, ...]:
    """The screens of the credit side."""
    return (cost,)
