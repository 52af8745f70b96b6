"""Checks of accounts as rows, and what moved on an account."""
