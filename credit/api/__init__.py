"""Signals, consent, offers and lenders for programs: JSON over the same services as the pages."""
