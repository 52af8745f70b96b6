"""Rows of books, entries, sums and the log."""
