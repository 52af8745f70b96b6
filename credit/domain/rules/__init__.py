"""Rules are data: rows of comparisons, one evaluator for one person or a million, and guards above all lenders."""
