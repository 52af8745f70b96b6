"""Every area of the credit side's API, for the composition root."""

from __future__ import annotations

from credit.api import consents, lenders, offers, products, rules, signals, simulations
from ledger.plumbing.api.area import ApiArea


def areas() -> tuple[ApiArea, ...]:
    """What programs may do with signals, offers and rules."""
    return tuple(module.area for module in (signals, consents, offers, lenders, products, rules, simulations))
