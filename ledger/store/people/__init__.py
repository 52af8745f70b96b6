"""Rows of people, sessions, links and tokens."""
