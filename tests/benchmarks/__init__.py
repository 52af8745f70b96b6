"""Speed, measured: ratios beside a reference in the same run, printed and never asserted."""
