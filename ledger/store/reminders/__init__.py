"""Rows of reminders."""
