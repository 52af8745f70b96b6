"""Rows of what lets a device keep things without a network."""
