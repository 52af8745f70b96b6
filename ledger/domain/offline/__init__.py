"""Deeds done on a device without a network: what is queued there, read when it is sent."""
