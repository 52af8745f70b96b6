"""Attached files as rows."""
