"""A cost, or an income, that belongs to several months: divided into dated parts that sum to it exactly."""
