"""Much at once, pure: what becomes of entries that are changed together."""
