"""The journal's screens, one module for each thing a person does there, all on one area."""

from ledger.web.journal import amending, behind, correcting, deeds, pages, recording
from ledger.web.journal.area import area

__all__ = ["amending", "area", "behind", "correcting", "deeds", "pages", "recording"]
