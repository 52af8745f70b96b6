"""Reminders: what somebody wants to be told of, on which devices, and the page a letter's last link leads to."""

from ledger.web.reminders import pages, stopping
from ledger.web.reminders.area import area, stops

__all__ = ["area", "pages", "stopping", "stops"]
