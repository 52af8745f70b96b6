"""Pushes: sealed for one browser, signed by this house, sent to nobody's inner network."""
