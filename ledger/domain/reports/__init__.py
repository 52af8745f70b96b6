"""Reports: what kept sums say of a month."""
