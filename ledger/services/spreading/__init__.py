"""Spreading sums over months: begun from an entry, followed, and ended early."""
