"""What reports and figures read of the rows."""
