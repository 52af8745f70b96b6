"""Rows of offers: what was shown, what happened to it, and what a slot answered."""
