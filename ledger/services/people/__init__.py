"""Signing up and in, settings, leaving."""
