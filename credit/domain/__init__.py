"""What is true of credit: pure, frozen, no clock and no framework."""
