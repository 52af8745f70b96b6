"""Signals: what the figures of a book say about money, as whole numbers with a unit, or honestly nothing."""
