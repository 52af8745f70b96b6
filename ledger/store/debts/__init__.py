"""Rows read for cards and loans."""
