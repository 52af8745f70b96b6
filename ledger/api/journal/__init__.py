"""What programs may do with entries: say them, see them, attach to them, and settle what they leave owed."""
