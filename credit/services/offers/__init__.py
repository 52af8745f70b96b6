"""What happens between a person and an offer: the slot, why, not now, accepting, what was shown."""
