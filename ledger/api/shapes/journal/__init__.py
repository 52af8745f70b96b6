"""The shapes of entries, and of what is attached to them or owed by them."""
