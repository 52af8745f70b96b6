"""Rows of what is known to come."""
