"""Going on without a network: what makes the house installable, what devices carry, and what they send."""

from ledger.web.offline import carrying, installing, knowing, sending
from ledger.web.offline.area import area

__all__ = ["area", "carrying", "installing", "knowing", "sending"]
