"""Norms as dated data: what a country's law and supervisors ask on a day, each clause with its source."""
