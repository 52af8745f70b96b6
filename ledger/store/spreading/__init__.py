"""Spreads as rows."""
