"""Accounts, entries, their flows, the log that remembers every deed, and scenes."""
