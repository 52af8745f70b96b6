"""What quick entry brings to an entry: names it gathers under and is for, and what it learns from corrections."""
