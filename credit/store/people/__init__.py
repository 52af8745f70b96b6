"""Rows of consent, of what a person said of themselves, and of what they wish to be spared."""
