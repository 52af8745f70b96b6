"""Rows read as they were known at a sequence of a book's log, and what was put away."""
