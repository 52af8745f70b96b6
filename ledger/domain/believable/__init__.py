"""People who never lived, day by day: what they earn, spend, forget and record late. Seeded, without a clock."""
