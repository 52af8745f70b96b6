"""What somebody wants to be reminded of, by which way and at which hours."""
